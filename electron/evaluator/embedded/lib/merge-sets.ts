import { AttrSet } from '../nix';
import type { Slot, Span } from '../nix';

/** `lib.mergeAttrsList`: all sets as one, later ones winning, without a copy for each `//`. Values stay unforced. */
export function mergeSets(sets: readonly AttrSet[]): AttrSet {
  const [first = AttrSet.empty, second] = sets;
  if (second === undefined) return first;
  const entries = new Map<string, Slot>();
  for (const set of sets) for (const [name, value] of set.entries) entries.set(name, value);
  return new AttrSet(entries, () => mergedPositions(sets));
}

function mergedPositions(sets: readonly AttrSet[]): ReadonlyMap<string, Span> {
  const positions = new Map<string, Span>();
  for (const set of sets) {
    for (const name of set.entries.keys()) {
      const span = set.positionOf(name);
      if (span === undefined) positions.delete(name);
      else positions.set(name, span);
    }
  }
  return positions;
}
