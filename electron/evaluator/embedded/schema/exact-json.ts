import { exactNumber } from '../../../../shared/base/exact-number';
import type { Json } from '../../../../shared/base/json';
import type { NixJson } from '../nix';

/**
 * JSON as Nix has it: integers are 64 bits wide and stay apart from floats. Objects have no prototype to trip over.
 * Everything that prints evaluation results for comparison uses this; the window gets {@link toPlainJson}.
 */
export type ExactJson = null | boolean | number | bigint | string | readonly ExactJson[] | ExactJsonObject;

/** An object of {@link ExactJson}. */
export interface ExactJsonObject {
  readonly [key: string]: ExactJson;
}

/** Tells objects from lists, null and scalars. */
export function isExactObject(value: ExactJson | undefined): value is ExactJsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Ordinary JSON numbers instead of 64-bit ones; integers beyond 2^53 stand as exact numbers and keep their digits. */
export function toPlainJson(value: ExactJson): Json {
  if (typeof value === 'bigint') return exactNumber(value.toString());
  if (Array.isArray(value)) return value.map((item) => toPlainJson(item as ExactJson));
  if (isExactObject(value)) return mapObject(value, toPlainJson);
  return value as Json;
}

/** The same for values that may end up in a document: a float stays one (`2.0`), as Nix tells it from an integer. */
export function toDocumentJson(value: ExactJson): Json {
  if (typeof value === 'number' && Number.isInteger(value)) return exactNumber(floatDigits(value));
  if (Array.isArray(value)) return value.map((item) => toDocumentJson(item as ExactJson));
  return isExactObject(value) ? mapObject(value, toDocumentJson) : toPlainJson(value);
}

/** `1e+30` is a float as it stands. */
function floatDigits(value: number): string {
  const digits = JSON.stringify(value);
  return /^-?\d+$/.test(digits) ? `${digits}.0` : digits;
}

/** JSON text with sorted keys and exact integers. `indent` 0 gives one line. */
export function exactJsonText(value: ExactJson, indent = 2): string {
  return render(value, indent, '');
}

function render(value: ExactJson, indent: number, margin: string): string {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return Number.isFinite(value) ? JSON.stringify(value) : 'null';
  const inner = margin + ' '.repeat(indent);
  if (Array.isArray(value)) {
    return block(
      value.map((item) => render(item as ExactJson, indent, inner)),
      ['[', ']'],
      { indent, margin, inner },
    );
  }
  if (isExactObject(value)) {
    const keys = Object.keys(value).sort();
    const items = keys.map((key) => {
      const text = render(value[key] as ExactJson, indent, inner);
      return JSON.stringify(key) + (indent === 0 ? ':' : ': ') + text;
    });
    return block(items, ['{', '}'], { indent, margin, inner });
  }
  return JSON.stringify(value);
}

function block(
  items: readonly string[],
  [open, close]: readonly [string, string],
  layout: { readonly indent: number; readonly margin: string; readonly inner: string },
): string {
  if (items.length === 0) return open + close;
  if (layout.indent === 0) return open + items.join(',') + close;
  return `${open}\n${items.map((item) => layout.inner + item).join(',\n')}\n${layout.margin}${close}`;
}

/** An object from entries, safe for keys such as `__proto__`. */
export function objectOf<T>(entries: Iterable<readonly [string, T]>): { readonly [key: string]: T } {
  const result: Record<string, T> = Object.create(null) as Record<string, T>;
  for (const [key, value] of entries) result[key] = value;
  return result;
}

function mapObject(
  object: ExactJsonObject,
  map: (value: ExactJson) => Json,
): { readonly [key: string]: Json } {
  return objectOf(Object.entries(object).map(([key, value]) => [key, map(value)] as const));
}

/** The interpreter's JSON data (what `builtins.toJSON` prints) as {@link ExactJson}. */
export function fromNixJson(value: NixJson): ExactJson {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Map) {
    const members = value as ReadonlyMap<string, NixJson>;
    return objectOf([...members].map(([name, member]) => [name, fromNixJson(member)] as const));
  }
  return (value as readonly NixJson[]).map(fromNixJson);
}
