/**
 * Numbers that JavaScript does not keep: `2.0`, which Nix tells from `2`, `1.50`, or an integer beyond 2^53. In documents
 * such a number stands as an object with one member whose name nobody types; in texts it is its digits. All other
 * numbers are plain numbers, so code that only passes values on need not know.
 */
import { isJsonObject } from './json';
import type { Json } from './json';

const member = '\u0000number';

/** The number with exactly these digits. `digits` is a JSON number; it becomes a plain one where nothing is lost. */
export function exactNumber(digits: string): Json {
  const value = Number(digits);
  return JSON.stringify(value) === digits ? value : { [member]: digits };
}

/** The digits of a number, plain or exact; undefined for everything else. */
export function digitsOf(value: Json | undefined): string | undefined {
  if (typeof value === 'number') return JSON.stringify(value);
  return exactDigits(value);
}

/** The digits of an exact number; undefined for everything else, plain numbers included. */
export function exactDigits(value: Json | undefined): string | undefined {
  if (!isJsonObject(value) || !Object.hasOwn(value, member)) return undefined;
  const digits = value[member];
  return typeof digits === 'string' ? digits : undefined;
}

/** The nearest number that JavaScript has; undefined for what is no number. */
export function asNumber(value: Json | undefined): number | undefined {
  const digits = digitsOf(value);
  return digits === undefined ? undefined : Number(digits);
}

/** Strings, which are passed over, and numbers. */
const stringsAndNumbers = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** What the JSON text says, with the digits of all its numbers. Throws SyntaxError as `JSON.parse` does. */
export function parseExactJson(text: string): Json {
  const plain = JSON.parse(text) as Json;
  let isExact = true;
  const marked = text.replace(stringsAndNumbers, (found) => {
    if (found.startsWith('"') || JSON.stringify(Number(found)) === found) return found;
    isExact = false;
    return JSON.stringify({ [member]: found });
  });
  return isExact ? plain : (JSON.parse(marked) as Json);
}

/** JSON text of a value; exact numbers are their digits. */
export function exactJsonText(value: Json, indent = 0): string {
  // Inside a string the quotes would be escaped, so this is never part of one.
  return JSON.stringify(value, null, indent).replace(
    /\{\s*"\\u0000number":\s*"(-?[\d.eE+-]+)"\s*\}/g,
    (_found, digits: string) => digits,
  );
}
