/**
 * What `<nixpkgs>`, `<nixpkgs/lib>` and `<clan-core/lib>` mean where none of them is on the search path: the native
 * libraries. `import <nixpkgs> { }` gives what `import <nixpkgs>` does, a set with `lib` and nothing else, as there are
 * no packages.
 */
import { createClanCore } from './clan/core/clan-core';
import { ConfigurationRegistry } from './clan/configuration-registry';
import { ServiceOrigins } from './clan/core/origins';
import { SettingsStore } from './clan/core/role-settings';
import { nativeNixDarwin, nativeNixpkgs } from './clan/flake/native-flakes';
import { InventoryFile } from './clan/inventory-file';
import { createCheckoutSystem, createModuleSystem, fn } from './modules';
import type { ModuleSystem, NativeModuleSystem } from './modules';
import { AttrSet, PrimOp, force, forceAttrs, lazy } from './nix';
import type { Interpreter, SearchPathEntry, Value } from './nix';

/**
 * Search path entries for an interpreter that will use them; what they stand for is made when first asked for. They
 * belong behind those of `-I` and `NIX_PATH`.
 */
export function nativeSearchPath(interpreter: () => Interpreter): readonly SearchPathEntry[] {
  let made: NativeModuleSystem | undefined;
  const native = (): NativeModuleSystem => (made ??= createModuleSystem(interpreter()));
  const systemOf = (lib: AttrSet): ModuleSystem =>
    lib === native().lib ? native() : createCheckoutSystem(lib);
  const clanLibFunction = fn(
    (args) => clanLibOf(interpreter(), systemOf(forceAttrs(args.get('lib') ?? native().lib))),
    { lib: false },
    'clanLib',
  );
  return [
    { kind: 'value', prefix: 'nixpkgs/lib', value: () => native().lib },
    { kind: 'value', prefix: 'nixpkgs', value: () => packagesSet(native().lib) },
    { kind: 'value', prefix: 'clan-core/lib', value: () => clanLibFunction },
  ];
}

function packagesSet(lib: AttrSet): AttrSet {
  const call = new PrimOp('nixpkgs', 2, (self, _configuration) => force(self));
  return AttrSet.of({ lib, __functor: call });
}

/** Clan's library over a `lib`, whose module system evaluates what it evaluates. */
function clanLibOf(interpreter: Interpreter, system: ModuleSystem): Value {
  const { io } = interpreter;
  const context = {
    system,
    io,
    readInventory: (path: string) => new InventoryFile(io, '', undefined).read(path),
    configurations: new ConfigurationRegistry(),
    origins: new ServiceOrigins(),
    settings: new SettingsStore(),
  };
  const clanCore = createClanCore(context, {
    nixpkgs: lazy(() => nativeNixpkgs(system)),
    nixDarwin: lazy(() => nativeNixDarwin(system)),
    services: AttrSet.empty,
    outPath: '<clan-core>',
  });
  return force(clanCore.get('lib') ?? AttrSet.empty);
}
