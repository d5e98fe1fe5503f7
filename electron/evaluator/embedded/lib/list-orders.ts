/** Orders of lists for `lib.lists`: by what comes before what, element by element, and by numbers within texts. */
import { AttrSet, NixError, callFunction, compareValues, forceBool, forceInt, forceList } from '../nix';
import type { Slot, Value } from '../nix';
import { select } from './select-attribute';

function test(predicate: Slot, ...args: Slot[]): boolean {
  return forceBool(callFunction(predicate, ...args));
}

function partitionBy(before: Slot, us: Slot, list: readonly Slot[]): { right: Slot[]; wrong: Slot[] } {
  const right: Slot[] = [];
  const wrong: Slot[] = [];
  for (const item of list) (test(before, item, us) ? right : wrong).push(item);
  return { right, wrong };
}

/** `lib.listDfs`: who comes first of all, or the cycle that keeps one from being first. `list` has an element. */
export function depthFirst(stopOnCycles: boolean, before: Slot, list: readonly Slot[]): AttrSet {
  const first = list[0];
  if (first === undefined) throw new NixError('index', "'builtins.head' called on an empty list");
  let us: Slot = first;
  let rest: readonly Slot[] = list.slice(1);
  let visited: Slot[] = [];
  for (;;) {
    const loops = visited.filter((item) => test(before, item, us));
    if (stopOnCycles && loops.length > 0) return AttrSet.of({ cycle: us, loops, visited, rest });
    const { right: earlier, wrong: later } = partitionBy(before, us, rest);
    const [next, ...others] = earlier;
    if (next === undefined) return AttrSet.of({ minimal: us, visited, rest });
    visited = [us, ...visited];
    rest = [...others, ...later];
    us = next;
  }
}

/** `lib.toposort`: the elements in order, or a cycle and what leads out of it. */
export function topologicalSort(before: Slot, list: readonly Slot[]): AttrSet {
  if (list.length < 2) return AttrSet.of({ result: list });
  const found = depthFirst(true, before, list);
  const visited = forceList(select(found, 'visited'));
  const cycle = found.get('cycle');
  if (cycle !== undefined) {
    return AttrSet.of({ cycle: [cycle, ...visited].reverse(), loops: select(found, 'loops') });
  }
  const rest = topologicalSort(before, [...visited, ...forceList(select(found, 'rest'))]);
  if (rest.has('cycle')) return rest;
  return AttrSet.of({ result: [select(found, 'minimal'), ...forceList(select(rest, 'result'))] });
}

/** `lib.compareLists`: by the first elements that differ, then by length. `compare` gives an integer. */
export function compareLists(compare: Slot, left: readonly Slot[], right: readonly Slot[]): bigint {
  for (let index = 0; ; index++) {
    const one = left[index];
    const two = right[index];
    if (one === undefined) return two === undefined ? 0n : -1n;
    if (two === undefined) return 1n;
    const order = forceInt(callFunction(compare, one, two));
    if (order !== 0n) return order;
  }
}

/** Splits digits from the rest, so that `a10` comes after `a9`. Numbers do not start with a zero. */
export function naturalParts(text: string): (string | bigint)[] {
  const parts: (string | bigint)[] = [];
  let last = 0;
  for (const match of text.matchAll(/0|[1-9][0-9]*/g)) {
    parts.push(text.slice(last, match.index), BigInt(match[0]));
    last = match.index + match[0].length;
  }
  parts.push(text.slice(last));
  return parts;
}

/** Compares what {@link naturalParts} gives; numbers by value. */
export function compareNaturally(
  left: readonly (string | bigint)[],
  right: readonly (string | bigint)[],
): number {
  for (let index = 0; ; index++) {
    const one = left[index];
    const two = right[index];
    if (one === undefined) return two === undefined ? 0 : -1;
    if (two === undefined) return 1;
    const order = compareValues(one, two);
    if (order !== 0) return order;
  }
}

/** A stable sort by keys, which are computed once. Keys that cannot be compared are a NixError. */
export function sortBy(list: readonly Slot[], key: (item: Slot) => Value): Slot[] {
  return list
    .map((item) => ({ item, key: key(item) }))
    .sort((left, right) => compareValues(left.key, right.key))
    .map(({ item }) => item);
}
