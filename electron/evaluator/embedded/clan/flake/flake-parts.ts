/** The input `flake-parts`: `lib.mkFlake` and the flake modules that come with it, natively. */
import {
  AttrSet,
  callFunction,
  coerceToString,
  force,
  forceAttrs,
  forceString,
  lazy,
  stringText,
} from '../../nix';
import type { Slot, Value } from '../../nix';
import { mkOption, setDefaultModuleLocation } from '../../modules';
import type { Configuration, ModuleSystem } from '../../modules';
import type { LibHost } from '../../lib/host';
import { at, func, merged, nixThrow, record, slotAt, slotIfAny } from '../nix-values';
import type { ConfigurationRegistry } from '../configuration-registry';
import { coreFlakeModules, extraFlakeModules } from './flake-parts-modules';
import { openSet } from './open-flake';
import { evalFlakeModules } from './partial-modules';
import { partsFile, perSystemType, transposedModule } from './per-system';

/** Builds the flake. */
export function createFlakeParts(
  system: ModuleSystem,
  host: LibHost,
  configurations: ConfigurationRegistry,
): AttrSet {
  const lib: AttrSet = record({
    evalFlakeModule: func('evalFlakeModule', (args, module) => evaluate(args, module).value),
    mkFlake: func('mkFlake', (args, module) => at(evaluate(args, module).config, 'processedFlake')),
    importApply: func('importApply', (path, staticArgs) =>
      setDefaultModuleLocation(
        path,
        callFunction(host.evalFile(stringText(coerceToString(path))), staticArgs),
      ),
    ),
    importAndPublish: func('importAndPublish', (name, module) =>
      record({
        _class: 'flake',
        imports: [module, slotAt(extras, 'modules')],
        flake: record({ modules: record({ flake: record({ [forceString(name)]: module }) }) }),
      }),
    ),
    mkPerSystemType: func('mkPerSystemType', (module) => perSystemType(system, module)),
    mkPerSystemOption: func('mkPerSystemOption', (module) =>
      mkOption({ type: perSystemType(system, module) }),
    ),
    mkDeferredModuleType: func('mkDeferredModuleType', (module) => perSystemType(system, module)),
    mkDeferredModuleOption: func('mkDeferredModuleOption', (module) =>
      mkOption({ type: perSystemType(system, module) }),
    ),
    deferredModuleWith: slotAt(system.lib, 'types', 'deferredModuleWith'),
    mkSubmoduleOptions: func('mkSubmoduleOptions', (options) =>
      mkOption({ type: system.types.submoduleWith({ modules: [record({ options })] }) }),
    ),
    mkTransposedPerSystemModule: func('mkTransposedPerSystemModule', (args) =>
      transposedModule(system, {
        name: forceString(slotAt(args, 'name')),
        option: forceAttrs(slotAt(args, 'option')),
        file: slotAt(args, 'file'),
      }),
    ),
    mkAliasOptionModule: slotAt(system.lib, 'mkAliasOptionModule'),
    memoizeStr: func('memoizeStr', (compute) => memoized(compute)),
  });
  const core = coreFlakeModules(system, host);
  const extras = extraFlakeModules(system);

  const evaluate = (args: Slot, module: Slot): Configuration => {
    const configuration = evaluateModule(system, lib, core, args, module);
    configurations.add(configuration, ['flake', 'clan']);
    return configuration;
  };
  return record({
    _type: 'flake',
    outPath: partsFile(''),
    lib,
    flakeModules: openSet('flake-parts.flakeModules', {
      ...Object.fromEntries(core.map((entry) => [entry.name, entry.module])),
      ...Object.fromEntries(extras.entries),
    }),
    templates: AttrSet.empty,
  });
}

/** A module that every flake gets, by its name in flake-parts. */
export interface NamedModule {
  readonly name: string;
  readonly module: Slot;
}

function evaluateModule(
  system: ModuleSystem,
  lib: AttrSet,
  core: readonly NamedModule[],
  args: Slot,
  module: Slot,
): Configuration {
  const set = forceAttrs(args);
  if (!set.has('self') && !set.has('inputs')) {
    nixThrow('mkFlake needs the arguments of the outputs function: mkFlake { inherit inputs; } { … }\n');
  }
  const self = lazy(() => force(set.get('self') ?? slotIfAny(set, 'inputs', 'self') ?? missingSelf()));
  const inputs = set.get('inputs') ?? lazy(() => at(self, 'inputs'));
  const location =
    set.get('moduleLocation') ??
    lazy(() => `${stringText(coerceToString(slotAt(self, 'outPath')))}/flake.nix`);
  const given = set.get('specialArgs');
  const own = record({ self, inputs, 'flake-parts-lib': lib, moduleLocation: location });
  return evalFlakeModules(system, {
    class: 'flake',
    specialArgs: given === undefined ? own : merged(own, forceAttrs(given)),
    modules: [
      ...core.map((entry) => entry.module),
      setDefaultModuleLocation(errorLocation(set, location), module),
    ],
  });
}

function missingSelf(): never {
  return nixThrow(
    'mkFlake was called without `self` in its inputs; pass the arguments of the outputs function\n',
  );
}

/** The file where `inputs` was written; errors in the module are told to be there. */
function errorLocation(args: AttrSet, fallback: Slot): Slot {
  const written = args.positionOf('inputs');
  return args.has('moduleLocation') || written === undefined ? fallback : written.source.path;
}

function memoized(compute: Slot): Value {
  const known = new Map<string, Slot>();
  return func('memoized', (key) => {
    const text = forceString(key);
    const slot = known.get(text) ?? lazy(() => callFunction(compute, text));
    known.set(text, slot);
    return force(slot);
  });
}
