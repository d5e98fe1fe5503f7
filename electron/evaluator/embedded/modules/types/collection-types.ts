/** Types of lists and attribute sets whose elements have a type. */
import {
  AttrSet,
  PrimOp,
  force,
  forceAttrs,
  SymbolicValue,
  Thunk,
  forceBool,
  forceElements,
  forceList,
  forceString,
  isList,
  lazy,
} from '../../nix';
import type { Slot, Value } from '../../nix';
import { RawDefinition, noWraps } from '../definition';
import type { Definition } from '../definition';
import { attribute } from '../discharge';
import { MergedDefinitions } from '../merge-definitions';
import { makeNativeType } from '../option-type';
import type { Loc, Merged, NativeType } from '../option-type';
import { addCheck } from './checked-types';
import { scalarTypes } from './scalar-types';
import { elementFunctor, lazyType, mergeElementTypes } from './union-types';
import { describeInside, headErrorOf } from '../type-helpers';

const isListValue = (slot: Slot): boolean => isList(force(slot)) || force(slot) instanceof SymbolicValue;
const isSetValue = (slot: Slot): boolean => force(slot) instanceof AttrSet;

/**
 * `lib.types.listOf`: lists are concatenated (in the order of clan-semantics 3.3); elements that `mkIf` switches off
 * are left out.
 */
export function listOf(elementType: Slot): AttrSet {
  const element = lazyType(elementType);
  return makeNativeType({
    name: 'listOf',
    description: () => `list of ${describeInside(['noun', 'composite'], element())}`,
    descriptionClass: 'composite',
    check: isListValue,
    mergeV2: (loc, definitions) => mergeList(elementType, loc, definitions),
    emptyValue: [],
    getSubOptions: (prefix) => element().getSubOptions([...prefix, '*']),
    subModules: () => element().subModules,
    substSubModules: (modules) => listOf(element().substSubModules(modules)),
    functor: elementFunctor('listOf', elementType, listOf),
    nestedTypes: AttrSet.of({ elemType: elementType }),
  });
}

function mergeList(elementType: Slot, loc: Loc, definitions: readonly Definition[]): Merged {
  let elements: MergedDefinitions[] | undefined;
  const merged = (): MergedDefinitions[] => (elements ??= listElements(elementType, loc, definitions));
  return {
    headError: () => headErrorOf(isListValue, definitions),
    value: lazy(() => knownTexts(elementType, definitions) ?? merged().map((element) => element.value)),
    get valueMeta() {
      return AttrSet.of({
        list: lazy(() => merged().map((element) => lazy(() => force(element.valueMeta)))),
      });
    },
    get parts() {
      return { kind: 'list' as const, elements: merged() };
    },
  };
}

/**
 * The elements of lists of texts that are all there already: then there is nothing to merge, to check or to switch off.
 * Names of machines and tags come in lists of thousands. Undefined for any other list.
 */
function knownTexts(elementType: Slot, definitions: readonly Definition[]): readonly Slot[] | undefined {
  if (knownValue(elementType) !== scalarTypes.str) return undefined;
  const texts: Slot[] = [];
  for (const definition of definitions) {
    const list = definition.conditions.length > 0 ? null : force(definition.value);
    if (!isList(list)) return undefined;
    for (const item of list) {
      const value = knownValue(item);
      if (typeof value !== 'string') return undefined;
      texts.push(value);
    }
  }
  return texts;
}

function knownValue(slot: Slot): Value | undefined {
  return slot instanceof Thunk ? slot.known : slot;
}

/** Elements switched off by `mkIf` are left out, so every element's properties are decided here. */
function listElements(elementType: Slot, loc: Loc, definitions: readonly Definition[]): MergedDefinitions[] {
  const elements: MergedDefinitions[] = [];
  definitions.forEach((definition, definitionIndex) => {
    forceElements(definition.conditionalValue).forEach((value, index) => {
      const name = `[definition ${definitionIndex + 1}-entry ${index + 1}]`;
      const raw = new RawDefinition(definition.file, value, definition.holder, noWraps, definition.isDefault);
      const element = new MergedDefinitions([...loc, name], elementType, [raw]);
      if (element.isDefined) elements.push(element);
    });
  });
  return elements;
}

/** `lib.types.nonEmptyListOf`: has no empty value, so an option that nobody defines throws NixError. */
export function nonEmptyListOf(elementType: Slot): AttrSet {
  const list = listOf(elementType);
  const element = lazyType(elementType);
  const checked = addCheck(list, (value) => forceList(value).length > 0);
  const inner = lazyType(checked);
  return addCheck(list, (value) => forceList(value).length > 0, {
    description: () => `non-empty ${describeInside(['noun'], inner())}`,
    emptyValue: undefined,
    substSubModules: (modules) => nonEmptyListOf(element().substSubModules(modules)),
  });
}

/** What `lib.types.attrsWith` takes. */
export interface AttrsTypeFields {
  readonly elementType: Slot;
  /** Whether an element's existence is not decided before it is read. */
  readonly isLazy: boolean;
  /** The name shown for the attribute in documentation. */
  readonly placeholder: string;
}

/**
 * `lib.types.attrsOf`: sets merge by name (clan-semantics 3.2); a name is left out when `mkIf` switches all of it off.
 */
export function attrsOf(elementType: Slot): AttrSet {
  return attrsType({ elementType, isLazy: false, placeholder: 'name' });
}

/** `lib.types.loaOf`, which is `attrsOf` by now and says so. */
export function loaOf(elementType: Slot): AttrSet {
  return attrsType(
    { elementType, isLazy: false, placeholder: 'name' },
    {
      name: 'loaOf',
      deprecationMessage:
        'Lists can no longer be mixed with attribute values; please use `types.attrsOf` instead.',
    },
  );
}

/**
 * `lib.types.lazyAttrsOf`: every name is there; reading one that is switched off throws NixError, unless its type has
 * an empty value.
 */
export function lazyAttrsOf(elementType: Slot): AttrSet {
  return attrsType({ elementType, isLazy: true, placeholder: 'name' });
}

/** `lib.types.attrsWith` on its Nix argument. Throws NixError without `elemType`. */
export function attrsWith(fields: AttrSet): AttrSet {
  const isLazy = fields.get('lazy');
  const placeholder = fields.get('placeholder');
  return attrsType({
    elementType: attribute(fields, 'elemType'),
    isLazy: isLazy !== undefined && forceBool(isLazy),
    placeholder: placeholder === undefined ? 'name' : forceString(placeholder),
  });
}

/** Attribute sets whose values have one type. */
function attrsType(fields: AttrsTypeFields, more: Partial<NativeType> = {}): AttrSet {
  const { elementType, isLazy, placeholder } = fields;
  const element = lazyType(elementType);
  const kind = isLazy ? 'lazy attribute set' : 'attribute set';
  return makeNativeType({
    name: isLazy ? 'lazyAttrsOf' : 'attrsOf',
    description: () => `${kind} of ${describeInside(['noun', 'composite'], element())}`,
    descriptionClass: 'composite',
    check: isSetValue,
    mergeV2: (loc, definitions) => mergeAttrs(fields, loc, definitions),
    emptyValue: AttrSet.empty,
    getSubOptions: (prefix) => element().getSubOptions([...prefix, `<${placeholder}>`]),
    subModules: () => element().subModules,
    substSubModules: (modules) => attrsType({ ...fields, elementType: element().substSubModules(modules) }),
    functor: {
      name: 'attrsWith',
      payload: AttrSet.of({ elemType: elementType, lazy: isLazy, placeholder }),
      type: new PrimOp('attrsWith', 1, (payload) => attrsWith(forceAttrs(payload))),
      binOp: mergeAttrsPayloads,
    },
    nestedTypes: AttrSet.of({ elemType: elementType }),
    ...more,
  });
}

function mergeAttrsPayloads(left: AttrSet, right: AttrSet): Value {
  const elemType = mergeElementTypes(left, right);
  const isLazy = force(attribute(left, 'lazy'));
  if (elemType === null || isLazy !== force(attribute(right, 'lazy'))) return null;
  const names = [force(attribute(left, 'placeholder')), force(attribute(right, 'placeholder'))];
  const chosen = names.filter((name) => name !== 'name');
  const placeholder = chosen[0] ?? 'name';
  if (chosen.length === 2 && chosen[0] !== chosen[1]) return null;
  return AttrSet.of({ elemType, lazy: isLazy, placeholder });
}

function mergeAttrs(fields: AttrsTypeFields, loc: Loc, definitions: readonly Definition[]): Merged {
  let elements: ReadonlyMap<string, MergedDefinitions> | undefined;
  const merged = (): ReadonlyMap<string, MergedDefinitions> =>
    (elements ??= attrElements(fields, loc, definitions));
  return {
    headError: () => headErrorOf(isSetValue, definitions),
    // An element without a definition that counts is only there when lazy; reading it gives the empty value or fails.
    value: lazy(() => mapElements(merged(), (element) => element.value, definitions)),
    get valueMeta() {
      return AttrSet.of({
        attrs: lazy(() => mapElements(merged(), (element) => lazy(() => force(element.valueMeta)))),
      });
    },
    get parts() {
      return { kind: 'elements' as const, elements: merged() };
    },
  };
}

/** The elements by name; unless lazy, those without any definition that counts are left out. */
function attrElements(
  fields: AttrsTypeFields,
  loc: Loc,
  definitions: readonly Definition[],
): ReadonlyMap<string, MergedDefinitions> {
  const byName = new Map<string, RawDefinition[]>();
  for (const definition of definitions) {
    const set = forceAttrs(definition.value);
    set.forEach((value, name) => {
      const raw = new RawDefinition(
        definition.file,
        value,
        { set, name },
        definition.wraps,
        definition.isDefault,
      );
      const known = byName.get(name);
      if (known === undefined) byName.set(name, [raw]);
      else known.push(raw);
    });
  }
  const elements = new Map<string, MergedDefinitions>();
  for (const [name, raw] of byName) {
    const element = new MergedDefinitions([...loc, name], fields.elementType, raw);
    if (fields.isLazy || element.isDefined) elements.set(name, element);
  }
  return elements;
}

function mapElements(
  elements: ReadonlyMap<string, MergedDefinitions>,
  value: (element: MergedDefinitions) => Slot,
  definitions: readonly Definition[] = [],
): AttrSet {
  const entries = new Map<string, Slot>();
  for (const [name, element] of elements) entries.set(name, value(element));
  const only = definitions[0];
  if (definitions.length !== 1 || only === undefined) return new AttrSet(entries);
  return new AttrSet(entries, () => forceAttrs(only.value).positions);
}
