/** The tree of a resulting configuration as the lines that are on screen. Pure, so that folding and search are tested without a window. */
import type { JsonPath } from '../../shared/base/json';
import type { PreviewNode } from '../../shared/clan/evaluation';

export interface TreeLine {
  readonly key: string;
  readonly path: JsonPath;
  /** `quota`, or `firewall.allowedTCPPorts` when a chain of single children is folded into one line. */
  readonly label: string;
  readonly depth: number;
  readonly node: PreviewNode;
  readonly canOpen: boolean;
  readonly isOpen: boolean;
  /** The place in a long value that a search found, where the shortened value does not show it. */
  readonly excerpt?: string;
}

export interface TreeView {
  readonly query: string;
  readonly isChangesOnly: boolean;
  /** Lines that the user opened or closed, by key; others follow the default. */
  readonly toggled: ReadonlyMap<string, boolean>;
}

/** How many lines a tree may have to be open from the start. */
const openAtOnce = 300;

export function treeKey(path: JsonPath): string {
  return JSON.stringify(path);
}

/** The visible lines, top to bottom. A search or "changes only" opens everything that leads to a find. */
export function treeLines(root: PreviewNode, view: TreeView): readonly TreeLine[] {
  const words = view.query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const isFiltering = words.length > 0 || view.isChangesOnly;
  const isFound = (node: PreviewNode, path: JsonPath) =>
    (!view.isChangesOnly || node.change !== undefined) &&
    words.every((word) => `${path.join('.')} ${node.text} ${node.search ?? ''}`.toLowerCase().includes(word));
  const state: Walk = {
    view,
    isFiltering,
    isFound,
    words,
    defaultDepth: countLines(root, openAtOnce + 1) <= openAtOnce ? Infinity : 1,
    lines: [],
  };
  for (const child of root.children ?? []) walk(child, [partOf(root, child)], 0, state);
  return state.lines;
}

interface Walk {
  readonly view: TreeView;
  readonly isFiltering: boolean;
  readonly isFound: (node: PreviewNode, path: JsonPath) => boolean;
  readonly words: readonly string[];
  readonly defaultDepth: number;
  readonly lines: TreeLine[];
}

/** Returns whether anything was added. */
function walk(start: PreviewNode, startPath: JsonPath, depth: number, state: Walk): boolean {
  const { node, path, label } = foldChain(start, startPath);
  const children = node.children ?? [];
  const key = treeKey(path);
  const isPartial = node.isPartial === true;
  if (children.length === 0 && !isPartial) {
    if (state.isFiltering && !state.isFound(node, path)) return false;
    const excerpt = excerptOf(node, path, state.words);
    state.lines.push({ key, path, label, depth, node, canOpen: false, isOpen: false, ...excerpt });
    return true;
  }
  // What was left out is asked for only when the user opens it.
  const isOpenAtFirst = state.isFiltering ? children.length > 0 : !isPartial && depth < state.defaultDepth;
  const isOpen = state.view.toggled.get(key) ?? isOpenAtFirst;
  const place = state.lines.length;
  state.lines.push({ key, path, label, depth, node, canOpen: true, isOpen });
  const isWhole = state.isFiltering && state.isFound(node, path) && node.change !== undefined;
  const inner = isWhole ? { ...state, isFiltering: false } : state;
  let hasFinds = false;
  if (isOpen || state.isFiltering) {
    for (const child of children) {
      if (walk(child, [...path, partOf(node, child)], depth + 1, inner)) hasFinds = true;
    }
  }
  if (state.isFiltering && !hasFinds && !state.isFound(node, path)) {
    state.lines.length = place;
    return false;
  }
  // Closed by hand while searching: the finds stay counted but out of sight.
  if (!isOpen) state.lines.length = place + 1;
  return true;
}

/** Characters that stand before and behind what was found. */
const around = { before: 12, behind: 60 } as const;

/** What a search found deep in a value, with a little of what stands around it. */
function excerptOf(
  node: PreviewNode,
  path: JsonPath,
  words: readonly string[],
): { readonly excerpt?: string } {
  const { search } = node;
  if (search === undefined) return {};
  const shown = `${path.join('.')} ${node.text}`.toLowerCase();
  const hidden = words.find((word) => !shown.includes(word));
  const at = hidden === undefined ? -1 : search.toLowerCase().indexOf(hidden);
  if (hidden === undefined || at < 0) return {};
  const start = Math.max(0, at - around.before);
  const end = at + hidden.length + around.behind;
  const text = search.slice(start, end).replaceAll(/\s+/g, ' ').trim();
  return { excerpt: `${start > 0 ? '… ' : ''}${text}${end < search.length ? ' …' : ''}` };
}

function foldChain(start: PreviewNode, startPath: JsonPath) {
  const parts = [start];
  let node = start;
  for (;;) {
    const only = node.kind === 'set' && node.children?.length === 1 ? node.children[0] : undefined;
    if (only === undefined || node.change !== undefined) break;
    // What is opened by hand keeps its line, whatever turns out to be in it.
    if (node.isPartial === true || only.isPartial === true) break;
    parts.push(only);
    node = only;
  }
  // Only a chain that ends in a value becomes one line; a set keeps its own, so that its children are below its name.
  if ((node.children?.length ?? 0) > 0)
    return { node: start, path: startPath, label: attributeName(start.name) };
  const path = [...startPath, ...parts.slice(1).map(({ name }) => name)];
  return { node, path, label: parts.map(({ name }) => attributeName(name)).join('.') };
}

function partOf(parent: PreviewNode, child: PreviewNode): string | number {
  return parent.kind === 'list' && /^\d+$/.test(child.name) ? Number(child.name) : child.name;
}

/** Names that hold dots or spaces are quoted, so that a path is read the right way. */
export function attributeName(name: string): string {
  return /^[A-Za-z_0-9][\w'-]*$/.test(name) ? name : JSON.stringify(name);
}

/** A path as Nix writes it. */
export function attributePath(path: JsonPath): string {
  return path.map((part) => attributeName(String(part))).join('.');
}

function countLines(node: PreviewNode, limit: number): number {
  let sum = 0;
  for (const child of node.children ?? []) {
    sum += 1 + countLines(child, limit - sum);
    if (sum > limit) return sum;
  }
  return sum;
}

/** The node at a path, or the nearest above it. */
export function nodeAt(root: PreviewNode, path: JsonPath): PreviewNode {
  let node = root;
  for (const part of path) {
    const child = node.children?.find(({ name }) => name === String(part));
    if (child === undefined) break;
    node = child;
  }
  return node;
}
