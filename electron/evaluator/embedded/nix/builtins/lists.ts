/** Builtins on lists. */
import { NixError } from '../errors';
import { checkListLength, countRound, countSteps } from '../eval/budget';
import { callValue, callWithTwo } from '../eval/call';
import {
  forceAttrs,
  forceBool,
  forceElements,
  forceFunction,
  forceInt,
  forceList,
  forceStringNoContext,
} from '../eval/coerce';
import { compareValues, equalPlaces } from '../eval/equal';
import { ConditionalValue, SymbolicValue } from '../value/symbolic';
import { Thunk } from '../value/thunk';
import { AttrSet, PrimOp, force, type Slot, type Value } from '../value/value';
import { argumentOf, type Builtin } from './builtin';
import { mergeSort } from './merge-sort';
import { orderOf, sortPlain } from './sort-values';

/** What computes an element of a mapped list: all its thunks share this and keep their own argument only. */
function application(fn: Value): (argument: Slot) => Value {
  return (argument) => callValue(fn, argument);
}

function head(list: Slot): Value {
  const items = forceList(list, argumentOf('head', 0));
  if (items.length === 0) throw new NixError('index', "'builtins.head' called on an empty list");
  return force(items[0] as Slot);
}

function tail(list: Slot): Value {
  const items = forceList(list, argumentOf('tail', 0));
  if (items.length === 0) throw new NixError('index', "'builtins.tail' called on an empty list");
  countSteps(items.length >> 3);
  return items.slice(1);
}

function elemAt(list: Slot, index: Slot): Value {
  const at = forceInt(index, argumentOf('elemAt', 1));
  const items = forceList(list, argumentOf('elemAt', 0));
  if (at < 0n || at >= BigInt(items.length)) {
    throw new NixError(
      'index',
      `'builtins.elemAt' called with index ${at} on a list of size ${items.length}`,
    );
  }
  return force(items[Number(at)] as Slot);
}

function elem(value: Slot, list: Slot): Value {
  return forceList(list, argumentOf('elem', 1)).some((item, index) => {
    countRound(index);
    return equalPlaces(value, item);
  });
}

function map(fn: Slot, list: Slot): Value {
  const items = forceElements(list, argumentOf('map', 1));
  if (items.length === 0) return items;
  const callable = forceFunction(fn, argumentOf('map', 0));
  const apply = application(callable);
  return items.map((item, index) => {
    countRound(index);
    return new Thunk(apply, item);
  });
}

function filter(fn: Slot, list: Slot): Value {
  const items = forceElements(list, argumentOf('filter', 1));
  if (items.length === 0) return items;
  const callable = forceFunction(fn, argumentOf('filter', 0));
  const what = 'the return value of the filtering function passed to builtins.filter';
  const kept: Slot[] = [];
  for (const item of items) {
    const verdict = callValue(callable, item);
    if (verdict instanceof SymbolicValue) kept.push(new ConditionalValue(verdict, item, undefined));
    else if (forceBool(verdict, what)) kept.push(item);
  }
  return kept;
}

function foldlStrict(fn: Slot, initial: Slot, list: Slot): Value {
  const callable = forceFunction(fn, argumentOf("foldl'", 0));
  const items = forceList(list, argumentOf("foldl'", 2));
  if (items.length === 0) return force(initial);
  let result: Slot = initial;
  for (const item of items) result = callWithTwo(callable, result, item);
  return force(result);
}

function all(fn: Slot, list: Slot): Value {
  const callable = forceFunction(fn, argumentOf('all', 0));
  const items = forceList(list, argumentOf('all', 1));
  const what = 'the return value of the function passed to builtins.all';
  return items.every((item) => forceBool(callValue(callable, item), what));
}

function any(fn: Slot, list: Slot): Value {
  const callable = forceFunction(fn, argumentOf('any', 0));
  const items = forceList(list, argumentOf('any', 1));
  const what = 'the return value of the function passed to builtins.any';
  return items.some((item) => forceBool(callValue(callable, item), what));
}

function genList(generator: Slot, length: Slot): Value {
  const count = forceInt(length, argumentOf('genList', 1));
  if (count < 0n) throw new NixError('index', `cannot create list of size ${count}`);
  const callable = forceFunction(generator, argumentOf('genList', 0));
  checkListLength(Number(count));
  const applyAt = (index: number): Value => callValue(callable, BigInt(index));
  const list = new Array<Slot>(Number(count));
  for (let index = 0; index < list.length; index++) {
    countRound(index);
    list[index] = new Thunk(applyAt, index);
  }
  return list;
}

function concatLists(lists: Slot): Value {
  const what = 'a value of the list passed to builtins.concatLists';
  return flatten(forceElements(lists, argumentOf('concatLists', 0)).map((list) => forceElements(list, what)));
}

function concatMap(fn: Slot, list: Slot): Value {
  const callable = forceFunction(fn, argumentOf('concatMap', 0));
  const items = forceElements(list, argumentOf('concatMap', 1));
  const what = 'the return value of the function passed to builtins.concatMap';
  return flatten(items.map((item) => forceElements(callValue(callable, item), what)));
}

function flatten(lists: readonly (readonly Slot[])[]): readonly Slot[] {
  const length = lists.reduce((sum, list) => sum + list.length, 0);
  checkListLength(length);
  const nonEmpty = lists.find((list) => list.length > 0);
  if (nonEmpty !== undefined && nonEmpty.length === length) return nonEmpty;
  const joined: Slot[] = [];
  for (const list of lists) {
    for (const item of list) {
      countRound(joined.length);
      joined.push(item);
    }
  }
  return joined;
}

function partition(fn: Slot, list: Slot): Value {
  const callable = forceFunction(fn, argumentOf('partition', 0));
  const right: Slot[] = [];
  const wrong: Slot[] = [];
  const what = 'the return value of the partition function passed to builtins.partition';
  for (const item of forceList(list, argumentOf('partition', 1))) {
    force(item);
    (forceBool(callValue(callable, item), what) ? right : wrong).push(item);
  }
  return AttrSet.of({ right, wrong });
}

function groupBy(fn: Slot, list: Slot): Value {
  const callable = forceFunction(fn, argumentOf('groupBy', 0));
  const groups = new Map<string, Slot[]>();
  const what = 'the return value of the grouping function passed to builtins.groupBy';
  for (const item of forceList(list, argumentOf('groupBy', 1))) {
    const name = forceStringNoContext(callValue(callable, item), what);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return new AttrSet(groups);
}

function sort(comparator: Slot, list: Slot): Value {
  const items = forceList(list, argumentOf('sort', 1));
  if (items.length === 0) return items;
  const callable = forceFunction(comparator, argumentOf('sort', 0));
  const values = items.map((item, index) => {
    countRound(index);
    return force(item);
  });
  const order = orderOf(callable);
  const sorted = order === undefined ? undefined : sortPlain(values, order);
  if (sorted !== undefined) return sorted;
  const what = 'the return value of the sorting function passed to builtins.sort';
  // Nix compares by itself where it is told to by its own function.
  if (order === 'ascending' && callable instanceof PrimOp) return mergeSort(items, isLess);
  return mergeSort(items, (a, b) => forceBool(callWithTwo(callable, a, b), what));
}

function isLess(one: Slot, two: Slot): boolean {
  try {
    return compareValues(force(one), force(two)) < 0;
  } catch (error) {
    if (error instanceof NixError)
      error.addFrame('while evaluating the ordering function passed to builtins.sort');
    throw error;
  }
}

/** Which keys `genericClosure` has seen. Strings and whole numbers by hash, other keys one by one. */
class SeenKeys {
  readonly #plain = new Set<string | bigint>();
  readonly #others: Value[] = [];
  #first: Value | undefined;

  /** Adds a key and tells whether it is new. Throws NixError when keys cannot be compared. */
  add(key: Value): boolean {
    if (this.#first === undefined) this.#first = key;
    else if (typeof key !== typeof this.#first || typeof key === 'object') compareValues(key, this.#first);
    const plain = typeof key === 'number' && Number.isInteger(key) ? BigInt(key) : key;
    if (typeof plain === 'string' || typeof plain === 'bigint') {
      const size = this.#plain.size;
      return this.#plain.add(plain).size > size;
    }
    if (this.#others.some((other) => compareValues(other, key) === 0)) return false;
    this.#others.push(key);
    return true;
  }
}

function genericClosure(argument: Slot): Value {
  const set = forceAttrs(argument, 'the first argument passed to builtins.genericClosure');
  const part = (name: string): Slot => {
    const slot = set.get(name);
    if (slot !== undefined) return slot;
    throw new NixError('missing-attribute', `attribute '${name}' missing`).addFrame(
      'in the attrset passed as argument to builtins.genericClosure',
    );
  };
  const queue = [
    ...forceList(part('startSet'), "the 'startSet' attribute passed as argument to builtins.genericClosure"),
  ];
  if (queue.length === 0) return queue;
  const operator = forceFunction(
    part('operator'),
    "the 'operator' attribute passed as argument to builtins.genericClosure",
  );
  const seen = new SeenKeys();
  const result: Slot[] = [];
  for (let index = 0; index < queue.length; index++) {
    countSteps(1);
    const item = forceAttrs(
      queue[index] as Slot,
      'one of the elements generated by (or initially passed to) builtins.genericClosure',
    );
    const key = item.get('key');
    if (key === undefined) {
      const error = new NixError('missing-attribute', "attribute 'key' missing");
      throw error.addFrame(
        'in one of the attrsets generated by (or initially passed to) builtins.genericClosure',
      );
    }
    if (!seen.add(force(key))) continue;
    result.push(item);
    const what = 'the return value of the `operator` passed to builtins.genericClosure';
    queue.push(...forceList(callValue(operator, item), what));
  }
  return result;
}

/** The builtins on lists. */
export const listBuiltins: readonly Builtin[] = [
  { name: 'head', args: ['list'], doc: 'The first element of a list that is not empty.', run: head },
  { name: 'tail', args: ['list'], doc: 'A list without its first element.', run: tail },
  {
    name: 'length',
    args: ['list'],
    doc: 'The number of elements of a list.',
    run: (list) => BigInt(forceList(list, argumentOf('length', 0)).length),
  },
  { name: 'elemAt', args: ['list', 'index'], doc: 'The element at an index, counted from 0.', run: elemAt },
  {
    name: 'elem',
    args: ['value', 'list'],
    doc: 'Whether a list has an element equal to a value.',
    run: elem,
  },
  { name: 'map', args: ['f', 'list'], doc: 'The list of `f` applied to each element.', run: map },
  { name: 'filter', args: ['f', 'list'], doc: 'The elements for which `f` gives true.', run: filter },
  {
    name: "foldl'",
    args: ['op', 'initial', 'list'],
    doc: 'Combines the elements from the left, `op (op initial x0) x1 …`, computing every step.',
    run: foldlStrict,
  },
  { name: 'all', args: ['f', 'list'], doc: 'Whether `f` gives true for every element.', run: all },
  { name: 'any', args: ['f', 'list'], doc: 'Whether `f` gives true for some element.', run: any },
  { name: 'genList', args: ['f', 'length'], doc: 'The list of `f 0`, `f 1`, … of a length.', run: genList },
  { name: 'concatLists', args: ['lists'], doc: 'The elements of all lists in one list.', run: concatLists },
  {
    name: 'concatMap',
    args: ['f', 'list'],
    doc: 'The lists that `f` gives for each element, in one list.',
    run: concatMap,
  },
  {
    name: 'partition',
    args: ['f', 'list'],
    doc: 'The elements for which `f` gives true as `right`, the others as `wrong`.',
    run: partition,
  },
  {
    name: 'groupBy',
    args: ['f', 'list'],
    doc: 'The elements grouped by the name that `f` gives for each.',
    run: groupBy,
  },
  {
    name: 'sort',
    args: ['lessThan', 'list'],
    doc: 'The list in order; equal elements keep theirs.',
    run: sort,
  },
  {
    name: 'genericClosure',
    args: ['attrs'],
    doc: 'All sets reachable from `startSet` by `operator`, each `key` once.',
    run: genericClosure,
  },
];
