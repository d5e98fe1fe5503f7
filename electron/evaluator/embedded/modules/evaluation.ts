/**
 * One evaluation of modules: `evalModules`. Loading the modules, the option tree, freeform values and the check for
 * definitions without an option are separate lazy steps, because modules may use the configuration they are part of.
 */
import {
  AttrSet,
  NixError,
  PrimOp,
  Thunk,
  coerceToString,
  force,
  forceAttrs,
  forceBool,
  forceList,
  forceString,
  lazy,
  stringText,
} from '../nix';
import type { Slot, Value } from '../nix';
import type { LibHost } from '../lib/host';
import { suggestNames } from '../lib/suggestions';
import type { Configuration, EvalModulesArguments } from './api';
import { FixedModules, collectModules } from './collect-modules';
import type { CollectedModules, KnownCalls, LoadContext, StructuredModule } from './collect-modules';
import { failAt, inContext } from './context';
import { Definition, RawDefinition, noWraps, singleton } from './definition';
import { attribute, pushDown } from './discharge';
import type { PushedConfig } from './discharge';
import { MergedDefinitions } from './merge-definitions';
import { unknownModuleText } from './left-out-log';
import type { LeftOutLog } from './left-out-log';
import { InternalModule, NameModule, PreparedModule } from './module-sources';
import type { LoadedModule, ModuleSource } from './module-sources';
import type { Declaration } from './option-declarations';
import { OptionNode } from './option-node';
import { ShapeFamily } from './option-shape';
import { OptionGroup, addDefinitions } from './option-tree';
import type { DefinitionsByName, TreeContext, TreeNode, UnmatchedDefinition } from './option-tree';
import { typeOf } from './option-type';
import { recursiveUpdate } from './recursive-update';
import { without } from './without';
import { refuseUnknown } from './formals';
import { showDefs, showOption } from './show';

/** What all evaluations of one module system share. */
export interface EvaluationContext extends TreeContext {
  readonly host: LibHost;
  /** What functions that are modules gave when they were called last. */
  readonly calls: KnownCalls;
  /** Modules that evaluations went without. */
  readonly leftOut: LeftOutLog;
  readonly lib: () => AttrSet;
  /** Whether what stands at a path has options that are declared elsewhere. */
  isOpenEntry(path: readonly string[]): boolean;
  /** The type of options that are declared by nobody here. */
  anyOptions(): AttrSet;
  /** `submoduleWith` for the `type` of a configuration. */
  submoduleWith(modules: readonly Slot[], specialArgs: Thunk, moduleClass: string | null): AttrSet;
  /** The options `_module.*` that every evaluation has; told apart by whether it is a part of a larger one. */
  internalOptions(isNested: boolean): AttrSet;
}

const configurationOfSet = new WeakMap<AttrSet, Evaluation>();

/** The native evaluation behind what `lib.modules.evalModules` returned; undefined for any other set. */
export function evaluationOf(set: AttrSet): Evaluation | undefined {
  return configurationOfSet.get(set);
}

/** What an evaluation is made of: as the door takes it, and modules prepared by native code. */
export interface EvaluationArguments extends Omit<EvalModulesArguments, 'modules'> {
  readonly modules: readonly ModuleSource[];
}

/** What evaluations with the same modules to begin with have in common: a submodule type's, an extended one's. */
class EvaluationFamily {
  readonly modules = new FixedModules();
  readonly shapes = new ShapeFamily();

  constructor(readonly moduleCount: number) {}
}

const collecting = 1;
const defining = 2;
const checking = 4;

/**
 * An evaluation of modules (`lib.modules.evalModules`); every part is computed when first read. Reading one throws
 * NixError for what is wrong with the modules.
 */
export class Evaluation implements Configuration {
  readonly prefix: readonly string[];
  readonly config: Thunk;
  #family: EvaluationFamily | undefined;
  /** The steps that are running, as bits. */
  #busy = 0;
  #collected: CollectedModules | undefined;
  #definitions: DefinitionsByName | undefined;
  /** Whether no module but the internal ones says anything about `_module`. */
  #isPlain = false;
  #hasLeftOut = false;
  #root: OptionGroup | undefined;
  #isChecked = false;
  #ownConfig: Thunk | undefined;
  #specialArgs: AttrSet | undefined;
  #args: AttrSet | undefined;
  #ownOptions: Slot | undefined;
  #options: Slot | undefined;
  #module: Slot | undefined;
  #value: AttrSet | undefined;
  #freeformMerged: MergedDefinitions | undefined;

  constructor(
    private readonly context: EvaluationContext,
    private readonly args: EvaluationArguments,
    family?: EvaluationFamily,
  ) {
    this.prefix = args.prefix ?? [];
    this.#family = family;
    this.config = new Thunk(forceConfig, this);
  }

  get options(): Slot {
    return (this.#options ??= lazy(() => {
      this.check();
      return this.root.options;
    }));
  }

  get module(): Slot {
    return (this.#module ??= lazy(() => {
      this.check();
      return this.moduleConfig;
    }));
  }

  get value(): AttrSet {
    if (this.#value === undefined) {
      this.#value = this.makeValue();
      configurationOfSet.set(this.#value, this);
    }
    return this.#value;
  }

  /** The option tree. */
  get root(): OptionGroup {
    return (this.#root ??= this.makeRoot());
  }

  /** The definitions that no option takes: errors, or the input of the freeform type. */
  get unmatched(): readonly UnmatchedDefinition[] {
    return this.root.unmatched();
  }

  /** The freeform type, null when there is none. */
  get freeformType(): Slot {
    if (this.isPlain()) return null;
    const declared = force(attribute(this.moduleConfig, 'freeformType'));
    return declared === null && this.isPartial ? this.context.anyOptions() : declared;
  }

  /** The unmatched definitions as sets from the top, as the freeform type merges them. */
  freeformDefinitions(): Definition[] {
    return this.unmatched.map(({ path, definition }) => {
      let value = definition.wrapped();
      let span = definition.holder?.set.positionOf(definition.holder.name);
      for (let index = path.length - 1; index >= 0; index--) {
        value = singleton(path[index] ?? '', value, span);
        span = undefined;
      }
      return new Definition(definition.file, value);
    });
  }

  /**
   * The unmatched definitions being merged by the freeform type, for provenance; undefined without such a type. Kept,
   * because a preview asks about every leaf.
   */
  get freeformMerged(): MergedDefinitions | undefined {
    const freeformType = this.freeformType;
    if (freeformType === null) return undefined;
    return (this.#freeformMerged ??= new MergedDefinitions(
      this.prefix,
      freeformType,
      this.freeformDefinitions().map(({ file, value }) => new RawDefinition(file, value)),
    ));
  }

  extendModules(more: Partial<EvaluationArguments>): Evaluation {
    const own = this.args.specialArgs;
    const added = more.specialArgs;
    const args = {
      modules: more.modules === undefined ? this.args.modules : [...this.args.modules, ...more.modules],
      specialArgs: added === undefined ? own : lazy(() => argumentSet(own).update(argumentSet(added))),
      class: this.args.class,
      prefix: more.prefix ?? this.prefix,
      viewConfig: this.args.viewConfig,
      viewOptions: this.args.viewOptions,
      isLeftOut: this.args.isLeftOut,
      isPartial: this.args.isPartial,
    };
    // Other special arguments make another family: functions may have asked for them.
    if (added !== undefined) return new Evaluation(this.context, args);
    this.#family ??= new EvaluationFamily(this.args.modules.length);
    return new Evaluation(this.context, args, this.#family);
  }

  /** The value that an option would have with one more definition, which comes after all others. */
  valueWith(option: string, definition: RawDefinition): Slot {
    const node = this.root.child(option);
    return node instanceof OptionNode ? node.with(definition).value : null;
  }

  /** What {@link config} holds. */
  computeConfig(): Value {
    try {
      this.check();
      if (this.isPlain()) return this.root.shownConfig;
      return without(forceAttrs(this.ownConfig), '_module');
    } catch (error) {
      this.context.failures.add(this.prefix);
      throw error;
    }
  }

  /** The configuration as modules see it: not checked. */
  computeOwnConfig(): Value {
    const { root } = this;
    if (this.isPlain()) return root.config;
    const freeformType = this.freeformType;
    if (freeformType === null) return root.config;
    const definitions = this.freeformDefinitions();
    const freeform: Slot =
      definitions.length === 0
        ? AttrSet.empty
        : lazy(() => force(typeOf(freeformType).merge(this.prefix, definitions)));
    return recursiveUpdate(freeform, root.config);
  }

  private get ownConfig(): Thunk {
    return (this.#ownConfig ??= new Thunk(forceOwnConfig, this));
  }

  private get specialArgs(): AttrSet {
    return (this.#specialArgs ??= argumentSet(this.args.specialArgs));
  }

  private get moduleConfig(): AttrSet {
    return forceAttrs(attribute(this.root.config, '_module'));
  }

  private moduleArguments(): AttrSet {
    const special = this.specialArgs;
    const entries = new Map<string, Slot>([
      ['lib', this.context.lib()],
      ['options', (this.#ownOptions ??= lazy(() => this.optionsForModules()))],
      ['specialArgs', special],
      ['_class', this.args.class ?? null],
      ['_prefix', this.prefix],
      ['config', lazy(() => this.configForModules())],
    ]);
    special.forEach((value, name) => entries.set(name, value));
    return new AttrSet(entries);
  }

  private optionsForModules(): Value {
    const { options } = this.root;
    return this.args.viewOptions?.(options) ?? options;
  }

  /** Modules may use `config`, but not to say what they import: then there is no configuration yet. */
  private configForModules(): Value {
    const { viewConfig } = this.args;
    try {
      const config = force(this.ownConfig);
      return viewConfig === undefined ? config : viewConfig(forceAttrs(config));
    } catch (error) {
      if (error instanceof NixError && error.kind === 'infinite-recursion') {
        error.addFrame(
          'while evaluating `config`, which `imports` must not depend on; use `mkIf` for what is conditional',
        );
      }
      throw error;
    }
  }

  private get collected(): CollectedModules {
    return (this.#collected ??= this.once(collecting, () => this.collect()));
  }

  /** Runs a step; one that needs its own result is infinite recursion. */
  private once<T>(step: number, compute: () => T): T {
    if ((this.#busy & step) !== 0) throw new NixError('infinite-recursion', 'infinite recursion encountered');
    this.#busy |= step;
    try {
      return compute();
    } finally {
      this.#busy &= ~step;
    }
  }

  private collect(): CollectedModules {
    const family = this.#family;
    const context: LoadContext = {
      host: this.context.host,
      calls: this.context.calls,
      args: () => (this.#args ??= this.moduleArguments()),
      moduleArg: (name) => this.moduleArgument(name),
      class: this.args.class ?? null,
      prefix: this.prefix,
      modulesPath: () => {
        const path = this.specialArgs.get('modulesPath');
        return path === undefined ? '' : stringText(coerceToString(path, { isLoose: true }));
      },
      isFixedArgument: (name) => this.specialArgs.has(name) || name === 'lib',
      isLeftOut: (module, importer) => this.isLeftOut(module, importer),
      fixed: family?.modules,
      fixedCount: family?.moduleCount ?? 0,
    };
    return collectModules(context, [...this.args.modules, this.internalModule()]);
  }

  /** Whether modules were left out that may declare options: then nothing is said against unknown ones. */
  private get isPartial(): boolean {
    if (this.#hasLeftOut || this.args.isPartial?.() === true) return true;
    return this.prefix.length > 0 && this.context.isOpenEntry(this.prefix);
  }

  private isLeftOut(module: Slot, importer: string): boolean {
    if (this.args.isLeftOut !== undefined) return this.args.isLeftOut(module, importer);
    const text = unknownModuleText(module);
    if (text === undefined) return false;
    this.#hasLeftOut = true;
    this.context.leftOut.add({ text, importer });
    return true;
  }

  /** `config._module.args.<name>`. */
  private moduleArgument(name: string): Slot {
    if (this.isPlain()) {
      const known = this.internalArgument(name);
      if (known !== undefined) return known;
    }
    // Not by way of the whole configuration: options may be declared with the help of an argument.
    return attribute(forceAttrs(attribute(this.moduleConfig, 'args')), name);
  }

  /** An argument that only internal modules define, and only one of them with its full weight. */
  private internalArgument(name: string): Slot | undefined {
    if (name !== 'name') return undefined;
    const names = this.args.modules.filter((module) => module instanceof NameModule);
    const given = names.filter((module) => !module.isPlaceholder);
    return given.length === 1 ? given[0]?.name : undefined;
  }

  private internalModule(): InternalModule {
    const config = lazy(() => {
      const args = AttrSet.of({
        extendModules: this.extendFunction(),
        moduleType: lazy(() => this.moduleType()),
      });
      return AttrSet.of({
        _module: AttrSet.of({ args, specialArgs: lazy(() => this.specialArgs) }),
      });
    });
    const options = this.context.internalOptions(this.prefix.length > 0);
    return new InternalModule(internalModuleKey, config, [], options, internalModuleKey);
  }

  private makeRoot(): OptionGroup {
    const declarations: Declaration[] = [];
    const { modules } = this.collected;
    for (let index = modules.length - 1; index >= 0; index--) {
      const module = modules[index];
      if (module !== undefined && module.options !== AttrSet.empty)
        declarations.push({ file: module.file, options: module.options });
    }
    const shapes = this.#family?.shapes ?? new ShapeFamily();
    return new OptionGroup(
      this.context,
      this.prefix,
      shapes.shapeOf(this.context, declarations),
      () => this.definitions,
      (name) => (name === '_module' ? this.internalDefinitions() : undefined),
    );
  }

  private get definitions(): DefinitionsByName {
    return (this.#definitions ??= this.once(defining, () => this.define()));
  }

  /** Whether `_module` is as it always is: everything is checked, there is no freeform type. */
  private isPlain(): boolean {
    return this.definitions !== undefined && this.#isPlain;
  }

  private define(): DefinitionsByName {
    const own = this.definitionsOf((module) => !module.isInternal);
    if (own.has('_module') || this.isPartial) return this.definitionsOf(() => true);
    this.#isPlain = true;
    return own;
  }

  private internalDefinitions(): readonly RawDefinition[] | undefined {
    return this.definitionsOf((module) => module.isInternal).get('_module');
  }

  private definitionsOf(isWanted: (module: LoadedModule) => boolean): Map<string, RawDefinition[]> {
    const byName = new Map<string, RawDefinition[]>();
    const { modules } = this.collected;
    for (let index = modules.length - 1; index >= 0; index--) {
      const module = modules[index];
      if (module === undefined || module.config === AttrSet.empty || !isWanted(module)) continue;
      const pushed: PushedConfig[] = [];
      pushDown(module.file, module.config, noWraps, pushed);
      for (const config of pushed) addDefinitions(byName, this.prefix, config);
    }
    return byName;
  }

  /** Fails when something is defined that there is no option for. */
  private check(): void {
    if (this.#isChecked) return;
    this.once(checking, () => this.checkUnmatched());
    this.#isChecked = true;
  }

  private checkUnmatched(): void {
    const isPlain = this.isPlain();
    if (this.isPartial) return;
    if (!isPlain) {
      const module = forceAttrs(attribute(forceAttrs(this.ownConfig), '_module'));
      if (!forceBool(attribute(module, 'check'))) return;
      if (force(attribute(module, 'freeformType')) !== null) return;
    }
    const first = this.unmatched[0];
    if (first !== undefined) this.failUnmatched(first);
  }

  private failUnmatched({ path, definition }: UnmatchedDefinition): never {
    const option = showOption([...this.prefix, ...path]);
    const shown = inContext(
      () =>
        `while evaluating the error message for definitions for \`${option}', which is an option that does not exist`,
      () => showDefs([{ file: definition.file, value: definition.wrapped() }]),
    );
    const message = `The option \`${option}' does not exist. Definition values:${shown}${this.suggestion(path)}`;
    if ([...this.root.names].some((name) => name !== '_module')) failAt(message, [definition]);
    const here = showOption(this.prefix);
    failAt(
      here === ''
        ? `${message}\n\nNo options are declared at all: perhaps they were placed into \`config' rather than \`options'.\n`
        : `${message}\n\nThere are no options defined in \`${here}'. Perhaps they were declared under \`config' rather than \`options'.\n`,
      [definition],
    );
  }

  private suggestion(path: readonly string[]): string {
    const parent = path.slice(0, -1);
    let node: TreeNode | undefined = this.root;
    for (const name of parent) node = node instanceof OptionGroup ? node.child(name) : undefined;
    if (!(node instanceof OptionGroup)) return '';
    const names = node.options.names().filter((name) => parent.length > 0 || name !== '_module');
    const found = suggestNames(path[path.length - 1] ?? '', names).map(
      (name) => `\`${showOption([...this.prefix, ...parent, name])}'`,
    );
    const last = found.pop();
    if (last === undefined) return '';
    return `\n\nDid you mean ${found.length === 0 ? last : `${found.join(', ')} or ${last}`}?`;
  }

  private moduleType(): AttrSet {
    return this.context.submoduleWith(
      this.args.modules.map((module) => (module instanceof PreparedModule ? module.toSet() : module)),
      lazy(() => this.specialArgs),
      this.args.class ?? null,
    );
  }

  private extendFunction(): PrimOp {
    const formals = new Map([
      ['modules', true],
      ['specialArgs', true],
      ['prefix', true],
    ]);
    const extend = (argument: Slot): Value => {
      const fields = forceAttrs(argument);
      refuseUnknown('extendModules', fields, formals);
      const modules = fields.get('modules');
      const specialArgs = fields.get('specialArgs');
      const prefix = fields.get('prefix');
      return this.extendModules({
        modules: modules === undefined ? [] : forceList(modules),
        specialArgs: specialArgs === undefined ? undefined : lazy(() => forceAttrs(specialArgs)),
        prefix: prefix === undefined ? undefined : forceList(prefix).map((part) => forceString(part)),
      }).value;
    };
    return new PrimOp('extendModules', 1, extend, [], formals);
  }

  private makeValue(): AttrSet {
    return AttrSet.of({
      _type: 'configuration',
      options: this.options,
      config: this.config,
      _module: this.module,
      graph: lazy(() => this.graph()),
      extendModules: this.extendFunction(),
      type: lazy(() => this.moduleType()),
      class: this.args.class ?? null,
    });
  }

  private graph(): Value {
    const { collected } = this;
    const toSet = (entry: StructuredModule): Slot =>
      AttrSet.of({
        disabled: collected.isDisabled(entry),
        key: entry.key.text,
        file: entry.module.file,
        imports: entry.imports.map(toSet),
      });
    return collected.structure.filter((entry) => entry.module.ownKey !== internalModuleKey).map(toSet);
  }
}

const internalModuleKey = 'lib/modules.nix';

function forceConfig(evaluation: Evaluation): Value {
  return evaluation.computeConfig();
}

function forceOwnConfig(evaluation: Evaluation): Value {
  return evaluation.computeOwnConfig();
}

function argumentSet(args: EvalModulesArguments['specialArgs']): AttrSet {
  if (args === undefined) return AttrSet.empty;
  return args instanceof AttrSet || args instanceof Thunk ? forceAttrs(args) : AttrSet.of(args);
}
