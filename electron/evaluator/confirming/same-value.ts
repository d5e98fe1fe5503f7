/**
 * How a value of the embedded evaluator stands to Nix's value at the same place. Ours may hold marks in `«»` for what
 * only Nix knows, and on a machine without NixOS it may lack what NixOS itself adds; neither is a contradiction. Order
 * counts in lists and not in sets; numbers are compared to the last digit. Of two store paths the names are compared:
 * hashes are Nix's own business.
 */
import { isExactObject } from '../embedded';
import type { ExactJson } from '../embedded';

/**
 * `same`; `open`: the same as far as ours tells; `extended`: Nix's value holds all of ours and more; `different`: one of
 * the two is wrong.
 */
export type Likeness = 'same' | 'open' | 'extended' | 'different';

const ranks: readonly Likeness[] = ['same', 'open', 'extended', 'different'];

function worse(a: Likeness, b: Likeness): Likeness {
  return ranks.indexOf(a) >= ranks.indexOf(b) ? a : b;
}

/** Compares `ours` with what Nix says. */
export function likeness(ours: ExactJson, nix: ExactJson): Likeness {
  if (typeof ours === 'string') return textLikeness(ours, nix);
  if (Array.isArray(ours)) {
    return Array.isArray(nix)
      ? listLikeness(ours as readonly ExactJson[], nix as readonly ExactJson[])
      : 'different';
  }
  if (isExactObject(ours)) return isExactObject(nix) ? setLikeness(ours, nix) : 'different';
  return ours === nix ? 'same' : 'different';
}

/**
 * Compares two lines of previews, where the value itself is not to be had: notation, shortened with `…`, and words such as
 * `[ 3 items ]` for what has lines of its own.
 */
export function lineLikeness(ours: string, nix: string): Likeness {
  if (ours === nix) return 'same';
  const [before] = ours.split('…');
  if (before !== undefined && before !== '' && before !== ours && !before.includes('«')) {
    return nix.startsWith(before) ? 'open' : 'different';
  }
  const isMore = (empty: string, filled: RegExp): boolean => ours === empty && filled.test(nix);
  if (isMore('{ }', /^\{ .* \}$/s) || isMore('[ ]', /^\[ .* \]$/s)) return 'extended';
  if (!ours.includes('«')) return 'different';
  const [beginning = ''] = piecesAroundMarks(ours);
  // Of a line that was cut only the beginning can be compared.
  if (nix.includes('…')) return nix.startsWith(beginning) ? 'open' : 'different';
  return textLikeness(ours, nix);
}

function setLikeness(
  ours: Readonly<Record<string, ExactJson>>,
  nix: Readonly<Record<string, ExactJson>>,
): Likeness {
  let found: Likeness = Object.keys(nix).every((name) => Object.hasOwn(ours, name)) ? 'same' : 'extended';
  for (const [name, value] of Object.entries(ours)) {
    const other = Object.hasOwn(nix, name) ? nix[name] : undefined;
    found = worse(found, other === undefined ? 'different' : likeness(value, other));
    if (found === 'different') break;
  }
  return found;
}

/** Pairs of items that are looked at one by one; longer lists count only as far as they are equal. */
const mostPairs = 40_000;

function listLikeness(ours: readonly ExactJson[], nix: readonly ExactJson[]): Likeness {
  if (ours.length === nix.length) {
    const inOrder = ours.reduce<Likeness>(
      (found, item, index) => worse(found, likeness(item, nix[index] ?? null)),
      'same',
    );
    if (inOrder !== 'different') return inOrder;
  }
  if (ours.length > nix.length || ours.length * nix.length > mostPairs) return 'different';
  const left = [...nix];
  for (const item of ours) {
    const place = left.findIndex((other) => isCovered(likeness(item, other)));
    if (place < 0) return 'different';
    left.splice(place, 1);
  }
  return 'extended';
}

function isCovered(found: Likeness): boolean {
  return found === 'same' || found === 'open';
}

function textLikeness(ours: string, nix: ExactJson): Likeness {
  const pieces = piecesAroundMarks(ours);
  if (pieces.length > 1 && pieces.every((piece) => piece === '')) return 'open';
  if (isOpaque(ours)) return typeof nix === 'string' && isOpaque(nix) ? 'same' : 'different';
  if (typeof nix !== 'string') return 'different';
  if (pieces.length > 1) return fits(pieces.map(withoutHashes), withoutHashes(nix)) ? 'open' : 'different';
  const [own, other] = [withoutHashes(ours), withoutHashes(nix)];
  if (own === other) return 'same';
  return holdsLines(own, other) ? 'extended' : 'different';
}

/** Things with a store path: their place among the markers of a picture. */
function isOpaque(text: string): boolean {
  return text.startsWith('<outPath') || /^«(derivation|source)\b.*»$/.test(text);
}

function withoutHashes(text: string): string {
  return text.replaceAll(/\/nix\/store\/[0-9a-z]{32}-/g, '/nix/store/');
}

/** The text around its marks; one piece when it has none. Marks may hold others. */
function piecesAroundMarks(text: string): readonly string[] {
  if (isOpaque(text)) return [text];
  const pieces = [''];
  let depth = 0;
  for (const character of text) {
    if (character === '«') {
      if (depth === 0) pieces.push('');
      depth++;
    } else if (character === '»' && depth > 0) depth--;
    else if (depth === 0) pieces.push(`${pieces.pop() ?? ''}${character}`);
  }
  // A mark that is not closed is text like any other.
  return depth === 0 ? pieces : [text];
}

function fits(pieces: readonly string[], text: string): boolean {
  let from = 0;
  for (const [index, piece] of pieces.entries()) {
    const isLast = index === pieces.length - 1;
    const place = isLast ? text.length - piece.length : text.indexOf(piece, from);
    if (place < from || (index === 0 && place !== 0) || !text.startsWith(piece, place)) return false;
    from = place + piece.length;
  }
  return true;
}

/** Texts that several modules write to are joined by lines. */
function holdsLines(ours: string, nix: string): boolean {
  const theirs = nix.split('\n');
  const own = ours.split('\n').filter((line) => line !== '');
  if (own.length === 0 || theirs.length <= own.length) return false;
  let from = 0;
  for (const line of own) {
    const place = theirs.indexOf(line, from);
    if (place < 0) return false;
    from = place + 1;
  }
  return true;
}
