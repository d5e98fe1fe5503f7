/** Going through the syntax tree of a file: each is parsed once. */
import { parse } from '../../nix';
import type { Expr, SourceFile } from '../../nix';

const trees = new WeakMap<SourceFile, Expr>();

/** The tree of a file that has been evaluated, so that it parses. Throws NixError `parse` for any other. */
export function treeOf(source: SourceFile): Expr {
  const known = trees.get(source) ?? parse(source);
  trees.set(source, known);
  return known;
}

/** Everything inside a node of the tree but its places, whatever the node is. */
export function childrenOf(node: unknown): readonly unknown[] {
  if (Array.isArray(node)) return node;
  if (node instanceof Map) return [...node.values()];
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null && key !== 'span' && !key.endsWith('Spans')
      ? [value as unknown]
      : [],
  );
}

/** Whether a node is an expression of a kind. */
export function isExpr<Kind extends Expr['kind']>(
  node: unknown,
  kind: Kind,
): node is Extract<Expr, { readonly kind: Kind }> {
  return typeof node === 'object' && node !== null && 'kind' in node && node.kind === kind && 'span' in node;
}

/** The names of a selection up to the first that is computed. */
export function staticPath(select: Extract<Expr, { readonly kind: 'select' }>): readonly string[] {
  const names: string[] = [];
  for (const part of select.path) {
    if (part.kind !== 'static') break;
    names.push(part.name);
  }
  return names;
}
