import { Thunk } from '../value/thunk';
import { AttrSet, Lambda, type Slot } from '../value/value';

/**
 * Whether Nix would have to compute what is in a slot before it could show it. Functions and empty sets are never
 * suspended here, but are in Nix, where only looking at them computes them.
 */
export function isUnevaluated(slot: Slot): boolean {
  return slot instanceof Thunk ? !slot.isDone : slot instanceof Lambda || slot === AttrSet.empty;
}
