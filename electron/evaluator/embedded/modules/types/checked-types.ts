/** `addCheck`, and the types that are another one with a narrower check: bounded numbers, `passwdEntry`, `pkgs`. */
import {
  AttrSet,
  NixError,
  PrimOp,
  callFunction,
  compareValues,
  force,
  forceAttrs,
  forceBool,
  isString,
  jsonText,
  stringText,
  toJsonValue,
} from '../../nix';
import type { Slot } from '../../nix';
import { makeNativeType, typeOf } from '../option-type';
import type { NativeType, OptionType } from '../option-type';
import { mergeUnique } from '../merge-functions';
import { scalarTypes } from './scalar-types';
import { either } from './union-types';
import { describeInside, headErrorOf, withHeadError } from '../type-helpers';

/**
 * `lib.types.addCheck`: the type with a further check. The attributes that say how the type combines with others stay
 * those of the original, as `//` in the original leaves them: joining two declarations of a checked type gives the
 * unchecked one.
 */
export function addCheck(
  type: Slot,
  check: (value: Slot) => boolean,
  more: Partial<NativeType> = {},
): AttrSet {
  const base = typeOf(type);
  const both = (value: Slot): boolean => base.check(value) && check(value);
  const { mergeV2 } = base;
  const set = base.set;
  return makeNativeType({
    name: base.name,
    description: () => base.description,
    descriptionClass: base.descriptionClass,
    check: both,
    merge: (loc, definitions) => base.merge(loc, definitions),
    mergeV2:
      mergeV2 === undefined
        ? undefined
        : (loc, definitions) => {
            const merged = mergeV2(loc, definitions);
            return withHeadError(merged, () => merged.headError() ?? headErrorOf(check, definitions));
          },
    ...inherited(base),
    ...more,
    attributes: carriedAttributes(set),
  });
}

function inherited(base: OptionType): Partial<NativeType> {
  return {
    emptyValue: () => base.emptyValue,
    getSubOptions: (prefix) => base.getSubOptions(prefix),
    subModules: () => base.subModules,
    substSubModules: (modules) => base.substSubModules(modules),
    partsOf: (merged) => base.partsOf?.(merged),
  };
}

/** The attributes of the original that a derived type shows unchanged. */
function carriedAttributes(set: AttrSet): ReadonlyMap<string, Slot> {
  const carried = new Map<string, Slot>();
  for (const name of [
    'typeMerge',
    'functor',
    'nestedTypes',
    'deprecationMessage',
    'getSubModules',
    'substSubModules',
  ]) {
    const slot = set.get(name);
    if (slot !== undefined) carried.set(name, slot);
  }
  return carried;
}

/** `lib.types.addCheck` as Nix code calls it. A check that gives no boolean throws NixError. */
export function addCheckFunction(type: Slot, check: Slot): AttrSet {
  return addCheck(type, (value) => forceBool(callFunction(check, value)));
}

function bounded(
  base: AttrSet,
  name: string,
  description: string,
  isInside: (value: Slot) => boolean,
  isClause: boolean,
): AttrSet {
  const more: Partial<NativeType> = { name, description };
  return addCheck(base, isInside, isClause ? { ...more, descriptionClass: 'nonRestrictiveClause' } : more);
}

function requireOrder(function_: string, lowest: Slot, highest: Slot): void {
  if (compareValues(highest, lowest) < 0) {
    throw new NixError('throw', `${function_}: lowest must be smaller than highest`);
  }
}

function between(lowest: Slot, highest: Slot): (value: Slot) => boolean {
  return (value) => compareValues(value, lowest) >= 0 && compareValues(value, highest) <= 0;
}

function range(lowest: Slot, highest: Slot): string {
  return `${jsonText(toJsonValue(lowest))} and ${jsonText(toJsonValue(highest))} (both inclusive)`;
}

/** `lib.types.ints.between`, both ends included. Throws NixError when the ends are the wrong way round. */
export function intBetween(lowest: Slot, highest: Slot): AttrSet {
  requireOrder('ints.between', lowest, highest);
  return bounded(
    scalarTypes.int,
    'intBetween',
    `integer between ${range(lowest, highest)}`,
    between(lowest, highest),
    false,
  );
}

function sizedInt(name: string, bits: number, isSigned: boolean): AttrSet {
  const size = 1n << BigInt(bits);
  const lowest = isSigned ? -(size / 2n) : 0n;
  const highest = isSigned ? size / 2n - 1n : size - 1n;
  const kind = isSigned ? 'signed' : 'unsigned';
  const description = `${bits} bit ${kind} integer; between ${range(lowest, highest)}`;
  return bounded(scalarTypes.int, name, description, between(lowest, highest), false);
}

const isAtLeastZero = (value: Slot): boolean => compareValues(value, 0n) >= 0;
const isAboveZero = (value: Slot): boolean => compareValues(value, 0n) > 0;

/** `lib.types.ints` without `between`. */
export const intTypes = {
  unsigned: bounded(scalarTypes.int, 'unsignedInt', 'unsigned integer, meaning >=0', isAtLeastZero, true),
  positive: bounded(scalarTypes.int, 'positiveInt', 'positive integer, meaning >0', isAboveZero, true),
  u8: sizedInt('unsignedInt8', 8, false),
  u16: sizedInt('unsignedInt16', 16, false),
  u32: sizedInt('unsignedInt32', 32, false),
  s8: sizedInt('signedInt8', 8, true),
  s16: sizedInt('signedInt16', 16, true),
  s32: sizedInt('signedInt32', 32, true),
} as const;

/** `lib.types.number`: integer or float. */
export const number = either(scalarTypes.int, scalarTypes.float);

/** `lib.types.numbers.between`, both ends included. Throws NixError when the ends are the wrong way round. */
export function numberBetween(lowest: Slot, highest: Slot): AttrSet {
  requireOrder('numbers.between', lowest, highest);
  return bounded(
    number,
    'numberBetween',
    `integer or floating point number between ${range(lowest, highest)}`,
    between(lowest, highest),
    false,
  );
}

/** `types.numbers` without `between`. */
const numberTypes = {
  nonnegative: bounded(
    number,
    'numberNonnegative',
    'nonnegative integer or floating point number, meaning >=0',
    isAtLeastZero,
    true,
  ),
  positive: bounded(
    number,
    'numberPositive',
    'positive integer or floating point number, meaning >0',
    isAboveZero,
    true,
  ),
} as const;

/** `lib.types.passwdEntry`: what fits in a field of the password file. */
export function passwdEntry(type: Slot): AttrSet {
  const base = typeOf(type);
  const fits = (slot: Slot): boolean => {
    const value = force(slot);
    return isString(value) && !/[:\n]/.test(stringText(value));
  };
  return addCheck(type, fits, {
    name: `passwdEntry ${base.name}`,
    description: () => `${describeInside(['noun'], base)}, not containing newlines or colons`,
    descriptionClass: 'nonRestrictiveClause',
  });
}

/** `lib.types.pkgs`: one package set; several definitions throw NixError. */
export const pkgs = makeNativeType({
  name: 'pkgs',
  description: 'Nixpkgs package set',
  descriptionClass: 'noun',
  check: (slot) => {
    const value = force(slot);
    const tag = value instanceof AttrSet ? value.get('_type') : undefined;
    return tag !== undefined && force(tag) === 'pkgs';
  },
  merge: (loc, definitions) =>
    mergeUnique(
      'A Nixpkgs pkgs set can not be merged with another pkgs set.',
      loc,
      definitions,
      (_loc, [only]) => forceAttrs(only?.value ?? AttrSet.empty),
    ),
  emptyValue: AttrSet.empty,
});

/** The functions and values of `lib.types.ints` and `lib.types.numbers` for Nix code. */
export function boundedTypeSets(): { ints: AttrSet; numbers: AttrSet } {
  return {
    ints: AttrSet.of({ ...intTypes, between: new PrimOp('between', 2, intBetween) }),
    numbers: AttrSet.of({ ...numberTypes, between: new PrimOp('between', 2, numberBetween) }),
  };
}
