/**
 * `lib.fileset` (nixpkgs manual, section of that name): sets of files that are combined before one of them becomes a
 * source. A path stands for all files below it. Empty folders are never part of a set.
 */
import {
  AttrSet,
  NixError,
  PathValue,
  callFunction,
  coerceToString,
  force,
  forceAttrs,
  forceBool,
  forceFunction,
  forceList,
  forceString,
  isList,
  lazy,
} from '../../nix';
import type { FileType, Slot, Value } from '../../nix';
import type { LibHost } from '../host';
import { fn } from '../table';
import type { LibTable } from '../table';
import {
  componentsOf,
  difference,
  fileSetBehind,
  fileSetValue,
  intersection,
  liesBelow,
  setVersion,
  union,
  wholePath,
  type FileSet,
} from './file-set';
import {
  entryPath,
  filesOf,
  forFilter,
  forPeople,
  mapFolder,
  type FileTree,
  type ShownTree,
} from './file-tree';
import { sourceFilter } from './source-filter';
import { isStringLike, kindName } from '../value-tests';

/** What a value is as a set of files, or why it is none. */
type Coerced =
  { readonly ok: true; readonly set: FileSet | undefined } | { readonly ok: false; readonly reason: string };

/** A value that says where it stands, for messages. */
interface Labelled {
  readonly label: string;
  readonly value: Slot;
}

/**
 * The functions; `lib` is the library that they call others through. Wrong arguments throw NixError `throw` with the
 * function and the argument in the message, as nixpkgs words the reason: strings and sources are no file sets.
 */
export class FileSets {
  constructor(
    private readonly host: LibHost,
    private readonly lib: Slot,
  ) {}

  /** The functions by name. */
  table(): LibTable {
    return new Map<string, Slot>([
      ['empty', fileSetValue(undefined)],
      fn('isFileset', 1, (value) => this.#coerced('', value).ok),
      // The only one that takes a path which does not exist.
      fn('maybeMissing', 1, (path) => this.#maybeMissing(path)),
      fn('union', 2, (first, second) => this.#union('union', first, second)),
      fn('unions', 1, (sets) => this.#unions(sets)),
      fn('intersection', 2, (first, second) => {
        const [left, right] = this.#pair('intersection', first, second, 'First argument', 'Second argument');
        return fileSetValue(intersection(left, right));
      }),
      fn('difference', 2, (positive, negative) => {
        const labels = ['First argument (positive set)', 'Second argument (negative set)'] as const;
        const [left, right] = this.#pair('difference', positive, negative, ...labels);
        return fileSetValue(difference(this.#read, left, right));
      }),
      fn('fileFilter', 2, (predicate, path) => this.#fileFilter(predicate, path)),
      fn('fromSource', 1, (source) => this.#fromSource(source)),
      fn('gitTracked', 1, (path) => this.#gitTracked('gitTracked', 'argument', path, false)),
      fn('gitTrackedWith', 2, (options, path) => this.#gitTrackedWith(options, path)),
      // The root must hold every file that the set could have, whether or not the file is there.
      fn('toSource', 1, (args) => this.#toSource(args)),
      fn('toList', 1, (set) => this.#toList(set)),
      fn('trace', 2, (set, value) => {
        this.#trace(this.#set('trace: Argument', set));
        return force(value);
      }),
      fn('traceVal', 1, (set) => {
        const traced = this.#set('traceVal: Argument', set);
        this.#trace(traced);
        return fileSetValue(traced);
      }),
    ]);
  }

  readonly #read = (path: string): ReadonlyMap<string, FileType> => {
    const entries = forceAttrs(this.#builtin('readDir', new PathValue(path)));
    return new Map(entries.names().map((name) => [name, forceString(entries.get(name) ?? '') as FileType]));
  };

  #builtin(name: string, ...args: Slot[]): Value {
    return callFunction(this.host.builtins.get(name) ?? null, ...args);
  }

  #exists(path: PathValue): boolean {
    return forceBool(this.#builtin('pathExists', path));
  }

  #typeOf(path: PathValue): FileType {
    return forceString(this.#builtin('readFileType', path)) as FileType;
  }

  /** What a value is as a set: a set, or a path with all its files. */
  #coerced(label: string, slot: Slot): Coerced {
    const value = force(slot);
    const fail = (problem: string): Coerced => ({ ok: false, reason: `${label} ${problem}` });
    if (value instanceof PathValue) {
      if (this.#exists(value)) return { ok: true, set: wholePath(value.path, this.#typeOf(value)) };
      return fail(
        `(${value.path}) is a path that does not exist. \`lib.fileset.maybeMissing\` makes a file set of a path that may not exist.`,
      );
    }
    const type = value instanceof AttrSet ? value.get('_type') : undefined;
    if (value instanceof AttrSet && type !== undefined && force(type) === 'fileset') {
      const behind = fileSetBehind(value);
      if (behind !== undefined) return { ok: true, set: behind.set };
      return fail(`is a file set of another version of the library; this one knows version ${setVersion}.`);
    }
    if (value instanceof AttrSet && value.has('_isLibCleanSourceWith')) {
      return fail(
        'is a `lib.sources`-based value, but it should be a file set or a path. `lib.fileset.fromSource` converts it if it was made from a path.',
      );
    }
    if (isStringLike(value)) {
      return fail(
        `("${textOf(value)}") is a string-like value, but it should be a file set or a path. Paths in strings are not supported by \`lib.fileset\`.`,
      );
    }
    return fail(`is of type ${kindName(value)}, but it should be a file set or a path.`);
  }

  #set(label: string, slot: Slot): FileSet | undefined {
    const coerced = this.#coerced(`lib.fileset.${label}`, slot);
    if (coerced.ok) return coerced.set;
    throw failure(coerced.reason);
  }

  #sets(name: string, values: readonly Labelled[]): readonly (FileSet | undefined)[] {
    return values.map(({ label, value }) => this.#set(`${name}: ${label}`, value));
  }

  #pair(
    name: string,
    ...[first, second, firstLabel, secondLabel]: readonly [Slot, Slot, string, string]
  ): readonly [FileSet | undefined, FileSet | undefined] {
    const [left, right] = this.#sets(name, [
      { label: firstLabel, value: first },
      { label: secondLabel, value: second },
    ]);
    return [left, right];
  }

  #union(name: string, first: Slot, second: Slot): Value {
    return fileSetValue(union(this.#pair(name, first, second, 'First argument', 'Second argument')));
  }

  #unions(slot: Slot): Value {
    const list = force(slot);
    if (!isList(list))
      throw failure(`lib.fileset.unions: Argument is of type ${kindName(list)}, but it should be a list.`);
    const labelled = forceList(list).map((value, index) => ({ label: `Element ${index}`, value }));
    return fileSetValue(union(this.#sets('unions', labelled)));
  }

  #maybeMissing(slot: Slot): Value {
    const path = this.#path('maybeMissing: Argument', force(slot));
    return fileSetValue(this.#exists(path) ? wholePath(path.path, this.#typeOf(path)) : undefined);
  }

  #path(label: string, value: Value): PathValue {
    if (value instanceof PathValue) return value;
    const what = isStringLike(value)
      ? `("${textOf(value)}") is a string-like value`
      : `is of type ${kindName(value)}`;
    throw failure(`lib.fileset.${label} ${what}, but it should be a path.`);
  }

  #existingPath(label: string, value: Value): PathValue {
    const path = this.#path(label, value);
    if (!this.#exists(path))
      throw failure(`lib.fileset.${label} (${path.path}) is a path that does not exist.`);
    return path;
  }

  #fileFilter(predicate: Slot, slot: Slot): Value {
    const test = force(predicate);
    try {
      forceFunction(test);
    } catch (error) {
      if (!(error instanceof NixError)) throw error;
      throw failure(
        `lib.fileset.fileFilter: First argument is of type ${kindName(test)}, but it should be a function.`,
      );
    }
    const value = force(slot);
    if (value instanceof AttrSet && fileSetBehind(value) !== undefined) {
      throw failure(
        'lib.fileset.fileFilter: Second argument is a file set, but it should be a path. To filter a file set, use `intersection fileset (fileFilter predicate ./.)`.',
      );
    }
    const path = this.#existingPath('fileFilter: Second argument', value);
    const keeps = (name: string, type: FileType): FileTree =>
      forceBool(callFunction(test, fileAttributes(name, type))) ? type : null;
    const folder = (inner: string): FileTree =>
      mapFolder(this.#read(inner), (name, type) =>
        type === 'directory' ? folder(entryPath(inner, name)) : keeps(name, type),
      );
    const type = this.#typeOf(path);
    if (type === 'directory') return fileSetValue({ base: path.path, tree: folder(path.path) });
    return fileSetValue(wholePath(path.path, keeps(componentsOf(path.path).at(-1) ?? '', type)));
  }

  #fromSource(slot: Slot): Value {
    const value = force(slot);
    const isSource = value instanceof AttrSet && value.has('_isLibCleanSourceWith');
    const origin = isSource ? force(value.get('origSrc') ?? null) : value;
    const path = this.#existingPath('fromSource: The source origin of the argument', origin);
    const type = this.#typeOf(path);
    const filter = isSource ? value.get('filter') : undefined;
    if (filter === undefined || type !== 'directory') return fileSetValue(wholePath(path.path, type));
    const entry = (inner: string, entryType: FileType): FileTree => {
      if (!forceBool(callFunction(filter, inner, entryType))) return null;
      return entryType === 'directory' ? folder(inner) : entryType;
    };
    const folder = (inner: string): FileTree =>
      mapFolder(this.#read(inner), (name, entryType) => entry(entryPath(inner, name), entryType));
    return fileSetValue({ base: path.path, tree: folder(path.path) });
  }

  #gitTrackedWith(options: Slot, path: Slot): Value {
    const submodules = forceAttrs(options).get('recurseSubmodules') ?? false;
    const value = force(submodules);
    if (typeof value !== 'boolean') {
      throw failure(
        `lib.fileset.gitTrackedWith: \`recurseSubmodules\` of the first argument is of type ${kindName(value)}, but it should be a boolean.`,
      );
    }
    return this.#gitTracked('gitTrackedWith', 'second argument', path, value);
  }

  /** What Git tracks is what `fetchGit` gives; the files themselves are those of the folder. */
  #gitTracked(name: string, argument: string, slot: Slot, hasSubmodules: boolean): Value {
    const value = force(slot);
    if (!(value instanceof PathValue))
      throw failure(
        `lib.fileset.${name}: The ${argument} is of type ${kindName(value)}, but it should be a path.`,
      );
    const what = `lib.fileset.${name}: The ${argument} (${value.path})`;
    if (this.#typeOf(value) !== 'directory')
      throw failure(`${what} should be a directory, but it is a file.`);
    if (!this.#exists(new PathValue(entryPath(value.path, '.git'))))
      throw failure(`${what} should be the working tree of a Git repository, but it is none.`);
    const request = { url: value, shallow: true, ...(hasSubmodules ? { submodules: true } : {}) };
    const fetched = forceAttrs(this.#builtin('fetchGit', AttrSet.of(request)));
    const tree = textOf(force(fetched.get('outPath') ?? ''));
    const folder = (inner: string): FileTree =>
      mapFolder(this.#read(inner), (entry, type) =>
        type === 'directory' ? folder(entryPath(inner, entry)) : type,
      );
    return fileSetValue({ base: value.path, tree: folder(tree) });
  }

  #toSource(slot: Slot): Value {
    const args = forceAttrs(slot);
    const root = this.#root(force(required(args, 'root')));
    const set = this.#set('toSource: `fileset`', required(args, 'fileset'));
    if (set !== undefined && !liesBelow(root.path, set)) {
      throw failure(
        `lib.fileset.toSource: \`fileset\` could contain files in ${set.base}, which is not under the \`root\` (${root.path}). Set \`root\` to ${set.base} or a folder above it, or leave those files out of \`fileset\`.`,
      );
    }
    const tree = set === undefined ? null : forFilter(this.#read, set.base, set.tree);
    const filter = sourceFilter(set?.base ?? '/', tree);
    const cleanSourceWith = forceAttrs(forceAttrs(this.lib).get('sources') ?? null).get('cleanSourceWith');
    return callFunction(cleanSourceWith ?? null, AttrSet.of({ name: 'source', src: root, filter }));
  }

  #root(value: Value): PathValue {
    if (value instanceof AttrSet && value.has('_isLibCleanSourceWith')) {
      throw failure(
        'lib.fileset.toSource: `root` is a `lib.sources`-based value, but it should be a path. Convert it with `lib.fileset.fromSource` and pass it as `fileset`.',
      );
    }
    const root = this.#existingPath('toSource: `root`', value);
    if (this.#typeOf(root) === 'directory') return root;
    throw failure(
      `lib.fileset.toSource: \`root\` (${root.path}) is a file, but it should be a directory. To put a file into the store without a folder, interpolate its path instead.`,
    );
  }

  #toList(slot: Slot): Value {
    const set = this.#set('toList: Argument', slot);
    if (set === undefined) return [];
    return filesOf(this.#read, set.base, set.tree).map((path) => new PathValue(path));
  }

  #trace(set: FileSet | undefined): void {
    const say = (line: string): void => void this.#builtin('trace', line, null);
    const tree = set === undefined ? null : forPeople(this.#read, set.base, set.tree);
    if (set === undefined || tree === null || tree === 'empty') return say('(empty)');
    say(`${set.base}${suffixOf(tree)}`);
    if (typeof tree !== 'string') traceEntries(say, '', tree);
  }
}

function traceEntries(
  say: (line: string) => void,
  indent: string,
  tree: ReadonlyMap<string, ShownTree>,
): void {
  for (const [name, entry] of tree) {
    if (entry === null || entry === 'empty') continue;
    say(`${indent}- ${name}${suffixOf(entry)}`);
    if (typeof entry !== 'string') traceEntries(say, `${indent}  `, entry);
  }
}

function suffixOf(tree: ShownTree): string {
  if (typeof tree !== 'string') return '';
  return tree === 'directory' ? ' (all files in directory)' : ` (${tree})`;
}

function required(args: AttrSet, name: string): Slot {
  const slot = args.get(name);
  if (slot !== undefined) return slot;
  throw new NixError('missing-argument', `function 'toSource' called without required argument '${name}'`);
}

/** What a predicate of `fileFilter` gets; it must take more than it names, so that more can be added. */
function fileAttributes(name: string, type: FileType): AttrSet {
  return AttrSet.of({
    name,
    type,
    hasExt: fn('hasExt', 1, (extension) => name.endsWith(`.${forceString(extension)}`))[1],
    'lib.fileset.fileFilter: the predicate has to take further attributes too: `{ name, type, hasExt, ... }:`':
      lazy(() => null),
  });
}

function textOf(value: Value): string {
  const text = coerceToString(value);
  return typeof text === 'string' ? text : text.text;
}

function failure(message: string): NixError {
  return new NixError('throw', message);
}
