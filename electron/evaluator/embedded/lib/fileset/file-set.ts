/** A set of files: a folder that all of them lie in, and which of its files are in the set. */
import { AttrSet, NixError, PathValue, PrimOp, lazy } from '../../nix';
import type { Slot, Value } from '../../nix';
import {
  PartialFolder,
  unionOf,
  intersectionOf,
  differenceOf,
  type FileTree,
  type ReadFolder,
} from './file-tree';

/** Files below a folder. Where a set is optional, `undefined` is the set without files, which is in no folder. */
export interface FileSet {
  readonly base: string;
  readonly tree: FileTree;
}

/** The names that lead to an absolute path, its own last; none for the root. */
export function componentsOf(path: string): readonly string[] {
  return path.split('/').filter((part) => part !== '');
}

function pathOf(components: readonly string[]): string {
  return `/${components.join('/')}`;
}

/** How many of the first names are the same. */
function commonLength(left: readonly string[], right: readonly string[]): number {
  const different = left.findIndex((name, index) => name !== right[index]);
  return different < 0 ? left.length : different;
}

/** The tree of a set as seen from a folder above its base. */
function seenFromAbove(above: readonly string[], { base, tree }: FileSet): FileTree {
  const names = componentsOf(base).slice(above.length);
  return names.reduceRight<FileTree>(
    (inner, name) => new PartialFolder(new Map([[name, () => inner]])),
    tree,
  );
}

/** The tree of a set as seen from a folder below its base. */
function seenFromBelow(below: readonly string[], { base, tree }: FileSet): FileTree {
  let inner = tree;
  for (const name of below.slice(componentsOf(base).length)) {
    if (!(inner instanceof PartialFolder)) return inner;
    inner = inner.get(name);
  }
  return inner;
}

/** `lib.fileset.unions`: the files in any of the sets. Its base is the deepest folder above all bases. */
export function union(sets: readonly (FileSet | undefined)[]): FileSet | undefined {
  const [first, ...rest] = sets.filter((set) => set !== undefined);
  if (first === undefined) return undefined;
  let common = componentsOf(first.base);
  for (const { base } of rest) common = common.slice(0, commonLength(common, componentsOf(base)));
  const trees = [first, ...rest].map((set) => seenFromAbove(common, set));
  return { base: pathOf(common), tree: unionOf(trees) };
}

/** `lib.fileset.intersection`: the files in both. Sets whose bases lie apart share none. */
export function intersection(left: FileSet | undefined, right: FileSet | undefined): FileSet | undefined {
  if (left === undefined || right === undefined) return undefined;
  const [leftNames, rightNames] = [componentsOf(left.base), componentsOf(right.base)];
  const length = commonLength(leftNames, rightNames);
  if (length !== leftNames.length && length !== rightNames.length) return undefined;
  const deeper = length === leftNames.length ? rightNames : leftNames;
  const tree = intersectionOf(seenFromBelow(deeper, left), seenFromBelow(deeper, right));
  return { base: pathOf(deeper), tree };
}

/** `lib.fileset.difference`: the files of the first set that are not in the second. Throws NixError of `read`. */
export function difference(
  read: ReadFolder,
  positive: FileSet | undefined,
  negative: FileSet | undefined,
): FileSet | undefined {
  if (positive === undefined || negative === undefined) return positive;
  const [names, otherNames] = [componentsOf(positive.base), componentsOf(negative.base)];
  const length = commonLength(names, otherNames);
  const isBelow = length === names.length;
  if (!isBelow && length !== otherNames.length) return positive;
  const other = isBelow ? seenFromAbove(names, negative) : seenFromBelow(names, negative);
  return { base: positive.base, tree: differenceOf(read, positive.base, positive.tree, other) };
}

/** A file or folder with all its files. */
export function wholePath(path: string, type: FileTree): FileSet {
  if (type === 'directory') return { base: path, tree: type };
  const names = componentsOf(path);
  const base = pathOf(names.slice(0, -1));
  return { base, tree: new PartialFolder(new Map([[names.at(-1) ?? '', () => type]])) };
}

/** Whether a set's base, hence every file that it could have, is a folder or below it. */
export function liesBelow(root: string, { base }: FileSet): boolean {
  const names = componentsOf(root);
  return commonLength(names, componentsOf(base)) === names.length;
}

/** nixpkgs' `_internalVersion`: which attributes stand for a set; sets of another one cannot be read. */
export const setVersion = 3;

/** The sets behind the values that stand for them, by what is in their attribute `_internalTree`. */
const sets = new WeakMap<object, { readonly set: FileSet | undefined }>();

/** The value that stands for a set in Nix code, which cannot be used as a source by itself. */
export function fileSetValue(set: FileSet | undefined): AttrSet {
  const key = new PrimOp('files', 1, (): Value => failDirectUse());
  sets.set(key, { set });
  const entries: Record<string, Slot> = {
    _type: 'fileset',
    _internalVersion: BigInt(setVersion),
    _internalIsEmptyWithoutBase: set === undefined,
    _internalTree: key,
    _noEval: lazy(failDirectUse),
  };
  if (set !== undefined) entries['_internalBase'] = new PathValue(set.base);
  return AttrSet.of(entries);
}

/** The set that a value made by {@link fileSetValue} stands for; undefined for a value that was not. */
export function fileSetBehind(value: AttrSet): { readonly set: FileSet | undefined } | undefined {
  const key = value.get('_internalTree');
  return typeof key === 'object' && key !== null ? sets.get(key) : undefined;
}

function failDirectUse(): never {
  throw new NixError(
    'throw',
    'lib.fileset: a file set has no value of its own. Turn it into a source with `lib.fileset.toSource`, or look at it with `lib.fileset.trace`.',
  );
}
