import type { JsonObject } from '../../../../shared/base/json';

/** Bounds that the names of integer types stand for. */
const namedBounds: ReadonlyMap<string, JsonObject> = new Map<string, JsonObject>([
  ['positiveInt', { minimum: 1 }],
  ['unsignedInt', { minimum: 0 }],
  ['unsignedInt8', { minimum: 0, maximum: 0xff }],
  ['unsignedInt16', { minimum: 0, maximum: 0xffff }],
  ['unsignedInt32', { minimum: 0, maximum: 0xffff_ffff }],
  ['signedInt8', { minimum: -0x80, maximum: 0x7f }],
  ['signedInt16', { minimum: -0x8000, maximum: 0x7fff }],
  ['signedInt32', { minimum: -0x8000_0000, maximum: 0x7fff_ffff }],
  ['numberNonnegative', { minimum: 0 }],
  ['numberPositive', { exclusiveMinimum: 0 }],
]);

/**
 * JSON Schema bounds of a number type, which clan's schema leaves out (clan-semantics 7.2): by its name, or by its
 * description where the name says no more than "between". Empty when there are none.
 */
export function boundsOf(name: string, description: string): JsonObject {
  const between = /between (-?[\d.]+(?:e[+-]?\d+)?) and (-?[\d.]+(?:e[+-]?\d+)?)/.exec(description);
  const [, low, high] = between ?? [];
  if (low !== undefined && high !== undefined) return { minimum: Number(low), maximum: Number(high) };
  return namedBounds.get(name) ?? {};
}

/**
 * The JSON Schema `pattern` of a string type, which clan's schema leaves out (clan-semantics 7.2): what it must match,
 * no line breaks, not empty. Empty when JavaScript cannot read the pattern.
 */
export function patternOf(name: string, description: string): JsonObject {
  if (name === 'nonEmptyStr') return { pattern: '\\S' };
  if (name === 'path') return pathPattern(description);
  if (name === 'singleLineStr') return { pattern: '^[^\\n\\r]*\\n?$' };
  const pattern = /^string matching the pattern (.*)$/s.exec(description)?.[1];
  if (pattern === undefined) return {};
  const translated = `^(?:${posixToJavaScript(pattern)})$`;
  return isRegExp(translated) ? { pattern: translated } : {};
}

function pathPattern(description: string): JsonObject {
  if (description.startsWith('absolute path')) return { pattern: '^/' };
  return description.startsWith('relative path') ? { pattern: '^(?!/)' } : {};
}

/** POSIX extended expressions as JavaScript reads them, as far as they differ: named character classes. */
function posixToJavaScript(pattern: string): string {
  const classes: Readonly<Record<string, string>> = {
    alpha: 'A-Za-z',
    digit: '0-9',
    alnum: 'A-Za-z0-9',
    upper: 'A-Z',
    lower: 'a-z',
    space: '\\s',
    blank: ' \\t',
    xdigit: '0-9A-Fa-f',
  };
  return pattern.replace(/\[:(\w+):\]/g, (whole, name: string) => classes[name] ?? whole);
}

function isRegExp(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u').source.length > 0;
  } catch {
    return false;
  }
}
