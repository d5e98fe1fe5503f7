import { NixError } from '../errors';
import { AttrSet, force, type Slot } from '../value/value';
import { isList } from './coerce';

/** Computes a value all the way down. */
export function forceDeep(slot: Slot, seen: Set<object> = new Set()): void {
  const value = force(slot);
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  if (value instanceof AttrSet) {
    seen.add(value);
    for (const name of value.names()) forceMember(value, name, seen);
  } else if (isList(value)) {
    seen.add(value);
    for (const item of value) forceDeep(item, seen);
  }
}

function forceMember(set: AttrSet, name: string, seen: Set<object>): void {
  try {
    forceDeep(set.get(name) as Slot, seen);
  } catch (error) {
    if (error instanceof NixError)
      error.addFrame(`while evaluating the attribute '${name}'`, set.positionOf(name));
    throw error;
  }
}
