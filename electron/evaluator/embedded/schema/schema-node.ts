import type { ExactJson } from './exact-json';

/**
 * A JSON Schema under construction (the keywords of clan-semantics 7.2). References still hold what they refer to,
 * because unions have to look inside them to see which of their branches contain each other; names are functions,
 * because a branch's name depends on how many branches are left in the end.
 */
export interface SchemaNode {
  readonly ref?: SchemaReference;
  readonly type?: string;
  readonly oneOf?: readonly SchemaNode[];
  readonly items?: SchemaNode;
  readonly properties?: ReadonlyMap<string, SchemaNode>;
  /** `false`: no other properties than those listed. */
  readonly additionalProperties?: SchemaNode | false;
  readonly required?: readonly string[];
  readonly enum?: readonly ExactJson[];
  readonly default?: ExactJson;
  readonly description?: ExactJson;
  readonly readOnly?: true;
}

/** The name of a definition and its schema. */
export interface SchemaReference {
  readonly name: () => string;
  readonly schema: () => SchemaNode;
}

/** A reference to a named schema, which may get siblings (clan-semantics 7.1). */
export function reference(name: () => string, schema: SchemaNode): SchemaNode {
  return { ref: { name, schema: () => schema } };
}

const anyJsonSchema: SchemaNode = {
  oneOf: [
    { type: 'null' },
    { type: 'boolean' },
    { type: 'integer' },
    { type: 'number' },
    { type: 'string' },
    { type: 'array', items: { ref: { name: () => 'AnyJson', schema: () => anyJsonSchema } } },
    { type: 'object', additionalProperties: { ref: { name: () => 'AnyJson', schema: () => anyJsonSchema } } },
  ],
};

/** Any JSON value: the definition `AnyJson` (clan-semantics 7.2). */
export const anyJson: SchemaNode = { ref: { name: () => 'AnyJson', schema: () => anyJsonSchema } };
