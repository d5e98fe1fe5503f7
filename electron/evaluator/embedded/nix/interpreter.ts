/** Puts the parts together: parses, compiles and evaluates files and texts, and keeps what can be kept. */
import { contextBuiltins } from './builtins/context';
import { builtinValue, type Builtin } from './builtins/builtin';
import { dataBuiltins } from './builtins/data';
import { derivationFunction } from './builtins/derivation-set';
import { environmentBuiltins } from './builtins/environment';
import { fetchBuiltins } from './builtins/fetch/fetch-builtins';
import { Fetcher } from './builtins/fetch/fetcher';
import { fileBuiltins } from './builtins/files';
import { flakeRefBuiltins } from './builtins/flake-refs';
import { listBuiltins } from './builtins/lists';
import { setBuiltins } from './builtins/sets';
import { storeBuiltins } from './builtins/store';
import { stringBuiltins } from './builtins/strings';
import { basicBuiltins } from './builtins/types';
import { NixError } from './errors';
import { coerceToPath } from './eval/coerce-path';
import { compile, type CompileContext } from './eval/compile';
import type { Code, Env } from './eval/env';
import type { Interpreter, InterpreterOptions, SearchPathEntry, TextPlace } from './eval/interpreter';
import type { ValueScope } from './eval/scope';
import type { NixIo } from './io';
import { Scope } from './resolve/scope';
import { SourceFile } from './source/source-file';
import { Store } from './store/store';
import type { Expr } from './syntax/ast';
import { parse } from './syntax/parser';
import { dirOf, normalizePath, resolvePath } from './value/paths';
import { SymbolicValue } from './value/symbolic';
import { Thunk } from './value/thunk';
import { AttrSet, type ContextString, type Slot, type Value } from './value/value';

/** The version of Nix whose behaviour this is. */
export const nixVersion = '2.26.3';

/** Virtual files stand under this folder; nothing on disk can be there that evaluation may read. */
const virtualRoot = '/.embedded-values';

/** Makes an interpreter. */
export function createInterpreter(options: InterpreterOptions): Interpreter {
  return new EmbeddedInterpreter(options);
}

/** More symlinks than this in a row are a circle. */
const maxSymlinks = 64;

interface ParsedFile {
  readonly source: SourceFile;
  readonly expr: Expr;
  /** Compiled for the global scope, once it is imported. */
  code: Code | undefined;
}

class EmbeddedInterpreter implements Interpreter {
  readonly io: NixIo;
  readonly fetcher: Fetcher;
  readonly nativeFlake: InterpreterOptions['nativeFlake'];
  readonly builtins: AttrSet;
  readonly #importNative: InterpreterOptions['importNative'];
  readonly #globals: ValueScope;
  readonly #searchPath: readonly SearchPathEntry[];
  readonly #store: Store;
  readonly #parsed = new Map<string, ParsedFile>();
  readonly #values = new Map<string, Thunk>();
  /** The file that each imported path led to. */
  readonly #files = new Map<string, string>();

  constructor(options: InterpreterOptions) {
    this.#searchPath = options.searchPath ?? [];
    this.#store = new Store(options.io);
    this.io = this.#store.io;
    this.fetcher = new Fetcher(this.#store, {
      overrides: options.overrides ?? {},
      isInPlace: options.hasSourcesInPlace === true,
    });
    this.nativeFlake = options.nativeFlake;
    this.#importNative = options.importNative;
    const entries = this.#builtinEntries();
    for (const [name, slot] of Object.entries(options.builtinOverrides ?? {})) entries.set(name, slot);
    this.builtins = new AttrSet(entries);
    entries.set('builtins', this.builtins);
    this.#globals = Scope.global(globalsOf(entries));
  }

  evalFile(path: string): Value {
    return this.importPath(normalizePath(path));
  }

  evalText(text: string, place: TextPlace): Value {
    const source = new SourceFile(place.label, text);
    return this.#run(parse(source), place.baseDir, this.#globals, []);
  }

  parseText(text: string, place: TextPlace): Expr {
    return parse(new SourceFile(place.label, text));
  }

  checkVariables(expr: Expr): void {
    // Compiling looks every variable up.
    this.#compile(expr, '/', this.#globals);
  }

  parseFile(path: string): { expr: Expr; baseDir: string } {
    const file = this.#fileOf(normalizePath(path));
    return { expr: this.#parse(file).expr, baseDir: dirOf(file) };
  }

  copyToStore(path: string): string | ContextString {
    return this.#store.copyPath(path);
  }

  sourceInfo(folder: string): AttrSet {
    return this.fetcher.flakeFolder(folder).info;
  }

  findFile(name: string): string {
    for (const entry of this.#searchPath) {
      const path = this.#findIn(entry, name);
      if (path !== undefined) return path;
    }
    throw new NixError(
      'throw',
      `file '${name}' was not found in the Nix search path (add it using $NIX_PATH or -I)`,
    );
  }

  invalidate(paths?: readonly string[]): void {
    if (paths === undefined) this.#values.clear();
    else for (const path of paths) this.#values.delete(path);
    this.#files.clear();
    this.#store.forget();
  }

  importPath(path: string): Value {
    const native = this.#virtualValue(path);
    if (native !== undefined) return native;
    const file = this.#fileOf(path);
    let thunk = this.#values.get(file);
    if (thunk === undefined) {
      thunk = new Thunk(() => this.#evaluate(file));
      this.#values.set(file, thunk);
    }
    return thunk.force();
  }

  scopedImport(scope: AttrSet, path: string): Value {
    const file = this.#fileOf(path);
    const names = scope.names();
    const slots = names.map((name) => scope.get(name) as Slot);
    return this.#run(this.#parse(file).expr, dirOf(file), this.#globals.withVariables(names), [
      undefined,
      ...slots,
    ]);
  }

  isVirtual(path: string): boolean {
    return path.startsWith(`${virtualRoot}/`) && this.#virtualEntry(path) !== undefined;
  }

  /** The virtual file that `<name>` leads to when no search path has it. */
  findVirtual(name: string): string | undefined {
    for (const entry of this.#searchPath) {
      const path = entry.kind === 'value' ? this.#findIn(entry, name) : undefined;
      if (path !== undefined) return path;
    }
    return undefined;
  }

  pathOf(slot: Slot): string {
    return coerceToPath(slot);
  }

  importUnknown(path: string): Value {
    return this.#importNative?.(path) ?? new SymbolicValue(`import ${path}`);
  }

  #virtualEntry(path: string): Extract<SearchPathEntry, { kind: 'value' }> | undefined {
    const prefix = path.slice(virtualRoot.length + 1);
    for (const entry of this.#searchPath) if (entry.kind === 'value' && entry.prefix === prefix) return entry;
    return undefined;
  }

  #virtualValue(path: string): Value | undefined {
    if (!path.startsWith(`${virtualRoot}/`)) return undefined;
    return this.#virtualEntry(path)?.value();
  }

  #findIn(entry: SearchPathEntry, name: string): string | undefined {
    if (name !== entry.prefix && entry.prefix !== '' && !name.startsWith(`${entry.prefix}/`))
      return undefined;
    const rest = entry.prefix === '' ? `/${name}` : name.slice(entry.prefix.length);
    const path = normalizePath(this.#rootOf(entry) + rest);
    return this.isVirtual(path) || this.io.fileType(path) !== undefined ? path : undefined;
  }

  #rootOf(entry: SearchPathEntry): string {
    return entry.kind === 'path' ? entry.path : `${virtualRoot}/${entry.prefix}`;
  }

  /**
   * The file that importing a path reads: `default.nix` in a folder. A path that is itself a symlink is followed;
   * symlinks on the way to it are left, so that `..` in the file means what it says.
   */
  #fileOf(path: string): string {
    const known = this.#files.get(path);
    if (known !== undefined) return known;
    const file = this.#findFileOf(path);
    this.#files.set(path, file);
    return file;
  }

  #findFileOf(path: string): string {
    let file = path;
    for (let followed = 0; followed < maxSymlinks && this.io.fileType(file) === 'symlink'; followed++) {
      file = this.#linkTarget(file);
    }
    const real = this.io.realPath(file);
    if (real === undefined) throw new NixError('io', `path '${path}' does not exist`);
    if (this.io.fileType(real) !== 'directory') return file;
    const inner = `${file === '/' ? '' : file}/default.nix`;
    if (this.io.fileType(inner) === undefined) throw new NixError('io', `path '${inner}' does not exist`);
    return inner;
  }

  #linkTarget(path: string): string {
    const target = this.io.readLink?.(path);
    return target === undefined ? (this.io.realPath(path) ?? path) : resolvePath(dirOf(path), target);
  }

  #evaluate(file: string): Value {
    const parsed = this.#parse(file);
    parsed.code ??= this.#compile(parsed.expr, dirOf(file), this.#globals);
    return parsed.code([]);
  }

  #parse(file: string): ParsedFile {
    const text = this.io.readFile(file);
    if (text === undefined) throw new NixError('io', `opening file '${file}': No such file or directory`);
    const known = this.#parsed.get(file);
    if (known !== undefined && known.source.text === text) return known;
    const source = new SourceFile(file, text);
    const parsed: ParsedFile = { source, expr: parse(source), code: undefined };
    this.#parsed.set(file, parsed);
    return parsed;
  }

  #run(expr: Expr, baseDir: string, scope: ValueScope, env: Env): Value {
    return this.#compile(expr, baseDir, scope)(env);
  }

  #compile(expr: Expr, baseDir: string, scope: ValueScope): Code {
    const context: CompileContext = {
      place: { baseDir, homeDir: this.io.getEnv('HOME') },
      copyToStore: (path) => this.#store.copyPath(path),
    };
    return compile(expr, scope, context);
  }

  #builtinEntries(): Map<string, Slot> {
    const tables: readonly (readonly Builtin[])[] = [
      listBuiltins,
      setBuiltins,
      basicBuiltins(this),
      stringBuiltins(this),
      contextBuiltins(this),
      dataBuiltins(this),
      environmentBuiltins(this.io),
      fileBuiltins(this),
      storeBuiltins(this.#store, this),
      flakeRefBuiltins,
      fetchBuiltins(this, this.#store),
    ];
    const entries = new Map<string, Slot>();
    for (const builtin of tables.flat()) entries.set(builtin.name, builtinValue(builtin));
    entries.set('derivation', derivationFunction(entries.get('derivationStrict') ?? null));
    for (const [name, value] of Object.entries(this.#constants())) entries.set(name, value);
    return entries;
  }

  #constants(): Record<string, Slot> {
    return {
      true: true,
      false: false,
      null: null,
      currentSystem: this.io.currentSystem,
      currentTime: BigInt(this.io.currentTime),
      langVersion: 6n,
      nixVersion,
      storeDir: '/nix/store',
      nixPath: this.#searchPath.flatMap((entry) =>
        entry.kind === 'path' ? [AttrSet.of({ path: entry.path, prefix: entry.prefix })] : [],
      ),
    };
  }
}

/** The names that need no `builtins.` before them. */
const plainGlobals = [
  'abort',
  'baseNameOf',
  'break',
  'builtins',
  'derivation',
  'derivationStrict',
  'dirOf',
  'false',
  'fetchGit',
  'fetchMercurial',
  'fetchTarball',
  'fetchTree',
  'fromTOML',
  'import',
  'isNull',
  'map',
  'null',
  'placeholder',
  'removeAttrs',
  'scopedImport',
  'throw',
  'toString',
  'true',
];

/** Every other builtin is there under its name with two underscores before it. */
function globalsOf(entries: ReadonlyMap<string, Slot>): ReadonlyMap<string, Slot> {
  const plain = new Set(plainGlobals);
  const globals = new Map<string, Slot>();
  for (const [name, slot] of entries) globals.set(plain.has(name) ? name : `__${name}`, slot);
  return globals;
}
