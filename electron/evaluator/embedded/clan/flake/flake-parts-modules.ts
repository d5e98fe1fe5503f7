/** The modules that flake-parts gives every flake, and those that a flake may import. */
import { AttrSet, callFunction, coerceToString, force, forceAttrs, lazy, stringText } from '../../nix';
import type { Slot, Value } from '../../nix';
import { fn, mkOption, nativeModule } from '../../modules';
import type { ModuleSystem } from '../../modules';
import type { LibHost } from '../../lib/host';
import {
  at,
  func,
  genAttrs,
  mapAttrs,
  nixThrow,
  record,
  slotAt,
  slotAtLater,
  slotIfAny,
} from '../nix-values';
import type { NamedModule } from './flake-parts';
import {
  partsFile,
  perSystemModule,
  perSystemType,
  transposedModule,
  transpositionModule,
} from './per-system';

/** The modules that every flake gets, sorted by name. */
export function coreFlakeModules(system: ModuleSystem, host: LibHost): readonly NamedModule[] {
  const { types } = system;
  const packages = types.lazyAttrsOf(types.package);
  const transposed = (name: string, type: AttrSet): NamedModule => ({
    name,
    module: transposedModule(system, {
      name,
      option: mkOption({ type, default: AttrSet.empty }),
      file: partsFile(`modules/${name}.nix`),
    }),
  });
  return [
    transposed('apps', types.lazyAttrsOf(types.unspecified)),
    transposed('checks', packages),
    transposed('devShells', packages),
    { name: 'flake', module: flakeModule(system) },
    { name: 'formatter', module: formatterModule(system) },
    transposed('legacyPackages', types.lazyAttrsOf(types.raw)),
    { name: 'moduleWithSystem', module: moduleWithSystem(host) },
    { name: 'nixosConfigurations', module: outputModule(system, 'nixosConfigurations', types.raw) },
    { name: 'nixosModules', module: nixosModulesModule(system) },
    { name: 'overlays', module: outputModule(system, 'overlays', types.raw) },
    transposed('packages', packages),
    { name: 'perSystem', module: perSystemModule(system) },
    { name: 'transposition', module: transpositionModule(system) },
  ];
}

/** The modules that a flake may import: `flakeModules.modules` and `flakeModules.flakeModules`. */
export function extraFlakeModules(system: ModuleSystem): AttrSet {
  return record({ modules: modulesModule(system), flakeModules: flakeModulesModule(system) });
}

function flakeModule({ types }: ModuleSystem): Slot {
  const undeclared = types.unique(
    'Nothing says how several definitions of this flake output merge: define it once, or declare an option for it.\n',
    types.raw,
  );
  const flake = types.submoduleWith({ modules: [record({ freeformType: types.lazyAttrsOf(undeclared) })] });
  return fn(
    (args) =>
      nativeModule({
        file: partsFile('modules/flake.nix'),
        options: {
          flake: mkOption({ type: flake, description: 'Outputs of the flake.' }),
          processedFlake: mkOption({
            type: types.raw,
            readOnly: true,
            apply: func('apply', (value) => {
              const isDefined = force(slotAt(args, 'options', 'processedFlake', 'isDefined')) === true;
              return isDefined ? force(value) : at(args, 'config', 'flake');
            }),
          }),
        },
      }),
    { config: false, options: false },
    'flake',
  );
}

function formatterModule(system: ModuleSystem): Slot {
  const { types } = system;
  const type = types.nullOr(types.package);
  const file = partsFile('modules/formatter.nix');
  const perSystem = record({
    _file: file,
    options: record({ formatter: mkOption({ type, default: null }) }),
  });
  return fn(
    (args) => {
      const allSystems = slotAtLater(args, 'config', 'allSystems');
      return nativeModule({
        file,
        options: {
          flake: { formatter: mkOption({ type: types.lazyAttrsOf(type), default: AttrSet.empty }) },
          perSystem: mkOption({ type: perSystemType(system, perSystem) }),
        },
        config: record({
          flake: record({
            formatter: lazy(() => {
              const systems = forceAttrs(allSystems);
              const having = systems.names().filter((name) => at(systems, name, 'formatter') !== null);
              return genAttrs(having, (name) => at(systems, name, 'formatter'));
            }),
          }),
          perInput: func('perInput', (name, flake) =>
            record({ formatter: lazy(() => at(flake, 'formatter', stringText(coerceToString(name)))) }),
          ),
        }),
      });
    },
    { config: false },
    'formatter',
  );
}

function outputModule({ types }: ModuleSystem, name: string, type: AttrSet): AttrSet {
  return nativeModule({
    file: partsFile(`modules/${name}.nix`),
    options: { flake: { [name]: mkOption({ type: types.lazyAttrsOf(type), default: AttrSet.empty }) } },
  });
}

function nixosModulesModule({ types }: ModuleSystem): Slot {
  return fn(
    (args) =>
      nativeModule({
        file: partsFile('modules/nixosModules.nix'),
        options: {
          flake: {
            nixosModules: mkOption({
              type: types.lazyAttrsOf(types.deferredModule),
              default: AttrSet.empty,
              apply: labelled(slotAt(args, 'moduleLocation'), 'nixosModules', 'nixos'),
            }),
          },
        },
      }),
    { moduleLocation: false },
    'nixosModules',
  );
}

function labelled(location: Slot, output: string, moduleClass: string): Slot {
  return func('apply', (modules) =>
    mapAttrs(modules, (name, module) =>
      record({
        _class: moduleClass,
        _file: lazy(() => `${stringText(coerceToString(location))}#${output}.${name}`),
        imports: [module],
      }),
    ),
  );
}

/** `flake.modules.<class>.<name>`: modules that the flake publishes, by class. */
function modulesModule({ types }: ModuleSystem): Slot {
  return fn(
    (args) =>
      nativeModule({
        file: partsFile('extras/modules.nix'),
        key: partsFile('extras/modules.nix'),
        options: {
          flake: {
            modules: mkOption({
              type: types.lazyAttrsOf(types.lazyAttrsOf(types.deferredModule)),
              apply: func('apply', (classes) =>
                mapAttrs(classes, (moduleClass, modules) =>
                  mapAttrs(modules, (name, module) =>
                    moduleClass === 'generic'
                      ? force(module)
                      : classedModule(slotAt(args, 'moduleLocation'), moduleClass, name, module),
                  ),
                ),
              ),
            }),
          },
        },
      }),
    { moduleLocation: false },
    'modules',
  );
}

/** A function, so that it counts as a module where a set would be taken for values. */
function classedModule(location: Slot, moduleClass: string, name: string, module: Slot): Value {
  return fn(
    () =>
      record({
        _class: moduleClass,
        _file: lazy(() => `${stringText(coerceToString(location))}#modules.${moduleClass}.${name}`),
        imports: [module],
      }),
    {},
    name,
  );
}

function flakeModulesModule({ types }: ModuleSystem): Slot {
  return fn(
    (args) => {
      const label = (name: string): Slot =>
        lazy(() => `${stringText(coerceToString(slotAt(args, 'moduleLocation')))}#flakeModules.${name}`);
      return nativeModule({
        file: partsFile('extras/flakeModules.nix'),
        key: partsFile('extras/flakeModules.nix'),
        options: {
          flake: {
            flakeModules: mkOption({
              type: types.lazyAttrsOf(types.deferredModule),
              default: AttrSet.empty,
              apply: func('apply', (modules) =>
                mapAttrs(modules, (name, module) =>
                  record({ _class: 'flake', _file: label(name), key: label(name), imports: [module] }),
                ),
              ),
            }),
          },
        },
      });
    },
    { moduleLocation: false },
    'flakeModules',
  );
}

/** `moduleWithSystem`: a module that is given the arguments of `perSystem` for the system of the configuration. */
function moduleWithSystem({ builtins }: LibHost): Slot {
  return fn(
    (args) =>
      nativeModule({
        file: partsFile('modules/moduleWithSystem.nix'),
        config: record({
          _module: record({
            args: record({
              moduleWithSystem: func('moduleWithSystem', (module) =>
                fn(
                  (inner) =>
                    record({
                      imports: [applyWithSystem(slotAt(args, 'withSystem'), builtins, module, inner)],
                    }),
                  { config: false },
                  'moduleWithSystem',
                ),
              ),
            }),
          }),
        }),
      }),
    { withSystem: false },
    'moduleWithSystem',
  );
}

function applyWithSystem(withSystem: Slot, builtins: AttrSet, module: Slot, inner: AttrSet): Slot {
  return lazy(() => {
    const config = slotAt(inner, 'config');
    const system =
      slotIfAny(config, '_module', 'args', 'system') ??
      slotIfAny(config, '_module', 'args', 'pkgs', 'stdenv', 'hostPlatform', 'system') ??
      nixThrow('moduleWithSystem: the configuration does not say which system it is for');
    const all = lazy(() =>
      callFunction(
        withSystem,
        system,
        func('id', (value) => force(value)),
      ),
    );
    const wanted = forceAttrs(callFunction(slotAt(builtins, 'functionArgs'), module));
    return callFunction(
      module,
      genAttrs(wanted.names(), (name) => {
        const found = slotIfAny(all, name);
        return found === undefined
          ? nixThrow(`moduleWithSystem: module argument \`${name}\` does not exist.`)
          : force(found);
      }),
    );
  });
}
