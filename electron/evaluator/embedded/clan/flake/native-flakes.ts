/**
 * The inputs `nixpkgs` and `nix-darwin` without either: the library, and what makes machines. What else they have is
 * known to system Nix only, and stands for itself: `«nixpkgs.nixosModules.notDetected»`.
 */
import { AttrSet, OpenSet, force, lazy, symbolicString } from '../../nix';
import type { Slot, Value } from '../../nix';
import type { ModuleSystem } from '../../modules';
import { func, merged, record, slotIfAny } from '../nix-values';
import { openFlake } from './open-flake';
import { structuralSystem } from './structural-system';
import { defaultSystem, symbolicPackages } from './symbolic-packages';

/** How expressions call a nixpkgs that is no checkout. */
const nixpkgsName = 'nixpkgs';

const systems = ['x86_64-linux', 'aarch64-linux', 'riscv64-linux', 'aarch64-darwin', 'x86_64-darwin'];

/** The input `nixpkgs`, as far as clans need it; `folder` is where a checkout of it is. */
export function nativeNixpkgs(system: ModuleSystem, folder?: string): AttrSet {
  const packages = (name: string): Slot => lazy(() => symbolicPackages(system.lib, () => name));
  return openFlake(nixpkgsName, {
    outPath: folder ?? symbolicString(nixpkgsName),
    lib: merged(system.lib, record({ nixosSystem: structuralSystem(system, 'nixos') })),
    legacyPackages: new OpenSet(
      new AttrSet(new Map(systems.map((name) => [name, packages(name)]))),
      packages,
      `${nixpkgsName}.legacyPackages`,
    ),
  });
}

/** The input `nix-darwin`, as far as clans need it. */
export function nativeNixDarwin(system: ModuleSystem): AttrSet {
  return openFlake('nix-darwin', {
    outPath: symbolicString('nix-darwin'),
    lib: record({ darwinSystem: structuralSystem(system, 'darwin') }),
  });
}

/** The lists of systems that `github:nix-systems/<name>` are. */
const systemLists: ReadonlyMap<string, readonly string[]> = new Map([
  ['default', ['aarch64-darwin', 'aarch64-linux', 'x86_64-darwin', 'x86_64-linux']],
  ['default-linux', ['aarch64-linux', 'x86_64-linux']],
  ['default-darwin', ['aarch64-darwin', 'x86_64-darwin']],
]);

/** The names in {@link systemLists} as expressions write them. */
const listName = /^nix-systems\.([\w-]+)$/;

/** An input that is nothing but a list of systems, by its URL or the name that such inputs have; undefined for others. */
export function listOfSystems(name: string, url: string | undefined): AttrSet | undefined {
  const given = url === undefined && name === 'systems' ? 'default' : url;
  const list = given === 'default' ? given : /[:/]nix-systems\/([\w-]+)/.exec(given ?? '')?.[1];
  if (list === undefined || !systemLists.has(list)) return undefined;
  return openFlake(`nix-systems.${list}`, { outPath: symbolicString(`nix-systems.${list}`) });
}

/**
 * What the import of one of them gives: `import nixpkgs { system = …; }` are packages, `import systems` is a list.
 * Undefined for anything else.
 */
export function importedFlake(system: () => ModuleSystem, expression: string): Value | undefined {
  const list = systemLists.get(listName.exec(expression)?.[1] ?? '');
  if (list !== undefined) return list;
  if (expression !== nixpkgsName) return undefined;
  return func('nixpkgs', (args) => symbolicPackages(system().lib, () => systemIn(args)));
}

function systemIn(args: Slot): string {
  for (const path of [['system'], ['localSystem', 'system'], ['localSystem']]) {
    const slot = slotIfAny(args, ...path);
    const name = slot === undefined ? null : force(slot);
    if (typeof name === 'string') return name;
  }
  return defaultSystem;
}
