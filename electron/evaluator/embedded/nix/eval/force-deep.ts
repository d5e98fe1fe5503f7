import { NixError } from '../errors';
import { SymbolicValue } from '../value/symbolic';
import { AttrSet, force, type Slot } from '../value/value';
import { checkDataDepth, countSteps } from './budget';
import { isList } from './coerce';
import { symbolOrder } from './symbol-order';

/** Computes a value all the way down. Throws NixError, also for data that never ends. */
export function forceDeep(slot: Slot): void {
  try {
    walk(slot, (set) => set.names(), new Set(), 0);
  } catch (error) {
    if (!(error instanceof NixError) || error.kind === 'limit' || error.kind === 'cancelled') throw error;
    // Which of several attributes fails first depends on the order; the cheap one does where none fails.
    walk(slot, symbolOrder, new Set(), 0);
    throw error;
  }
}

type NamesOf = (set: AttrSet) => readonly string[];

function walk(slot: Slot, namesOf: NamesOf, seen: Set<object>, depth: number): void {
  const value = force(slot);
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  if (value instanceof SymbolicValue) return;
  checkDataDepth(depth);
  if (value instanceof AttrSet) {
    seen.add(value);
    countSteps(value.size);
    for (const name of namesOf(value)) walkMember(value, name, namesOf, seen, depth);
  } else if (isList(value)) {
    seen.add(value);
    countSteps(value.length);
    for (const item of value) walk(item, namesOf, seen, depth + 1);
  }
}

function walkMember(set: AttrSet, name: string, namesOf: NamesOf, seen: Set<object>, depth: number): void {
  try {
    walk(set.get(name) as Slot, namesOf, seen, depth + 1);
  } catch (error) {
    if (error instanceof NixError)
      error.addFrame(`while evaluating the attribute '${name}'`, set.positionOf(name));
    throw error;
  }
}
