import type { Json, JsonPath } from '../../../shared/base/json';
import { asNumber } from '../../../shared/base/exact-number';
import { isJsonObject } from '../../../shared/base/json';
import { nixText } from './words';

const width = 80;

/** A definition in Nix as one would write it by hand, for pasting: `a.b = { … };`. */
export function nixDefinition(path: JsonPath, value: Json): string {
  return `${path.map(attribute).join('.')} = ${block(value, '')};`;
}

function block(value: Json, indent: string): string {
  const line = nixText(value, Infinity);
  if (indent.length + line.length <= width && !line.includes('{ ')) return line;
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value as readonly Json[];
    if (items.length === 0) return '[ ]';
    return `[\n${items.map((item) => `${inner}${listItem(item, inner)}\n`).join('')}${indent}]`;
  }
  if (!isJsonObject(value)) return line;
  const entries = Object.entries(value);
  if (entries.length === 0) return '{ }';
  return `{\n${entries.map(([key, item]) => `${inner}${attribute(key)} = ${block(item, inner)};\n`).join('')}${indent}}`;
}

/** Inside a list Nix takes a minus for an operator. */
function listItem(value: Json, indent: string): string {
  const text = block(value, indent);
  return (asNumber(value) ?? 0) < 0 ? `(${text})` : text;
}

function attribute(part: string | number): string {
  const name = String(part);
  return /^[A-Za-z_][\w'-]*$/.test(name) ? name : nixText(name, Infinity);
}
