/** Modules on their way into an evaluation: in canonical form, as native code prepares them, and what tells them apart. */
import { AttrSet, lazy } from '../nix';
import type { Slot } from '../nix';
import { mkOptionDefault } from './properties';
import { unknownModule } from './show';

/**
 * What a module is told apart by (`key` in `lib.modules.evalModules`): a path or the `key` that it has, else its place
 * among those that its parent imports. The text of a place is only made when a message or `disabledModules` asks for
 * it.
 */
export class ModuleKey {
  #text: string | undefined;

  constructor(
    text: string | undefined,
    private readonly parent?: ModuleKey,
    private readonly index = 0,
  ) {
    this.#text = text;
  }

  /** Whether the key is one that other modules may have too; a place belongs to one module. */
  get isShared(): boolean {
    return this.parent === undefined;
  }

  get text(): string {
    return (this.#text ??= `${this.parent?.text ?? ''}:anon-${this.index + 1}`);
  }
}

/** The key of what is given to an evaluation. */
export const rootKey = new ModuleKey('');

/** A module in canonical form: every attribute that `lib.modules.evalModules` knows of a module, filled in. */
export interface LoadedModule {
  readonly file: string;
  /** The key that the module has itself; undefined: that of its place. */
  readonly ownKey?: string | undefined;
  /** Forced only when classes are checked. */
  readonly class: Slot;
  readonly disabledModules: readonly Slot[];
  readonly imports: readonly Slot[];
  readonly options: Slot;
  readonly config: Slot;
  /** Whether it is an {@link InternalModule}. */
  readonly isInternal: boolean;
}

/** No modules, no names. */
export const noSlots: readonly Slot[] = [];

/**
 * A module that native code makes and that needs no loading: what submodules add for their name and their definitions.
 * Loading a set for each of these would be a large part of what a small submodule costs.
 */
export class PreparedModule implements LoadedModule {
  readonly file: string;
  readonly class = null;
  readonly disabledModules = noSlots;
  readonly isInternal: boolean = false;

  constructor(
    file: string | undefined,
    readonly config: Slot,
    readonly imports: readonly Slot[] = noSlots,
    readonly options: Slot = AttrSet.empty,
    readonly ownKey?: string | undefined,
  ) {
    this.file = file ?? unknownModule;
  }

  /** The module as Nix code would write it. */
  toSet(): AttrSet {
    const entries = new Map<string, Slot>([
      ['config', this.config],
      ['options', this.options],
      ['imports', this.imports],
    ]);
    if (this.file !== unknownModule) entries.set('_file', this.file);
    if (this.ownKey !== undefined) entries.set('key', this.ownKey);
    return new AttrSet(entries);
  }
}

/**
 * A module by which the module system says something about `_module` (`lib.modules.evalModules`). Where no other
 * module says anything about it, the answers are known without merging.
 */
export class InternalModule extends PreparedModule {
  override readonly isInternal = true;
}

/**
 * Gives a submodule its argument `name` (`lib.types.submoduleWith`); `isPlaceholder`: until the value that is
 * evaluated has a name.
 */
export class NameModule extends InternalModule {
  constructor(
    readonly name: Slot,
    readonly isPlaceholder: boolean,
  ) {
    super(
      undefined,
      lazy(() => {
        const own = isPlaceholder ? mkOptionDefault(name) : name;
        return AttrSet.of({ _module: AttrSet.of({ args: AttrSet.of({ name: own }) }) });
      }),
    );
  }
}

/** A module as given: in any form of Nix, or prepared. */
export type ModuleSource = Slot | PreparedModule;
