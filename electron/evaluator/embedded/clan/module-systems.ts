/**
 * Which module system evaluates a clan: the native one, or that of the checkout of nixpkgs that the user put in the
 * place of the input `nixpkgs`. Then everything is evaluated by the checkout: the clan's own modules, services,
 * settings and machines see its `lib` and go through its `evalModules`. Where values come from is told by a second
 * evaluation with the native module system, over a `lib` that has all other functions of the checkout; it is made only
 * when somebody asks.
 */
import { NixError, forceAttrs } from '../nix';
import type { AttrSet, NixIo } from '../nix';
import { createCheckoutSystem, createModuleSystem, overlayWithCheckout } from '../modules';
import type { ModuleSystem, NativeModuleSystem } from '../modules';
import { isNixosEntry } from './flake/nixos-conventions';
import { withAbsentTables } from '../lib';
import type { LibHost } from '../lib';

/** The module systems of one open clan, each made when first asked for. */
export class ModuleSystems {
  readonly #checkouts = new Map<string, ModuleSystem>();
  #native: NativeModuleSystem | undefined;

  /** `nixpkgs`: the folder that the user put in the place of that input. */
  constructor(
    private readonly host: LibHost,
    private readonly io: NixIo,
    private readonly nixpkgs: string | undefined,
  ) {}

  /** What evaluates the clan. Throws NixError when the checkout cannot be used. */
  get values(): ModuleSystem {
    return this.nixpkgs === undefined ? this.native : this.at(this.nixpkgs);
  }

  /** The native one, which tells where values come from. */
  get native(): NativeModuleSystem {
    return (this.#native ??= this.#makeNative());
  }

  /** The one of a checkout of nixpkgs in a folder. Throws NixError when there is none. */
  at(folder: string): ModuleSystem {
    const known = this.#checkouts.get(folder);
    if (known !== undefined) return known;
    const system = createCheckoutSystem(this.#libOf(folder));
    this.#checkouts.set(folder, system);
    return system;
  }

  /** Whether something here was made of one of these files; undefined: any file may have changed. */
  isMadeOf(changedPaths: readonly string[] | undefined): boolean {
    const folders = [...this.#checkouts.keys()];
    if (changedPaths === undefined) return folders.length > 0;
    return changedPaths.some((path) => folders.some((folder) => path.startsWith(`${folder}/`)));
  }

  #makeNative(): NativeModuleSystem {
    const { nixpkgs } = this;
    const options = { isOpenEntry: isNixosEntry };
    if (nixpkgs === undefined) return createModuleSystem(this.host, options);
    const overlays = [overlayWithCheckout(() => this.at(nixpkgs).lib)];
    return createModuleSystem(this.host, { ...options, overlays });
  }

  #libOf(folder: string): AttrSet {
    return withAbsentTables(
      forceAttrs(this.host.evalFile(libFolder(this.io, folder)), 'the library of nixpkgs'),
    );
  }
}

/** The folder of `lib` in a checkout of nixpkgs, or of nixpkgs' library alone. Throws NixError when it has none. */
export function libFolder(io: NixIo, folder: string): string {
  const found = [`${folder}/lib`, folder].find((candidate) =>
    ['default.nix', 'modules.nix'].every((file) => io.fileType(`${candidate}/${file}`) !== undefined),
  );
  if (found !== undefined) return found;
  throw new NixError(
    'io',
    `the folder '${folder}' is no checkout of nixpkgs: it has no lib/default.nix`,
    undefined,
    'Give the folder of nixpkgs, or of its library alone (nixpkgs.lib).',
  );
}
