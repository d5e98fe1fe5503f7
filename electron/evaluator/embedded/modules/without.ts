import { AttrSet } from '../nix';

/** The set without one attribute. */
export function without(set: AttrSet, name: string): AttrSet {
  if (!set.has(name)) return set;
  const entries = new Map(set.entries);
  entries.delete(name);
  return new AttrSet(entries, () => set.positions);
}
