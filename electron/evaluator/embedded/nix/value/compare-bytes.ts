import { encodeUtf8 } from './string-bytes';

/** Compares strings as Nix does: by the bytes of their UTF-8 form (differs from UTF-16 order for surrogates only). */
export function compareBytes(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    if (a.charCodeAt(index) !== b.charCodeAt(index)) return compareUnits(a, b, index);
  }
  return a.length - b.length;
}

/** Compares two texts that differ in the unit at `index`; surrogates, which stand for bytes too, as bytes. */
function compareUnits(a: string, b: string, index: number): number {
  const left = a.charCodeAt(index);
  const right = b.charCodeAt(index);
  if (!isSurrogate(left) && !isSurrogate(right)) return left - right;
  // A pair may have begun one unit before.
  const start = Math.max(0, index - 1);
  const x = encodeUtf8(a.slice(start, index + 4));
  const y = encodeUtf8(b.slice(start, index + 4));
  const different = x.findIndex((byte, at) => byte !== y[at]);
  return different < 0 ? x.length - y.length : (x[different] ?? 0) - (y[different] ?? -1);
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}

/** Sorts names in place, in Nix order; the default order of JavaScript is the same but for surrogates. */
export function sortNames(names: string[]): string[] {
  if (names.length < 2) return names;
  names.sort();
  return names.some(hasSurrogate) ? names.sort(compareBytes) : names;
}

function hasSurrogate(text: string): boolean {
  return /[\ud800-\udfff]/.test(text);
}
