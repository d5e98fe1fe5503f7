/** Which inputs of a flake are native, and how they hang together. */
import { AttrSet, lazy, force } from '../../nix';
import type { NixIo, Slot, Value } from '../../nix';
import { createModuleSystem } from '../../modules';
import type { ModuleSystem } from '../../modules';
import type { LibHost } from '../../lib/host';
import { createClanCore } from '../core/clan-core';
import type { CoreContext } from '../core/context';
import { ServiceOrigins } from '../core/origins';
import { ConfigurationRegistry } from '../configuration-registry';
import { record } from '../nix-values';
import { createFlakeParts } from './flake-parts';
import { createImportTree } from './import-tree';
import { nativeNixDarwin, nativeNixpkgs } from './structural-system';

/** The native inputs of one evaluation. */
export interface NativeInputs {
  readonly system: ModuleSystem;
  readonly configurations: ConfigurationRegistry;
  readonly origins: ServiceOrigins;
  /** The native flake for an input of this name or URL; undefined when there is none. */
  find(name: string, url: string | undefined): Slot | undefined;
}

/** What the native inputs need. */
export interface NativeInputsHost extends LibHost {
  readonly io: NixIo;
  readInventory(path: string): AttrSet;
  /** The folder of a real clan-core, whose services are then there. */
  readonly clanCorePath: string | undefined;
}

/** Builds the native inputs; each is made when first asked for. */
export function createNativeInputs(host: NativeInputsHost): NativeInputs {
  const system = createModuleSystem(host);
  const configurations = new ConfigurationRegistry();
  const origins = new ServiceOrigins();
  const context: CoreContext = {
    system,
    io: host.io,
    readInventory: (path) => host.readInventory(path),
    configurations,
    origins,
  };
  const nixpkgs = lazy(() => nativeNixpkgs(system));
  const nixDarwin = lazy(() => nativeNixDarwin(system));
  const flakeParts = lazy(() => createFlakeParts(system, host, configurations));
  const inputs: ReadonlyMap<string, Slot> = new Map<string, Slot>([
    ['nixpkgs', nixpkgs],
    ['nix-darwin', nixDarwin],
    ['flake-parts', flakeParts],
    ['import-tree', lazy(() => createImportTree(host))],
    [
      'clan-core',
      lazy(() =>
        createClanCore(context, {
          nixpkgs,
          nixDarwin,
          flakePartsLib: lazy((): Value => force((force(flakeParts) as AttrSet).get('lib') ?? null)),
          services: lazy(() => coreServices(host)),
          outPath: host.clanCorePath ?? '<clan-core>',
        }),
      ),
    ],
  ]);
  return {
    system,
    configurations,
    origins,
    find: (name, url) => inputs.get(name) ?? findByUrl(inputs, url),
  };
}

/** Repositories by the end of the URL, whatever the input is called. */
const repositories: readonly (readonly [RegExp, string])[] = [
  [/(^|[/:])clan-core([/.?#]|$)/i, 'clan-core'],
  [/(^|[/:])(nixpkgs(\.lib)?|nixpkgs-lib)([/.?#]|$)/i, 'nixpkgs'],
  [/^(https?:\/\/)?(channels\.)?nixos\.org\//i, 'nixpkgs'],
  [/(^|[/:])nix-darwin([/.?#]|$)/i, 'nix-darwin'],
  [/(^|[/:])flake-parts([/.?#]|$)/i, 'flake-parts'],
  [/(^|[/:])import-tree([/.?#]|$)/i, 'import-tree'],
];

function findByUrl(inputs: ReadonlyMap<string, Slot>, url: string | undefined): Slot | undefined {
  if (url === undefined || url.startsWith('path:') || url.startsWith('.') || url.startsWith('/'))
    return undefined;
  const found = repositories.find(([pattern]) => pattern.test(url));
  return found === undefined ? undefined : inputs.get(found[1]);
}

/** The services in a checkout of clan-core: every folder of `clanServices` with a `default.nix`. */
function coreServices(host: NativeInputsHost): AttrSet {
  const root = host.clanCorePath;
  if (root === undefined) return AttrSet.empty;
  const folders = host.io.readDir(`${root}/clanServices`) ?? new Map<string, string>();
  const services = [...folders.keys()]
    .map((name): [string, string] => [name, `${root}/clanServices/${name}/default.nix`])
    .filter(([, file]) => host.io.fileType(file) !== undefined);
  return record(Object.fromEntries(services.map(([name, file]) => [name, file])));
}
