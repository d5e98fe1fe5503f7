/** JSON from Nix with integers of 64 bits, which `JSON.parse` alone would round. */
import type { ExactJson } from '../embedded';

/** Longer whole numbers may not fit a JavaScript number; the group skips texts, so digits inside them stay. */
const longNumber = /"(?:[^"\\]|\\.)*"|(?<![\d.eE+-])(-?\d{16,})(?![\d.eE])/g;
/** No text of Nix holds a NUL, so nothing else can begin like this. */
const mark = '\u0000';

/** Parses what Nix printed. Throws SyntaxError when it is not JSON. */
export function parseExactJson(text: string): ExactJson {
  const marked = text.replaceAll(longNumber, (all, digits: string | undefined) =>
    digits === undefined ? all : `"\\u0000${digits}"`,
  );
  return JSON.parse(marked, (_key, value: ExactJson) =>
    typeof value === 'string' && value.startsWith(mark) ? BigInt(value.slice(1)) : value,
  ) as ExactJson;
}
