/**
 * The shapes that cross the door of the module system: what `evalModules` takes and gives, and where a value came
 * from. Everything here is lazy: nothing is merged or checked before somebody reads it.
 */
import type { AttrSet, Slot, Span, Thunk } from '../nix';
import type { RuleOf } from './types/structural-type';
import type { LeftOutLog } from './left-out-log';
import type { Keeping } from './types/module-types';

/**
 * What `lib.modules.evalModules` takes. The last four fields are ours; the module system of a checkout does not know the
 * last two.
 */
export interface EvalModulesArguments {
  /** Modules in any form that Nix code may write: paths, sets, functions (also made by {@link fn}). */
  readonly modules: readonly Slot[];
  /** Arguments that modules may use even in `imports`. */
  readonly specialArgs?: AttrSet | Thunk | Readonly<Record<string, Slot>> | undefined;
  /** When set, modules with another `_class` are refused. */
  readonly class?: string | null | undefined;
  /** Where this configuration sits in a larger one; the first part of the option paths in messages. */
  readonly prefix?: readonly string[] | undefined;
  /** What modules see as `config`, made from the configuration; default: the configuration itself. */
  readonly viewConfig?: ((config: AttrSet) => AttrSet) | undefined;
  /** What modules see as `options`, made from the option tree; default: the tree itself. */
  readonly viewOptions?: ((options: AttrSet) => AttrSet) | undefined;
  /** Modules to leave out, as only system Nix can load them; asked with the file that imports the module. */
  readonly isLeftOut?: ((module: Slot, importer: string) => boolean) | undefined;
  /** Whether options may be set that nobody declares, as modules that declare some are not here. */
  readonly isPartial?: (() => boolean) | undefined;
}

/**
 * One evaluation of modules, as `lib.modules.evalModules` gives it. Reading a member may throw NixError, the module
 * system's errors included.
 */
export interface Configuration {
  /** What `lib.evalModules` returns in Nix: `config`, `options`, `_module`, `extendModules`, `type`, `class`, `graph`. */
  readonly value: AttrSet;
  /** The final values of all options, without `_module`. Fails as a whole when an option is set that does not exist. */
  readonly config: Slot;
  /** The option tree: sets with `_type = "option"` at the leaves. */
  readonly options: Slot;
  /** `config._module`: `args`, `check`, `freeformType`, `specialArgs`. */
  readonly module: Slot;
  readonly prefix: readonly string[];
  /** The same modules and some more, evaluated anew. */
  extendModules(more: {
    readonly modules?: readonly Slot[] | undefined;
    readonly specialArgs?: AttrSet | Thunk | Readonly<Record<string, Slot>> | undefined;
    readonly prefix?: readonly string[] | undefined;
  }): Configuration;
}

/**
 * What became of a definition (clan-semantics 3.2): it decided the value alone, was merged with others, or lost to a
 * better priority.
 */
export type DefinitionOutcome = 'won' | 'merged' | 'overridden';

/**
 * One definition of an option or of a leaf below one. Priority and order are the numbers of clan-semantics 3.2 and
 * 3.3.
 */
export interface DefinitionInfo {
  /** The label that messages use: the module's `_file`, or its path. */
  readonly file: string;
  /** Where the attribute was written, when it was written in Nix source. */
  readonly span: Span | undefined;
  /** The declared default of the option rather than a definition. */
  readonly isDefault: boolean;
  /** 50 `mkForce`, 100 plain, 1000 `mkDefault`, 1500 option default; lower wins. */
  readonly priority: number;
  /** 500 `mkBefore`, 1000 plain, 1500 `mkAfter`. */
  readonly order: number;
  readonly outcome: DefinitionOutcome;
  /** The conditions around it that only system Nix knows, as expressions, outermost first. */
  readonly conditions: readonly string[];
  /** The defined value without its properties; not forced. */
  readonly value: Slot;
  /**
   * The chain of modules that brought the defining one in, by their labels: who imports it, outermost first. Empty for a
   * module that was given to the evaluation itself. Computed when read.
   */
  readonly importedBy: readonly string[];
}

/** The fields of `lib.options.mkOption`. */
export interface OptionFields {
  readonly type?: Slot;
  readonly default?: Slot;
  readonly defaultText?: Slot;
  readonly example?: Slot;
  readonly description?: Slot;
  readonly apply?: Slot;
  readonly internal?: boolean;
  readonly visible?: boolean | string;
  readonly readOnly?: boolean;
  readonly relatedPackages?: Slot;
}

/**
 * A module written in TypeScript: the attributes of a module for `lib.modules.evalModules`; `file` and `class` are its
 * `_file` and `_class`.
 */
export interface NativeModuleFields {
  /** The label in messages and provenance. */
  readonly file?: string | undefined;
  readonly key?: string | undefined;
  readonly class?: string | undefined;
  readonly imports?: readonly Slot[] | undefined;
  readonly disabledModules?: readonly Slot[] | undefined;
  /** Declarations: an AttrSet, or a (nested) plain object of options. */
  readonly options?: Slot | OptionTree | undefined;
  readonly config?: Slot | undefined;
  readonly freeformType?: Slot | undefined;
}

/**
 * Option declarations (`options` of a module for `lib.modules.evalModules`) as plain objects: `{ foo: mkOption({…}),
 * bar: { baz: mkOption({…}) } }`.
 */
export interface OptionTree {
  readonly [name: string]: AttrSet | OptionTree;
}

/**
 * The option types as TypeScript values: each an attribute set that follows the protocol of `lib.types`
 * (`lib.types.mkOptionType`), under the name it has there. `intUnsigned` and `intPositive` are in `lib.types.ints`;
 * `structural` is ours.
 */
export interface NativeTypes {
  readonly raw: AttrSet;
  readonly anything: AttrSet;
  readonly unspecified: AttrSet;
  readonly bool: AttrSet;
  readonly int: AttrSet;
  readonly float: AttrSet;
  readonly number: AttrSet;
  readonly str: AttrSet;
  readonly path: AttrSet;
  readonly package: AttrSet;
  readonly attrs: AttrSet;
  readonly lines: AttrSet;
  readonly optionType: AttrSet;
  readonly port: AttrSet;
  readonly intUnsigned: AttrSet;
  readonly intPositive: AttrSet;
  readonly json: AttrSet;
  readonly deferredModule: AttrSet;
  /**
   * What a machine without NixOS option declarations is merged by: sets merge recursively, lists concatenate,
   * scalars must agree, properties work at every level, a derivation is a scalar.
   */
  readonly structural: AttrSet;
  /** {@link structural}, and options of which `ruleOf` knows how they merge. */
  structuralWith(ruleOf: RuleOf): AttrSet;
  strMatching(pattern: string): AttrSet;
  enum(values: readonly Slot[]): AttrSet;
  listOf(elementType: Slot): AttrSet;
  attrsOf(elementType: Slot): AttrSet;
  lazyAttrsOf(elementType: Slot): AttrSet;
  nullOr(elementType: Slot): AttrSet;
  either(left: Slot, right: Slot): AttrSet;
  oneOf(types: readonly Slot[]): AttrSet;
  coercedTo(from: Slot, convert: Slot, to: Slot): AttrSet;
  functionTo(elementType: Slot): AttrSet;
  unique(message: string, type: Slot): AttrSet;
  addCheck(type: Slot, check: (value: Slot) => boolean): AttrSet;
  submodule(modules: readonly Slot[]): AttrSet;
  submoduleWith(fields: {
    readonly modules: readonly Slot[];
    readonly specialArgs?: AttrSet | Thunk | Readonly<Record<string, Slot>> | undefined;
    readonly shorthandOnlyDefinesConfig?: boolean | null | undefined;
    readonly description?: string | null | undefined;
    readonly class?: string | null | undefined;
    /**
     * Keeps evaluations while modules and definitions are the very same values, also from one evaluation of the whole to
     * the next. Only definitions that are plain sets are kept. A module system that is not native does not keep any.
     */
    readonly keeping?: Keeping | undefined;
  }): AttrSet;
  deferredModuleWith(fields: { readonly staticModules: readonly Slot[] }): AttrSet;
  attrTag(tags: AttrSet): AttrSet;
}

/**
 * A definition as `merge` of `lib.types.mkOptionType` gets it: where it was written, and its value without properties.
 */
export interface TypeDefinition {
  readonly file: string;
  readonly value: Slot;
}

/**
 * A type written in TypeScript, for {@link NativeModuleSystem.makeType}: fields of `lib.types.mkOptionType`. What
 * `merge` throws as NixError becomes the error of the option.
 */
export interface NativeTypeFields {
  readonly name: string;
  readonly description: string;
  readonly descriptionClass?: string | undefined;
  check(value: Slot): boolean;
  merge(loc: readonly string[], definitions: readonly TypeDefinition[]): Slot;
  /** The value of an option of this type that nobody defines. */
  readonly emptyValue?: Slot | undefined;
}

/**
 * What evaluating modules takes (`lib.modules.evalModules`, `lib.types`): the native module system, or that of a
 * checkout of nixpkgs.
 */
export interface ModuleSystem {
  /** The complete `lib` value that Nix code sees. */
  readonly lib: AttrSet;
  readonly types: NativeTypes;
  /** `lib.modules.evalModules`. Throws nothing itself: modules are looked at when a member of the result is read. */
  evalModules(args: EvalModulesArguments): Configuration;
  /**
   * The modules that evaluations went without because only system Nix can load them; those that the caller left out
   * itself are not among them (`isLeftOut`). The module system of a checkout keeps no such log.
   */
  readonly leftOut?: LeftOutLog;
}

/** The native module system over one interpreter: it knows where every value comes from. */
export interface NativeModuleSystem extends ModuleSystem {
  /** The native configuration behind a set that `lib.evalModules` returned in Nix code. */
  configurationOf(value: AttrSet): Configuration | undefined;
  /**
   * Every definition of what stands at `path` of the configuration: of an option, of an element of one, of an option
   * of a submodule, of a leaf of a freeform value. Winners first in merge order, then the overridden ones. Empty
   * when nothing stands there.
   */
  definitionsOf(configuration: Configuration, path: readonly string[]): readonly DefinitionInfo[];
  /** The declaration (the option set of `options`) at `path`, through submodules and collections; undefined outside any. */
  optionAt(configuration: Configuration, path: readonly string[]): AttrSet | undefined;
  /** `lib.types.mkOptionType` for native code: the type as `lib.types` would hold it. */
  makeType(fields: NativeTypeFields): AttrSet;
  readonly leftOut: LeftOutLog;
}
