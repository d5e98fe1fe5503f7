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
import { PreparedModule, collectModules } from './collect-modules';
import type { CollectedModules, LoadContext, ModuleSource, StructuredModule } from './collect-modules';
import { failAt, inContext } from './context';
import { Definition, RawDefinition, singleton } from './definition';
import { attribute, pushDown } from './discharge';
import type { PushedConfig } from './discharge';
import { Memo } from './memo';
import { MergedDefinitions } from './merge-definitions';
import { OptionGroup } from './option-tree';
import type { TreeContext, TreeNode, UnmatchedDefinition } from './option-tree';
import { typeOf } from './option-type';
import { recursiveUpdate } from './recursive-update';
import { declaredConfig, optionsOf, without } from './tree-values';
import { refuseUnknown } from './formals';
import { showDefs, showOption } from './show';

/** What all evaluations of one module system share. */
export interface EvaluationContext extends TreeContext {
  readonly host: LibHost;
  readonly lib: () => AttrSet;
  /** `submoduleWith` for the `type` of a configuration. */
  submoduleWith(modules: readonly Slot[], specialArgs: Thunk, moduleClass: string | null): AttrSet;
  /** The options `_module.*` that every evaluation has; told apart by whether it is a part of a larger one. */
  internalOptions(isNested: boolean): AttrSet;
}

const configurationOfSet = new WeakMap<AttrSet, Evaluation>();

/** The native evaluation behind what `evalModules` returned. */
export function evaluationOf(set: AttrSet): Evaluation | undefined {
  return configurationOfSet.get(set);
}

/** What an evaluation is made of: as the door takes it, and modules prepared by native code. */
export interface EvaluationArguments extends Omit<EvalModulesArguments, 'modules'> {
  readonly modules: readonly ModuleSource[];
}

/** An evaluation of modules; every part is computed when first read. */
export class Evaluation implements Configuration {
  readonly prefix: readonly string[];
  readonly #class: string | null;
  readonly #collected: Memo<CollectedModules>;
  readonly #root: Memo<OptionGroup>;
  readonly #checked: Memo<true>;
  /** The configuration as modules see it: not checked. */
  readonly #ownConfig: Slot;
  #specialArgs: AttrSet | undefined;
  #args: AttrSet | undefined;
  #unmatched: readonly UnmatchedDefinition[] | undefined;
  #ownOptions: Slot | undefined;
  #options: Slot | undefined;
  #module: Slot | undefined;
  #value: AttrSet | undefined;
  #freeformMerged: MergedDefinitions | undefined;
  readonly config: Slot;

  constructor(
    private readonly context: EvaluationContext,
    private readonly args: EvaluationArguments,
  ) {
    this.prefix = args.prefix ?? [];
    this.#class = args.class ?? null;
    this.#collected = new Memo(() => this.collect());
    this.#root = new Memo(() => this.makeRoot());
    this.#checked = new Memo(() => this.checkUnmatched());
    this.#ownConfig = lazy(() => this.computeConfig());
    this.config = lazy(() => {
      this.#checked.get();
      return without(forceAttrs(this.#ownConfig), '_module');
    });
  }

  get options(): Slot {
    return (this.#options ??= lazy(() => {
      this.#checked.get();
      return optionsOf(this.root);
    }));
  }

  get module(): Slot {
    return (this.#module ??= lazy(() => {
      this.#checked.get();
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
    return this.#root.get();
  }

  /** The definitions that no option takes: errors, or the input of the freeform type. */
  get unmatched(): readonly UnmatchedDefinition[] {
    return (this.#unmatched ??= this.root.unmatched());
  }

  /** The freeform type, null when there is none. */
  get freeformType(): Slot {
    return force(attribute(this.moduleConfig, 'freeformType'));
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
    return new Evaluation(this.context, {
      modules: [...this.args.modules, ...(more.modules ?? [])],
      specialArgs: added === undefined ? own : lazy(() => argumentSet(own).update(argumentSet(added))),
      class: this.#class,
      prefix: more.prefix ?? this.prefix,
    });
  }

  private get specialArgs(): AttrSet {
    return (this.#specialArgs ??= argumentSet(this.args.specialArgs));
  }

  private get moduleConfig(): AttrSet {
    return forceAttrs(attribute(declaredConfig(this.root), '_module'));
  }

  private moduleArguments(): AttrSet {
    const special = this.specialArgs;
    const entries = new Map<string, Slot>([
      ['lib', this.context.lib()],
      ['options', (this.#ownOptions ??= lazy(() => optionsOf(this.root)))],
      ['specialArgs', special],
      ['_class', this.#class],
      ['_prefix', this.prefix],
      ['config', lazy(() => this.configForModules())],
    ]);
    for (const [name, value] of special.entries) entries.set(name, value);
    return new AttrSet(entries);
  }

  /** Modules may use `config`, but not to say what they import: then there is no configuration yet. */
  private configForModules(): Value {
    try {
      return force(this.#ownConfig);
    } catch (error) {
      if (error instanceof NixError && error.kind === 'infinite-recursion') {
        error.addFrame(
          'while evaluating `config`, which `imports` must not depend on; use `mkIf` for what is conditional',
        );
      }
      throw error;
    }
  }

  private collect(): CollectedModules {
    const context: LoadContext = {
      host: this.context.host,
      args: () => (this.#args ??= this.moduleArguments()),
      moduleArgs: () => attribute(forceAttrs(attribute(forceAttrs(this.#ownConfig), '_module')), 'args'),
      class: this.#class,
      prefix: this.prefix,
      modulesPath: () => {
        const path = this.specialArgs.get('modulesPath');
        return path === undefined ? '' : stringText(coerceToString(path, { isLoose: true }));
      },
    };
    return collectModules(context, [...this.args.modules, this.internalModule()]);
  }

  private internalModule(): PreparedModule {
    const args = AttrSet.of({
      extendModules: this.extendFunction(),
      moduleType: lazy(() => this.moduleType()),
    });
    const own = AttrSet.of({ args, specialArgs: lazy(() => this.specialArgs) });
    const config = AttrSet.of({ _module: own });
    const options = this.context.internalOptions(this.prefix.length > 0);
    return new PreparedModule(internalModuleKey, config, [], options, internalModuleKey);
  }

  private makeRoot(): OptionGroup {
    const modules = [...this.#collected.get().modules].reverse();
    const declarations = modules
      .filter((module) => module.options !== AttrSet.empty)
      .map((module) => ({ file: module.file, options: module.options }));
    const configs = new Memo(() => {
      const pushed: PushedConfig[] = [];
      for (const module of modules) pushDown(module.file, module.config, [], pushed);
      return pushed;
    });
    return new OptionGroup(this.context, this.prefix, declarations, () => configs.get());
  }

  private computeConfig(): Value {
    const declared = declaredConfig(this.root);
    const freeformType = this.freeformType;
    if (force(freeformType) === null) return declared;
    const definitions = this.freeformDefinitions();
    const freeform: Slot =
      definitions.length === 0
        ? AttrSet.empty
        : lazy(() => force(typeOf(freeformType).merge(this.prefix, definitions)));
    return recursiveUpdate(freeform, declared);
  }

  private checkUnmatched(): true {
    const module = forceAttrs(attribute(forceAttrs(this.#ownConfig), '_module'));
    if (!forceBool(attribute(module, 'check'))) return true;
    if (force(attribute(module, 'freeformType')) !== null) return true;
    const first = this.unmatched[0];
    if (first !== undefined) this.failUnmatched(first);
    return true;
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
    const names = forceAttrs(optionsOf(node))
      .names()
      .filter((name) => parent.length > 0 || name !== '_module');
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
      this.#class,
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
      class: this.#class,
    });
  }

  private graph(): Value {
    const collected = this.#collected.get();
    const toSet = (entry: StructuredModule): Slot =>
      AttrSet.of({
        disabled: collected.isDisabled(entry),
        key: entry.module.key,
        file: entry.module.file,
        imports: entry.imports.map(toSet),
      });
    return collected.structure.filter((entry) => entry.module.key !== internalModuleKey).map(toSet);
  }
}

const internalModuleKey = 'lib/modules.nix';

function argumentSet(args: EvalModulesArguments['specialArgs']): AttrSet {
  if (args === undefined) return AttrSet.empty;
  return args instanceof AttrSet || args instanceof Thunk ? forceAttrs(args) : AttrSet.of(args);
}
