/**
 * Which files of a folder are in a set, as a tree that is computed where somebody looks. A folder that is in the set
 * with all its files is the word `directory`, so that nothing in it needs to be read; a file is its type; `null` is
 * nothing. Everything else is a folder of which some files are in the set.
 */
import type { FileType } from '../../nix';

/** A tree: all of a folder or a file (its type), nothing, or part of a folder. */
export type FileTree = FileType | null | PartialFolder;

/** Some of the entries of a folder; what is not named is not in the set. */
export class PartialFolder {
  constructor(readonly entries: ReadonlyMap<string, LazyTree>) {}

  get(name: string): FileTree {
    return this.entries.get(name)?.() ?? null;
  }

  /** The names in the order that Nix lists them in. */
  names(): readonly string[] {
    return [...this.entries.keys()].sort();
  }
}

/** A tree that is computed when asked for, once. */
export type LazyTree = () => FileTree;

/** Reads the entries of a folder (absolute path), as `builtins.readDir`. Throws NixError. */
export type ReadFolder = (path: string) => ReadonlyMap<string, FileType>;

/** A tree that is computed once, when first asked for. */
export function later(compute: () => FileTree): LazyTree {
  let known: FileTree | undefined;
  return () => (known === undefined ? (known = compute()) : known);
}

/** A folder with an entry for each name of another map. */
export function mapFolder<T>(
  entries: ReadonlyMap<string, T>,
  map: (name: string, value: T) => FileTree,
): PartialFolder {
  return new PartialFolder(
    new Map([...entries].map(([name, value]) => [name, later(() => map(name, value))])),
  );
}

/** The path of an entry. */
export function entryPath(folder: string, name: string): string {
  return folder === '/' ? `/${name}` : `${folder}/${name}`;
}

/** Every entry of a folder that is there, with what of it is in the tree. */
function allEntries(
  read: ReadFolder,
  path: string,
  tree: 'directory' | PartialFolder,
): ReadonlyMap<string, LazyTree> {
  const there = read(path);
  const entries = new Map<string, LazyTree>();
  for (const [name, type] of there)
    entries.set(name, tree === 'directory' ? () => type : (tree.entries.get(name) ?? (() => null)));
  if (tree !== 'directory')
    for (const [name, entry] of tree.entries) if (!entries.has(name)) entries.set(name, entry);
  return entries;
}

function isFolder(tree: FileTree): tree is 'directory' | PartialFolder {
  return tree === 'directory' || tree instanceof PartialFolder;
}

/** What is in any of the trees, which all stand for the same path. */
export function unionOf(trees: readonly FileTree[]): FileTree {
  const whole = trees.find((tree) => typeof tree === 'string');
  if (whole !== undefined) return whole;
  const folders = trees.filter((tree) => tree instanceof PartialFolder);
  if (folders.length === 0) return null;
  const parts = new Map<string, LazyTree[]>();
  for (const folder of folders)
    for (const [name, entry] of folder.entries) parts.set(name, [...(parts.get(name) ?? []), entry]);
  return mapFolder(parts, (_, entries) => unionOf(entries.map((entry) => entry())));
}

/** What is in both trees. */
export function intersectionOf(left: FileTree, right: FileTree): FileTree {
  if (left instanceof PartialFolder && right instanceof PartialFolder) {
    const shared = new Map([...left.entries].filter(([name]) => right.entries.has(name)));
    return mapFolder(shared, (name, entry) => intersectionOf(entry(), right.get(name)));
  }
  return left === null || typeof right === 'string' ? left : right;
}

/** What is in the first tree, which stands for `path`, and not in the second. */
export function differenceOf(read: ReadFolder, path: string, left: FileTree, right: FileTree): FileTree {
  if (left === null || typeof right === 'string') return null;
  if (right === null || !isFolder(left)) return left;
  return mapFolder(allEntries(read, path, left), (name, entry) =>
    differenceOf(read, entryPath(path, name), entry(), right.get(name)),
  );
}

/** `lib.fileset.toList`: the absolute paths of all files in a tree, by name in each folder. */
export function filesOf(read: ReadFolder, path: string, tree: FileTree): string[] {
  if (tree === null) return [];
  if (tree !== 'directory' && !(tree instanceof PartialFolder)) return [path];
  const entries = tree === 'directory' ? mapFolder(read(path), (_, type) => type) : tree;
  return entries.names().flatMap((name) => filesOf(read, entryPath(path, name), entries.get(name)));
}

/**
 * The tree as the filter of a source needs it: folders without any file are nothing, folders with all of theirs are
 * whole. Empty folders count as folders without any file.
 */
export function forFilter(read: ReadFolder, path: string, tree: FileTree): FileTree {
  if (!isFolder(tree)) return tree;
  const folder = mapFolder(allEntries(read, path, tree), (name, entry) =>
    forFilter(read, entryPath(path, name), entry()),
  );
  const names = folder.names();
  if (names.every((name) => folder.get(name) === null)) return null;
  return names.every((name) => typeof folder.get(name) === 'string') ? 'directory' : folder;
}

/** The tree as people want to see it; a folder in which there is nothing at all is `empty`. */
export type ShownTree = Exclude<FileTree, PartialFolder> | 'empty' | ReadonlyMap<string, ShownTree>;

/** The shortest tree that says the same, for `lib.fileset.trace`. Reads every folder in question. */
export function forPeople(read: ReadFolder, path: string, tree: FileTree): ShownTree {
  if (!isFolder(tree)) return tree;
  const entries = allEntries(read, path, tree);
  const shown = new Map<string, ShownTree>();
  for (const name of [...entries.keys()].sort())
    shown.set(name, forPeople(read, entryPath(path, name), entries.get(name)?.() ?? null));
  const values = [...shown.values()];
  if (values.every((value) => value === 'empty')) return 'empty';
  if (tree === 'directory' || values.every((value) => typeof value === 'string')) return 'directory';
  return values.every((value) => value === null || value === 'empty') ? null : shown;
}
