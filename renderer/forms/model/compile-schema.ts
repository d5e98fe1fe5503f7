import type { Json, JsonObject } from '../../../shared/base/json';
import { isJsonObject } from '../../../shared/base/json';
import type { OptionHints } from '../../../shared/clan/evaluation';
import type { FormNode, NodeInfo, UnionBranch } from './form-node';
import { plainText } from './words';

const nothing: JsonObject = {};

/** Reads the schema of a role (root at `#/$defs/Input`). What it does not understand becomes a JSON node. */
export function compileSchema(schema: JsonObject): FormNode {
  const definitions = isJsonObject(schema['$defs']) ? schema['$defs'] : nothing;
  const root = Object.hasOwn(definitions, 'Input') ? definitions['Input'] : schema;
  const node = compileNode(root, { definitions, open: [] }, { name: '', isRequired: true });
  return node.kind === 'group' ? node : { kind: 'group', info: node.info, fields: [], others: null };
}

interface Scope {
  readonly definitions: JsonObject;
  /** References being followed, so that a schema that contains itself ends as JSON. */
  readonly open: readonly string[];
}

interface Place {
  readonly name: string;
  readonly isRequired: boolean;
}

function compileNode(schema: Json | undefined, scope: Scope, place: Place): FormNode {
  if (!isJsonObject(schema)) return { kind: 'json', info: infoOf(nothing, place) };
  const reference = schema['$ref'];
  if (typeof reference === 'string') return compileReference(reference, schema, scope, place);
  const info = infoOf(schema, place);
  if (Array.isArray(schema['enum'])) return { kind: 'enum', info, values: schema['enum'] as readonly Json[] };
  if (Object.hasOwn(schema, 'const')) return { kind: 'enum', info, values: [schema['const'] ?? null] };
  const alternatives = schema['oneOf'] ?? schema['anyOf'];
  if (Array.isArray(alternatives)) return compileUnion(alternatives as readonly Json[], info, scope);
  return compileTyped(schema, info, scope);
}

function compileReference(reference: string, schema: JsonObject, scope: Scope, place: Place): FormNode {
  const prefix = '#/$defs/';
  const name = reference.startsWith(prefix) ? decodePointer(reference.slice(prefix.length)) : '';
  const target = Object.hasOwn(scope.definitions, name) ? scope.definitions[name] : undefined;
  const siblings = Object.fromEntries(Object.entries(schema).filter(([key]) => key !== '$ref'));
  if (name === 'AnyJson' || scope.open.includes(name) || !isJsonObject(target)) {
    return {
      kind: 'json',
      info: infoOf({ ...(isJsonObject(target) ? target : nothing), ...siblings }, place),
    };
  }
  // What stands beside the reference belongs to this option and wins over what the shared definition says.
  return compileNode({ ...target, ...siblings }, { ...scope, open: [...scope.open, name] }, place);
}

function decodePointer(text: string): string {
  try {
    return decodeURIComponent(text).replaceAll('~1', '/').replaceAll('~0', '~');
  } catch {
    return text;
  }
}

function compileTyped(schema: JsonObject, info: NodeInfo, scope: Scope): FormNode {
  switch (schema['type']) {
    case 'string':
      return {
        kind: 'string',
        info,
        isMultiline: info.hints?.typeName === 'lines' || info.hints?.typeName === 'separatedString',
        pattern: textOrNull(schema['pattern']),
        minLength: numberOrNull(schema['minLength']),
      };
    case 'integer':
    case 'number':
      return {
        kind: 'number',
        info,
        isInteger: schema['type'] === 'integer',
        isFloat: schema['format'] === 'float',
        minimum: numberOrNull(schema['minimum']),
        maximum: numberOrNull(schema['maximum']),
      };
    case 'boolean':
      return { kind: 'boolean', info };
    case 'null':
      return { kind: 'null', info };
    case 'array':
      return { kind: 'list', info, item: compileNode(schema['items'], scope, itemPlace) };
    case 'object':
      return compileObject(schema, info, scope);
    default:
      return { kind: 'json', info };
  }
}

const itemPlace: Place = { name: '', isRequired: false };

function compileObject(schema: JsonObject, info: NodeInfo, scope: Scope): FormNode {
  const properties = isJsonObject(schema['properties']) ? schema['properties'] : nothing;
  const required = new Set(Array.isArray(schema['required']) ? (schema['required'] as readonly Json[]) : []);
  const additional = schema['additionalProperties'];
  const others = isJsonObject(additional) ? compileNode(additional, scope, itemPlace) : null;
  const fields = Object.keys(properties)
    .map((name) => compileNode(properties[name], scope, { name, isRequired: required.has(name) }))
    .filter((field) => !field.info.isInternal);
  if (others && fields.length === 0) return { kind: 'map', info, item: others };
  return { kind: 'group', info, fields: [...fields].sort((a, b) => rank(a) - rank(b)), others };
}

const canBeEmpty: ReadonlySet<FormNode['kind']> = new Set(['list', 'map', 'group', 'union', 'json']);

/** Nix sorts options by name. What must be filled in and the main switch come first, the rest keeps its order. */
function rank({ kind, info }: FormNode): number {
  // Lists and maps are empty without a default; everything else fails.
  const isNeeded = info.isRequired || (info.hints?.hasDefault === false && !canBeEmpty.has(kind));
  if (isNeeded && info.defaultValue === undefined && !info.isReadOnly) return 0;
  return info.name === 'enable' ? 1 : 2;
}

function compileUnion(alternatives: readonly Json[], info: NodeInfo, scope: Scope): FormNode {
  const nodes = alternatives.map((alternative) =>
    compileNode(alternative, scope, { name: info.name, isRequired: false }),
  );
  const words = nodes.map(branchLabel);
  const branches = nodes.map((node, index): UnionBranch => {
    const word = words[index] ?? '';
    // Plain words as long as they tell the branches apart, else the type's own description.
    const isClear = words.filter((other) => other === word).length === 1;
    const given = isClear ? undefined : shortLabel(info.hints?.branchLabels?.[index]);
    return { label: given ?? word, node };
  });
  const only = branches.length === 1 ? branches[0] : undefined;
  if (only) return { ...only.node, info };
  // Whole and broken numbers are one kind of input to a user.
  if (branches.length > 0 && branches.every(({ node }) => node.kind === 'number')) {
    return { kind: 'number', info, isInteger: false, isFloat: false, minimum: null, maximum: null };
  }
  return branches.length === 0 ? { kind: 'json', info } : { kind: 'union', info, branches };
}

/** Type descriptions explain themselves after a comma: `positive integer, meaning >0`. */
function shortLabel(label: string | undefined): string | undefined {
  const short = label?.split(/, (?:meaning|not containing)|; /)[0]?.trim();
  return short === undefined || short === '' ? undefined : short;
}

/** A plain word for a branch. */
function branchLabel(node: FormNode): string {
  switch (node.kind) {
    case 'string':
      return 'text';
    case 'number':
      return node.isInteger ? 'whole number' : 'number';
    case 'boolean':
      return 'yes or no';
    case 'null':
      return 'null';
    case 'enum':
      return node.values.length === 1 ? plainText(node.values[0] ?? null) : 'choice';
    case 'list':
      return 'list';
    case 'map':
      return 'map';
    case 'group':
      return node.fields.length === 1 && node.fields[0]?.info.isRequired
        ? node.fields[0].info.name
        : 'fields';
    case 'union':
      return 'choice';
    case 'json':
      return 'JSON';
  }
}

function infoOf(schema: JsonObject, place: Place): NodeInfo {
  const hints = isJsonObject(schema['x-clan']) ? (schema['x-clan'] as unknown as OptionHints) : null;
  const stated = hints?.default !== undefined ? hints.default : schema['default'];
  return {
    name: place.name,
    description: textOrNull(schema['description']),
    hints,
    ...(stated === undefined ? {} : { defaultValue: stated }),
    ...(hints?.defaultText === undefined ? {} : { defaultText: hints.defaultText }),
    isRequired: place.isRequired,
    isReadOnly: hints?.isReadOnly ?? false,
    isInternal: hints?.isInternal ?? false,
  };
}

function textOrNull(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function numberOrNull(value: Json | undefined): number | null {
  return typeof value === 'number' ? value : null;
}
