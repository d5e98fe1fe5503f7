import type { ExactJson } from './exact-json';
import type { SchemaNode } from './schema-node';

/**
 * The branches of a union without nested unions and without branches that another branch contains. Which branch
 * contains which is decided as clan's converter does (clan-semantics 7.2): by kind of type, not by what is allowed.
 * Two branches that both hold "any JSON" inside never stop comparing; the caller's budget ends that, as in Nix.
 */
export function flattenOneOf(branches: readonly SchemaNode[]): readonly SchemaNode[] {
  let result: readonly SchemaNode[] = [];
  for (const branch of branches) result = addBranch(result, branch);
  return result;
}

function addBranch(distinct: readonly SchemaNode[], added: SchemaNode): readonly SchemaNode[] {
  if (added.oneOf !== undefined) return added.oneOf.reduce(addBranch, distinct);
  if (distinct.some((existing) => contains(existing, added))) return distinct;
  const replaced = distinct.findIndex((existing) => contains(added, existing));
  if (replaced < 0) return [...distinct, added];
  return distinct.map((existing, index) => (index === replaced ? added : existing));
}

function contains(outer: SchemaNode | false, inner: SchemaNode | false): boolean {
  // `additionalProperties: false` has nothing to compare, so closed objects contain nothing, not even their equals.
  return outer !== false && inner !== false && containsNode(outer, inner);
}

function containsNode(outer: SchemaNode, inner: SchemaNode): boolean {
  if (outer.readOnly !== inner.readOnly) return false;
  if (outer.ref !== undefined) return contains(outer.ref.schema(), inner);
  if (inner.ref !== undefined) return contains(outer, inner.ref.schema());
  const outerBranches = outer.oneOf;
  if (outerBranches !== undefined) {
    const innerBranches = inner.oneOf ?? [inner];
    return innerBranches.every((branch) => outerBranches.some((candidate) => contains(candidate, branch)));
  }
  if (outer.type !== undefined && inner.type !== undefined) return containsTyped(outer, inner);
  if (outer.type !== undefined || inner.type !== undefined) return false;
  return outer.enum !== undefined && inner.enum !== undefined && isSubset(inner.enum, outer.enum);
}

function containsTyped(outer: SchemaNode, inner: SchemaNode): boolean {
  if (outer.type !== inner.type) return false;
  if (outer.type === 'array') return containsPart(outer.items, inner.items);
  if (outer.type !== 'object') return true;
  return (
    containsProperties(outer.properties, inner.properties) &&
    containsPart(outer.additionalProperties, inner.additionalProperties) &&
    isSameList(outer.required, inner.required)
  );
}

function containsPart(outer: SchemaNode | false | undefined, inner: SchemaNode | false | undefined): boolean {
  if (outer === undefined || inner === undefined) return outer === inner;
  return contains(outer, inner);
}

type Properties = SchemaNode['properties'];

function containsProperties(outer: Properties, inner: Properties): boolean {
  if (outer === undefined || inner === undefined) return outer === inner;
  return [...inner].every(([name, schema]) => {
    const counterpart = outer.get(name);
    return counterpart !== undefined && contains(counterpart, schema);
  });
}

function isSameList(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

function isSubset(inner: readonly ExactJson[], outer: readonly ExactJson[]): boolean {
  return inner.every((item) => outer.some((candidate) => isSameValue(item, candidate)));
}

/** Equality as Nix sees it: 1 equals 1.0. */
function isSameValue(a: ExactJson, b: ExactJson): boolean {
  if (typeof a === 'bigint' && typeof b === 'number') return Number(a) === b;
  if (typeof a === 'number' && typeof b === 'bigint') return a === Number(b);
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((item, index) => isSameValue(item as ExactJson, b[index] as ExactJson));
  }
  const left = Object.entries(a);
  const right = new Map(Object.entries(b));
  return (
    left.length === right.size &&
    left.every(([key, value]) => right.has(key) && isSameValue(value, right.get(key) as ExactJson))
  );
}
