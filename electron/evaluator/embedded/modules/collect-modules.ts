/**
 * From the modules as given to the list that is merged: every module is loaded (files read, functions called), the
 * imports followed, disabled ones left out, and each key taken once, breadth first. As in nixpkgs the caller merges
 * the list in reverse.
 */
import {
  AttrSet,
  ConditionalValue,
  Lambda,
  NixError,
  SymbolicValue,
  Thunk,
  callFunction,
  coerceToString,
  force,
  forceElements,
  forceList,
  isList,
  isString,
  lazy,
  stringText,
  symbolsIn,
} from '../nix';
import type { Slot, Value } from '../nix';
import type { LibHost } from '../lib/host';
import { escapeNixString } from '../lib/identifiers';
import { isLibFunction, isStringLike, libFunctionArgs, orElse, textOf } from '../lib/value-tests';
import { fail, inContext } from './context';
import { ModuleKey, PreparedModule, noSlots, rootKey } from './module-sources';
import type { LoadedModule, ModuleSource } from './module-sources';
import { mkMerge } from './properties';
import { showDefs, showOption, unknownModule } from './show';

/** A module and what it imports: an entry of `graph` in what `lib.modules.evalModules` gives. */
export interface StructuredModule {
  readonly module: LoadedModule;
  readonly key: ModuleKey;
  readonly imports: readonly StructuredModule[];
}

/** The modules of one evaluation, in the order in which their imports lead to them (clan-semantics 3.3). */
export interface CollectedModules {
  /** Breadth first, each key once, without the disabled. */
  readonly modules: readonly LoadedModule[];
  readonly structure: readonly StructuredModule[];
  isDisabled(module: StructuredModule): boolean;
}

/**
 * What loading modules needs: the arguments that `lib.modules.evalModules` passes to modules, and what was loaded
 * before.
 */
export interface LoadContext {
  readonly host: LibHost;
  /** What functions gave when they were called last. */
  readonly calls: KnownCalls;
  /** `lib`, `config`, `options`, `specialArgs`, … and all special arguments. */
  readonly args: () => AttrSet;
  /** An argument that is not among `args`: `config._module.args.<name>`. */
  moduleArg(name: string): Slot;
  readonly class: string | null;
  readonly prefix: readonly string[];
  readonly modulesPath: () => string;
  /** Whether an argument is the same for all evaluations of the family. */
  isFixedArgument(name: string): boolean;
  /** Modules to leave out; see `EvalModulesArguments`. Notes those that it leaves out. */
  isLeftOut(module: Slot, importer: string): boolean;
  /** What was loaded before for other evaluations of the family; undefined: this is the only one. */
  readonly fixed: FixedModules | undefined;
  /** How many of the modules, counted from the first, all evaluations of the family have. */
  readonly fixedCount: number;
}

/** Functions that are modules, with the arguments they asked for and what they gave. */
export type KnownCalls = WeakMap<Lambda, { readonly args: readonly Slot[]; readonly result: Value }>;

/**
 * Modules that all evaluations of a family have: a submodule is evaluated once for each of its values, always with the
 * same modules. Sets are loaded once; functions are called once when they ask for nothing that differs.
 */
export class FixedModules {
  readonly #sets = new Map<AttrSet, { readonly file: string; readonly module: LoadedModule }>();
  readonly #results = new Map<Lambda, Value>();

  /** The set as a module. */
  load(file: string, value: AttrSet, load: () => LoadedModule): LoadedModule {
    const known = this.#sets.get(value);
    if (known !== undefined && known.file === file) return known.module;
    const module = load();
    this.#sets.set(value, { file, module });
    return module;
  }

  /** What the function gives. */
  call(fn: Lambda, call: () => Value): Value {
    const known = this.#results.get(fn);
    if (known !== undefined) return known;
    const result = call();
    this.#results.set(fn, result);
    return result;
  }
}

/** Modules written in Nix import each other at most this deep; a cycle of imports would never end. */
const maximumImportDepth = 500;

/**
 * Loads the modules and everything that they import, breadth first (clan-semantics 3.3; `lib.modules.evalModules`).
 * Throws NixError for what is no module, for a wrong `_class`, and for modules that import themselves.
 */
export function collectModules(context: LoadContext, initial: readonly ModuleSource[]): CollectedModules {
  const disabled: { file: string; item: Slot }[] = [];
  const top = { file: unknownModule, key: rootKey, depth: 0, isFixed: false };
  const structure = collectStructured(context, top, initial, disabled);
  const disabledKeys = new Set(disabled.map(({ file, item }) => disabledKey(context, file, item)));
  const isDisabled = (entry: StructuredModule): boolean =>
    disabledKeys.size > 0 && disabledKeys.has(entry.key.text);
  const modules: LoadedModule[] = [];
  const seen = new Set<string>();
  const queue = structure.filter((entry) => !isDisabled(entry));
  for (const entry of queue) {
    if (entry.key.isShared) {
      if (seen.has(entry.key.text)) continue;
      seen.add(entry.key.text);
    }
    modules.push(entry.module);
    for (const imported of entry.imports) if (!isDisabled(imported)) queue.push(imported);
  }
  return { modules, structure, isDisabled };
}

const noImports: readonly StructuredModule[] = [];

/** What imports the modules that are being collected. */
interface Importer {
  readonly file: string;
  readonly key: ModuleKey;
  readonly depth: number;
  /** Whether all evaluations of the family have it. */
  readonly isFixed: boolean;
}

function collectStructured(
  context: LoadContext,
  parent: Importer,
  modules: readonly ModuleSource[],
  disabled: { file: string; item: Slot }[],
): StructuredModule[] {
  const { depth } = parent;
  if (depth > maximumImportDepth) {
    throw new NixError('infinite-recursion', `infinite recursion encountered: ${parent.file} imports itself`);
  }
  return modules.flatMap((source, index) => {
    if (!(source instanceof PreparedModule) && context.isLeftOut(source, parent.file)) return [];
    const place = new ModuleKey(undefined, parent.key, index);
    const isFixed = parent.isFixed || (depth === 0 && index < context.fixedCount);
    const known = isFixed ? context.fixed : undefined;
    const loaded =
      source instanceof PreparedModule ? source : loadModule(context, parent.file, place, source, known);
    if (loaded === undefined) return [];
    const module = loaded instanceof PreparedModule ? loaded : checkClass(context, loaded);
    const key = module.ownKey === undefined ? place : new ModuleKey(module.ownKey);
    for (const item of module.disabledModules) disabled.push({ file: module.file, item });
    if (module.imports.length === 0) return { module, key, imports: noImports };
    const importer = { file: module.file, key, depth: depth + 1, isFixed };
    return { module, key, imports: collectStructured(context, importer, module.imports, disabled) };
  });
}

/** Undefined for a module whose content only system Nix knows: it is left out. */
function loadModule(
  context: LoadContext,
  file: string,
  key: ModuleKey,
  slot: Slot,
  known: FixedModules | undefined,
): LoadedModule | undefined {
  const value = force(slot);
  if (isLibFunction(value)) return calledModule(context, file, key, value, known);
  if (value instanceof AttrSet) {
    const tag = value.get('_type');
    const type = tag === undefined ? 'module' : (textOf(tag) ?? '');
    if (type === 'module') {
      return loadedSet(context, file, key, value, known);
    }
    if (type === 'if' || type === 'override') return unify(file, key, AttrSet.of({ config: value }));
    return fail(notAModule(context, file, type));
  }
  if (isList(value)) {
    fail(
      `Module imports can't be nested lists. Perhaps one level of lists is too much? Definitions: ${showDefs([{ file, value }])}`,
    );
  }
  const path = stringText(coerceToString(value));
  if (!path.startsWith('/'))
    throw new NixError('eval', `string '${path}' doesn't represent an absolute path`);
  const content = importFile(context, path);
  const own = new ModuleKey(path);
  const module = isLibFunction(content)
    ? calledModule(context, path, own, content, known)
    : loadedSet(context, path, own, content, known);
  return module !== undefined && module.ownKey === undefined ? { ...module, ownKey: path } : module;
}

function loadedSet(
  context: LoadContext,
  file: string,
  key: ModuleKey,
  value: Value,
  known: FixedModules | undefined,
): LoadedModule | undefined {
  if (value instanceof SymbolicValue) {
    const config = value instanceof ConditionalValue ? conditionalConfig(value) : undefined;
    if (config !== undefined) return unify(file, key, config);
    if (context.isLeftOut(value, file)) return undefined;
  }
  return value instanceof AttrSet && known !== undefined
    ? known.load(file, value, () => unify(file, key, value))
    : unify(file, key, value);
}

/** A module that is one of two by an unknown condition; undefined where they are more than configuration. */
function conditionalConfig(value: ConditionalValue): AttrSet | undefined {
  const branches = [value.whenTrue, value.whenFalse ?? AttrSet.empty].map((branch) => force(branch));
  const isConfig = branches.every(
    (branch) =>
      branch instanceof AttrSet &&
      !(branch instanceof SymbolicValue) &&
      !branch.names().some((name) => structuralNames.has(name)),
  );
  return isConfig ? AttrSet.of({ config: value }) : undefined;
}

/** What a function gives is only worth keeping where it is the same for all evaluations of the family. */
function calledModule(
  context: LoadContext,
  file: string,
  key: ModuleKey,
  fn: Value,
  known: FixedModules | undefined,
): LoadedModule | undefined {
  if (known === undefined || !(fn instanceof Lambda) || !asksForFixed(context, fn)) {
    return loadedSet(context, file, key, callKnown(context, key, fn), undefined);
  }
  const result = known.call(fn, () => callModule(context, key, fn));
  return loadedSet(context, file, key, result, known);
}

function importFile(context: LoadContext, path: string): Value {
  return inContext(
    () => `while loading the module ${path}`,
    () => context.host.evalFile(path),
  );
}

/** Arguments that are never the same again. */
const changingArguments = new Set(['config', 'options', 'name', '_prefix']);

/**
 * Calls the function unless it was called with the same arguments before. A clan's files are modules of many
 * evaluations, and of every evaluation of the clan; most ask for nothing but `lib`.
 */
function callKnown(context: LoadContext, key: ModuleKey, fn: Value): Value {
  const args = fn instanceof Lambda ? lastingArguments(context, fn) : undefined;
  if (!(fn instanceof Lambda) || args === undefined) return callModule(context, key, fn);
  const known = context.calls.get(fn);
  if (known?.args.every((arg, index) => isSameArgument(arg, args[index])) === true) return known.result;
  const result = callModule(context, key, fn);
  context.calls.set(fn, { args, result });
  return result;
}

/** What the function sees of the arguments; undefined when that is more than it names, or never the same again. */
function lastingArguments(context: LoadContext, { formals, code }: Lambda): readonly Slot[] | undefined {
  if (formals === undefined || code.argumentName !== undefined) return undefined;
  for (const name of formals.keys()) if (changingArguments.has(name)) return undefined;
  const available = context.args();
  const args: Slot[] = [];
  for (const name of formals.keys()) {
    const slot = available.get(name);
    if (slot === undefined) return undefined;
    args.push(slot);
  }
  return args;
}

function isSameArgument(left: Slot, right: Slot | undefined): boolean {
  if (left === right) return true;
  const [one, two] = [knownValue(left), knownValue(right)];
  return one !== undefined && one === two;
}

function knownValue(slot: Slot | undefined): Value | undefined {
  return slot instanceof Thunk ? slot.known : slot;
}

/** Whether a function sees nothing but arguments that are the same for all evaluations of the family. */
function asksForFixed(context: LoadContext, { formals, code }: Lambda): boolean {
  if (formals === undefined || code.argumentName !== undefined) return false;
  for (const name of formals.keys()) if (!context.isFixedArgument(name)) return false;
  return true;
}

function callModule(context: LoadContext, key: ModuleKey, fn: Value): Value {
  const args = context.args();
  const wanted = libFunctionArgs(fn);
  let extra: Map<string, Slot> | undefined;
  for (const name of wanted.entries.keys()) {
    if (args.has(name)) continue;
    extra ??= args.toMap();
    extra.set(name, moduleArgument(context, key, name));
  }
  return callFunction(fn, extra === undefined ? args : new AttrSet(extra));
}

/** An argument that is not given from outside: it is asked of `_module.args`, which needs `config`. */
function moduleArgument(context: LoadContext, key: ModuleKey, name: string): Slot {
  return lazy(() =>
    inContext(
      () => `while evaluating the module argument \`${name}' in "${key.text}":`,
      () => force(context.moduleArg(name)),
    ),
  );
}

/** The attributes that a module may have next to `config` and `options`. */
const structuralNames = new Set([
  '_class',
  '_file',
  'key',
  'disabledModules',
  'imports',
  'options',
  'config',
  'meta',
  'freeformType',
]);

/** The attributes that are not configuration in a module without `config` and `options`. */
const shorthandNames = new Set([
  '_class',
  '_file',
  'key',
  'disabledModules',
  'require',
  'imports',
  'freeformType',
]);

function unify(file: string, key: ModuleKey, value: Value): LoadedModule {
  if (!(value instanceof AttrSet)) fail(`module ${file} (${key.text}) does not look like a module.`);
  const isExplicit = value.has('config') || value.has('options');
  if (isExplicit) refuseOtherAttributes(key, value);
  const ownFile = value.get('_file');
  const ownKey = value.get('key');
  const imports = importsOf(value);
  return {
    file: ownFile === undefined ? file : plainText(ownFile),
    ownKey: ownKey === undefined ? undefined : plainText(ownKey),
    class: value.get('_class') ?? null,
    disabledModules: listAttribute(value, 'disabledModules'),
    imports: isExplicit ? imports : requiredModules(value, imports),
    options: isExplicit ? orElse(value.get('options'), AttrSet.empty) : AttrSet.empty,
    config: isExplicit ? explicitConfig(value) : shorthandConfig(value),
    isInternal: false,
  };
}

/** `require` is an old name of `imports`. */
function requiredModules(module: AttrSet, imports: readonly Slot[]): readonly Slot[] {
  return module.has('require') ? [...listAttribute(module, 'require'), ...imports] : imports;
}

function refuseOtherAttributes(key: ModuleKey, module: AttrSet): void {
  let isClean = true;
  for (const name of module.names()) isClean &&= structuralNames.has(name);
  if (isClean) return;
  const others = module.names().filter((name) => !structuralNames.has(name));
  fail(
    `Module \`${key.text}' has an unsupported attribute \`${others[0]}'. It has a top-level \`config' or \`options', ` +
      `and then everything else must be inside \`config': move ${others.join(' ')} there, or write all of it on the top level.`,
  );
}

function explicitConfig(module: AttrSet): Slot {
  const config = orElse(module.get('config'), AttrSet.empty);
  const meta = module.get('meta');
  const freeformType = module.get('freeformType');
  const withMeta = meta === undefined ? config : mkMerge([config, part(module, 'meta')]);
  return withFreeform(withMeta, freeformType);
}

/** The module's attribute alone, with its place. */
function part(module: AttrSet, name: string): AttrSet {
  const span = module.positionOf(name);
  return new AttrSet(
    new Map([[name, module.get(name) ?? null]]),
    span === undefined ? undefined : new Map([[name, span]]),
  );
}

function shorthandConfig(module: AttrSet): Slot {
  return withFreeform(withoutShorthand(module), module.get('freeformType'));
}

/** The module without the attributes that are no configuration; the module itself where it has none. */
function withoutShorthand(module: AttrSet): AttrSet {
  let isClean = true;
  for (const name of shorthandNames) isClean &&= !module.has(name);
  if (isClean) return module;
  const entries = module.toMap();
  for (const name of shorthandNames) entries.delete(name);
  return entries.size === 0 ? AttrSet.empty : new AttrSet(entries, () => module.positions);
}

function withFreeform(config: Slot, freeformType: Slot | undefined): Slot {
  if (freeformType === undefined) return config;
  return mkMerge([config, AttrSet.of({ _module: AttrSet.of({ freeformType }) })]);
}

/** Of a list that cannot be told without system Nix one element, which says so when it is loaded. */
function importsOf(set: AttrSet): readonly Slot[] {
  const slot = set.get('imports');
  if (slot === undefined) return noSlots;
  try {
    return forceElements(slot);
  } catch (error) {
    if (!(error instanceof NixError) || error.kind !== 'needs-system-nix') throw error;
    return [lazy(() => forceList(slot))];
  }
}

function listAttribute(set: AttrSet, name: string): readonly Slot[] {
  const slot = set.get(name);
  return slot === undefined ? noSlots : forceList(slot);
}

function plainText(slot: Slot): string {
  return stringText(coerceToString(slot, { isLoose: true }));
}

function checkClass(context: LoadContext, module: LoadedModule): LoadedModule {
  const expected = context.class;
  if (expected === null) return module;
  const actual = force(module.class);
  if (actual === null || textOf(actual) === expected) return module;
  const shown = escapeNixString(textOf(actual) ?? '');
  return fail(
    `The module \`${module.file}\` (class: ${shown}) cannot be imported into a module evaluation that expects class ` +
      `${escapeNixString(expected)}.\n\nHelp:\n- Check that this is the module you mean to import.\n` +
      `- Check that the module's \`_class\`, ${shown}, is the \`class\` of the evaluation, ${escapeNixString(expected)}.`,
  );
}

/** The key of the module that an item of `disabledModules` means. */
function disabledKey(context: LoadContext, file: string, slot: Slot): string {
  const item = force(slot);
  // Another module may well have the same text; what is disabled here is not here either.
  const [symbol] = symbolsIn(item);
  if (symbol !== undefined) return `«${symbol}»`;
  if (isString(item)) {
    const text = stringText(item);
    return text.startsWith('/') ? text : `${context.modulesPath()}/${text}`;
  }
  const key = item instanceof AttrSet ? item.get('key') : undefined;
  if (isStringLike(item) || !(item instanceof AttrSet || isLibFunction(item))) {
    const text = plainText(item);
    if (key !== undefined && plainText(key) !== text) {
      fail(
        `Module \`${file}\` contains a disabledModules item that can be converted to a string (${text}) and also has a ` +
          `\`.key\` (${plainText(key)}) that differs, so it is unclear which module is meant.`,
      );
    }
    return text;
  }
  if (key !== undefined) return plainText(key);
  if (item instanceof AttrSet) {
    return fail(
      `Module \`${file}\` contains a disabledModules item that is an attribute set, presumably a module, that does not ` +
        'have a `key` attribute. The module system cannot tell which module is meant.',
    );
  }
  return fail(
    `Each disabledModules item must be a path, string, or an attribute set with a key attribute, but one supplied by module ${file} was a value of another type.`,
  );
}

function notAModule(context: LoadContext, file: string, type: string): string {
  const where = file === unknownModule ? '' : `, while trying to load a module into ${file}`;
  const option =
    context.prefix.length === 0 ? '' : `, while trying to load a module into ${showOption(context.prefix)}`;
  const hint =
    type === 'configuration'
      ? '\n\nA configuration cannot be imported; import the modules that it is made of instead.'
      : type === 'flake'
        ? '\n\nPerhaps an attribute name is missing, such as `inputs.someflake.modules.someApp.default`?'
        : '';
  return (
    `Expected a module, but found a value of type ${escapeNixString(type)}${where}${option}.\n\n` +
    `A module is loaded from the \`imports\` of a module or the \`modules\` argument of a function: make sure that each item there is one.${hint}`
  );
}
