/** Types that accept any value and merge by what it turns out to be, and types of functions. */
import { AttrSet, Lambda, PrimOp, callFunction, force, forceAttrs, isList, isString, lazy } from '../../nix';
import type { Slot, Value } from '../../nix';
import { isLibFunction, isStringLike, libFunctionArgs } from '../../lib/value-tests';
import { failAt } from '../context';
import { RawDefinition } from '../definition';
import type { Definition } from '../definition';
import { MergedDefinitions } from '../merge-definitions';
import { mergeEqual, mergeOne } from '../merge-functions';
import { makeNativeType } from '../option-type';
import type { Loc } from '../option-type';
import { showFiles, showOption } from '../show';
import { attrsOf } from './collection-types';
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
