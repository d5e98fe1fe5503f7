import { NixError } from '../nix';
import type { AttrSet, Slot } from '../nix';

/** The attribute, unforced. Throws NixError `missing-attribute`, as `set.name` does in Nix. */
export function select(set: AttrSet, name: string): Slot {
  const slot = set.get(name);
  if (slot === undefined) throw new NixError('missing-attribute', `attribute '${name}' missing`);
  return slot;
}
