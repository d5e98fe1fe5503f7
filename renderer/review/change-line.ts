import { findNodeAtLocation, parseTree, type Node } from 'jsonc-parser';
import type { JsonPath } from '../../shared/base/json';
import type { ChangeItem } from '../../shared/contract';
import type { DiffLine } from './diff-lines';

/** The index of the diff line where a change is seen best; null when it is not in the diff. */
export function lineOfChange(
  change: ChangeItem,
  lines: readonly DiffLine[],
  texts: { readonly before: string | null; readonly after: string },
): number | null {
  for (const path of change.paths) {
    const after = lineAt(texts.after, path);
    const found = after === null ? -1 : lines.findIndex((line) => 'after' in line && line.after === after);
    if (found >= 0) return nearestChange(lines, found);
    const before = texts.before === null ? null : lineAt(texts.before, path);
    const gone = before === null ? -1 : lines.findIndex((line) => 'before' in line && line.before === before);
    if (gone >= 0) return nearestChange(lines, gone);
  }
  return null;
}

/** The line of a value, or of the nearest object around it, counted from 1. */
function lineAt(text: string, path: JsonPath): number | null {
  const root = parseTree(text);
  if (root === undefined) return null;
  const node = nodeAt(root, path);
  return node === undefined ? null : text.slice(0, node.offset).split('\n').length;
}

function nodeAt(root: Node, path: JsonPath): Node | undefined {
  const node = findNodeAtLocation(root, [...path]);
  // The property is what changes, not only its value.
  return node?.parent?.type === 'property' ? node.parent : node;
}

/** An added or removed line close by says more than an unchanged one. */
function nearestChange(lines: readonly DiffLine[], index: number): number {
  for (const distance of [0, 1, -1, 2, -2, 3, -3]) {
    const kind = lines[index + distance]?.kind;
    if (kind === 'added' || kind === 'removed') return index + distance;
  }
  return index;
}
