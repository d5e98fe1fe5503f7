import { parseTree } from 'jsonc-parser';
import type { Node } from 'jsonc-parser';
import type { JsonPath } from '../../../shared/base/json';
import type { KeyOrder } from '../../../shared/contract';

/** A key that JavaScript takes for an index and puts in front of all others. */
const indexKey = /"(?:0|[1-9]\d{0,9})"\s*:/;

/** The objects of a JSON text whose keys stand in another order than JavaScript gives them. Nearly always none. */
export function keyOrdersOf(text: string | null): readonly KeyOrder[] {
  // Most texts have no such key, and are not parsed once more.
  const root = text !== null && indexKey.test(text) ? parseTree(text) : undefined;
  const found: KeyOrder[] = [];
  if (root !== undefined) visit(root, [], found);
  return found;
}

function visit(node: Node, path: JsonPath, found: KeyOrder[]): void {
  if (node.type === 'array') node.children?.forEach((item, index) => visit(item, [...path, index], found));
  if (node.type !== 'object') return;
  const members = (node.children ?? []).flatMap(({ children }) => {
    const [key, value] = children ?? [];
    return key === undefined || value === undefined ? [] : [[String(key.value), value] as const];
  });
  const keys = [...new Set(members.map(([key]) => key))];
  const usual = Object.keys(Object.fromEntries(keys.map((key) => [key, null])));
  if (usual.some((key, index) => key !== keys[index])) found.push({ path, keys });
  for (const [key, value] of members) visit(value, [...path, key], found);
}
