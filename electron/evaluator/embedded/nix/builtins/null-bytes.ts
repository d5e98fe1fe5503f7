import { NixError } from '../errors';
import { showNullBytes } from '../value/string-bytes';

/** A text, which must not hold null bytes: Nix's strings end at them. Throws NixError. */
export function checkNoNull(text: string): string {
  if (!text.includes('\0')) return text;
  const shown = showNullBytes(text);
  throw new NixError(
    'eval',
    `input string '${shown}' cannot be represented as Nix string because it contains null bytes`,
  );
}
