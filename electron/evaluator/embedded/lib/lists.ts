/**
 * `lib.lists` (nixpkgs manual, section of that name). Names and laziness are those of nixpkgs; elements are never
 * forced unless the result needs them. Equality is that of Nix (`==`): a function equals nothing.
 */
import {
  AttrSet,
  NixError,
  callFunction,
  countSteps,
  equalValues,
  force,
  forceAttrs,
  choose,
  forceBool,
  forceFunction,
  forceInt,
  forceList,
  forceString,
  isList,
  lazy,
  lazyCall,
} from '../nix';
import type { Slot, Value } from '../nix';
import { failAssertion } from './fail-assertion';
import { select } from './select-attribute';
import {
  compareLists,
  compareNaturally,
  depthFirst,
  naturalParts,
  sortBy,
  topologicalSort,
} from './list-orders';
import { fn } from './table';
import type { LibTable } from './table';
import { orElse } from './value-tests';

function test(predicate: Slot, ...args: Slot[]): boolean {
  return forceBool(callFunction(predicate, ...args));
}

function lengthOf(slot: Slot): bigint {
  return BigInt(forceList(slot).length);
}

function indexed(list: Slot, first: number, map: Slot): Value {
  return forceList(list).map((item, index) => lazyCall(map, BigInt(index + first), item));
}

function outOfBounds(index: bigint, size: number): never {
  throw new NixError('index', `'builtins.elemAt' called with index ${index} on a list of size ${size}`);
}

/** `sublist`: with a negative start there are elements, but they cannot be looked at. */
function sublist(start: bigint, count: bigint, list: readonly Slot[]): readonly Slot[] {
  const size = BigInt(list.length);
  const taken = start >= size ? 0n : start + count > size ? size - start : count;
  if (taken < 0n) throw new NixError('index', `cannot create list of size ${taken}`);
  if (start >= 0n) return list.slice(Number(start), Number(start + taken));
  const before = Array.from({ length: Number(taken) }, (_, index) => start + BigInt(index));
  return before.map((index) =>
    index < 0n ? lazy(() => outOfBounds(index, list.length)) : (list[Number(index)] ?? null),
  );
}

function flatten(slot: Slot): readonly Slot[] {
  const value = force(slot);
  return isList(value) ? value.flatMap(flatten) : [value];
}

function foldRight(operation: Slot, start: Slot, list: readonly Slot[], index: number): Value {
  const item = list[index];
  if (item === undefined) return force(start);
  return callFunction(
    operation,
    item,
    lazy(() => foldRight(operation, start, list, index + 1)),
  );
}

function foldLeftLazily(operation: Slot, start: Slot, list: readonly Slot[], index: number): Value {
  const item = list[index];
  if (item === undefined) return force(start);
  return callFunction(
    operation,
    lazy(() => foldLeftLazily(operation, start, list, index - 1)),
    item,
  );
}

function findIndex(predicate: Slot, list: readonly Slot[]): number {
  return list.findIndex((item) => test(predicate, item));
}

/** The first of each group of equal elements, in order. */
function uniqueValues(list: readonly Slot[]): Slot[] {
  const texts = new Set<string>();
  const result: Slot[] = [];
  for (const slot of list) {
    const value = force(slot);
    if (typeof value === 'string') {
      if (!texts.has(value)) {
        texts.add(value);
        result.push(value);
      }
    } else if (!result.some((other) => equalValues(other, value))) result.push(value);
  }
  return result;
}

function groupBy(key: Slot, list: readonly Slot[]): Map<string, Slot[]> {
  const groups = new Map<string, Slot[]>();
  for (const item of list) {
    const name = forceString(callFunction(key, item));
    const known = groups.get(name);
    if (known === undefined) groups.set(name, [item]);
    else known.push(item);
  }
  return groups;
}

function has(list: readonly Slot[], item: Slot): boolean {
  return list.some((other) => equalValues(item, other));
}

function partition(predicate: Slot, list: readonly Slot[]): { right: Slot[]; wrong: Slot[] } {
  const right: Slot[] = [];
  const wrong: Slot[] = [];
  for (const item of list) (test(predicate, item) ? right : wrong).push(item);
  return { right, wrong };
}

/** Parts of a list: `lib.take`, `lib.sublist`, `lib.findFirst`, `lib.unique`, `lib.subtractLists`. */
const selections: LibTable = new Map<string, Slot>([
  // Counts past the end give what is there, in `drop`, `takeEnd` and `dropEnd` too.
  fn('take', 2, (count, list) => sublist(0n, forceInt(count), forceList(list))),
  fn('takeEnd', 2, (count, list) => takeEnd(forceInt(count), forceList(list))),
  fn('drop', 2, (count, list) => sublist(forceInt(count), lengthOf(list), forceList(list))),
  fn('dropEnd', 2, (count, list) => {
    const left = lengthOf(list) - forceInt(count);
    return sublist(0n, left < 0n ? 0n : left, forceList(list));
  }),
  fn('sublist', 3, (start, count, list) => {
    const items = forceList(list);
    const from = forceInt(start);
    // Past the end, nobody asks how many.
    return from >= BigInt(items.length) ? [] : sublist(from, forceInt(count), items);
  }),
  fn('last', 1, (list) => {
    const items = forceList(list);
    const last = items[items.length - 1];
    return last === undefined ? failAssertion('lists.last: list must not be empty!') : force(last);
  }),
  fn('init', 1, (list) => {
    const items = forceList(list);
    return items.length === 0 ? failAssertion('lists.init: list must not be empty!') : items.slice(0, -1);
  }),
  fn('hasPrefix', 2, (prefix, list) => startsWith(forceList(prefix), forceList(list))),
  fn('removePrefix', 2, (prefix, list) => {
    const start = forceList(prefix);
    if (startsWith(start, forceList(list))) return forceList(list).slice(start.length);
    return failAssertion(
      'lib.lists.removePrefix: First argument is not a list prefix of the second argument',
    );
  }),
  // The elements are those of the left list.
  fn('commonPrefix', 2, (left, right) => {
    const two = forceList(right);
    const one = forceList(left);
    const end = one.findIndex((item, index) => index >= two.length || !equalValues(item, two[index] ?? null));
    return end < 0 ? one : one.slice(0, end);
  }),
  fn('findFirstIndex', 3, (predicate, fallback, list) => {
    const index = findIndex(predicate, forceList(list));
    return index < 0 ? force(fallback) : BigInt(index);
  }),
  fn('findFirst', 3, (predicate, fallback, list) => {
    const items = forceList(list);
    return force(orElse(items[findIndex(predicate, items)], fallback));
  }),
  // The second argument is for no match, the third for more than one.
  fn('findSingle', 4, (predicate, fallback, multiple, list) => {
    const found = forceList(list).filter((item) => test(predicate, item));
    return force(found.length > 1 ? multiple : orElse(found[0], fallback));
  }),
  fn('ifilter0', 2, (predicate, list) =>
    forceList(list).filter((item, index) => test(predicate, BigInt(index), item)),
  ),
  fn('remove', 2, (item, list) => forceList(list).filter((other) => !equalValues(other, item))),
  // Keeps the first of equals in place; `uniqueStrings` gives its strings sorted instead.
  fn('unique', 1, (list) => uniqueValues(forceList(list))),
  fn('uniqueStrings', 1, (list) => [
    ...new AttrSet(new Map(forceList(list).map((item) => [forceString(item), null]))).names(),
  ]),
  fn('allUnique', 1, (list) => uniqueValues(forceList(list)).length === forceList(list).length),
  // Order and repetitions are those of the second list, in `subtractLists` too, which takes the first away from it.
  fn('intersectLists', 2, (wanted, list) => forceList(list).filter((item) => has(forceList(wanted), item))),
  fn('subtractLists', 2, (unwanted, list) =>
    forceList(list).filter((item) => !has(forceList(unwanted), item)),
  ),
  fn(
    'mutuallyExclusive',
    2,
    (left, right) =>
      forceList(left).length === 0 || !forceList(right).some((item) => has(forceList(left), item)),
  ),
]);

function takeEnd(count: bigint, list: readonly Slot[]): readonly Slot[] {
  const start = BigInt(list.length) - count;
  return sublist(start < 0n ? 0n : start, BigInt(list.length), list);
}

function startsWith(prefix: readonly Slot[], list: readonly Slot[]): boolean {
  return (
    prefix.length <= list.length && prefix.every((item, index) => equalValues(list[index] ?? null, item))
  );
}

/** New lists: `lib.optional`, `lib.flatten`, `lib.range`, `lib.zipLists`, `lib.imap1`. */
const constructions: LibTable = new Map<string, Slot>([
  fn('singleton', 1, (item) => [item]),
  fn('forEach', 2, (list, map) => forceList(list).map((item) => lazyCall(map, item))),
  fn('imap0', 2, (map, list) => indexed(list, 0, map)),
  fn('imap1', 2, (map, list) => indexed(list, 1, map)),
  // At every depth; a value that is no list becomes a list of one.
  fn('flatten', 1, (value) => flatten(value)),
  fn('optional', 2, (condition, item) => choose(condition, [item], [])),
  fn('optionals', 2, (condition, list) => choose(condition, list, [])),
  fn('toList', 1, (value) => (isList(force(value)) ? force(value) : [value])),
  // Both ends belong to it; empty when the last is before the first.
  fn('range', 2, (first, last) => {
    const from = forceInt(first);
    const count = forceInt(last) - from + 1n;
    if (count <= 0n) return [];
    return Array.from({ length: listSize(count) }, (_, index) => from + BigInt(index));
  }),
  fn('replicate', 2, (count, item) => Array.from({ length: listSize(forceInt(count)) }, () => item)),
  // As long as the shorter list.
  fn('zipListsWith', 3, (map, left, right) =>
    zipLists(forceList(left), forceList(right), (one, two) => lazyCall(map, one, two)),
  ),
  fn('zipLists', 2, (left, right) =>
    zipLists(forceList(left), forceList(right), (fst, snd) => AttrSet.of({ fst, snd })),
  ),
  fn('reverseList', 1, (list) => [...forceList(list)].reverse()),
  fn('concatAttrValues', 1, (set) => {
    const attrs = forceAttrs(set);
    return attrs.names().flatMap((name) => forceList(select(attrs, name)));
  }),
  fn('replaceElemAt', 3, (list, index, item) => {
    const items = forceList(list);
    const at = forceInt(index);
    if (at < 0n || at >= BigInt(items.length)) {
      failAssertion(`'lists.replaceElemAt' called with index ${at} on a list of size ${items.length}`);
    }
    return items.map((old, position) => (BigInt(position) === at ? item : old));
  }),
  // Old name for products: curried calls, the last list varying fastest.
  fn('crossLists', 2, (make, lists) =>
    forceList(lists).reduce<Slot[]>(
      (functions, args) => functions.flatMap((one) => forceList(args).map((arg) => lazyCall(one, arg))),
      [make],
    ),
  ),
]);

/** The length of a list to be made; the budget stops lengths that no machine holds. */
function listSize(count: bigint): number {
  if (count < 0n) throw new NixError('index', `cannot create list of size ${count}`);
  countSteps(Number(count));
  return Number(count);
}

function zipLists(
  left: readonly Slot[],
  right: readonly Slot[],
  zip: (left: Slot, right: Slot) => Slot,
): Slot[] {
  return left.slice(0, right.length).map((item, index) => zip(item, right[index] ?? null));
}

/** A list as one value (`lib.foldr`, `lib.foldl'`, `lib.groupBy`) and orders (`lib.toposort`, `lib.sortOn`). */
const folds: LibTable = new Map<string, Slot>([
  // `foldr` and `foldl` leave the accumulated value unforced, so an operation may stop early; `foldl'` forces each step.
  fn('foldr', 3, (operation, start, list) => foldRight(operation, start, forceList(list), 0)),
  fn('fold', 3, (operation, start, list) => foldRight(operation, start, forceList(list), 0)),
  fn('foldl', 3, (operation, start, list) => {
    const items = forceList(list);
    return foldLeftLazily(operation, start, items, items.length - 1);
  }),
  fn("foldl'", 3, (operation, start, list) =>
    forceList(list).reduce<Value>(
      (accumulated, item) => callFunction(operation, accumulated, item),
      force(start),
    ),
  ),
  fn('count', 2, (predicate, list) => BigInt(forceList(list).filter((item) => test(predicate, item)).length)),
  // The key comes third, after operation and start; each group is folded from the left, when looked at.
  fn("groupBy'", 4, (operation, start, key, list) => {
    forceFunction(key);
    const entries = new Map<string, Slot>();
    for (const [name, items] of groupBy(key, forceList(list))) {
      entries.set(
        name,
        lazy(() => foldLeftLazily(operation, start, items, items.length - 1)),
      );
    }
    return new AttrSet(entries);
  }),
  fn('groupBy', 2, (key, list) => new AttrSet(groupBy(key, forceList(list)))),
  fn('partition', 2, (predicate, list) => AttrSet.of(partition(predicate, forceList(list)))),
  // `before a b` says that a comes before b. Gives `minimal`, or `cycle` and `loops` when it stops on one.
  fn('listDfs', 3, (stopOnCycles, before, list) =>
    depthFirst(forceBool(stopOnCycles), before, forceList(list)),
  ),
  // `result`, or `cycle` and `loops` instead of an error.
  fn('toposort', 2, (before, list) => topologicalSort(before, forceList(list))),
  // Stable; each key is computed once.
  fn('sortOn', 2, (key, list) => sortBy(forceList(list), (item) => callFunction(key, item))),
  fn('compareLists', 3, (compare, left, right) => compareLists(compare, forceList(left), forceList(right))),
  // Digits compare as numbers; a zero in front of others is a number of its own.
  fn('naturalSort', 1, (list) =>
    forceList(list)
      .map((item) => ({ item, parts: naturalParts(forceString(item)) }))
      .sort((left, right) => compareNaturally(left.parts, right.parts))
      .map(({ item }) => item),
  ),
]);

/** `lib.lists`, but for what is a builtin (`map`, `elem`, `sort`, `filter` …). */
export const lists: LibTable = new Map([...selections, ...constructions, ...folds]);
