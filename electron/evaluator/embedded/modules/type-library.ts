/** `lib.types`: every type and the functions about types, as Nix code sees them. */
import {
  AttrSet,
  PrimOp,
  callFunction,
  force,
  equalValues,
  forceAttrs,
  forceBool,
  forceList,
  forceString,
  lazy,
} from '../nix';
import type { Slot, Value } from '../nix';
import type { NativeTypes } from './api';
import { attribute } from './discharge';
import { mergeDefault } from './merge-functions';
import { mkOptionTypeFormals } from './option-type-formals';
import { defaultTypeMerge, typeOf } from './option-type';
import { definitionsFromSlot, locFromSlot } from './definition';
import type { EvaluationContext } from './evaluation';
import { refuseUnknown } from './formals';
import {
  addCheck,
  addCheckFunction,
  boundedTypeSets,
  intTypes,
  number,
  passwdEntry,
  pkgs,
} from './types/checked-types';
import { attrListOf, attrListWith } from './types/attr-list-type';
import { attrsOf, attrsWith, lazyAttrsOf, listOf, loaOf, nonEmptyListOf } from './types/collection-types';
import { anything, functionTo } from './types/free-types';
import { structural, structuralWith } from './types/structural-type';
import {
  deferredModuleFrom,
  deferredModuleWith,
  mergeTypes,
  optionType,
  submodule,
  submoduleFields,
  submoduleWith,
} from './types/module-types';
import type { Evaluate } from './types/module-types';
import {
  pathType,
  pathWith,
  scalarTypes,
  separatedString,
  shellPackage,
  strMatching,
} from './types/scalar-types';
import type { MatchText } from './types/scalar-types';
import { attrTag } from './types/tagged-types';
import { coercedTo, either, enumOf, nullOr, oneOf, unique } from './types/union-types';
import { describeInside } from './type-helpers';

/** What types need of the module system around them. */
export interface TypeLibraryContext {
  readonly evaluation: EvaluationContext;
  readonly evaluate: Evaluate;
  readonly matches: MatchText;
}

const path = pathType({ inStore: null, absolute: true });
const port = intTypes.u16;

/** A type for data of a serialization format: scalars, and sets and lists of the same. */
function serializableValue(typeName: string, isNullable: boolean): AttrSet {
  const self: Slot = lazy(() => type);
  const union = oneOf([
    scalarTypes.bool,
    scalarTypes.int,
    scalarTypes.float,
    scalarTypes.str,
    path,
    attrsOf(self),
    listOf(self),
  ]);
  const base = isNullable ? nullOr(union) : union;
  const type = addCheck(base, () => true, { description: `${typeName} value` });
  return type;
}

const json = serializableValue('JSON', true);

/** The types of `lib.types` that native code declares options with. */
export function nativeTypes(context: TypeLibraryContext): NativeTypes {
  const { evaluate } = context;
  return {
    ...scalarTypes,
    anything,
    number,
    path,
    optionType,
    port,
    intUnsigned: intTypes.unsigned,
    intPositive: intTypes.positive,
    json,
    structural,
    structuralWith,
    lines: separatedString('\n'),
    deferredModule: deferredModuleWith(evaluate, []),
    strMatching: (pattern) => strMatching(context.matches, pattern),
    enum: enumOf,
    listOf,
    attrsOf,
    lazyAttrsOf,
    nullOr,
    either,
    oneOf,
    coercedTo,
    functionTo,
    unique,
    addCheck: (type, check) => addCheck(type, check),
    submodule: (modules) => submodule(evaluate, modules),
    submoduleWith: (fields) =>
      submoduleWith(evaluate, {
        modules: fields.modules,
        specialArgs: specialArgsSet(fields.specialArgs),
        shorthandOnlyDefinesConfig:
          fields.shorthandOnlyDefinesConfig === undefined ? false : fields.shorthandOnlyDefinesConfig,
        description: fields.description ?? null,
        class: fields.class ?? null,
        keeping: fields.keeping,
      }),
    deferredModuleWith: ({ staticModules }) => deferredModuleWith(evaluate, staticModules),
    attrTag: (tags) => attrTag(context.evaluation, tags),
  };
}

function specialArgsSet(args: Parameters<NativeTypes['submoduleWith']>[0]['specialArgs']): AttrSet {
  if (args === undefined) return AttrSet.empty;
  return args instanceof AttrSet ? args : forceAttrs(AttrSet.of(args as Readonly<Record<string, Slot>>));
}

/** `lib.types`: every type and the functions about types by name, as Nix code sees them. */
export function typeLibrary(context: TypeLibraryContext): AttrSet {
  const { evaluate } = context;
  const fn = (name: string, arity: number, implementation: (...args: Slot[]) => Value): [string, PrimOp] => [
    name,
    new PrimOp(name, arity, implementation),
  ];
  const one = (name: string, make: (slot: Slot) => Value): [string, PrimOp] =>
    fn(name, 1, (slot: Slot = null) => make(slot));
  const { ints, numbers } = boundedTypeSets();
  const warn = (message: string): void => context.evaluation.warn(message);
  const entries: [string, Slot][] = [
    ...Object.entries(scalarTypes),
    ['anything', anything],
    ['number', number],
    ['ints', ints],
    ['numbers', numbers],
    ['port', port],
    ['path', path],
    ['pathInStore', pathType({ inStore: true, absolute: null })],
    ['externalPath', pathType({ inStore: false, absolute: true })],
    ['shellPackage', shellPackage],
    ['pkgs', pkgs],
    ['lines', separatedString('\n')],
    ['commas', separatedString(',')],
    ['envVar', separatedString(':')],
    ['json', json],
    ['toml', serializableValue('TOML', false)],
    ['deferredModule', deferredModuleWith(evaluate, [])],
    ['optionType', optionType],
    ['attrListOf', attrListOf],
    one('strMatching', (pattern) => strMatching(context.matches, pattern)),
    one('separatedString', separatedString),
    one('passwdEntry', passwdEntry),
    one('pathWith', (fields) => pathWith(forceAttrs(fields))),
    one('listOf', listOf),
    one('nonEmptyListOf', nonEmptyListOf),
    one('attrListWith', (fields) => attrListWith(forceAttrs(fields))),
    one('attrsOf', attrsOf),
    one('lazyAttrsOf', lazyAttrsOf),
    one('loaOf', loaOf),
    one('attrsWith', (fields) => attrsWith(forceAttrs(fields))),
    one('attrTag', (tags) => attrTag(context.evaluation, forceAttrs(tags))),
    one('uniq', (type) => unique('', type)),
    one('nullOr', nullOr),
    one('functionTo', functionTo),
    one('submodule', (modules) => submodule(evaluate, modules)),
    one('submoduleWith', (fields) => submoduleWithChecked(evaluate, forceAttrs(fields))),
    one('deferredModuleWith', (fields) => deferredModuleFrom(evaluate, forceAttrs(fields))),
    one('enum', (values) => enumOf(forceList(values))),
    one('oneOf', (types) => oneOf(forceList(types), warn)),
    one('serializableValueWith', (fields) => serializableFrom(forceAttrs(fields))),
    fn('unique', 2, (fields = null, type = null) =>
      unique(forceString(attribute(forceAttrs(fields), 'message')), type),
    ),
    fn('either', 2, (left = null, right = null) => either(left, right, warn)),
    fn('coercedTo', 3, (from = null, convert = null, to = null) => coercedTo(from, convert, to)),
    fn('addCheck', 2, (type = null, check = null) => addCheckFunction(type, check)),
    fn('mergeTypes', 2, (left = null, right = null) => mergeTypes(left, right)),
  ];
  const library: AttrSet = new AttrSet(new Map([...entries, ...typeFunctions((name) => library.get(name))]));
  return library;
}

function submoduleWithChecked(evaluate: Evaluate, fields: AttrSet): AttrSet {
  refuseUnknown('submoduleWith', fields, submoduleFormals);
  return submoduleWith(evaluate, submoduleFields(fields));
}

const submoduleFormals = new Map([
  ['modules', false],
  ['specialArgs', true],
  ['shorthandOnlyDefinesConfig', true],
  ['description', true],
  ['class', true],
]);

function serializableFrom(fields: AttrSet): AttrSet {
  const nullable = fields.get('nullable');
  const typeName = forceString(attribute(fields, 'typeName'));
  return serializableValue(typeName, nullable === undefined || forceBool(nullable));
}

/** The type of a name in `lib.types`, which is what types of that name merge into. */
type TypeByName = (name: string) => Slot | undefined;

function typeFunctions(byName: TypeByName): [string, Slot][] {
  const isType = (tag: Slot, slot: Slot): boolean => {
    const value = force(slot);
    const own = value instanceof AttrSet ? value.get('_type') : undefined;
    return equalValues(own ?? '', tag);
  };
  return [
    ['isType', new PrimOp('isType', 2, isType)],
    [
      'setType',
      new PrimOp('setType', 2, (tag, value) => forceAttrs(value).update(AttrSet.of({ _type: tag }))),
    ],
    ['isOptionType', new PrimOp('isOptionType', 1, (value) => isType('option-type', value))],
    [
      'mkOptionType',
      new PrimOp(
        'mkOptionType',
        1,
        (fields) => mkOptionType(byName, forceAttrs(fields)),
        [],
        mkOptionTypeFormals,
      ),
    ],
    ['defaultFunctor', new PrimOp('defaultFunctor', 1, (name) => plainFunctor(byName, name))],
    [
      'defaultTypeMerge',
      new PrimOp('defaultTypeMerge', 2, (one, two) => defaultTypeMerge(forceAttrs(one), forceAttrs(two))),
    ],
    [
      'optionDescriptionPhrase',
      new PrimOp('optionDescriptionPhrase', 2, (test, type) => {
        const option = typeOf(type);
        const own = option.descriptionClass ?? null;
        return forceBool(callFunction(test, own)) ? option.description : describeInside([], option);
      }),
    ],
  ];
}

/**
 * `lib.types.mkOptionType`: fills in what the given fields leave out. Throws NixError for a field that it does not
 * know.
 */
export function mkOptionType(byName: TypeByName, fields: AttrSet): AttrSet {
  refuseUnknown('mkOptionType', fields, mkOptionTypeFormals);
  const name = attribute(fields, 'name');
  const entries = new Map(fields.entries);
  const fallback = (field: string, value: Slot): void => {
    if (!entries.has(field)) entries.set(field, value);
  };
  entries.set('_type', 'option-type');
  const description = fields.get('description');
  entries.set(
    'description',
    description === undefined ? name : lazy(() => force(description) ?? force(name)),
  );
  fallback('descriptionClass', null);
  fallback('check', new PrimOp('check', 1, () => true));
  fallback(
    'merge',
    new PrimOp('merge', 2, (loc, definitions) =>
      force(mergeDefault(locFromSlot(loc), definitionsFromSlot(definitions))),
    ),
  );
  fallback('emptyValue', AttrSet.empty);
  fallback('getSubOptions', new PrimOp('getSubOptions', 1, () => AttrSet.empty));
  fallback('getSubModules', null);
  fallback('substSubModules', new PrimOp('substSubModules', 1, () => null));
  fallback('deprecationMessage', null);
  fallback('nestedTypes', AttrSet.empty);
  fallback(
    'functor',
    lazy(() => plainFunctor(byName, name)),
  );
  const functor = lazy(() => forceAttrs(attribute(type, 'functor')));
  fallback(
    'typeMerge',
    new PrimOp('typeMerge', 1, (other) => defaultTypeMerge(forceAttrs(functor), forceAttrs(other))),
  );
  const type: AttrSet = new AttrSet(entries, () => fields.positions);
  return type;
}

/** `defaultFunctor`: types without parameters merge with their like when `lib.types` knows the name. */
function plainFunctor(byName: TypeByName, name: Slot): AttrSet {
  return AttrSet.of({
    name,
    type: lazy(() => force(byName(forceString(name)) ?? null)),
    payload: null,
    binOp: new PrimOp('binOp', 2, () => null),
  });
}
