/** The filter that lets exactly the files of a tree into a source. */
import { NixError, PrimOp, forceString } from '../../nix';
import { componentsOf } from './file-set';
import { PartialFolder, type FileTree } from './file-tree';

/**
 * The filter for `lib.fileset.toSource`: a function of a path (as text) and its type, for a tree at `base` as
 * `forFilter` makes them. Folders on the way to the base are kept. Throws NixError for devices, sockets and the like.
 */
export function sourceFilter(base: string, tree: FileTree): PrimOp {
  const names = componentsOf(base);
  return new PrimOp('filter', 2, (path, type) => {
    const isKept = tree !== null && isInTree(names, tree, componentsOf(forceString(path)));
    if (!isKept || forceString(type) !== 'unknown') return isKept;
    throw new NixError(
      'throw',
      `lib.fileset.toSource: \`fileset\` contains ${forceString(path)}, which is neither a regular file nor a symlink, so the store cannot hold it.`,
    );
  });
}

/** Whether a path leads to the tree, or to something in it. */
function isInTree(base: readonly string[], tree: FileTree, path: readonly string[]): boolean {
  const shared = Math.min(base.length, path.length);
  for (let index = 0; index < shared; index++) if (base[index] !== path[index]) return false;
  let inner = tree;
  for (const name of path.slice(base.length)) {
    if (!(inner instanceof PartialFolder)) break;
    inner = inner.get(name);
  }
  return inner !== null;
}
