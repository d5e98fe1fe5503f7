/**
 * Small words for writing Nix values in TypeScript: selecting from sets, mapping over them, throwing as Nix code
 * throws. Everything that takes a Slot forces it; callers wrap work in `lazy` where Nix would be lazy.
 */
import { AttrSet, NixError, PrimOp, force, forceAttrs, forceList, forceString, lazy } from '../nix';
import type { Slot, Value } from '../nix';

/** A set from a plain object whose values may be left out. */
export function record(object: Readonly<Record<string, Slot | undefined>>): AttrSet {
  const entries = new Map<string, Slot>();
  for (const [name, value] of Object.entries(object)) if (value !== undefined) entries.set(name, value);
  return new AttrSet(entries);
}

/** A function of as many arguments as the implementation takes. */
export function func(name: string, implementation: (...args: Slot[]) => Value): PrimOp {
  return new PrimOp(name, implementation.length, implementation);
}

/** The slot at a path of attributes; not forced itself. Throws as `a.b.c` does in Nix when one is missing. */
export function slotAt(set: Slot, ...path: readonly string[]): Slot {
  let slot = set;
  for (const name of path) {
    const found = forceAttrs(slot).get(name);
    if (found === undefined) throw new NixError('missing-attribute', `attribute '${name}' missing`);
    slot = found;
  }
  return slot;
}

/** The value at a path of attributes. */
export function at(set: Slot, ...path: readonly string[]): Value {
  return force(slotAt(set, ...path));
}

/** A slot that selects when it is forced; for sets that must not be looked into yet. */
export function slotAtLater(set: Slot, ...path: readonly string[]): Slot {
  return lazy(() => at(set, ...path));
}

/** The slot at a path, or undefined when it is not there (`set.a.b or …`). */
export function slotIfAny(set: Slot, ...path: readonly string[]): Slot | undefined {
  let slot = set;
  for (const name of path) {
    const value = force(slot);
    const found = value instanceof AttrSet ? value.get(name) : undefined;
    if (found === undefined) return undefined;
    slot = found;
  }
  return slot;
}

/** A set with the same names; each value is computed when first asked. */
export function mapAttrs(set: Slot, map: (name: string, value: Slot) => Value): AttrSet {
  const base = forceAttrs(set);
  const { shape } = base;
  if (shape !== undefined) {
    const slots = base.slots.map((value, index) => lazy(() => map(shape.names[index] ?? '', value)));
    return AttrSet.shaped(shape, slots);
  }
  const entries = new Map<string, Slot>();
  base.forEach((value, name) =>
    entries.set(
      name,
      lazy(() => map(name, value)),
    ),
  );
  return new AttrSet(entries);
}

/** A set with these names; each value is computed when first asked. */
export function genAttrs(names: Iterable<string>, make: (name: string) => Value): AttrSet {
  const entries = new Map<string, Slot>();
  for (const name of names)
    entries.set(
      name,
      lazy(() => make(name)),
    );
  return new AttrSet(entries);
}

/** The names and slots in Nix order. */
export function sortedEntries(set: Slot): (readonly [string, Slot])[] {
  const attrs = forceAttrs(set);
  return attrs.names().map((name) => [name, attrs.get(name) as Slot] as const);
}

/** `left // right`. */
export function merged(left: AttrSet, right: AttrSet): AttrSet {
  return new AttrSet(new Map([...left.entries, ...right.entries]), mergedPositions(left, right));
}

function mergedPositions(left: AttrSet, right: AttrSet): AttrSet['positions'] {
  if (left.positions === undefined) return right.positions;
  return right.positions === undefined ? left.positions : new Map([...left.positions, ...right.positions]);
}

/** The set without some names. */
export function without(set: AttrSet, ...names: readonly string[]): AttrSet {
  const entries = set.toMap();
  for (const name of names) entries.delete(name);
  return new AttrSet(entries, set.positions);
}

/** The texts of a list of strings. */
export function stringList(list: Slot): string[] {
  return forceList(list).map((item) => forceString(item));
}

/** Fails as `throw` does: `tryEval` catches it. */
export function nixThrow(message: string): never {
  throw new NixError('throw', message);
}

/** A slot that fails as `throw` does, when read. */
export function lazyThrow(message: () => string): Slot {
  return lazy(() => nixThrow(message()));
}

/** JSON text on one line, as `builtins.toJSON` writes a list of strings. */
export function jsonStrings(strings: readonly string[]): string {
  return JSON.stringify(strings);
}
