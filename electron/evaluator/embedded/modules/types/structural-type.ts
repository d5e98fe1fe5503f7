/** The type of a machine whose options nobody declares: what NixOS would merge by its declarations, by what values are. */
import {
  AttrSet,
  OpenSet,
  SymbolicValue,
  concatStrings,
  force,
  forceAttrs,
  forceElements,
  forceStringValue,
  isList,
  isString,
  lazy,
  symbolicUpdate,
} from '../../nix';
import type { Slot, Value } from '../../nix';
import { isDerivation } from '../../lib/value-tests';
import type { Definition } from '../definition';
import { mergeEqual } from '../merge-functions';
import { makeNativeType, standForSymbolicTypes } from '../option-type';
import type { Loc } from '../option-type';
import { lazyAttrsOf } from './collection-types';
import { ConditionalSet, mergeConditionalSets } from './conditional-set';
import { lazyType, sameParts } from './union-types';

/** What reads as the value of a structural attribute whose definitions are all switched off; compare by identity. */
export const absentValue: AttrSet = AttrSet.of({ _type: 'absent' });

/** Whether a value of a structure is none: everything that defines it is switched off. May decide conditions. */
export function isAbsentValue(value: Value): boolean {
  return value === absentValue || (value instanceof ConditionalSet && value.isAbsent);
}

/** How definitions of an option are merged whose type is known from elsewhere. */
export type StructuralRule =
  /** Texts are joined, the separator between them. */
  | { readonly kind: 'text'; readonly separator: string }
  /** One value or a list of them: where one definition is a list, the values of all are gathered in it. */
  | { readonly kind: 'gathered' };

/** The rule for the option at a path; undefined for one that merges by what its values are. */
export type RuleOf = (path: Loc) => StructuralRule | undefined;

/**
 * The type of a machine that has no option declarations (ours, by the merging rules of clan-semantics 3.2): sets merge
 * recursively, lists concatenate, all else must agree, except where `ruleOf` knows better; a derivation counts as a
 * scalar. Sets are lazy, since modules ask for one attribute to decide another; so an attribute whose definitions are
 * all switched off is there, with {@link absentValue}.
 */
export function structuralWith(ruleOf: RuleOf): AttrSet {
  const type: AttrSet = makeNativeType({
    name: 'structural',
    description: 'structure of any kind',
    descriptionClass: 'noun',
    check: () => true,
    merge: (loc, definitions) => mergeStructure({ set: lazySet(), ruleOf }, loc, definitions),
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
  readonly ruleOf: RuleOf;
}

/** {@link structuralWith} no rules. */
export const structural: AttrSet = structuralWith(() => undefined);

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
  if (known.length > 0 && known.every(isPlainSet)) return mergeSetsAndSymbols(structure, loc, definitions);
  if (known.length > 0 && known.every(isList))
    return definitions.flatMap((definition) => elementsOf(definition));
  const rule = definitions.length > 1 ? structure.ruleOf(loc) : undefined;
  if (rule?.kind === 'text' && values.every(isTextual)) return joinTexts(definitions, rule.separator);
  if (rule?.kind === 'gathered' && known.some(isList))
    return definitions.flatMap((definition) => valuesOf(definition));
  return mergeEqual(loc, definitions);
}

function isTextual(value: Value): boolean {
  return isString(value) || value instanceof SymbolicValue;
}

function joinTexts(definitions: readonly Definition[], separator: string): Slot {
  const texts = definitions.map((definition) => forceStringValue(definition.conditionalValue));
  return texts.reduce((text, next) => concatStrings(concatStrings(text, separator), next));
}

/** A definition's values where it may be one value or a list of them. */
function valuesOf(definition: Definition): readonly Slot[] {
  return isList(force(definition.value)) ? elementsOf(definition) : [definition.conditionalValue];
}

function mergeSetsAndSymbols(structure: Structure, loc: Loc, definitions: readonly Definition[]): Slot {
  const symbols = definitions
    .map((definition) => force(definition.value))
    .filter((value) => value instanceof SymbolicValue);
  const sets =
    symbols.length === 0 ? definitions : definitions.filter(({ value }) => isPlainSet(force(value)));
  const merged = lazyType(structure.set)().merge(loc, sets);
  if (symbols.length === 0) return merged;
  return lazy(() => symbols.reduce((set, symbol) => symbolicUpdate(symbol, set), forceAttrs(merged)));
}

function elementsOf(definition: Definition): readonly Slot[] {
  return forceElements(definition.conditionalValue);
}
