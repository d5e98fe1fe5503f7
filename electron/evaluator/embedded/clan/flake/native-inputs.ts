/** Which inputs of a flake are native, and how they hang together. */
import { knownInputNamed } from '../../../../../shared/clan/flake-inputs';
import type { KnownInput } from '../../../../../shared/clan/flake-inputs';
import { lazy } from '../../nix';
import type { NixIo, Slot, AttrSet } from '../../nix';
import type { ModuleSystem } from '../../modules';
import type { LibHost } from '../../lib/host';
import { createClanCore } from '../core/clan-core';
import type { CoreContext } from '../core/context';
import { ServiceOrigins } from '../core/origins';
import { SettingsStore } from '../core/role-settings';
import { ConfigurationRegistry } from '../configuration-registry';
import { coreServices } from './core-services';
import { createFlakeParts } from './flake-parts';
import { createImportTree } from './import-tree';
import { nativeNixDarwin, nativeNixpkgs } from './native-flakes';

/** The native inputs of one evaluation. */
export interface NativeInputs {
  readonly configurations: ConfigurationRegistry;
  readonly origins: ServiceOrigins;
  /** The native flake for an input of this name or URL; undefined when there is none. */
  find(name: string, url: string | undefined): Slot | undefined;
  /**
   * The native flake of an input that stands in for a checkout in `folder`, because the checkout itself cannot be
   * evaluated without Nix; undefined when the checkout's own flake is to be used.
   */
  findAt(folder: string, name: string, url: string | undefined): Slot | undefined;
}

/** What the native inputs need. */
export interface NativeInputsHost extends LibHost {
  readonly io: NixIo;
  /** What evaluates all modules of the clan, and the `lib` that belongs to it. Asked when first needed. */
  system(): ModuleSystem;
  /** The same for an input that is a checkout of nixpkgs in this folder. */
  systemAt(folder: string): ModuleSystem;
  readInventory(path: string): AttrSet;
  /** See {@link CoreContext}; false unless given. */
  readonly goesWithoutMissing?: boolean;
}

/** Builds the native inputs; each is made when first asked for. */
export function createNativeInputs(host: NativeInputsHost): NativeInputs {
  const configurations = new ConfigurationRegistry();
  const origins = new ServiceOrigins();
  const context: CoreContext = {
    get system() {
      return host.system();
    },
    io: host.io,
    readInventory: (path) => host.readInventory(path),
    configurations,
    origins,
    settings: new SettingsStore(),
    goesWithoutMissing: host.goesWithoutMissing === true,
  };
  const nixpkgs = lazy(() => nativeNixpkgs(host.system()));
  const nixDarwin = lazy(() => nativeNixDarwin(host.system()));
  const flakeParts = lazy(() => createFlakeParts(host.system(), host, configurations));
  const clanCore = (folder?: string): Slot =>
    lazy(() =>
      createClanCore(context, {
        nixpkgs,
        nixDarwin,
        services: lazy(() => coreServices(host, host.io, folder)),
        outPath: folder ?? '<clan-core>',
      }),
    );
  const inputs: ReadonlyMap<KnownInput, Slot> = new Map([
    ['nixpkgs', nixpkgs],
    ['nix-darwin', nixDarwin],
    ['flake-parts', flakeParts],
    ['import-tree', lazy(() => createImportTree(host))],
    ['clan-core', clanCore()],
  ]);
  const checkouts = new Map<string, Slot>();
  const at = (folder: string, kind: KnownInput): Slot | undefined => {
    if (kind === 'nix-darwin') return nixDarwin;
    if (kind === 'clan-core') return clanCore(folder);
    return kind === 'nixpkgs' ? lazy(() => nativeNixpkgs(host.systemAt(folder), folder)) : undefined;
  };
  return {
    configurations,
    origins,
    find: (name, url) => {
      const kind = kindOf(name, url);
      return kind === undefined ? undefined : inputs.get(kind);
    },
    findAt: (folder, name, url) => {
      const kind = kindOf(name, url);
      if (kind === undefined) return undefined;
      const key = `${kind} ${folder}`;
      const found = checkouts.get(key) ?? at(folder, kind);
      if (found !== undefined) checkouts.set(key, found);
      return found;
    },
  };
}

/** Repositories by the end of the URL, whatever the input is called. */
const repositories: readonly (readonly [RegExp, KnownInput])[] = [
  [/(^|[/:])clan-core([/.?#]|$)/i, 'clan-core'],
  [/(^|[/:])(nixpkgs(\.lib)?|nixpkgs-lib)([/.?#]|$)/i, 'nixpkgs'],
  [/^(https?:\/\/)?(channels\.)?nixos\.org\//i, 'nixpkgs'],
  [/(^|[/:])nix-darwin([/.?#]|$)/i, 'nix-darwin'],
  [/(^|[/:])flake-parts([/.?#]|$)/i, 'flake-parts'],
  [/(^|[/:])import-tree([/.?#]|$)/i, 'import-tree'],
];

/** Which of the native inputs an input is, by its name or else by its URL; undefined: none of them. */
export function kindOf(name: string, url: string | undefined): KnownInput | undefined {
  const named = knownInputNamed(name);
  if (named !== null) return named;
  if (url === undefined || url.startsWith('path:') || url.startsWith('.') || url.startsWith('/'))
    return undefined;
  return repositories.find(([pattern]) => pattern.test(url))?.[1];
}
