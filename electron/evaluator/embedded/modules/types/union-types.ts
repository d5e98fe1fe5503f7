/** Types that combine others: `nullOr`, `either`, `coercedTo`, `enum`, `unique`, and the JSON-like value types. */
import {
  AttrSet,
  PrimOp,
  callFunction,
  equalValues,
  force,
  forceAttrs,
  forceList,
  isList,
  isString,
  lazy,
  stringText,
  typeName,
} from '../../nix';
import type { Slot, Value } from '../../nix';
import { fail, failAt } from '../context';
import type { Definition } from '../definition';
import { RawDefinition } from '../definition';
import { attribute } from '../discharge';
import { MergedDefinitions } from '../merge-definitions';
import { mergeEqual, mergeOne, mergeUnique } from '../merge-functions';
import { makeNativeType, typeOf } from '../option-type';
import type { Loc, Merged, NativeFunctor, Parts } from '../option-type';
import { showDefs, showFiles, showOption } from '../show';
import { describeInside, headErrorOf, mergeAny, withHeadError } from '../type-helpers';

/** The functor (`lib.types.mkOptionType`) of a type with one element type, which merges when the element types do. */
export function elementFunctor(
  name: string,
  elementType: Slot,
  make: (elementType: Slot) => Slot,
): NativeFunctor {
  return {
    name,
    payload: AttrSet.of({ elemType: elementType }),
    type: new PrimOp(name, 1, (payload) => force(make(attribute(forceAttrs(payload), 'elemType')))),
    binOp: (left, right) => {
      const merged = mergeElementTypes(left, right);
      return merged === null ? null : AttrSet.of({ elemType: merged });
    },
  };
}

/** The element types of two payloads joined by `typeMerge` (`lib.types.mkOptionType`); null when they do not join. */
export function mergeElementTypes(left: AttrSet, right: AttrSet): Value {
  const typeMerge = attribute(forceAttrs(attribute(left, 'elemType')), 'typeMerge');
  return callFunction(typeMerge, attribute(forceAttrs(attribute(right, 'elemType')), 'functor'));
}

/** The same definitions under another type, to find the parts of a value whose type only wraps another. */
export function sameParts(type: Slot, merged: MergedDefinitions): Parts {
  const raw = merged.definitions.map(
    (definition) =>
      new RawDefinition(definition.file, definition.value, definition.holder, [], definition.isDefault),
  );
  return { kind: 'same', merged: new MergedDefinitions(merged.loc, type, raw) };
}

/** `lib.types.nullOr`. Null and something else at equal priority throw NixError (clan-semantics 3.2). */
export function nullOr(elementType: Slot): AttrSet {
  const element = lazyType(elementType);
  return makeNativeType({
    name: 'nullOr',
    description: () => `null or ${describeInside(['noun', 'conjunction'], element())}`,
    descriptionClass: 'conjunction',
    check: (value) => force(value) === null || element().check(value),
    merge: (loc, definitions) => {
      const nulls = definitions.filter((definition) => force(definition.value) === null).length;
      if (nulls === 0) return element().merge(loc, definitions);
      if (nulls === definitions.length) return null;
      return failAt(
        `The option \`${showOption(loc)}\` is defined both null and not null, in ${showFiles(definitions.map(({ file }) => file))}.`,
        definitions,
      );
    },
    emptyValue: null,
    getSubOptions: (prefix) => element().getSubOptions(prefix),
    subModules: () => element().subModules,
    substSubModules: (modules) => nullOr(element().substSubModules(modules)),
    functor: elementFunctor('nullOr', elementType, nullOr),
    nestedTypes: AttrSet.of({ elemType: elementType }),
    partsOf: (merged) =>
      merged.definitions.some(({ value }) => force(value) === null)
        ? undefined
        : sameParts(elementType, merged),
  });
}

/** The type in a slot, looked at when first needed: a type may be part of itself. */
export function lazyType(slot: Slot): () => ReturnType<typeof typeOf> {
  let type: ReturnType<typeof typeOf> | undefined;
  return () => (type ??= typeOf(slot));
}

/** `lib.types.unique`: several definitions throw NixError, with `message` in it. */
export function unique(message: string, typeSlot: Slot): AttrSet {
  const type = lazyType(typeSlot);
  return makeNativeType({
    name: 'unique',
    description: () => type().description,
    descriptionClass: type().descriptionClass,
    check: (value) => type().check(value),
    merge: (loc, definitions) =>
      mergeUnique(message, loc, definitions, (innerLoc, inner) => type().merge(innerLoc, inner)),
    emptyValue: () => type().emptyValue,
    getSubOptions: (prefix) => type().getSubOptions(prefix),
    subModules: () => type().subModules,
    substSubModules: (modules) => unique('', type().substSubModules(modules)),
    functor: elementFunctor('unique', typeSlot, (elementType) => unique(message, elementType)),
    nestedTypes: AttrSet.of({ elemType: typeSlot }),
    partsOf: (merged) => (merged.definitions.length === 1 ? sameParts(typeSlot, merged) : undefined),
    attributes: new Map([['check', lazy(() => force(attribute(type().set, 'check')))]]),
  });
}

/** `lib.types.enum`: one of the values, which all definitions must agree on; two declarations join their values. */
export function enumOf(values: readonly Slot[]): AttrSet {
  return makeNativeType({
    name: 'enum',
    description: () => describeEnum(values),
    descriptionClass: values.length < 2 ? 'noun' : 'conjunction',
    check: (value) => values.some((allowed) => equalValues(value, allowed)),
    merge: mergeEqual,
    functor: {
      payload: AttrSet.of({ values }),
      type: new PrimOp('enum', 1, (payload) => enumOf(forceList(attribute(forceAttrs(payload), 'values')))),
      binOp: (left, right) => {
        const all = [...forceList(attribute(left, 'values')), ...forceList(attribute(right, 'values'))];
        return AttrSet.of({
          values: all.filter((value, index) => all.findIndex((other) => equalValues(other, value)) === index),
        });
      },
    },
  });
}

function describeEnum(values: readonly Slot[]): string {
  const only = values[0];
  if (only === undefined) return 'impossible (empty enum)';
  if (values.length === 1) return `value ${showEnumValue(only)} (singular enum)`;
  return `one of ${values.map(showEnumValue).join(', ')}`;
}

function showEnumValue(slot: Slot): string {
  const value = force(slot);
  if (isString(value)) return `"${stringText(value)}"`;
  if (typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  if (value === null) return '<null>';
  if (typeof value === 'number') return '<float>';
  if (isList(value)) return '<list>';
  if (value instanceof AttrSet) return '<set>';
  return `<${typeName(value).includes('path') ? 'path' : 'lambda'}>`;
}

/** Prints a warning. */
type Warn = (message: string) => void;

const noWarning: Warn = () => undefined;

/**
 * `lib.types.either`: the first type when all definitions are of it, otherwise the second. Where nobody checks the
 * value before it is merged (a freeform type that is nothing but `either`), a value of neither only gives a warning.
 */
export function either(leftSlot: Slot, rightSlot: Slot, warn: Warn = noWarning): AttrSet {
  const left = lazyType(leftSlot);
  const right = lazyType(rightSlot);
  const payload = AttrSet.of({ elemType: [leftSlot, rightSlot] });
  const make = new PrimOp('either', 2, (one, two) => either(one, two, warn));
  return makeNativeType({
    name: 'either',
    description: () => describeEither(left(), right()),
    descriptionClass: 'conjunction',
    check: (value) => left().check(value) || right().check(value),
    mergeV2: (loc, definitions) => mergeEither(leftSlot, rightSlot, warn, loc, definitions),
    typeMerge: (functor) => {
      if (force(attribute(functor, 'name')) !== 'either') return null;
      const [one, two] = forceList(attribute(forceAttrs(attribute(functor, 'payload')), 'elemType'));
      const mergedLeft = mergeWith(leftSlot, one ?? null);
      const mergedRight = mergeWith(rightSlot, two ?? null);
      return mergedLeft === null || mergedRight === null ? null : either(mergedLeft, mergedRight, warn);
    },
    functor: { payload, type: make, binOp: () => null },
    nestedTypes: AttrSet.of({ left: leftSlot, right: rightSlot }),
  });
}

function mergeWith(type: Slot, other: Slot): Value {
  return callFunction(attribute(forceAttrs(type), 'typeMerge'), attribute(forceAttrs(other), 'functor'));
}

function describeEither(left: ReturnType<typeof typeOf>, right: ReturnType<typeof typeOf>): string {
  if (left.descriptionClass === 'nonRestrictiveClause') {
    return `${left.description}, or ${describeInside(['noun', 'conjunction'], right)}`;
  }
  return `${describeInside(['noun', 'conjunction'], left)} or ${describeInside(['noun', 'conjunction', 'composite'], right)}`;
}

function mergeEither(
  leftSlot: Slot,
  rightSlot: Slot,
  warn: Warn,
  loc: Loc,
  definitions: readonly Definition[],
): Merged {
  const left = typeOf(leftSlot);
  const right = typeOf(rightSlot);
  const merged = mergeAny(left, loc, definitions);
  if (merged.headError() === undefined) return withParts(merged, leftSlot, left, loc, definitions);
  const other = mergeAny(right, loc, definitions);
  if (other.headError() === undefined) return withParts(other, rightSlot, right, loc, definitions);
  const message =
    `The option \`${showOption(loc)}\` is neither a value of type \`${left.description}\` nor \`${right.description}\`, ` +
    `Definition values: ${showDefs(definitions)}`;
  return {
    headError: () => message,
    value: lazy(() => {
      warn(message);
      return force(mergeOne(loc, definitions));
    }),
    valueMeta: AttrSet.of({ headError: AttrSet.of({ message }) }),
  };
}

function withParts(
  merged: Merged,
  typeSlot: Slot,
  type: ReturnType<typeof typeOf>,
  loc: Loc,
  definitions: readonly Definition[],
): Merged {
  if (type.mergeV2 !== undefined) return merged;
  const raw = definitions.map(
    (definition) => new RawDefinition(definition.file, definition.value, definition.holder),
  );
  const { headError, value, valueMeta } = merged;
  return {
    headError,
    value,
    valueMeta,
    parts: { kind: 'same', merged: new MergedDefinitions(loc, typeSlot, raw) },
  };
}

/** `lib.types.oneOf`: nested `either`, the first fitting type wins. Throws NixError for no types at all. */
export function oneOf(types: readonly Slot[], warn: Warn = noWarning): AttrSet {
  const [first, ...rest] = types;
  if (first === undefined) fail('types.oneOf needs to get at least one type in its argument');
  return forceAttrs(rest.reduce<Slot>((union, type) => either(union, type, warn), first));
}

/**
 * `lib.types.coercedTo`: values of the first type are converted to the last. Throws NixError when the first has
 * submodules.
 */
export function coercedTo(fromSlot: Slot, convert: Slot, toSlot: Slot): AttrSet {
  const from = typeOf(fromSlot);
  if (from.subModules !== null) {
    fail(`coercedTo: coercedType must not have submodules (it’s a ${from.description})`);
  }
  const to = lazyType(toSlot);
  const converted = (value: Slot): Slot => lazy(() => callFunction(convert, value));
  const check = (value: Slot): boolean =>
    (from.check(value) && to().check(converted(value))) || to().check(value);
  return makeNativeType({
    name: 'coercedTo',
    description: () =>
      `${describeInside(['noun'], to())} or ${describeInside(['noun'], from)} convertible to it`,
    check,
    mergeV2: (loc, definitions) => {
      const finals = definitions.map((definition) =>
        definition.withValue(
          lazy(() => force(isOf(fromSlot, loc, definition) ? converted(definition.value) : definition.value)),
        ),
      );
      const merged = mergeAny(to(), loc, finals);
      if (to().mergeV2 !== undefined) return merged;
      const checked = withHeadError(merged, () => headErrorOf(check, definitions));
      return withParts(checked, toSlot, to(), loc, finals);
    },
    emptyValue: () => to().emptyValue,
    getSubOptions: (prefix) => to().getSubOptions(prefix),
    subModules: () => to().subModules,
    substSubModules: (modules) => coercedTo(fromSlot, convert, to().substSubModules(modules)),
    typeMerge: () => null,
    nestedTypes: AttrSet.of({ coercedType: fromSlot, finalType: toSlot }),
  });
}

function isOf(typeSlot: Slot, loc: Loc, definition: Definition): boolean {
  const type = typeOf(typeSlot);
  if (type.mergeV2 === undefined) return type.check(definition.value);
  return type.mergeV2(loc, [definition]).headError() === undefined;
}
