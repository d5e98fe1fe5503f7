/** Types that accept any value and merge by what it turns out to be, and types of functions. */
import {
  AttrSet,
  Lambda,
  OpenSet,
  PrimOp,
  SymbolicValue,
  callFunction,
  force,
  forceAttrs,
  concatStrings,
  forceElements,
  forceStringValue,
  isList,
  isString,
  lazy,
  symbolicUpdate,
} from '../../nix';
import type { Slot, Value } from '../../nix';
import { isDerivation, isLibFunction, isStringLike, libFunctionArgs } from '../../lib/value-tests';
import { failAt } from '../context';
import { RawDefinition } from '../definition';
import type { Definition } from '../definition';
import { MergedDefinitions } from '../merge-definitions';
import { mergeEqual, mergeOne } from '../merge-functions';
import { makeNativeType, standForSymbolicTypes } from '../option-type';
import type { Loc } from '../option-type';
import { showFiles, showOption } from '../show';
import { attrsOf, lazyAttrsOf } from './collection-types';
import { ConditionalSet, mergeConditionalSets } from './conditional-set';
import { elementFunctor, lazyType, sameParts } from './union-types';
import { describeInside } from '../type-helpers';

type Kind =
  'set' | 'stringLikeSet' | 'lambda' | 'list' | 'string' | 'path' | 'int' | 'float' | 'bool' | 'null';

function kindOf(value: Value): Kind {
  if (value === null) return 'null';
  if (value instanceof AttrSet) return isStringLike(value) ? 'stringLikeSet' : 'set';
  if (value instanceof Lambda || value instanceof PrimOp) return 'lambda';
  if (isList(value)) return 'list';
  if (isString(value)) return 'string';
  if (typeof value === 'bigint') return 'int';
  if (typeof value === 'number') return 'float';
  return typeof value === 'boolean' ? 'bool' : 'path';
}

function commonKind(loc: Loc, definitions: readonly Definition[]): Kind {
  const kinds = definitions.map((definition) => kindOf(force(definition.value)));
  const first = kinds[0] ?? 'null';
  if (kinds.some((kind) => kind !== first)) {
    failAt(
      `The option \`${showOption(loc)}' has conflicting option types in ${showFiles(definitions.map(({ file }) => file))}`,
      definitions,
    );
  }
  return first;
}

/**
 * `lib.types.anything`: sets merge recursively, functions by their results, all else must agree. Definitions of
 * different kinds throw NixError.
 */
export const anything: AttrSet = makeNativeType({
  name: 'anything',
  description: 'anything',
  descriptionClass: 'noun',
  check: () => true,
  merge: (loc, definitions) => mergeAnything(loc, definitions),
  partsOf: (merged) =>
    merged.definitions.every(({ value }) => kindOf(force(value)) === 'set')
      ? sameParts(anythingSet(), merged)
      : undefined,
});

let anythingSetType: AttrSet | undefined;

function anythingSet(): AttrSet {
  return (anythingSetType ??= attrsOf(anything));
}

function mergeAnything(loc: Loc, definitions: readonly Definition[]): Slot {
  switch (commonKind(loc, definitions)) {
    case 'set':
      return mergeAs(anythingSet(), loc, definitions);
    case 'stringLikeSet':
      return mergeOne(loc, definitions);
    case 'lambda':
      return mergeFunctions(loc, definitions, (inner, results) => mergeAnything(inner, results));
    default:
      return mergeEqual(loc, definitions);
  }
}

function mergeAs(type: AttrSet, loc: Loc, definitions: readonly Definition[]): Slot {
  return lazyType(type)().merge(loc, definitions);
}

function mergeFunctions(
  loc: Loc,
  definitions: readonly Definition[],
  merge: (loc: Loc, definitions: readonly Definition[]) => Slot,
): PrimOp {
  return new PrimOp('merged', 1, (argument) => {
    const results = definitions.map((definition) =>
      definition.withValue(lazy(() => callFunction(definition.value, argument))),
    );
    return force(merge([...loc, '<function body>'], results));
  });
}

/** What reads as the value of a structural attribute whose definitions are all switched off; compare by identity. */
export const absentValue: AttrSet = AttrSet.of({ _type: 'absent' });

/** Whether a value of a structure is none: everything that defines it is switched off. May decide conditions. */
export function isAbsentValue(value: Value): boolean {
  return value === absentValue || (value instanceof ConditionalSet && value.isAbsent);
}

/** Whether a path is that of a text, several definitions of which are joined with a line break between them. */
type IsLines = (path: Loc) => boolean;

/**
 * The type of a machine that has no option declarations (ours, by the merging rules of clan-semantics 3.2): sets merge
 * recursively, lists concatenate, all else must agree, except texts at the paths of `isLines`; a derivation counts as
 * a scalar. Sets are lazy, since modules ask for one attribute to decide another; so an attribute whose definitions
 * are all switched off is there, with {@link absentValue}.
 */
export function structuralWith(isLines: IsLines): AttrSet {
  const type: AttrSet = makeNativeType({
    name: 'structural',
    description: 'structure of any kind',
    descriptionClass: 'noun',
    check: () => true,
    merge: (loc, definitions) => mergeStructure({ set: lazySet(), isLines }, loc, definitions),
    emptyValue: absentValue,
    mergeUndecided: (loc, raw) => mergeConditionalSets(type, loc, raw, isPlainSet),
    partsOf: (merged) =>
      merged.definitions.every(({ value }) => isPlainSet(force(value)))
        ? sameParts(lazySet(), merged)
        : undefined,
  });
  let set: AttrSet | undefined;
  const lazySet = (): AttrSet => (set ??= lazyAttrsOf(type));
  return type;
}

/** What merging a part of a structure has to know of the whole. */
interface Structure {
  /** The type of its sets. */
  readonly set: AttrSet;
  readonly isLines: IsLines;
}

/** {@link structuralWith} no texts of lines. */
export const structural: AttrSet = structuralWith(() => false);

standForSymbolicTypes(structural);

/** A set that merges by its attributes; not a value in its own right, nor one whose attributes cannot be listed. */
function isPlainSet(value: Value): boolean {
  if (!(value instanceof AttrSet) || value instanceof SymbolicValue) return false;
  return !(value instanceof OpenSet && !value.isListable) && !isDerivation(value);
}

/** Sets and lists may meet values that only system Nix knows; then these are taken for sets and lists too. */
function mergeStructure(structure: Structure, loc: Loc, definitions: readonly Definition[]): Slot {
  const values = definitions.map((definition) => force(definition.value));
  const known = values.filter((value) => !(value instanceof SymbolicValue));
  if (known.length === 0) return mergeEqual(loc, definitions);
  if (known.every(isPlainSet)) return mergeSetsAndSymbols(structure, loc, definitions);
  if (known.every(isList)) return definitions.flatMap((definition) => elementsOf(definition));
  if (definitions.length > 1 && values.every(isTextual) && structure.isLines(loc))
    return joinLines(definitions);
  return mergeEqual(loc, definitions);
}

function isTextual(value: Value): boolean {
  return isString(value) || value instanceof SymbolicValue;
}

function joinLines(definitions: readonly Definition[]): Slot {
  const texts = definitions.map((definition) => forceStringValue(definition.conditionalValue));
  return texts.reduce((text, next) => concatStrings(concatStrings(text, '\n'), next));
}

function mergeSetsAndSymbols(structure: Structure, loc: Loc, definitions: readonly Definition[]): Slot {
  const symbols = definitions
    .map((definition) => force(definition.value))
    .filter((value) => value instanceof SymbolicValue);
  const sets =
    symbols.length === 0 ? definitions : definitions.filter(({ value }) => isPlainSet(force(value)));
  const merged = mergeAs(structure.set, loc, sets);
  if (symbols.length === 0) return merged;
  return lazy(() => symbols.reduce((set, symbol) => symbolicUpdate(symbol, set), forceAttrs(merged)));
}

function elementsOf(definition: Definition): readonly Slot[] {
  return forceElements(definition.conditionalValue);
}

/** `lib.types.functionTo`: functions whose results are merged. */
export function functionTo(elementType: Slot): AttrSet {
  const element = lazyType(elementType);
  return makeNativeType({
    name: 'functionTo',
    description: () => `function that evaluates to a(n) ${describeInside(['noun', 'composite'], element())}`,
    descriptionClass: 'composite',
    check: (value) => isLibFunction(force(value)),
    merge: (loc, definitions) => mergedFunction(elementType, loc, definitions),
    getSubOptions: (prefix) => element().getSubOptions([...prefix, '<function body>']),
    subModules: () => element().subModules,
    substSubModules: (modules) => functionTo(element().substSubModules(modules)),
    functor: elementFunctor('functionTo', elementType, functionTo),
    nestedTypes: AttrSet.of({ elemType: elementType }),
  });
}

function mergedFunction(elementType: Slot, loc: Loc, definitions: readonly Definition[]): AttrSet {
  const body = [...loc, '<function body>'];
  const apply = (_self: Slot, argument: Slot): Value => {
    const raw = definitions.map(
      (definition) =>
        new RawDefinition(
          definition.file,
          lazy(() => callFunction(definition.value, argument)),
          definition.holder,
        ),
    );
    return new MergedDefinitions(body, elementType, raw).value.force();
  };
  return AttrSet.of({
    __functionArgs: lazy(() => commonArguments(definitions)),
    __functor: new PrimOp('merged', 2, apply),
  });
}

/** An argument may be left out when all functions let it be left out. */
function commonArguments(definitions: readonly Definition[]): AttrSet {
  const entries = new Map<string, Slot>();
  for (const definition of definitions) {
    const names = forceAttrs(libFunctionArgs(force(definition.value)));
    for (const [name, hasDefault] of names.entries) {
      const before = entries.get(name);
      entries.set(
        name,
        before === undefined ? hasDefault : force(before) === true && force(hasDefault) === true,
      );
    }
  }
  return new AttrSet(entries);
}
