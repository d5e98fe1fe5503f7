/**
 * A NixOS or nix-darwin machine without NixOS: every definition is taken, sets merge recursively, lists concatenate,
 * scalars have to agree. Only `assertions`, `warnings` and options that modules declare themselves are real options.
 */
import { AttrSet, ContextString, SymbolicValue, force, forceAttrs, forceList, lazy } from '../../nix';
import type { PrimOp, Slot } from '../../nix';
import { fn, mkOption, nativeModule, unknownModuleText } from '../../modules';
import type { Configuration, LeftOutModule, ModuleSystem } from '../../modules';
import { openConfiguration, openOptions } from './open-configuration';
import { nixosRule } from './nixos-conventions';
import { defaultSystem, symbolicPackages } from './symbolic-packages';
import { func, merged, record, slotAt, slotIfAny } from '../nix-values';

/** The label of the module that stands for NixOS. */
export const systemModuleFile = '<nixpkgs>/nixos/modules';

/** Modules of a machine that were left out, by the configuration: only system Nix can load them. */
const leftOut = new WeakMap<AttrSet, readonly LeftOutModule[]>();

/** The modules that a machine imports and that only system Nix can load. */
export function leftOutModules(machine: AttrSet): readonly LeftOutModule[] {
  return leftOut.get(machine) ?? [];
}

/** Where the modules of NixOS are: a path as other tools show it, which leads nowhere on this machine. */
const modulesPath = new ContextString('/modules', new Set(['«modulesPath»']));

/** `nixosSystem` or `darwinSystem`: a function of `{ modules, specialArgs }`. */
export function structuralSystem(system: ModuleSystem, machineClass: 'nixos' | 'darwin'): PrimOp {
  const base = baseModule(system);
  return func(`${machineClass}System`, (args) => {
    const modules = slotAt(args, 'modules');
    const special = slotIfAny(args, 'specialArgs');
    const own = record({ modulesPath });
    const missing: LeftOutModule[] = [];
    const configuration: Configuration = system.evalModules({
      class: machineClass,
      specialArgs: special === undefined ? own : merged(own, forceAttrs(special)),
      modules: [...forceList(modules), base, ownModules(modules)],
      viewConfig: (config) =>
        openConfiguration(
          config,
          lazy(() => force(configuration.options)),
        ),
      viewOptions: openOptions,
      isLeftOut: (module, importer) => {
        const text = unavailable(module);
        if (text !== undefined) missing.push({ text, importer });
        return text !== undefined;
      },
    });
    const { value } = configuration;
    leftOut.set(value, missing);
    return value;
  });
}

/** What a module is called that is not on this machine: one of NixOS, or of an input that is not here. */
function unavailable(module: Slot): string | undefined {
  const text = unknownModuleText(module);
  return text?.startsWith('/modules/') === true ? `<nixpkgs/nixos${text}>` : text;
}

/** The modules that a machine is made of, for those who make another one of them. */
function ownModules(modules: Slot): AttrSet {
  return record({ _module: record({ args: record({ modules, baseModules: [], extraModules: [] }) }) });
}

function baseModule({ lib, types }: ModuleSystem): Slot {
  return fn(
    (args) => {
      const pkgs = symbolicPackages(lib, () => hostPlatformOf(args));
      return nativeModule({
        file: systemModuleFile,
        options: {
          assertions: mkOption({ type: types.listOf(types.unspecified), default: [] }),
          warnings: mkOption({ type: types.listOf(types.str), default: [] }),
          clanConfig: mkOption({ type: types.raw }),
        },
        config: record({
          _module: record({
            freeformType: types.lazyAttrsOf(types.structuralWith(nixosRule)),
            args: record({ pkgs, utils: new SymbolicValue('utils') }),
          }),
        }),
      });
    },
    { config: false },
  );
}

/** The system that the machine says it is; `x86_64-linux` for one that says nothing. */
function hostPlatformOf(args: AttrSet): string {
  const platform = slotIfAny(args, 'config', 'nixpkgs', 'hostPlatform');
  const value = platform === undefined ? null : force(platform);
  const named = value instanceof AttrSet && !(value instanceof SymbolicValue) ? value.get('system') : value;
  const text = named === undefined ? null : force(named);
  return typeof text === 'string' ? text : defaultSystem;
}
