import { AttrSet, force, forceAttrs, lazy } from '../nix';
import type { Slot } from '../nix';

/**
 * `lib.attrsets.recursiveUpdate`: the right set over the left, sets within sets likewise, each looked at when asked
 * for. Throws NixError when either is no set.
 */
export function recursiveUpdate(left: Slot, right: Slot): AttrSet {
  const under = forceAttrs(left);
  const over = forceAttrs(right);
  if (under.size === 0) return over;
  if (over.size === 0) return under;
  const entries = new Map(under.entries);
  for (const [name, value] of over.entries) {
    const below = under.get(name);
    entries.set(name, below === undefined ? value : lazy(() => updateOne(below, value)));
  }
  return new AttrSet(entries, () => under.update(over).positions);
}

function updateOne(left: Slot, right: Slot): ReturnType<typeof force> {
  const over = force(right);
  if (!(over instanceof AttrSet)) return over;
  const under = force(left);
  return under instanceof AttrSet ? recursiveUpdate(under, over) : over;
}
