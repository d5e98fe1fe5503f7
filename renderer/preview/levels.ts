/** A preview of a wide machine leaves parts out until somebody looks into them: putting those parts in their places. */
import type { JsonPath } from '../../shared/base/json';
import type { PreviewNode } from '../../shared/clan/evaluation';
import type { Loadable } from '../state';

/** What is known of the part of a preview at a path. */
export type FindLevel = (path: JsonPath) => Loadable<PreviewNode> | undefined;

/**
 * The tree with every part that has been looked into in its place. Such a node stays marked as partial, so that it is
 * asked for anew with the next result; one that turns out to hold nothing is shown as what it is.
 */
export function withLevels(root: PreviewNode, find: FindLevel): PreviewNode {
  return graft(root, [], find);
}

function graft(node: PreviewNode, path: JsonPath, find: FindLevel): PreviewNode {
  if (node.isPartial === true) {
    const level = find(path)?.value ?? null;
    return level === null ? node : graftLevel(node, level, path, find);
  }
  return withChildren(node, path, find);
}

function graftLevel(node: PreviewNode, level: PreviewNode, path: JsonPath, find: FindLevel): PreviewNode {
  const isOpenable = (level.children?.length ?? 0) > 0;
  return withChildren(
    {
      ...level,
      name: node.name,
      sources: level.sources.length > 0 ? level.sources : node.sources,
      change: node.change ?? level.change,
      isPartial: isOpenable ? true : undefined,
    },
    path,
    find,
  );
}

function withChildren(node: PreviewNode, path: JsonPath, find: FindLevel): PreviewNode {
  const { children } = node;
  if (children === undefined) return node;
  const grafted = children.map((child) =>
    graft(child, [...path, node.kind === 'list' ? Number(child.name) : child.name], find),
  );
  // What has nothing partial below it stays the same object.
  return grafted.every((child, index) => child === children[index]) ? node : { ...node, children: grafted };
}

/** Whether a part of the tree has not been looked into. */
export function hasUnseen(node: PreviewNode): boolean {
  if (node.isPartial === true && node.children === undefined) return true;
  return node.children?.some(hasUnseen) ?? false;
}
