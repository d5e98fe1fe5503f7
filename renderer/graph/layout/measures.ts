import type { InstanceItem, TagItem } from '../model';

/** Sizes of the drawing in pixels; the style sheets use the same, so that nothing has to be measured. */
export const measures = {
  machine: { width: 164, height: 36, gap: 12 },
  /** Additional room between two groups of machines. */
  groupGap: 16,
  tag: { height: 32, gap: 14 },
  instance: { width: 272, header: 54, role: 33, border: 2, gap: 16 },
  /** Left edges of the three columns. */
  tagColumn: 208,
  instanceColumn: 442,
} as const;

/** Height of an instance card; one without roles says so in a row. */
export function instanceHeight(instance: InstanceItem): number {
  const { header, role, border } = measures.instance;
  return header + Math.max(1, instance.roles.length) * role + border;
}

/** Middle of a role's row, from the top of the card. */
export function roleMiddle(index: number): number {
  const { header, role } = measures.instance;
  return 1 + header + index * role + role / 2;
}

/** Inter is about this wide; long names are cut by the style sheet. */
export function tagWidth(tag: TagItem): number {
  const text = tag.name.length * 7.9 + String(tag.count).length * 8;
  return Math.round(Math.min(200, text + 56));
}
