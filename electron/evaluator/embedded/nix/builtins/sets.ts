/** Builtins on attribute sets. */
import { NixError } from '../errors';
import { countRound, countSteps } from '../eval/budget';
import { callFunction, functionArgs, isFunction } from '../eval/call';
import { forceAttrs, forceFunction, forceList, forceStringNoContext } from '../eval/coerce';
import { positionValue } from '../eval/compile';
import { missingAttribute } from '../eval/select';
import { SymbolicValue, symbolicHas } from '../eval/symbolic';
import type { Span } from '../source/source-file';
import { Thunk } from '../value/thunk';
import { AttrSet, force, type Slot, type Value } from '../value/value';
import { argumentOf, type Builtin } from './builtin';

function attrNames(set: Slot): Value {
  return forceAttrs(set, argumentOf('attrNames', 0)).names();
}

function attrValues(set: Slot): Value {
  const attrs = forceAttrs(set, argumentOf('attrValues', 0));
  return attrs.names().map((name, index) => {
    countRound(index);
    return attrs.get(name) as Slot;
  });
}

function getAttr(name: Slot, set: Slot): Value {
  const key = forceStringNoContext(name, argumentOf('getAttr', 0));
  const attrs = forceAttrs(set, argumentOf('getAttr', 1));
  const slot = attrs.get(key);
  if (slot === undefined)
    throw missingAttribute(attrs, key, undefined).addFrame('in the attribute set under consideration');
  return force(slot);
}

function hasAttr(name: Slot, set: Slot): Value {
  const key = forceStringNoContext(name, argumentOf('hasAttr', 0));
  const attrs = forceAttrs(set, argumentOf('hasAttr', 1));
  if (attrs.has(key)) return true;
  const mayHave = attrs instanceof SymbolicValue && !attrs.mayBeAbsent && attrs.get(key) !== undefined;
  return mayHave ? symbolicHas(attrs, key) : false;
}

function removeAttrs(set: Slot, names: Slot): Value {
  const attrs = forceAttrs(set, argumentOf('removeAttrs', 0));
  const what = 'the values of the second argument passed to builtins.removeAttrs';
  const removed = forceList(names, argumentOf('removeAttrs', 1)).map((name) =>
    forceStringNoContext(name, what),
  );
  if (!removed.some((name) => attrs.has(name))) return attrs;
  countSteps(attrs.size);
  const entries = attrs.toMap();
  for (const name of removed) entries.delete(name);
  return new AttrSet(entries, () => attrs.positions);
}

function intersectAttrs(left: Slot, right: Slot): Value {
  const first = forceAttrs(left, argumentOf('intersectAttrs', 0));
  const second = forceAttrs(right, argumentOf('intersectAttrs', 1));
  const entries = new Map<string, Slot>();
  if (first.size <= second.size) {
    first.forEach((_, name) => {
      const slot = second.get(name);
      if (slot !== undefined) entries.set(name, slot);
    });
  } else {
    second.forEach((slot, name) => {
      if (first.has(name)) entries.set(name, slot);
    });
  }
  return new AttrSet(entries, () => second.positions);
}

function listToAttrs(list: Slot): Value {
  const entries = new Map<string, Slot>();
  const positions = new Map<string, Span>();
  const items = forceList(list, 'the argument passed to builtins.listToAttrs');
  for (const item of items) {
    countSteps(1);
    const pair = forceAttrs(item, 'an element of the list passed to builtins.listToAttrs');
    const name = pair.get('name');
    if (name === undefined)
      throw missingAttribute(pair, 'name', undefined).addFrame('in a {name=...; value=...;} pair');
    const key = forceStringNoContext(
      name,
      'the `name` attribute of an element of the list passed to builtins.listToAttrs',
    );
    if (entries.has(key)) continue;
    const value = pair.get('value');
    if (value === undefined)
      throw missingAttribute(pair, 'value', undefined).addFrame('in a {name=...; value=...;} pair');
    entries.set(key, value);
    const span = pair.positionOf('value');
    if (span !== undefined) positions.set(key, span);
  }
  return new AttrSet(entries, positions);
}

interface NamedApplication {
  readonly fn: Slot;
  readonly name: string;
  readonly value: Slot;
}

function runNamed({ fn, name, value }: NamedApplication): Value {
  return callFunction(fn, name, value);
}

function applyNamed(fn: Slot, name: string, value: Slot): Thunk {
  const application: NamedApplication = { fn, name, value };
  return new Thunk(runNamed, application);
}

function mapAttrs(fn: Slot, set: Slot): Value {
  const attrs = forceAttrs(set, argumentOf('mapAttrs', 1));
  countSteps(attrs.size);
  const { shape, slots } = attrs;
  if (shape !== undefined) {
    const { names } = shape;
    return AttrSet.shaped(
      shape,
      slots.map((value, index) => applyNamed(fn, names[index] as string, value)),
    );
  }
  const entries = new Map<string, Slot>();
  attrs.forEach((value, name) => entries.set(name, applyNamed(fn, name, value)));
  return new AttrSet(entries, undefined, attrs.names());
}

function zipAttrsWith(fn: Slot, list: Slot): Value {
  const callable = forceFunction(fn, argumentOf('zipAttrsWith', 0));
  const groups = new Map<string, Slot[]>();
  for (const item of forceList(list, argumentOf('zipAttrsWith', 1))) {
    const set = forceAttrs(item, 'a value of the list passed as second argument to builtins.zipAttrsWith');
    countSteps(set.size);
    set.forEach((slot, name) => {
      const group = groups.get(name);
      if (group === undefined) groups.set(name, [slot]);
      else group.push(slot);
    });
  }
  const entries = new Map<string, Slot>();
  for (const [name, group] of groups) entries.set(name, applyNamed(callable, name, group));
  return new AttrSet(entries);
}

function catAttrs(name: Slot, list: Slot): Value {
  const key = forceStringNoContext(name, argumentOf('catAttrs', 0));
  const what = 'an element in the list passed as second argument to builtins.catAttrs';
  const found: Slot[] = [];
  for (const item of forceList(list, argumentOf('catAttrs', 1))) {
    countSteps(1);
    const slot = forceAttrs(item, what).get(key);
    if (slot !== undefined) found.push(slot);
  }
  return found;
}

function unsafeGetAttrPos(name: Slot, set: Slot): Value {
  const key = forceStringNoContext(name, argumentOf('unsafeGetAttrPos', 0));
  const attrs = forceAttrs(set, argumentOf('unsafeGetAttrPos', 1));
  const span = attrs.has(key) ? attrs.positionOf(key) : undefined;
  return span === undefined ? null : positionValue(span);
}

function functionArguments(fn: Slot): Value {
  const value = force(fn);
  if (isFunction(value)) return functionArgs(value);
  throw new NixError('type', "'functionArgs' requires a function");
}

/** The builtins on attribute sets. */
export const setBuiltins: readonly Builtin[] = [
  { name: 'attrNames', args: ['set'], doc: 'The names of a set, in order.', run: attrNames },
  {
    name: 'attrValues',
    args: ['set'],
    doc: 'The values of a set, in the order of their names.',
    run: attrValues,
  },
  { name: 'getAttr', args: ['name', 'set'], doc: 'The attribute of that name.', run: getAttr },
  { name: 'hasAttr', args: ['name', 'set'], doc: 'Whether a set has an attribute.', run: hasAttr },
  {
    name: 'removeAttrs',
    args: ['set', 'names'],
    doc: 'A set without some of its attributes.',
    run: removeAttrs,
  },
  {
    name: 'intersectAttrs',
    args: ['e1', 'e2'],
    doc: 'The attributes of the second set whose names are also in the first.',
    run: intersectAttrs,
  },
  {
    name: 'listToAttrs',
    args: ['list'],
    doc: 'The set of pairs `{ name, value }`; of pairs with one name, the first counts.',
    run: listToAttrs,
  },
  {
    name: 'mapAttrs',
    args: ['f', 'set'],
    doc: 'The set of `f name value` for every attribute.',
    run: mapAttrs,
  },
  {
    name: 'zipAttrsWith',
    args: ['f', 'sets'],
    doc: 'The set of `f name values` for every name in any of the sets.',
    run: zipAttrsWith,
  },
  {
    name: 'catAttrs',
    args: ['name', 'sets'],
    doc: 'The attribute of that name of every set that has it.',
    run: catAttrs,
  },
  {
    name: 'unsafeGetAttrPos',
    args: ['name', 'set'],
    doc: 'Where an attribute was written, as `{ file, line, column }`; null when that is not known.',
    run: unsafeGetAttrPos,
  },
  {
    name: 'functionArgs',
    args: ['f'],
    doc: 'The names that a function with a set pattern takes, and whether each has a default.',
    run: functionArguments,
  },
];
