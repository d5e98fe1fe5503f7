/**
 * Dates and times in TOML. The TOML library gives a moment; Nix keeps how it was written, to the nanosecond. So each
 * date becomes a string in the text first, marked by a byte that no string of a TOML document can have.
 */

/** What a marked string starts with; Nix refuses this byte in all other strings. */
export const dateMark = '\0';

const day = String.raw`\d{4}-\d\d-\d\d`;
const time = String.raw`\d\d:\d\d:\d\d(?:\.\d+)?`;
const date = String.raw`${day}(?:[Tt ]${time}(?:[Zz]|[+-]\d\d:\d\d)?)?|${time}`;

/** Strings and comments, which may hold anything, and dates that stand where a value does. */
const piece = new RegExp(
  [
    String.raw`"""(?:\\[^]|[^\\])*?"""+`,
    String.raw`'''[^]*?'''+`,
    String.raw`"(?:\\.|[^"\\\n])*"`,
    String.raw`'[^'\n]*'`,
    '#.*',
    // The name of a table; an element of a list on a line of its own looks the same, and is left to the library.
    String.raw`^[ \t]*\[[^\n]*\]`,
    String.raw`(?<=[=,[](?:\s|#.*\n)*)(?:${date})(?![\w:.-])`,
  ].join('|'),
  'gm',
);

/** The document with its dates as marked strings. It has to be known to be right, and to have dates. */
export function markDates(source: string): string {
  return source.replace(piece, (text) => (/^\d/.test(text) ? `"\\u0000${normalizeDate(text)}"` : text));
}

/** Nix writes `Z` for no difference from universal time, and nine digits of a second at most. */
function normalizeDate(text: string): string {
  return text.replace(/(?:z|[+-]00:00)$/, 'Z').replace(/(\.\d{9})\d+/, '$1');
}
