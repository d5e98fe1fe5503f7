/** Puts the module system together for one interpreter: `lib`, types, evaluation, provenance. */
import { AttrSet, PrimOp, callFunction, force, forceAttrs, lazy } from '../nix';
import type { Slot } from '../nix';
import { createBaseLib } from '../lib';
import type { LibHost } from '../lib';
import type { Configuration, NativeModuleSystem, NativeTypeFields, NativeTypes } from './api';
import { attribute } from './discharge';
import { Evaluation, evaluationOf } from './evaluation';
import type { EvaluationArguments, EvaluationContext } from './evaluation';
import { FailureLog } from './failure-log';
import { LeftOutLog } from './left-out-log';
import { mkOption } from './mk-option';
import { moduleLibrary } from './module-library';
import { optionLibrary } from './option-library';
import { makeNativeType } from './option-type';
import { definitionsOf, optionAt } from './provenance';
import { nativeTypes, typeLibrary } from './type-library';
import type { TypeLibraryContext } from './type-library';
import { submoduleWith } from './types/module-types';
import { structural } from './types/structural-type';
import { scalarTypes } from './types/scalar-types';

/** What a module system is made with beside the interpreter. */
export interface ModuleSystemOptions {
  /** Change `lib` as `lib.extend` does (functions of the final and the former one), and so what modules get as `lib`. */
  readonly overlays?: readonly Slot[];
  /** Whether a submodule at this path has options that are declared elsewhere, so that unknown ones are fine. */
  readonly isOpenEntry?: (path: readonly string[]) => boolean;
}

/**
 * Builds the module system, and the `lib` that belongs to it, for one interpreter. Throws what an overlay throws, as
 * NixError.
 */
export function createModuleSystem(host: LibHost, options: ModuleSystemOptions = {}): NativeModuleSystem {
  return systemWith(host, { overlays: [], isOpenEntry: () => false, ...options, leftOut: new LeftOutLog() });
}

interface SystemParts extends Required<ModuleSystemOptions> {
  readonly leftOut: LeftOutLog;
}

/** The module system of a `lib` with overlays (`lib.extend`): the modules that it evaluates get that `lib`. */
function systemWith(host: LibHost, parts: SystemParts): NativeModuleSystem {
  const { overlays, leftOut } = parts;
  const builtin = (name: string): Slot => attribute(host.builtins, name);
  const trace = (message: string): void => void callFunction(builtin('trace'), message, null);
  const output = { warn: (message: string) => trace(`evaluation warning: ${message}`), trace };
  const libSlot: Slot = lazy(() => overlaid(base, overlays, libSlot));
  const lib = (): AttrSet => forceAttrs(libSlot);
  const failures = new FailureLog();
  let anyOptions: AttrSet | undefined;
  const evaluate = Object.assign(
    (args: EvaluationArguments): Evaluation => new Evaluation(evaluation, args),
    { failures },
  );
  const evaluation: EvaluationContext = {
    host,
    lib,
    unspecified: scalarTypes.unspecified,
    warn: output.warn,
    failures,
    leftOut,
    isOpenEntry: parts.isOpenEntry,
    anyOptions: () => (anyOptions ??= types.lazyAttrsOf(structural)),
    calls: new WeakMap(),
    groupAsSubmodule: (options) =>
      submoduleWith(evaluate, {
        ...emptySubmodule,
        modules: [AttrSet.of({ options })],
        shorthandOnlyDefinesConfig: null,
      }),
    submoduleWith: (modules, specialArgs, moduleClass) =>
      submoduleWith(evaluate, { ...emptySubmodule, modules, specialArgs, class: moduleClass }),
    internalOptions: (isNested) => (isNested ? nestedOptions : topOptions),
  };
  const typeContext: TypeLibraryContext = {
    evaluation,
    evaluate,
    matches: (pattern, text) => callFunction(builtin('match'), pattern, text) !== null,
  };
  const types = nativeTypes(typeContext);
  const topOptions = internalOptions(types, false);
  const nestedOptions = internalOptions(types, true);
  const additions = {
    types: typeLibrary(typeContext),
    options: optionLibrary(types),
    modules: moduleLibrary({
      evaluation,
      evaluate,
      output,
      isOldRelease: (release) =>
        force(callFunction(attribute(lib(), 'oldestSupportedReleaseIsAtLeast'), release)) === true,
      importData: (format, file) => callFunction(attribute(lib(), `import${format}`), file),
    }),
  };
  const extend = new PrimOp(
    'extend',
    1,
    (overlay) => systemWith(host, { ...parts, overlays: [...overlays, overlay] }).lib,
  );
  const base = createBaseLib(host, additions, libSlot).update(AttrSet.of({ extend }));
  return {
    lib: lib(),
    types,
    evalModules: evaluate,
    configurationOf: evaluationOf,
    definitionsOf: (configuration, path) => definitionsOf(native(configuration), path),
    optionAt: (configuration, path) => optionAt(native(configuration), path),
    leftOut,
    makeType,
  };
}

/** The set with each overlay's attributes added; overlays get the final set and the one before them. */
function overlaid(base: AttrSet, overlays: readonly Slot[], final: Slot): AttrSet {
  return overlays.reduce<AttrSet>(
    (previous, overlay) => previous.update(forceAttrs(callFunction(overlay, final, previous))),
    base,
  );
}

const emptySubmodule = {
  modules: [],
  specialArgs: AttrSet.empty,
  shorthandOnlyDefinesConfig: false,
  description: null,
  class: null,
} as const;

/** A configuration of this module system; any other implementation knows no provenance. */
function native(configuration: Configuration): Evaluation {
  if (configuration instanceof Evaluation) return configuration;
  throw new TypeError('not a configuration of this module system');
}

function makeType(fields: NativeTypeFields): AttrSet {
  return makeNativeType({
    name: fields.name,
    description: fields.description,
    descriptionClass: fields.descriptionClass,
    check: (value) => fields.check(value),
    merge: (loc, definitions) => fields.merge(loc, definitions),
    emptyValue: fields.emptyValue,
  });
}

/** The options `_module.*` of every evaluation. */
function internalOptions(types: NativeTypes, isNested: boolean): AttrSet {
  const args = mkOption({
    type: types.lazyAttrsOf(types.raw),
    description:
      'Additional arguments passed to each module, next to `lib`, `config`, `options` and `specialArgs`.',
    ...(isNested ? { internal: true } : {}),
  });
  const check = mkOption({
    type: types.bool,
    internal: true,
    default: true,
    description: 'Whether to check that every definition has an option.',
  });
  const freeformType = mkOption({
    type: types.nullOr(types.optionType),
    internal: true,
    default: null,
    description: 'When set, definitions without an option are merged together with this type.',
  });
  const specialArgs = mkOption({
    readOnly: true,
    internal: true,
    description: 'Module arguments given from outside, which may be used in `imports`.',
  });
  return AttrSet.of({ _module: AttrSet.of({ args, check, freeformType, specialArgs }) });
}
