/**
 * Marks the tree of a machine's configuration against the tree of the saved state: what is new, what was different,
 * what is gone. Gone nodes are put back into the tree, so that the window can show them struck through.
 */
import type { PreviewNode } from '../../../shared/clan/evaluation';
import type { LeafCounts } from './config-diff';

export interface MarkedTree {
  readonly root: PreviewNode | null;
  readonly counts: LeafCounts;
}

/** Tells whether two leaves with the same shortened text are the same in full. `path` leads to them from the root. */
export type SameInFull = (path: readonly string[]) => boolean;

interface Tally {
  added: number;
  changed: number;
  removed: number;
}

/** `current` with marks, and their counts. A missing tree on either side means that nothing can be compared. */
export function markTree(
  saved: PreviewNode | null,
  current: PreviewNode | null,
  isSameInFull: SameInFull = () => true,
): MarkedTree {
  const tally: Tally = { added: 0, changed: 0, removed: 0 };
  if (saved === null || current === null) return { root: current, counts: tally };
  return { root: markNode({ saved, current, path: [], tally, isSameInFull }), counts: tally };
}

interface Comparison {
  readonly saved: PreviewNode;
  readonly current: PreviewNode;
  readonly path: readonly string[];
  readonly tally: Tally;
  readonly isSameInFull: SameInFull;
}

function markNode(comparison: Comparison): PreviewNode {
  const { saved, current, tally, path, isSameInFull } = comparison;
  if (saved === current) return current;
  const hasBefore = hasChildren(saved);
  const hasAfter = hasChildren(current);
  // An empty set that is filled, or the other way round, is no change of its own.
  if (
    (hasBefore && hasAfter) ||
    ((hasBefore || hasAfter) && saved.kind === 'set' && current.kind === 'set')
  ) {
    const children = markChildren(comparison);
    return children === current.children ? current : { ...current, children };
  }
  if (!hasBefore && !hasAfter) {
    if (isSameLeaf(saved, current) && (!isShortened(current) || isSameInFull(path))) return current;
    tally.changed++;
    return { ...current, change: { kind: 'changed', was: saved.text } };
  }
  tally.changed++;
  tally.added += countLeaves(current) - 1;
  tally.removed += countLeaves(saved) - 1;
  const children = current.children?.map((child) => markAll(child, 'added'));
  return { ...current, ...(children && { children }), change: { kind: 'changed', was: saved.text } };
}

/** Returns the very same list when nothing below has changed. */
function markChildren(comparison: Comparison): readonly PreviewNode[] {
  const { saved, current, path, tally } = comparison;
  const before = new Map(saved.children?.map((child) => [child.name, child]));
  const marked = (current.children ?? []).map((child) => {
    const old = before.get(child.name);
    before.delete(child.name);
    if (old !== undefined) {
      return markNode({ ...comparison, saved: old, current: child, path: [...path, child.name] });
    }
    tally.added += countLeaves(child);
    return markAll(child, 'added');
  });
  const isSame = before.size === 0 && marked.every((child, index) => child === current.children?.[index]);
  if (isSame) return current.children ?? [];
  for (const gone of before.values()) {
    tally.removed += countLeaves(gone);
    insertInOrder(marked, markAll(gone, 'removed'), saved.children ?? []);
  }
  return marked;
}

/** Puts a removed node behind the sibling that it followed when it was there. */
function insertInOrder(marked: PreviewNode[], gone: PreviewNode, before: readonly PreviewNode[]): void {
  const place = before.findIndex((node) => node.name === gone.name);
  for (let index = place - 1; index >= 0; index--) {
    const sibling = marked.findIndex((node) => node.name === before[index]?.name);
    if (sibling >= 0) {
      marked.splice(sibling + 1, 0, gone);
      return;
    }
  }
  marked.unshift(gone);
}

function markAll(node: PreviewNode, kind: 'added' | 'removed'): PreviewNode {
  const children = node.children?.map((child) => markAll(child, kind));
  const change = kind === 'added' ? { kind } : { kind, was: node.text };
  return { ...node, ...(children && { children }), change };
}

function hasChildren(node: PreviewNode): boolean {
  return node.children !== undefined && node.children.length > 0;
}

function countLeaves(node: PreviewNode): number {
  if (!hasChildren(node)) return 1;
  return (node.children ?? []).reduce((sum, child) => sum + countLeaves(child), 0);
}

function isSameLeaf(a: PreviewNode, b: PreviewNode): boolean {
  return a.kind === b.kind && a.text === b.text;
}

/** A text that was cut may hide a difference. */
function isShortened(node: PreviewNode): boolean {
  return node.text.includes('…');
}
