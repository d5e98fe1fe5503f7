import type { Json } from '../../../shared/base/json';
import { asNumber, digitsOf } from '../../../shared/base/exact-number';
import { isJsonObject } from '../../../shared/base/json';

/** Short forms that are read letter by letter. */
const shortForms = new Set(['dns', 'id', 'ip', 'tld', 'uri', 'url']);

/** The last word of an option's name in the singular: `backupFolders` gives `folder`. For "Add folder". */
export function itemWord(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z]{2})/g, '$1 $2')
    .split(/[\s_.-]+/)
    .filter((word) => word !== '');
  const last = words.at(-1) ?? '';
  if (/^[A-Z0-9]+s$/.test(last)) return last.slice(0, -1);
  const word = singular(/^[A-Z0-9]+$/.test(last) ? last : last.toLowerCase());
  return shortForms.has(word) ? word.toUpperCase() : word;
}

function singular(word: string): string {
  // What is done to things (`exclude`, `afterNormalization`) does not name them.
  if (word === '' || /^(ex|in)clude$|ation$/.test(word)) return 'entry';
  if (/ies$/.test(word)) return `${word.slice(0, -3)}y`;
  if (/(^|[^aeiou])aches$/.test(word)) return word.slice(0, -1);
  if (/(ss|x|ch|sh|lias|tus)es$/.test(word)) return word.slice(0, -2);
  if (/(ss|us|is)$/.test(word)) return word;
  return /s$/.test(word) && word.length > 2 ? word.slice(0, -1) : word;
}

/** A value on one line, shortened, the way Nix writes it. */
export function nixText(value: Json, limit = 60): string {
  const text = oneLine(value);
  return text.length > limit ? `${text.slice(0, limit - 1)}…` : text;
}

function oneLine(value: Json): string {
  const digits = digitsOf(value);
  if (digits !== undefined) return digits;
  if (Array.isArray(value)) {
    const items = value as readonly Json[];
    return items.length === 0 ? '[ ]' : `[ ${items.map(listItem).join(' ')} ]`;
  }
  if (isJsonObject(value)) {
    const entries = Object.entries(value);
    if (entries.length === 0) return '{ }';
    return `{ ${entries.map(([key, item]) => `${attributeName(key)} = ${oneLine(item)};`).join(' ')} }`;
  }
  return typeof value === 'string' ? nixString(value) : JSON.stringify(value);
}

/** Inside a list Nix takes a minus for an operator. */
function listItem(value: Json): string {
  const text = oneLine(value);
  return (asNumber(value) ?? 0) < 0 ? `(${text})` : text;
}

function attributeName(key: string): string {
  return /^[A-Za-z_][\w'-]*$/.test(key) ? key : nixString(key);
}

function nixString(text: string): string {
  return JSON.stringify(text).replaceAll('${', '\\${');
}

/** A value as one reads it in an input: text without quotes, everything else in Nix notation. */
export function plainText(value: Json): string {
  return typeof value === 'string' ? value : nixText(value, 200);
}

/** "1 machine", "5 machines". */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** "a", "a and b", "a, b and c". */
export function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
