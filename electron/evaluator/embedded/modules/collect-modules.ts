/**
 * From the modules as given to the list that is merged: every module is loaded (files read, functions called), the
 * imports followed, disabled ones left out, and each key taken once, breadth first. As in nixpkgs the caller merges
 * the list in reverse.
 */
import {
  AttrSet,
  NixError,
  callFunction,
  coerceToString,
  force,
  forceAttrs,
  forceList,
  isList,
  isString,
  lazy,
  stringText,
} from '../nix';
import type { Slot, Value } from '../nix';
import type { LibHost } from '../lib/host';
import { escapeNixString } from '../lib/identifiers';
import { isLibFunction, isStringLike, libFunctionArgs, orElse, textOf } from '../lib/value-tests';
import { fail, inContext } from './context';
import { attribute } from './discharge';
import { mkMerge } from './properties';
import { showDefs, showOption, unknownModule } from './show';

/** A module in canonical form. */
export interface LoadedModule {
  readonly file: string;
  readonly key: string;
  /** Forced only when classes are checked. */
  readonly class: Slot;
  readonly disabledModules: readonly Slot[];
  readonly imports: readonly Slot[];
  readonly options: Slot;
  readonly config: Slot;
}

/**
 * A module that native code makes, ready but for its key: what submodules add for their name and their definitions.
 * Loading a set for each of these would be a large part of what a small submodule costs.
 */
export class PreparedModule {
  constructor(
    private readonly file: string | undefined,
    private readonly config: Slot,
    private readonly imports: readonly Slot[] = [],
    private readonly options: Slot = AttrSet.empty,
    private readonly key?: string,
  ) {}

  /** The loaded module, with the key of its place unless it has its own. */
  load(parentFile: string, key: string): LoadedModule {
    return {
      file: this.file ?? parentFile,
      key: this.key ?? key,
      class: null,
      disabledModules: [],
      imports: this.imports,
      options: this.options,
      config: this.config,
    };
  }

  /** The module as Nix code would write it. */
  toSet(): AttrSet {
    const entries = new Map<string, Slot>([
      ['config', this.config],
      ['options', this.options],
      ['imports', this.imports],
    ]);
    if (this.file !== undefined) entries.set('_file', this.file);
    if (this.key !== undefined) entries.set('key', this.key);
    return new AttrSet(entries);
  }
}

/** A module as given: in any form of Nix, or prepared. */
export type ModuleSource = Slot | PreparedModule;

/** A module and what it imports. */
export interface StructuredModule {
  readonly module: LoadedModule;
  readonly imports: readonly StructuredModule[];
}

/** The modules of one evaluation. */
export interface CollectedModules {
  /** Breadth first, each key once, without the disabled. */
  readonly modules: readonly LoadedModule[];
  readonly structure: readonly StructuredModule[];
  isDisabled(module: StructuredModule): boolean;
}

/** What loading modules needs. */
export interface LoadContext {
  readonly host: LibHost;
  /** `lib`, `config`, `options`, `specialArgs`, … and all special arguments. */
  readonly args: () => AttrSet;
  /** `config._module.args`, for arguments that are not among `args`. */
  readonly moduleArgs: () => Slot;
  readonly class: string | null;
  readonly prefix: readonly string[];
  readonly modulesPath: () => string;
}

/** Modules written in Nix import each other at most this deep; a cycle of imports would never end. */
const maximumImportDepth = 500;

/** Loads the modules and everything that they import. */
export function collectModules(context: LoadContext, initial: readonly ModuleSource[]): CollectedModules {
  const disabled: { file: string; item: Slot }[] = [];
  const structure = collectStructured(context, unknownModule, '', initial, disabled, 0);
  const disabledKeys = new Set(disabled.map(({ file, item }) => disabledKey(context, file, item)));
  const isDisabled = (entry: StructuredModule): boolean => disabledKeys.has(entry.module.key);
  const modules: LoadedModule[] = [];
  const seen = new Set<string>();
  const queue = structure.filter((entry) => !isDisabled(entry));
  for (const entry of queue) {
    if (seen.has(entry.module.key)) continue;
    seen.add(entry.module.key);
    modules.push(entry.module);
    for (const imported of entry.imports) if (!isDisabled(imported)) queue.push(imported);
  }
  return { modules, structure, isDisabled };
}

const noImports: readonly StructuredModule[] = [];

function collectStructured(
  context: LoadContext,
  parentFile: string,
  parentKey: string,
  modules: readonly ModuleSource[],
  disabled: { file: string; item: Slot }[],
  depth: number,
): StructuredModule[] {
  if (depth > maximumImportDepth) {
    throw new NixError('infinite-recursion', `infinite recursion encountered: ${parentFile} imports itself`);
  }
  return modules.map((source, index) => {
    const key = `${parentKey}:anon-${index + 1}`;
    const module =
      source instanceof PreparedModule
        ? source.load(parentFile, key)
        : checkClass(context, loadModule(context, parentFile, key, source));
    for (const item of module.disabledModules) disabled.push({ file: module.file, item });
    if (module.imports.length === 0) return { module, imports: noImports };
    const imports = collectStructured(context, module.file, module.key, module.imports, disabled, depth + 1);
    return { module, imports };
  });
}

function loadModule(context: LoadContext, file: string, key: string, slot: Slot): LoadedModule {
  const value = force(slot);
  if (isLibFunction(value)) return unify(file, key, applyModuleArgs(context, key, value));
  if (value instanceof AttrSet) {
    const tag = value.get('_type');
    const type = tag === undefined ? 'module' : (textOf(tag) ?? '');
    if (type === 'module') return unifySet(file, key, value);
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
  return unify(path, path, isLibFunction(content) ? applyModuleArgs(context, path, content) : content);
}

function importFile(context: LoadContext, path: string): Value {
  return inContext(
    () => `while loading the module ${path}`,
    () => context.host.evalFile(path),
  );
}

function applyModuleArgs(context: LoadContext, key: string, fn: Value): Value {
  const args = context.args();
  const wanted = libFunctionArgs(fn);
  let extra: Map<string, Slot> | undefined;
  for (const name of wanted.entries.keys()) {
    if (args.has(name)) continue;
    extra ??= new Map(args.entries);
    extra.set(name, moduleArgument(context, key, name));
  }
  return callFunction(fn, extra === undefined ? args : new AttrSet(extra));
}

/** An argument that is not given from outside: it is asked of `_module.args`, which needs `config`. */
function moduleArgument(context: LoadContext, key: string, name: string): Slot {
  return lazy(() =>
    inContext(
      () => `while evaluating the module argument \`${name}' in "${key}":`,
      () => force(attribute(forceAttrs(context.moduleArgs()), name)),
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

/**
 * Modules that are sets, by the set: submodules are evaluated once for each of their values, always with the same
 * modules at the same places.
 */
const unifiedSets = new WeakMap<
  AttrSet,
  { readonly file: string; readonly key: string; readonly module: LoadedModule }
>();

function unifySet(file: string, key: string, value: AttrSet): LoadedModule {
  const known = unifiedSets.get(value);
  if (known !== undefined && known.file === file && known.key === key) return known.module;
  const module = unify(file, key, value);
  unifiedSets.set(value, { file, key, module });
  return module;
}

function unify(file: string, key: string, value: Value): LoadedModule {
  if (!(value instanceof AttrSet)) fail(`module ${file} (${key}) does not look like a module.`);
  const isExplicit = value.has('config') || value.has('options');
  if (isExplicit) refuseOtherAttributes(key, value);
  const ownFile = value.get('_file');
  const ownKey = value.get('key');
  const imports = listAttribute(value, 'imports');
  return {
    file: ownFile === undefined ? file : plainText(ownFile),
    key: ownKey === undefined ? key : plainText(ownKey),
    class: value.get('_class') ?? null,
    disabledModules: listAttribute(value, 'disabledModules'),
    imports: isExplicit ? imports : [...listAttribute(value, 'require'), ...imports],
    options: isExplicit ? orElse(value.get('options'), AttrSet.empty) : AttrSet.empty,
    config: isExplicit ? explicitConfig(value) : shorthandConfig(value),
  };
}

function refuseOtherAttributes(key: string, module: AttrSet): void {
  const others = module.names().filter((name) => !structuralNames.has(name));
  if (others.length === 0) return;
  fail(
    `Module \`${key}' has an unsupported attribute \`${others[0]}'. It has a top-level \`config' or \`options', ` +
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
  let config: AttrSet = module;
  for (const name of module.entries.keys()) {
    if (!shorthandNames.has(name)) continue;
    const entries = new Map([...module.entries].filter(([other]) => !shorthandNames.has(other)));
    config = new AttrSet(entries, () => module.positions);
    break;
  }
  return withFreeform(config, module.get('freeformType'));
}

function withFreeform(config: Slot, freeformType: Slot | undefined): Slot {
  if (freeformType === undefined) return config;
  return mkMerge([config, AttrSet.of({ _module: AttrSet.of({ freeformType }) })]);
}

function listAttribute(set: AttrSet, name: string): readonly Slot[] {
  const slot = set.get(name);
  return slot === undefined ? [] : forceList(slot);
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
