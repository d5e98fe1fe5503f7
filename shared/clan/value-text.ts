/** JSON values as short Nix notation, for titles and labels. */
import { exactDigits } from '../base/exact-number';
import { isJsonObject } from '../base/json';
import type { Json } from '../base/json';

const plainName = /^[A-Za-z_][A-Za-z0-9_'-]*$/;

/** A value on one line in Nix notation, cut to about `limit` characters with `…`. */
export function valueText(value: Json, limit = 60): string {
  const text = render(value, limit);
  return text.length <= limit ? text : `${text.slice(0, limit - 1)}…`;
}

/** A path of keys with dots; keys that are no plain names are quoted. */
export function pathText(path: readonly (string | number)[]): string {
  return path.map((key) => (typeof key === 'number' ? String(key) : nameText(key))).join('.');
}

function nameText(name: string): string {
  return plainName.test(name) ? name : stringText(name);
}

/**
 * Whether a text is nothing but the mark of a value that only system Nix knows, such as `«pkgs.jq»`, which is shown
 * without quotes.
 */
function isMark(text: string): boolean {
  if (!text.startsWith('«') || !text.endsWith('»')) return false;
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    if (text[index] === '«') depth++;
    else if (text[index] === '»') depth--;
    if (depth === 0 && index < text.length - 1) return false;
  }
  return depth === 0;
}

function stringText(text: string): string {
  return JSON.stringify(text).replaceAll('${', '\\${');
}

function render(value: Json, room: number): string {
  if (value === null) return 'null';
  if (typeof value === 'string' && isMark(value)) return value;
  if (typeof value === 'string') return stringText(value.length > room ? `${value.slice(0, room)}…` : value);
  if (typeof value !== 'object') return String(value);
  const digits = exactDigits(value);
  if (digits !== undefined) return digits;
  if (room <= 0) return '…';
  if (isJsonObject(value)) {
    return braces('{', Object.entries(value), '}', room, ([key, item], left) => {
      return `${nameText(key)} = ${render(item, left)};`;
    });
  }
  return braces('[', value, ']', room, render);
}

function braces<T>(
  open: string,
  items: readonly T[],
  close: string,
  room: number,
  renderItem: (item: T, room: number) => string,
): string {
  if (items.length === 0) return `${open} ${close}`;
  let text = open;
  for (const item of items) {
    // Long values are not rendered further than anyone will read.
    if (text.length > room) return `${text} … ${close}`;
    text += ` ${renderItem(item, room - text.length)}`;
  }
  return `${text} ${close}`;
}
