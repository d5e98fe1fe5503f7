/**
 * `lib.attrsets` (nixpkgs manual, section of that name). Names and laziness are those of nixpkgs; each function says
 * only what is not obvious. Where nixpkgs walks a set, it does so in the order of the names.
 */
import {
  AttrSet,
  choose,
  NixError,
  callFunction,
  equalValues,
  force,
  forceAttrs,
  forceBool,
  forceList,
  forceString,
  lazy,
  lazyCall,
} from '../nix';
import type { Slot, Value } from '../nix';
import { escapeNixIdentifier } from './identifiers';
import { mergeSets } from './merge-sets';
import { firstOutput, getOutput } from './package-outputs';
import { select } from './select-attribute';
import { fn } from './table';
import type { LibTable } from './table';
import { isDerivation, orElse } from './value-tests';

/** The texts of a list of strings. */
function textsOf(slot: Slot): string[] {
  return forceList(slot).map((item) => forceString(item));
}

/** What stands at a path; undefined when there is nothing. */
function atPath(path: readonly Slot[], set: Slot): Slot | undefined {
  let slot: Slot | undefined = set;
  for (const name of path) {
    const value: Value = slot === undefined ? null : force(slot);
    if (!(value instanceof AttrSet)) return undefined;
    slot = value.get(forceString(name));
    if (slot === undefined) return undefined;
  }
  return slot;
}

/** `lib.attrsets.showAttrPath`: the names joined with dots, quoted where Nix needs it; the empty path has words. */
export function showAttrPath(path: readonly string[]): string {
  return path.length === 0 ? '<root attribute path>' : path.map(escapeNixIdentifier).join('.');
}

/**
 * `builtins.listToAttrs`: a set made of `{ name, value }` sets; the first of a name wins. Names are forced, values are
 * not. Throws NixError when a name is missing or no string.
 */
export function listToAttrs(pairs: Iterable<Slot>): AttrSet {
  const entries = new Map<string, Slot>();
  for (const pair of pairs) {
    const set = forceAttrs(pair);
    const name = forceString(select(set, 'name'));
    if (!entries.has(name))
      entries.set(
        name,
        lazy(() => force(select(set, 'value'))),
      );
  }
  return new AttrSet(entries);
}

function pair(name: Slot, value: Slot): AttrSet {
  return AttrSet.of({ name, value });
}

function mapNames(set: AttrSet, map: (name: string, value: Slot) => Slot): Slot[] {
  return set.names().map((name) => map(name, select(set, name)));
}

function mapValues(set: AttrSet, map: (name: string, value: Slot) => Slot): AttrSet {
  const entries = new Map<string, Slot>();
  for (const [name, value] of set.entries) entries.set(name, map(name, value));
  return new AttrSet(entries, () => set.positions);
}

function filterAttrs(keep: (name: string, value: Slot) => boolean, set: AttrSet): AttrSet {
  const entries = new Map<string, Slot>();
  for (const name of set.names()) {
    const value = select(set, name);
    if (keep(name, value)) entries.set(name, value);
  }
  return new AttrSet(entries, () => set.positions);
}

function filterRecursively(predicate: Slot, set: AttrSet): AttrSet {
  const kept = filterAttrs((name, value) => forceBool(callFunction(predicate, name, value)), set);
  return mapValues(kept, (_name, value) =>
    lazy(() => {
      const forced = force(value);
      return forced instanceof AttrSet ? filterRecursively(predicate, forced) : forced;
    }),
  );
}

function setAtPath(path: readonly Slot[], value: Slot, index = 0): Slot {
  const name = path[index];
  if (name === undefined) return value;
  return AttrSet.of({ [forceString(name)]: lazy(() => force(setAtPath(path, value, index + 1))) });
}

function longestPrefix(path: readonly Slot[], set: Slot): readonly Slot[] {
  let length = 0;
  while (length < path.length && atPath(path.slice(0, length + 1), set) !== undefined) length++;
  return path.slice(0, length);
}

function collect(predicate: Slot, slot: Slot): Slot[] {
  const value = force(slot);
  if (forceBool(callFunction(predicate, value))) return [value];
  return value instanceof AttrSet
    ? mapNames(value, (_name, item) => item).flatMap((item) => collect(predicate, item))
    : [];
}

function cartesianProduct(lists: AttrSet): AttrSet[] {
  return lists.names().reduce<AttrSet[]>(
    (sets, name) => {
      const values = forceList(select(lists, name));
      return sets.flatMap((set) => values.map((value) => set.update(AttrSet.of({ [name]: value }))));
    },
    [AttrSet.empty],
  );
}

function mapRecursively(
  enter: (set: AttrSet) => boolean,
  map: Slot,
  path: readonly string[],
  set: AttrSet,
): AttrSet {
  return mapValues(set, (name, slot) =>
    lazy(() => {
      const value = force(slot);
      const here = [...path, name];
      if (value instanceof AttrSet && enter(value)) return mapRecursively(enter, map, here, value);
      return callFunction(map, here, value);
    }),
  );
}

function listRecursively(
  enter: (path: readonly string[], set: AttrSet) => boolean,
  map: Slot,
  path: readonly string[],
  set: AttrSet,
): Slot[] {
  return set.names().flatMap((name) => {
    const here = [...path, name];
    const value = force(select(set, name));
    if (value instanceof AttrSet && enter(here, value)) return listRecursively(enter, map, here, value);
    return [lazyCall(map, here, value)];
  });
}

/** Groups the values of all sets by name, in the order of the sets. */
function zipSets(sets: readonly Slot[]): Map<string, Slot[]> {
  const byName = new Map<string, Slot[]>();
  for (const slot of sets) {
    for (const [name, value] of forceAttrs(slot).entries) {
      const known = byName.get(name);
      if (known === undefined) byName.set(name, [value]);
      else known.push(value);
    }
  }
  return byName;
}

function updateUntil(
  stop: (path: readonly string[], left: Slot, right: Slot) => boolean,
  path: readonly string[],
  left: Slot,
  right: Slot,
): AttrSet {
  const zipped = zipSets([right, left]);
  const entries = new Map<string, Slot>();
  for (const [name, [first = null, second]] of zipped) {
    const here = [...path, name];
    entries.set(
      name,
      second === undefined
        ? first
        : lazy(() => (stop(here, second, first) ? force(first) : updateUntil(stop, here, second, first))),
    );
  }
  return new AttrSet(entries, () => forceAttrs(left).update(forceAttrs(right)).positions);
}

function valuesOf(name: string, sets: Slot): Slot[] {
  return forceList(sets).flatMap((slot) => {
    const set = forceAttrs(slot);
    return set.has(name) ? [select(set, name)] : [];
  });
}

function isSet(slot: Slot): boolean {
  return force(slot) instanceof AttrSet;
}

function matchAttrs(pattern: AttrSet, set: AttrSet): boolean {
  return pattern.names().every((name) => {
    const value = set.get(name);
    if (value === undefined) return false;
    const wanted = force(select(pattern, name));
    if (!(wanted instanceof AttrSet)) return equalValues(wanted, value);
    const own = force(value);
    return own instanceof AttrSet && matchAttrs(wanted, own);
  });
}

function foldAttrs(operation: Slot, start: Slot, sets: readonly Slot[]): AttrSet {
  const entries = new Map<string, Slot>();
  for (const slot of [...sets].reverse()) {
    for (const [name, value] of forceAttrs(slot).entries) {
      entries.set(name, lazyCall(operation, value, orElse(entries.get(name), start)));
    }
  }
  return new AttrSet(entries);
}

function unionOfDisjoint(left: AttrSet, right: AttrSet): AttrSet {
  const collisions = left.names().filter((name) => right.has(name));
  const masks = collisions.map((name): [string, Slot] => [
    name,
    lazy(() => {
      throw new NixError(
        'throw',
        `unionOfDisjoint: collision on ${name}; complete list: ${collisions.join(' ')}`,
      );
    }),
  ]);
  return left.update(right).update(new AttrSet(new Map(masks)));
}

/**
 * Paths into a set (`lib.attrByPath`, `lib.getAttrFromPath`) and selections by name. A path is a list of names; the
 * empty path is the set itself.
 */
const lookups: LibTable = new Map<string, Slot>([
  // The fallback also stands where something on the way is no set, unlike with `getAttrFromPath`.
  fn('attrByPath', 3, (path, fallback, set) => force(orElse(atPath(forceList(path), set), fallback))),
  fn('hasAttrByPath', 2, (path, set) => atPath(forceList(path), set) !== undefined),
  fn('longestValidPathPrefix', 2, (path, set) => longestPrefix(forceList(path), set)),
  fn('setAttrByPath', 2, (path, value) => force(setAtPath(forceList(path), value))),
  // An abort, as in nixpkgs: `tryEval` does not catch it.
  fn('getAttrFromPath', 2, (path, set) => {
    const found = atPath(forceList(path), set);
    if (found !== undefined) return force(found);
    const message = `cannot find attribute '${textsOf(path).join('.')}'`;
    throw new NixError('abort', `evaluation aborted with the following error message: '${message}'`);
  }),
  // A missing name fails only when its element is looked at; likewise in `getAttrs`.
  fn('attrVals', 2, (names, set) =>
    textsOf(names).map((name) => lazy(() => force(select(forceAttrs(set), name)))),
  ),
  fn('getAttrs', 2, (names, set) => {
    const entries = textsOf(names).map((name): [string, Slot] => [
      name,
      lazy(() => force(select(forceAttrs(set), name))),
    ]);
    return new AttrSet(new Map(entries));
  }),
  fn('showAttrPath', 1, (path) => showAttrPath(textsOf(path))),
  // What the predicate takes is not searched further, and lists are never searched.
  fn('collect', 2, (predicate, set) => collect(predicate, set)),
  fn('matchAttrs', 2, (pattern, set) => matchAttrs(forceAttrs(pattern), forceAttrs(set))),
]);

/** Functions over all attributes: `lib.mapAttrs'`, `lib.filterAttrs`, `lib.foldlAttrs`, the recursive ones. */
const maps: LibTable = new Map<string, Slot>([
  // Of a name that several results have, the last wins; with `mapAttrs'` the first does.
  fn('concatMapAttrs', 2, (map, set) =>
    mergeSets(
      mapNames(forceAttrs(set), (name, value) => callFunction(map, name, value)).map((part) =>
        forceAttrs(part),
      ),
    ),
  ),
  fn('filterAttrs', 2, (predicate, set) =>
    filterAttrs((name, value) => forceBool(callFunction(predicate, name, value)), forceAttrs(set)),
  ),
  // A set is asked about before what is in it: a refused set goes with all its attributes.
  fn('filterAttrsRecursive', 2, (predicate, set) => filterRecursively(predicate, forceAttrs(set))),
  fn('foldlAttrs', 3, (operation, start, set) => {
    const attrs = forceAttrs(set);
    return attrs
      .names()
      .reduce<Value>(
        (accumulated, name) => callFunction(operation, accumulated, name, select(attrs, name)),
        force(start),
      );
  }),
  // Folds from the last set to the first; the operation takes the value first, then what is accumulated.
  fn('foldAttrs', 3, (operation, start, sets) => foldAttrs(operation, start, forceList(sets))),
  // The last name varies fastest. `cartesianProductOfSets` is its old name.
  fn('cartesianProduct', 1, (lists) => cartesianProduct(forceAttrs(lists))),
  fn('cartesianProductOfSets', 1, (lists) => cartesianProduct(forceAttrs(lists))),
  fn('mapCartesianProduct', 2, (map, lists) =>
    cartesianProduct(forceAttrs(lists)).map((set) => lazyCall(map, set)),
  ),
  fn('nameValuePair', 2, pair),
  fn("mapAttrs'", 2, (map, set) =>
    listToAttrs(mapNames(forceAttrs(set), (name, value) => callFunction(map, name, value))),
  ),
  fn('mapAttrsToList', 2, (map, set) =>
    mapNames(forceAttrs(set), (name, value) => lazyCall(map, name, value)),
  ),
  fn('attrsToList', 1, (set) => mapNames(forceAttrs(set), pair)),
  // Enters derivations too; the map takes the path, then the value.
  fn('mapAttrsRecursive', 2, (map, set) => mapRecursively(() => true, map, [], forceAttrs(set))),
  // The condition takes only the set here, but path and set in `mapAttrsToListRecursiveCond`.
  fn('mapAttrsRecursiveCond', 3, (condition, map, set) =>
    mapRecursively((value) => forceBool(callFunction(condition, value)), map, [], forceAttrs(set)),
  ),
  fn('mapAttrsToListRecursive', 2, (map, set) => listRecursively(() => true, map, [], forceAttrs(set))),
  fn('mapAttrsToListRecursiveCond', 3, (condition, map, set) =>
    listRecursively(
      (path, value) => forceBool(callFunction(condition, path, value)),
      map,
      [],
      forceAttrs(set),
    ),
  ),
  // Backwards, since of a repeated name the first counts, as in `builtins.listToAttrs`.
  fn('genAttrs', 2, (names, make) => {
    const entries = textsOf(names).map((name): [string, Slot] => [name, lazyCall(make, name)]);
    return new AttrSet(new Map(entries.reverse()));
  }),
  fn("genAttrs'", 2, (items, make) => listToAttrs(forceList(items).map((item) => callFunction(make, item)))),
]);

/** Several sets as one (`lib.recursiveUpdate`, `lib.zipAttrsWith`) and the outputs of packages (`lib.getOutput`). */
const combinations: LibTable = new Map<string, Slot>([
  fn('optionalAttrs', 2, (condition, set) => choose(condition, set, AttrSet.empty)),
  // Only the sets that have a name give a value for it; a name that none has gets the empty list.
  fn('zipAttrsWithNames', 3, (names, map, sets) => {
    const entries = textsOf(names).map((name): [string, Slot] => [
      name,
      lazyCall(
        map,
        name,
        lazy(() => valuesOf(name, sets)),
      ),
    ]);
    return new AttrSet(new Map(entries.reverse()));
  }),
  fn('zipAttrsWith', 2, (map, sets) => {
    const entries = new Map<string, Slot>();
    for (const [name, values] of zipSets(forceList(sets))) entries.set(name, lazyCall(map, name, values));
    return new AttrSet(entries);
  }),
  fn('zipAttrs', 1, (sets) => new AttrSet(zipSets(forceList(sets)))),
  fn('mergeAttrsList', 1, (sets) => mergeSets(forceList(sets).map((set) => forceAttrs(set)))),
  // The predicate is asked only about names that both sets have. Where it holds, the right value stands.
  fn('recursiveUpdateUntil', 3, (predicate, left, right) =>
    updateUntil((path, one, two) => forceBool(callFunction(predicate, path, one, two)), [], left, right),
  ),
  // Sets are merged at every depth, derivations too; lists and everything else are replaced by the right value.
  fn('recursiveUpdate', 2, (left, right) =>
    updateUntil((_path, one, two) => !(isSet(two) && isSet(one)), [], left, right),
  ),
  // Names that only the replacement has are dropped.
  fn('overrideExisting', 2, (old, replacement) => {
    const values = forceAttrs(replacement);
    return mapValues(forceAttrs(old), (name, value) => orElse(values.get(name), value));
  }),
  // A name in both sets fails only when it is looked at; the set itself can be listed.
  fn('unionOfDisjoint', 2, (left, right) => unionOfDisjoint(forceAttrs(left), forceAttrs(right))),
  fn('isDerivation', 1, (value) => isDerivation(force(value))),
  // A package whose output was chosen before (`outputSpecified`) stays; otherwise the output, else `out`, else the package.
  fn('getOutput', 2, getOutput),
  fn('getBin', 1, (value) => getOutput('bin', value)),
  fn('getLib', 1, (value) => getOutput('lib', value)),
  fn('getDev', 1, (value) => getOutput('dev', value)),
  fn('getMan', 1, (value) => getOutput('man', value)),
  // Unlike `getOutput` there is no `out` to fall back on: when it has no candidate, the package itself.
  fn('getFirstOutput', 2, (candidates, value) => firstOutput(textsOf(candidates), value)),
  fn('getStatic', 1, (value) => firstOutput(['static', 'lib', 'out'], value)),
  fn('getInclude', 1, (value) => firstOutput(['include', 'dev', 'out'], value)),
  fn('chooseDevOutputs', 1, (values) =>
    forceList(values).map((value) => lazy(() => getOutput('dev', value))),
  ),
  fn('recurseIntoAttrs', 1, (set) => forceAttrs(set).update(AttrSet.of({ recurseForDerivations: true }))),
  fn('dontRecurseIntoAttrs', 1, (set) =>
    forceAttrs(set).update(AttrSet.of({ recurseForDerivations: false })),
  ),
]);

/** `lib.attrsets`, but for `updateManyAttrsByPath` and `toDerivation` (Nix text) and what is a builtin. */
export const attrsets: LibTable = new Map([...lookups, ...maps, ...combinations]);
