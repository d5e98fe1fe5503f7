/** Types whose values are made of modules: `submodule`, `deferredModule`, and the type of types. */
import {
  AttrSet,
  NixError,
  PathValue,
  PrimOp,
  coerceToString,
  force,
  forceAttrs,
  forceList,
  isList,
  isString,
  lazy,
  stringText,
  callFunction,
} from '../../nix';
import type { Slot, Thunk, Value } from '../../nix';
import { isLibFunction, isStringLike, orElse } from '../../lib/value-tests';
import { fail } from '../context';
import type { Definition } from '../definition';
import { attribute } from '../discharge';
import { NameModule, PreparedModule } from '../module-sources';
import type { ModuleSource } from '../module-sources';
import type { Evaluation, EvaluationArguments } from '../evaluation';
import type { FailureLog } from '../failure-log';
import { mkForce } from '../properties';
import { fixupOptionType, mergeOptionDecls } from '../option-declarations';
import { makeNativeType, typeOf } from '../option-type';
import type { Loc, Merged, NativeFunctor } from '../option-type';
import { setDefaultModuleLocation } from '../native-module';
import { showOption } from '../show';
import { KeptEvaluations, LateEvaluation } from './kept-evaluations';
import type { LateDefinition } from './kept-evaluations';
import { scalarTypes } from './scalar-types';
import { describeInside, headErrorOf } from '../type-helpers';

/** Starts an evaluation of modules (`lib.modules.evalModules`). */
export interface Evaluate {
  (args: EvaluationArguments): Evaluation;
  /** Where evaluations failed. */
  readonly failures: FailureLog;
}

/** How evaluations of a submodule are kept from one evaluation of the whole to the next. */
export interface Keeping {
  readonly store: KeptEvaluations;
  readonly late?: LateDefinition | undefined;
}

/** What `lib.types.submoduleWith` takes, and how evaluations are kept (ours). */
export interface SubmoduleFields {
  readonly modules: readonly Slot[];
  readonly specialArgs: AttrSet | Thunk;
  /** Whether a definition that is a set is taken as configuration only; null: no declaration says so yet. */
  readonly shorthandOnlyDefinesConfig: boolean | null;
  readonly description: string | null;
  readonly class: string | null;
  readonly keeping?: Keeping | undefined;
}

/** Whether a value can be a module: a set, a function, or an absolute path. */
function isModule(slot: Slot): boolean {
  const value = force(slot);
  if (value instanceof AttrSet || isLibFunction(value)) return true;
  if (value instanceof PathValue) return true;
  if (!isStringLike(value)) return false;
  return stringText(coerceToString(value, { isLoose: true })).startsWith('/');
}

/** How many evaluations a type keeps of itself. A type that is evaluated with other values each time has no use for them. */
const ordinarilyKept = 2_000;

const placeholderName = '‹name›';

/**
 * `lib.types.submoduleWith`: definitions are full modules of an evaluation of their own (clan-semantics 3.4). Throws
 * NixError for a definition with an order, and for declarations that contradict each other.
 */
export function submoduleWith(evaluate: Evaluate, fields: SubmoduleFields): AttrSet {
  let base: Evaluation | undefined;
  const evaluation = (): Evaluation => (base ??= baseEvaluation(evaluate, fields, fields.modules));
  let keeping = fields.keeping;
  return makeNativeType({
    name: 'submodule',
    description: () => fields.description ?? describeSubmodule(evaluation()),
    check: isModule,
    mergeV2: (loc, definitions) =>
      definitions.every(isPlainDefinition)
        ? mergeKept(
            evaluate,
            evaluation,
            fields,
            (keeping ??= { store: new KeptEvaluations(ordinarilyKept) }),
            loc,
            definitions,
          )
        : mergeSubmodule(evaluation(), fields, loc, definitions),
    emptyValue: () => evaluation().config,
    getSubOptions: (prefix) => submoduleOptions(evaluation(), prefix),
    subModules: () => fields.modules,
    substSubModules: (modules) => submoduleWith(evaluate, { ...fields, modules: forceList(modules) }),
    nestedTypes: lazy(() => {
      const freeformType = force(evaluation().freeformType);
      return freeformType === null ? AttrSet.empty : AttrSet.of({ freeformType });
    }),
    functor: submoduleFunctor(evaluate, fields),
  });
}

function baseEvaluation(
  evaluate: Evaluate,
  { specialArgs, class: moduleClass }: SubmoduleFields,
  modules: readonly ModuleSource[],
): Evaluation {
  return evaluate({
    modules: [new NameModule(placeholderName, true), ...modules],
    specialArgs,
    class: moduleClass,
  });
}

function mergeSubmodule(
  base: Evaluation,
  fields: SubmoduleFields,
  loc: Loc,
  definitions: readonly Definition[],
): Merged {
  const configuration = elementEvaluation(base, fields, loc, definitions);
  return {
    headError: () => headErrorOf(isModule, definitions),
    value: configuration.config,
    get valueMeta() {
      return AttrSet.of({ configuration: configuration.value });
    },
    parts: { kind: 'configuration', configuration },
  };
}

function elementEvaluation(
  base: Evaluation,
  fields: SubmoduleFields,
  loc: Loc,
  definitions: readonly Definition[],
): Evaluation {
  return base.extendModules({
    modules: [
      new NameModule(loc[loc.length - 1] ?? '', false),
      ...definitions.map((item) => definitionModule(fields, item)),
    ],
    prefix: loc,
  });
}

/** Whether a definition is nothing but values: functions may ask for what differs from one evaluation to the next. */
function isPlainDefinition({ value, conditions }: Definition): boolean {
  const set = force(value);
  if (conditions.length > 0) return false;
  return set instanceof AttrSet && !set.has('imports') && !set.has('require') && !set.has('__functor');
}

/** As {@link mergeSubmodule}, with what was computed before if it still holds. */
function mergeKept(
  evaluate: Evaluate,
  whole: () => Evaluation,
  fields: SubmoduleFields,
  { store, late }: Keeping,
  loc: Loc,
  definitions: readonly Definition[],
): Merged {
  const own = late === undefined ? fields.modules : fields.modules.slice(1);
  // What is left out keeps its place: modules without a key of their own are counted.
  const base = store.baseOf(own, () =>
    late === undefined
      ? whole()
      : baseEvaluation(evaluate, fields, [new PreparedModule(undefined, AttrSet.empty), ...own]),
  );
  const hasFailed = evaluate.failures.take(loc);
  const kept =
    (hasFailed ? undefined : store.find(loc, definitions)) ??
    store.add(loc, definitions, elementEvaluation(base, fields, loc, definitions));
  const headError = (): string | undefined => headErrorOf(isModule, definitions);
  if (late === undefined) {
    const { evaluation } = kept;
    return {
      headError,
      value: evaluation.config,
      get valueMeta() {
        return AttrSet.of({ configuration: evaluation.value });
      },
      parts: { kind: 'configuration', configuration: evaluation },
    };
  }
  const completed = new LateEvaluation(kept, late, loc[loc.length - 1] ?? '', () =>
    elementEvaluation(whole(), fields, loc, definitions),
  );
  return {
    headError,
    value: completed.config,
    get valueMeta() {
      return AttrSet.of({ configuration: completed.evaluation.value });
    },
    get parts() {
      return { kind: 'configuration' as const, configuration: completed.evaluation };
    },
  };
}

function definitionModule(fields: SubmoduleFields, definition: Definition): ModuleSource {
  const extra = extraField(definition);
  if (extra !== undefined) return lazy(() => refuseField(definition, extra));
  const { file, guardedValue: value } = definition;
  if (fields.shorthandOnlyDefinesConfig === true && force(value) instanceof AttrSet) {
    return new PreparedModule(file, value);
  }
  return new PreparedModule(file, AttrSet.empty, [value]);
}

/** As in nixpkgs a submodule takes definitions of a file and a value only, so `mkBefore` around one is an error. */
function extraField(definition: Definition): string | undefined {
  if (definition.order !== undefined) return 'priority';
  return definition.original?.names().find((name) => name !== 'file' && name !== 'value');
}

function refuseField(definition: Definition, extra: string): never {
  throw new NixError(
    'unexpected-argument',
    `function 'anonymous lambda' called with unexpected argument '${extra}'`,
    definition.span,
    extra === 'priority'
      ? 'A submodule cannot be ordered with mkBefore, mkAfter or mkOrder; order the lists inside it.'
      : undefined,
  );
}

const noCheckModule = AttrSet.of({
  _file: '<module that switches checks off for documentation>',
  config: AttrSet.of({ _module: AttrSet.of({ check: mkForce(false) }) }),
});

function describeSubmodule(base: Evaluation): string {
  const freeformType = force(base.extendModules({ modules: [noCheckModule] }).freeformType);
  if (!(freeformType instanceof AttrSet) || !freeformType.has('description')) return 'submodule';
  return `open submodule of ${describeInside(['noun', 'composite'], typeOf(freeformType))}`;
}

function submoduleOptions(base: Evaluation, prefix: Loc): AttrSet {
  const documented = base.extendModules({ prefix, modules: [noCheckModule] });
  const options = forceAttrs(documented.options);
  const freeformType = force(documented.freeformType);
  if (freeformType === null) return options;
  const freeform = lazy(() => force(typeOf(freeformType).getSubOptions(prefix)));
  return options.update(AttrSet.of({ _freeformOptions: freeform }));
}

function submoduleFunctor(evaluate: Evaluate, fields: SubmoduleFields): NativeFunctor {
  return {
    type: new PrimOp('submoduleWith', 1, (payload) =>
      submoduleWith(evaluate, submoduleFields(forceAttrs(payload))),
    ),
    payload: AttrSet.of({
      modules: fields.modules,
      class: fields.class,
      specialArgs: fields.specialArgs,
      shorthandOnlyDefinesConfig: fields.shorthandOnlyDefinesConfig,
      description: fields.description,
    }),
    binOp: mergeSubmodulePayloads,
  };
}

function mergeSubmodulePayloads(left: AttrSet, right: AttrSet): AttrSet {
  const one = submoduleFields(left);
  const two = submoduleFields(right);
  const modules = [...one.modules, ...two.modules];
  return AttrSet.of({
    class: lazy(() =>
      sameOrOne(
        one.class,
        two.class,
        `conflicting class values "${one.class ?? ''}" and "${two.class ?? ''}".`,
      ),
    ),
    modules,
    specialArgs: lazy(() => mergeSpecialArgs(forceAttrs(one.specialArgs), forceAttrs(two.specialArgs))),
    shorthandOnlyDefinesConfig: lazy(() =>
      sameOrOne(
        one.shorthandOnlyDefinesConfig,
        two.shorthandOnlyDefinesConfig,
        'conflicting shorthandOnlyDefinesConfig values',
      ),
    ),
    description: lazy(() => sameOrOne(one.description, two.description, 'conflicting descriptions')),
  });
}

function sameOrOne<T extends string | boolean>(left: T | null, right: T | null, conflict: string): T | null {
  if (left === null) return right;
  if (right === null || left === right) return left;
  return fail(`A submoduleWith option is declared multiple times with ${conflict}`);
}

function mergeSpecialArgs(left: AttrSet, right: AttrSet): AttrSet {
  const common = left.names().filter((name) => right.has(name));
  if (common.length === 0) return left.update(right);
  return fail(
    `A submoduleWith option is declared multiple times with the same specialArgs "${common.join(' ')}"`,
  );
}

/** The argument of `lib.types.submoduleWith` as Nix code gives it. */
export function submoduleFields(fields: AttrSet): SubmoduleFields {
  const specialArgs = fields.get('specialArgs');
  const shorthand = force(orElse(fields.get('shorthandOnlyDefinesConfig'), false));
  const description = force(fields.get('description') ?? null);
  const moduleClass = force(fields.get('class') ?? null);
  return {
    modules: forceList(attribute(fields, 'modules')),
    specialArgs: specialArgs === undefined ? AttrSet.empty : lazy(() => forceAttrs(specialArgs)),
    shorthandOnlyDefinesConfig: typeof shorthand === 'boolean' ? shorthand : null,
    description: isString(description) ? stringText(description) : null,
    class: isString(moduleClass) ? stringText(moduleClass) : null,
  };
}

/** `lib.types.submodule`: one module or a list of them; sets that define it are configuration only. */
export function submodule(evaluate: Evaluate, modules: Slot): AttrSet {
  const value = force(modules);
  return submoduleWith(evaluate, {
    modules: isList(value) ? value : [value],
    specialArgs: AttrSet.empty,
    shorthandOnlyDefinesConfig: true,
    description: null,
    class: null,
  });
}

/**
 * `lib.types.deferredModuleWith`: definitions are collected as modules, to be evaluated elsewhere. Each is labelled
 * with its file and option, the shape that clan-semantics 3.5 shows.
 */
export function deferredModuleWith(evaluate: Evaluate, staticModules: readonly Slot[]): AttrSet {
  const inner = submoduleWith(evaluate, {
    modules: staticModules,
    specialArgs: AttrSet.empty,
    shorthandOnlyDefinesConfig: false,
    description: null,
    class: null,
  });
  return makeNativeType({
    name: 'deferredModule',
    description: 'module',
    descriptionClass: 'noun',
    check: isModule,
    merge: (loc, definitions) =>
      AttrSet.of({ imports: [...staticModules, ...definitions.map((item) => deferred(loc, item))] }),
    getSubOptions: (prefix) => typeOf(inner).getSubOptions(prefix),
    subModules: () => staticModules,
    substSubModules: (modules) => deferredModuleWith(evaluate, forceList(modules)),
    functor: {
      name: 'deferredModuleWith',
      payload: AttrSet.of({ staticModules }),
      type: new PrimOp('deferredModuleWith', 1, (fields) => deferredModuleFrom(evaluate, forceAttrs(fields))),
      binOp: (left, right) =>
        AttrSet.of({
          staticModules: [
            ...forceList(attribute(left, 'staticModules')),
            ...forceList(attribute(right, 'staticModules')),
          ],
        }),
    },
  });
}

/** `lib.types.deferredModuleWith` on its Nix argument. */
export function deferredModuleFrom(evaluate: Evaluate, fields: AttrSet): AttrSet {
  const modules = fields.get('staticModules');
  return deferredModuleWith(evaluate, modules === undefined ? [] : forceList(modules));
}

function deferred(loc: Loc, { file, value }: Definition): AttrSet {
  return setDefaultModuleLocation(`${file}, via option ${showOption(loc)}`, value);
}

/**
 * `lib.types.optionType`: several definitions are joined as declarations of one option would be, with the same
 * NixError when they do not join.
 */
export const optionType: AttrSet = makeNativeType({
  name: 'optionType',
  description: 'optionType',
  descriptionClass: 'noun',
  check: (slot) => {
    const value = force(slot);
    const tag = value instanceof AttrSet ? value.get('_type') : undefined;
    if (tag === undefined) return false;
    const name = force(tag);
    return isString(name) && stringText(name) === 'option-type';
  },
  merge: (loc, definitions) => {
    const only = definitions[0];
    if (definitions.length === 1 && only !== undefined) return only.value;
    const declarations = definitions.map(({ file, value }) => ({
      file,
      options: AttrSet.of({ _type: 'option', type: value }),
    }));
    return attribute(fixupOptionType(mergeOptionDecls(loc, declarations), scalarTypes.unspecified), 'type');
  },
});

/** `lib.types.mergeTypes`: the joined type, or a set of `_type = "merge-error"` that says that there is none. */
export function mergeTypes(left: Slot, right: Slot): Value {
  const functor = attribute(forceAttrs(right), 'functor');
  const merged = callFunction(attribute(forceAttrs(left), 'typeMerge'), functor);
  return merged === null ? AttrSet.of({ _type: 'merge-error', error: 'Cannot merge types' }) : merged;
}
