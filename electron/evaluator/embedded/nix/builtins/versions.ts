/** Versions as Nix compares them. */
import { compareBytes } from '../value/value';

/** The components of a version: runs of digits and runs of other characters, between dots and dashes. */
export function splitVersion(version: string): string[] {
  return version.match(/[0-9]+|[^0-9.-]+/g) ?? [];
}

/** -1, 0 or 1. Numbers by value; `pre` before the end; the end before words, words before numbers. */
export function compareVersions(a: string, b: string): number {
  const left = splitVersion(a);
  const right = splitVersion(b);
  for (let index = 0; index < left.length || index < right.length; index++) {
    const x = left[index] ?? '';
    const y = right[index] ?? '';
    if (isBefore(x, y)) return -1;
    if (isBefore(y, x)) return 1;
  }
  return 0;
}

function isBefore(x: string, y: string): boolean {
  const isXNumber = isNumber(x);
  const isYNumber = isNumber(y);
  if (isXNumber && isYNumber) return Number(x) < Number(y);
  if (x === '' && isYNumber) return true;
  if (x === 'pre' && y !== 'pre') return true;
  if (y === 'pre') return false;
  if (isYNumber) return true;
  if (isXNumber) return false;
  return compareBytes(x, y) < 0;
}

/** Nix counts with 32 bits here: what does not fit is a word. */
function isNumber(text: string): boolean {
  return /^[0-9]+$/.test(text) && Number(text) < 2 ** 31;
}

/** The name of a package without its version, which starts at the first dash that no letter follows. */
export function parseDrvName(text: string): { name: string; version: string } {
  const match = /-[^a-zA-Z]/.exec(text);
  if (match === null) return { name: text, version: '' };
  return { name: text.slice(0, match.index), version: text.slice(match.index + 1) };
}
