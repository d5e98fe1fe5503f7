import { compareBytes } from '../nix';
import type { ExactJson, ExactJsonObject } from './exact-json';
import { objectOf } from './exact-json';
import type { SchemaNode } from './schema-node';

/** A finished schema and the definitions (`$defs`) that it refers to, by name. */
export interface ResolvedSchema {
  readonly schema: ExactJson;
  readonly definitions: ReadonlyMap<string, ExactJson>;
}

const none: ReadonlyMap<string, ExactJson> = new Map();

/**
 * Turns nodes into plain JSON Schema: references become `#/$defs/Name`, what they held becomes a definition. Names are
 * not disambiguated: where two different schemas have one name, the later one stands, as in clan's converter
 * (clan-semantics 7.1).
 */
export function resolveRefs(node: SchemaNode | false, open: ReadonlySet<string> = new Set()): ResolvedSchema {
  if (node === false) return { schema: false, definitions: none };
  if (node.ref !== undefined) return resolveReference(node, node.ref, open);
  if (node.oneOf !== undefined) {
    const branches = node.oneOf.map((branch) => resolveRefs(branch, open));
    return {
      schema: { ...plainFields(node), oneOf: branches.map((branch) => branch.schema) },
      definitions: union(branches.map((branch) => branch.definitions)),
    };
  }
  if (node.type === 'array') return resolveArray(node, open);
  if (node.type === 'object') return resolveObject(node, open);
  return { schema: plainFields(node), definitions: none };
}

function resolveReference(
  node: SchemaNode,
  target: NonNullable<SchemaNode['ref']>,
  open: ReadonlySet<string>,
): ResolvedSchema {
  const name = target.name();
  const schema = { ...plainFields(node), $ref: `#/$defs/${name}` };
  if (open.has(name)) return { schema, definitions: none };
  const inner = resolveRefs(target.schema(), new Set([...open, name]));
  return { schema, definitions: union([inner.definitions, new Map([[name, inner.schema]])]) };
}

function resolveArray(node: SchemaNode, open: ReadonlySet<string>): ResolvedSchema {
  if (node.items === undefined) return { schema: plainFields(node), definitions: none };
  const items = resolveRefs(node.items, open);
  return { schema: { ...plainFields(node), items: items.schema }, definitions: items.definitions };
}

function resolveObject(node: SchemaNode, open: ReadonlySet<string>): ResolvedSchema {
  const schema: Record<string, ExactJson> = { ...plainFields(node) };
  const parts: ReadonlyMap<string, ExactJson>[] = [];
  if (node.additionalProperties !== undefined) {
    const rest = resolveRefs(node.additionalProperties, open);
    schema.additionalProperties = rest.schema;
    parts.push(rest.definitions);
  }
  if (node.properties !== undefined) {
    const names = [...node.properties.keys()].sort(compareBytes);
    const properties: [string, ExactJson][] = [];
    for (const name of names) {
      const property = resolveRefs(node.properties.get(name) ?? false, open);
      properties.push([name, property.schema]);
      parts.push(property.definitions);
    }
    schema.properties = objectOf(properties);
  }
  return { schema, definitions: union(parts) };
}

/** The fields that hold no schema. */
function plainFields(node: SchemaNode): ExactJsonObject {
  const fields: [string, ExactJson | undefined][] = [
    ['type', node.type],
    ['enum', node.enum],
    ['default', node.default],
    ['description', node.description],
    ['readOnly', node.readOnly],
    ['required', node.required],
  ];
  return objectOf(fields.filter((field): field is [string, ExactJson] => field[1] !== undefined));
}

function union(maps: readonly ReadonlyMap<string, ExactJson>[]): ReadonlyMap<string, ExactJson> {
  if (maps.length === 1) return maps[0] ?? none;
  const result = new Map<string, ExactJson>();
  for (const map of maps) for (const [name, schema] of map) result.set(name, schema);
  return result;
}
