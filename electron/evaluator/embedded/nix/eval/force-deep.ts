import { NixError } from '../errors';
import { SymbolicValue } from '../value/symbolic';
import { AttrSet, force, type Slot } from '../value/value';
import { checkDataDepth, countSteps } from './budget';
import { isList } from './coerce';

/** Computes a value all the way down. Throws NixError, also for data that never ends. */
export function forceDeep(slot: Slot): void {
  walk(slot, new Set(), 0);
}

function walk(slot: Slot, seen: Set<object>, depth: number): void {
  const value = force(slot);
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  if (value instanceof SymbolicValue) return;
  checkDataDepth(depth);
  if (value instanceof AttrSet) {
    seen.add(value);
    countSteps(value.size);
    for (const name of value.names()) walkMember(value, name, seen, depth);
  } else if (isList(value)) {
    seen.add(value);
    countSteps(value.length);
    for (const item of value) walk(item, seen, depth + 1);
  }
}

function walkMember(set: AttrSet, name: string, seen: Set<object>, depth: number): void {
  try {
    walk(set.get(name) as Slot, seen, depth + 1);
  } catch (error) {
    if (error instanceof NixError)
      error.addFrame(`while evaluating the attribute '${name}'`, set.positionOf(name));
    throw error;
  }
}
