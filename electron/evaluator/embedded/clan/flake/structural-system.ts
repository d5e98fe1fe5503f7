/**
 * A NixOS or nix-darwin machine without NixOS: every definition is taken, sets merge recursively, lists concatenate,
 * scalars have to agree. Only `assertions`, `warnings` and options that modules declare themselves are real options.
 */
import { AttrSet, forceAttrs, forceList } from '../../nix';
import type { PrimOp, Slot } from '../../nix';
import { mkOption, nativeModule } from '../../modules';
import type { ModuleSystem } from '../../modules';
import { func, merged, record, slotAt, slotIfAny } from '../nix-values';

/** The label of the module that stands for NixOS. */
export const systemModuleFile = '<nixpkgs>/nixos/modules';

/** `nixosSystem` or `darwinSystem`: a function of `{ modules, specialArgs }`. */
export function structuralSystem(system: ModuleSystem, machineClass: 'nixos' | 'darwin'): PrimOp {
  const base = baseModule(system);
  return func(`${machineClass}System`, (args) => {
    const special = slotIfAny(args, 'specialArgs');
    const own = record({ modulesPath: '/modules' });
    return system.evalModules({
      class: machineClass,
      specialArgs: special === undefined ? own : merged(own, forceAttrs(special)),
      modules: [...forceList(slotAt(args, 'modules')), base],
    }).value;
  });
}

function baseModule({ lib, types }: ModuleSystem): AttrSet {
  const hostPlatform = 'x86_64-linux';
  const pkgs = record({
    lib,
    system: hostPlatform,
    stdenv: record({ hostPlatform: record({ system: hostPlatform }) }),
  });
  return nativeModule({
    file: systemModuleFile,
    options: {
      assertions: mkOption({ type: types.listOf(types.unspecified), default: [] }),
      warnings: mkOption({ type: types.listOf(types.str), default: [] }),
      clanConfig: mkOption({ type: types.raw }),
    },
    config: record({
      _module: record({ freeformType: types.lazyAttrsOf(types.structural), args: record({ pkgs }) }),
    }),
  });
}

/** The input `nixpkgs`, as far as clans need it; `folder` is where a checkout of it is. */
export function nativeNixpkgs(system: ModuleSystem, folder = '<nixpkgs>'): AttrSet {
  const systems = ['x86_64-linux', 'aarch64-linux', 'riscv64-linux', 'aarch64-darwin', 'x86_64-darwin'];
  const packages = systems.map((name): [string, Slot] => [name, record({ system: name, lib: system.lib })]);
  return record({
    _type: 'flake',
    outPath: folder,
    lib: merged(system.lib, record({ nixosSystem: structuralSystem(system, 'nixos') })),
    legacyPackages: new AttrSet(new Map(packages)),
  });
}

/** The input `nix-darwin`, as far as clans need it. */
export function nativeNixDarwin(system: ModuleSystem): AttrSet {
  return record({
    _type: 'flake',
    outPath: '<nix-darwin>',
    lib: record({ darwinSystem: structuralSystem(system, 'darwin') }),
  });
}
