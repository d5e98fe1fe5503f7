import { digitsOf, exactNumber } from '../../../shared/base/exact-number';
import type { Json, JsonObject } from '../../../shared/base/json';
import { isJsonObject, jsonEqual } from '../../../shared/base/json';
import type { FormNode } from './form-node';

type UnionNode = Extract<FormNode, { kind: 'union' }>;

/** Whether a value has the shape of a node. Finer rules (bounds, patterns) are the evaluator's to judge. */
export function accepts(node: FormNode, value: Json): boolean {
  switch (node.kind) {
    case 'string':
      return typeof value === 'string';
    case 'number':
      return acceptsNumber(node, value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'null':
      return value === null;
    case 'enum':
      return node.values.some((candidate) => jsonEqual(candidate, value));
    case 'list':
      return Array.isArray(value) && (value as readonly Json[]).every((item) => accepts(node.item, item));
    case 'map':
      return isPlainObject(value) && Object.values(value).every((item) => accepts(node.item, item));
    case 'group':
      return acceptsGroup(node, value);
    case 'union':
      return node.branches.some((branch) => accepts(branch.node, value));
    case 'json':
      return true;
  }
}

/** A whole number is written without a point; `2.0` is none to Nix. */
function acceptsNumber(node: Extract<FormNode, { kind: 'number' }>, value: Json): boolean {
  const digits = digitsOf(value);
  return digits !== undefined && (!node.isInteger || /^-?\d+$/.test(digits));
}

function isPlainObject(value: Json): value is JsonObject {
  return isJsonObject(value) && digitsOf(value) === undefined;
}

function acceptsGroup(node: Extract<FormNode, { kind: 'group' }>, value: Json): boolean {
  if (!isPlainObject(value)) return false;
  const names = new Map(node.fields.map((field) => [field.info.name, field]));
  const hasRequired = node.fields.every(({ info }) => !info.isRequired || Object.hasOwn(value, info.name));
  return (
    hasRequired &&
    Object.entries(value).every(([key, item]) => {
      const field = names.get(key) ?? node.others;
      return field !== null && accepts(field, item);
    })
  );
}

/** The branch that a value belongs to; null when none takes it. */
export function branchOf(node: UnionNode, value: Json): number | null {
  const exact = node.branches.findIndex((branch) => accepts(branch.node, value));
  if (exact >= 0) return exact;
  // Half-filled groups fit no branch yet: the same outer shape is then the better answer than none.
  const alike = node.branches.findIndex((branch) => hasSameOuterShape(branch.node, value));
  return alike >= 0 ? alike : null;
}

function hasSameOuterShape(node: FormNode, value: Json): boolean {
  if (node.kind === 'group') {
    const names = new Set(node.fields.map(({ info }) => info.name));
    return (
      isPlainObject(value) && (node.others !== null || Object.keys(value).every((key) => names.has(key)))
    );
  }
  if (node.kind === 'map') return isPlainObject(value);
  return node.kind === 'list' && Array.isArray(value);
}

/** A first value for a new list item or a newly chosen branch, as empty as the type allows. */
export function emptyValue(node: FormNode): Json {
  switch (node.kind) {
    case 'string':
      return '';
    case 'number':
      return firstNumber(node);
    case 'boolean':
      return false;
    case 'null':
    case 'json':
      return null;
    case 'enum':
      return node.values[0] ?? null;
    case 'list':
      return [];
    case 'map':
      return {};
    case 'group':
      return emptyGroup(node);
    case 'union': {
      const first = node.branches[0];
      return first ? emptyValue(first.node) : null;
    }
  }
}

/** The smallest number that is allowed, or zero; in the notation that the type takes. */
function firstNumber({ minimum, isFloat }: Extract<FormNode, { kind: 'number' }>): Json {
  const first = minimum !== null && minimum > 0 ? minimum : 0;
  return isFloat && Number.isInteger(first) ? exactNumber(`${first}.0`) : first;
}

/** A group with one required field (a tagged choice) starts with that field, so that it is told from its siblings. */
function emptyGroup(node: Extract<FormNode, { kind: 'group' }>): Json {
  const required = node.fields.filter(({ info }) => info.isRequired);
  const only = required.length === 1 && node.fields.length === 1 ? required[0] : undefined;
  return only ? { [only.info.name]: emptyValue(only) } : {};
}
