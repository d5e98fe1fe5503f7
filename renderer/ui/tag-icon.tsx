import { IconBolt, IconTag } from '@tabler/icons-react';

/** A bolt for tags that Clan computes, a tag sign for those that people write. */
export function TagIcon({ isComputed, size = 15 }: { readonly isComputed: boolean; readonly size?: number }) {
  const Symbol = isComputed ? IconBolt : IconTag;
  return <Symbol size={size} stroke={1.6} color="var(--text-muted)" aria-hidden style={{ flex: 'none' }} />;
}
