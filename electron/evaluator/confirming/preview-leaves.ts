/** The values of a preview that can be compared with Nix's: its leaves, and lists as a whole. */
import type { PreviewNode } from '../../../shared/clan/evaluation';

export interface PreviewLeaf {
  readonly path: readonly string[];
  readonly node: PreviewNode;
}

/** The leaves of a tree, in its order. What was removed since the saved state is no value. */
export function leavesOf(node: PreviewNode, path: readonly string[] = []): readonly PreviewLeaf[] {
  if (node.change?.kind === 'removed') return [];
  if (node.kind !== 'set' || node.children === undefined || node.children.length === 0) {
    return path.length === 0 ? [] : [{ path, node }];
  }
  return node.children.flatMap((child) => leavesOf(child, [...path, child.name]));
}

/** What a path is called in maps. */
export function leafKey(path: readonly string[]): string {
  return JSON.stringify(path);
}
