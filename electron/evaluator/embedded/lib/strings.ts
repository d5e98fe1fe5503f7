/**
 * `lib.strings` (nixpkgs manual, section of that name). Lengths and positions count bytes, as in Nix; context is kept.
 * Failed assertions are NixError `throw`, as those of `lib.asserts.assertMsg`.
 */
import {
  AttrSet,
  NixError,
  PathValue,
  byteLength,
  byteSubstring,
  callFunction,
  choose,
  coerceToString,
  countSteps,
  force,
  forceAttrs,
  forceBool,
  forceInt,
  forceKnownString,
  forceList,
  forceString,
  forceStringValue,
  isList,
  isString,
  lazyCall,
  stringContext,
  stringText,
  toJsonText,
  withContext,
} from '../nix';
import type { Slot } from '../nix';
import { select } from './select-attribute';
import { escapeNixIdentifier } from './identifiers';
import { escapeUrl, escapeXml, replaceAny } from './escapes';
import { failAssertion } from './fail-assertion';
import { parseDecimal, parseInteger } from './integer-text';
import { levenshtein } from './suggestions';
import { fn, namedFn } from './table';
import type { LibTable } from './table';
import { joinTexts, looseString, looseText, mapText, withContextOf } from './text';
import type { Text } from './text';
import { isStringLike, kindName } from './value-tests';

/** The text of a string all of which is known. */
const knownText = (slot: Slot): string => stringText(forceKnownString(slot));

const lowerCase = (text: string): string => text.replace(/[A-Z]+/g, (match) => match.toLowerCase());
const upperCase = (text: string): string => text.replace(/[a-z]+/g, (match) => match.toUpperCase());

function mapped(list: Slot, map: Slot): Slot[] {
  return forceList(list).map((item) => lazyCall(map, item));
}

function numbered(list: Slot, map: Slot): Slot[] {
  return forceList(list).map((item, index) => lazyCall(map, BigInt(index + 1), item));
}

function shellArgument(slot: Slot): Text {
  const value = looseString(slot);
  const text = stringText(value);
  const quoted = /^[A-Za-z0-9,._+:@%/-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
  return withContext(quoted, stringContext(value));
}

function shellVariable(name: string, slot: Slot): Text {
  if (!isPosixName(name)) failAssertion(`toShellVar: ${name} is not a valid shell variable name`);
  const value = force(slot);
  if (value instanceof AttrSet && !isStringLike(value)) {
    const items = value
      .names()
      .map((key) => joinTexts('', ['[', shellArgument(key), ']=', shellArgument(select(value, key))]));
    return joinTexts('', [`declare -A ${name}=(`, joinTexts(' ', items), ')']);
  }
  if (isList(value))
    return joinTexts('', [`declare -a ${name}=(`, joinTexts(' ', value.map(shellArgument)), ')']);
  return joinTexts('', [`${name}=`, shellArgument(value)]);
}

function isPosixName(name: string): boolean {
  return /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name);
}

function splitText(separator: Slot, slot: Slot): Text[] {
  const wanted = looseText(separator);
  const value = looseString(slot);
  const text = stringText(value);
  // Nothing is between all bytes, before the first and after the last.
  return withContextOf(value, wanted === '' ? ['', ...bytesOf(text), ''] : text.split(wanted));
}

function splitBy(predicate: Slot, keepsSplit: boolean, slot: Slot): Text[] {
  const text = forceString(slot);
  const parts: string[] = [];
  let part = '';
  let previous = '';
  for (const character of bytesOf(text)) {
    if (forceBool(callFunction(predicate, previous, character))) {
      parts.push(part);
      part = keepsSplit ? character : '';
    } else part += character;
    previous = character;
  }
  return withContextOf(slot, [...parts, part]);
}

/** The one-byte substrings. Characters outside ASCII come apart, as they do in Nix. */
function bytesOf(text: string): string[] {
  if (byteLength(text) === text.length) return Array.from(text);
  return Array.from({ length: byteLength(text) }, (_, index) => byteSubstring(text, index, 1));
}

function warned(value: Slot): Text {
  const forced = force(value);
  return forced instanceof PathValue ? forced.path : forceStringValue(forced);
}

function withoutPrefix(prefix: Slot, slot: Slot): Text {
  const start = stringText(warned(prefix));
  return mapText(slot, (text) => (text.startsWith(start) ? text.slice(start.length) : text));
}

function withoutSuffix(suffix: Slot, slot: Slot): Text {
  const end = stringText(warned(suffix));
  return mapText(slot, (text) => (text.endsWith(end) ? text.slice(0, text.length - end.length) : text));
}

function trimmed(start: boolean, end: boolean, text: string): string {
  const left = start ? text.replace(/^[ \t\r\n]*/, '') : text;
  return end ? left.replace(/[ \t\r\n]*$/, '') : left;
}

function sentenceCase(slot: Slot): Text {
  const value = force(slot);
  if (!isString(value))
    failAssertion(`toSentenceCase does only accepts string values, but got ${kindName(value)}`);
  return mapText(value, (text) => upperCase(text.slice(0, 1)) + lowerCase(text.slice(1)));
}

function camelCase(slot: Slot): Text {
  const value = force(slot);
  if (!isString(value))
    failAssertion(`toCamelCase does only accepts string values, but got ${kindName(value)}`);
  return mapText(value, (text) => {
    const [first = '', ...rest] = text.split(/[-_ ]/).flatMap((part) => part.split(/(?<=[a-z])(?=[A-Z])/));
    return (
      lowerCase(first) + rest.map((part) => upperCase(part.slice(0, 1)) + lowerCase(part.slice(1))).join('')
    );
  });
}

/** Repeats a text; a length that no machine holds is stopped by the budget rather than by memory. */
function repeat(text: string, count: bigint): string {
  if (count < 0n) throw new NixError('index', `cannot create list of size ${count}`);
  countSteps(Number(count) * Math.max(text.length, 1));
  return text.repeat(Number(count));
}

function fixedWidth(width: bigint, filler: string, slot: Slot): Text {
  const text = forceString(slot);
  const missing = width - BigInt(byteLength(text));
  const step = BigInt(byteLength(filler));
  if (missing < 0n || (missing > 0n && (step === 0n || missing % step !== 0n))) {
    const actual = missing < 0n ? byteLength(text) : Number(missing % (step || 1n));
    failAssertion(
      `fixedWidthString: requested string length (${width}) must not be shorter than actual length (${actual})`,
    );
  }
  return mapText(slot, (inner) => (step === 0n ? '' : repeat(filler, missing / step)) + inner);
}

/**
 * `lib.strings.sanitizeDerivationName`: runs of what the store refuses become one dash, dots in front are dropped, the
 * last 207 bytes are kept; `unknown` when nothing is left.
 */
export function sanitizeDerivationName(text: string): string {
  if (text.length <= 207 && /^[A-Za-z0-9+_?=-][A-Za-z0-9+._?=-]*$/.test(text)) return text;
  const clean = text.replace(/^\.+/, '').replace(/[^A-Za-z0-9+._?=-]+/g, '-');
  const short = clean.slice(Math.max(clean.length - 207, 0));
  return short === '' ? 'unknown' : short;
}

function isConvertible(slot: Slot): boolean {
  const value = force(slot);
  if (isStringLike(value) || value === null) return true;
  if (isList(value)) return value.every(isConvertible);
  return typeof value === 'bigint' || typeof value === 'number' || typeof value === 'boolean';
}

/** How many bytes two texts have in common from the start. */
function commonLength(left: readonly string[], right: readonly string[]): bigint {
  let length = 0;
  while (length < left.length && length < right.length && left[length] === right[length]) length++;
  return BigInt(length);
}

function pathList(subdirectory: string, paths: readonly Slot[]): Text {
  const existing = paths.filter((path) => force(path) !== null);
  return joinTexts(
    ':',
    existing.map((path) => joinTexts('', [path, '/', subdirectory])),
  );
}

const asciiPrintable = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));

/** Many texts as one: `lib.concatStringsSep`, `lib.concatMapStrings`, `lib.makeSearchPath`, `lib.fixedWidthString`. */
const joining: LibTable = new Map<string, Slot>([
  fn('concatStrings', 1, (list) => joinTexts('', forceList(list))),
  fn('concatMapStrings', 2, (map, list) => joinTexts('', mapped(list, map))),
  // Positions count from 1, as in `lib.imap1`.
  fn('concatImapStrings', 2, (map, list) => joinTexts('', numbered(list, map))),
  fn('concatStringsSep', 2, (separator, list) => joinTexts(forceString(separator), forceList(list))),
  fn('join', 2, (separator, list) => joinTexts(forceString(separator), forceList(list))),
  fn('concatMapStringsSep', 3, (separator, map, list) =>
    joinTexts(forceString(separator), mapped(list, map)),
  ),
  fn('concatImapStringsSep', 3, (separator, map, list) =>
    joinTexts(forceString(separator), numbered(list, map)),
  ),
  fn('concatMapAttrsStringSep', 3, (separator, map, set) => {
    const attrs = forceAttrs(set);
    return joinTexts(
      forceString(separator),
      attrs.names().map((name) => callFunction(map, name, select(attrs, name))),
    );
  }),
  // Every line ends in a newline, the last too; no lines give the empty text.
  fn('concatLines', 1, (lines) => {
    const items = forceList(lines);
    return items.length === 0 ? '' : joinTexts('\n', [...items, '']);
  }),
  fn('intersperse', 2, (separator, list) =>
    forceList(list).flatMap((item, index) => (index === 0 ? [item] : [separator, item])),
  ),
  fn('replicate', 2, (count, text) => mapText(text, (inner) => repeat(inner, forceInt(count)))),
  fn('optionalString', 2, (condition, text) => choose(condition, text, '')),
  // Paths that are null are left out.
  fn('makeSearchPath', 2, (subdirectory, paths) => pathList(forceString(subdirectory), forceList(paths))),
  // Fills on the left. A text that is too long fails, and so does a filler that does not fit in whole.
  fn('fixedWidthString', 3, (width, filler, text) => fixedWidth(forceInt(width), forceString(filler), text)),
  fn('fixedWidthNumber', 2, (width, number) => fixedWidth(forceInt(width), '0', looseText(number))),
]);

/** Tests and parts of a text: `lib.hasPrefix`, `lib.removeSuffix`, `lib.splitString`, `lib.trim`. */
const taking: LibTable = new Map<string, Slot>([
  // The prefix comes first, then the text; a path as prefix counts as its text. So in the others here.
  fn('hasPrefix', 2, (prefix, text) => knownText(text).startsWith(stringText(warned(prefix)))),
  fn('hasSuffix', 2, (suffix, text) => knownText(text).endsWith(stringText(warned(suffix)))),
  fn('hasInfix', 2, (infix, text) => knownText(looseString(text)).includes(stringText(warned(infix)))),
  // A text without the prefix stays as it is: no error, unlike `lib.lists.removePrefix`.
  fn('removePrefix', 2, withoutPrefix),
  fn('removeSuffix', 2, withoutSuffix),
  // The separator is text, not a pattern.
  fn('splitString', 2, (separator, text) => splitText(separator, coerceToString(text))),
  // The predicate takes the byte before, empty at the start, and the byte; a kept separator opens the next part.
  fn('splitStringBy', 3, (predicate, keepsSplit, text) => splitBy(predicate, forceBool(keepsSplit), text)),
  fn('stringToCharacters', 1, (text) => withContextOf(text, bytesOf(forceString(text)))),
  fn('stringAsChars', 2, (map, text) =>
    joinTexts(
      '',
      withContextOf(text, bytesOf(forceString(text))).map((item) => callFunction(map, item)),
    ),
  ),
  // Blanks are space, tab, newline and carriage return only.
  fn('trim', 1, (text) => mapText(text, (inner) => trimmed(true, true, inner))),
  // Without `start` and `end` nothing is cut.
  namedFn('trimWith', { start: true, end: true }, 2, (fields, text = null) => {
    const flag = (name: string): boolean => {
      const slot = fields.get(name);
      return slot !== undefined && forceBool(slot);
    };
    return mapText(text, (inner) => trimmed(flag('start'), flag('end'), inner));
  }),
  fn('normalizePath', 1, (path) => mapText(warned(path), (text) => text.replace(/\/+/g, '/'))),
  fn('commonPrefixLength', 2, (left, right) =>
    commonLength(bytesOf(forceString(left)), bytesOf(forceString(right))),
  ),
  fn('commonSuffixLength', 2, (left, right) =>
    commonLength(bytesOf(forceString(left)).reverse(), bytesOf(forceString(right)).reverse()),
  ),
  fn('levenshtein', 2, (left, right) => BigInt(levenshtein(forceString(left), forceString(right)))),
  fn(
    'levenshteinAtMost',
    3,
    (limit, left, right) => BigInt(levenshtein(forceString(left), forceString(right))) <= forceInt(limit),
  ),
  // The text of the target with the context of both.
  fn('addContextFrom', 2, (source, target) => joinTexts('', [mapText(source, () => ''), target])),
]);

/** Texts for other languages: `lib.escapeShellArg`, `lib.escapeRegex`, `lib.toShellVars`, `lib.toLower`. */
const escaping: LibTable = new Map<string, Slot>([
  fn('escape', 2, (characters, text) => {
    const special = new Set(forceList(characters).map((item) => forceString(item)));
    return mapText(text, (inner) => replaceAny(special, inner, (match) => `\\${match}`));
  }),
  fn('escapeC', 2, (characters, text) => {
    const special = new Set(forceList(characters).map((item) => forceString(item)));
    return mapText(text, (inner) =>
      replaceAny(special, inner, (match) => `\\x${match.charCodeAt(0).toString(16).padStart(2, '0')}`),
    );
  }),
  // What is not ASCII stays, as in nixpkgs.
  fn('escapeURL', 1, (text) => mapText(text, escapeUrl)),
  // Quotes only where the shell needs it; the empty text is quoted.
  fn('escapeShellArg', 1, shellArgument),
  fn('escapeShellArgs', 1, (list) => joinTexts(' ', forceList(list).map(shellArgument))),
  fn('escapeRegex', 1, (text) => mapText(text, (inner) => inner.replace(/[\\[{()^$?*+|.]/g, '\\$&'))),
  fn(
    'escapeNixString',
    1,
    (text) => withContextOf(text, [toJsonText(looseString(text)).replaceAll('$', '\\$')])[0] ?? '',
  ),
  fn('escapeNixIdentifier', 1, (text) => mapText(text, escapeNixIdentifier)),
  fn('escapeXML', 1, (text) => mapText(text, escapeXml)),
  fn('isValidPosixName', 1, (name) => isPosixName(forceString(name))),
  // Lists become arrays and sets associative arrays, but a derivation is its path.
  fn('toShellVar', 2, (name, value) => shellVariable(forceString(name), value)),
  fn('toShellVars', 1, (set) => {
    const attrs = forceAttrs(set);
    return joinTexts(
      '\n',
      attrs.names().map((name) => shellVariable(name, select(attrs, name))),
    );
  }),
  fn('sanitizeDerivationName', 1, (text) => sanitizeDerivationName(looseText(text))),
  // Case is that of ASCII letters only.
  fn('toLower', 1, (text) => mapText(text, lowerCase)),
  fn('toUpper', 1, (text) => mapText(text, upperCase)),
  fn('toSentenceCase', 1, sentenceCase),
  fn('toCamelCase', 1, camelCase),
]);

/** Texts and numbers: `lib.toInt`, `lib.strings.charToInt`, `lib.isStringLike`. */
const converting: LibTable = new Map<string, Slot>([
  // Blanks around the digits are allowed. Zeros in front fail here, not in `toIntBase10`.
  fn('toInt', 1, (text) => parseInteger(forceString(text))),
  fn('toIntBase10', 1, (text) => parseDecimal(forceString(text))),
  fn('floatToString', 1, (number) => looseText(number)),
  fn('charToInt', 1, (character) => {
    const text = forceString(character);
    const code = text.charCodeAt(0);
    if (text.length === 1 && code > 0 && code < asciiPrintable.length) return BigInt(code);
    throw new NixError('missing-attribute', `attribute '${text}' missing`);
  }),
  // Numbers, booleans, null and lists of such too; `isStringLike` is true only of strings, paths and sets like them.
  fn('isConvertibleWithToString', 1, isConvertible),
  fn('isStringLike', 1, (value) => isStringLike(force(value))),
  ['lowerChars', Array.from('abcdefghijklmnopqrstuvwxyz')],
  ['upperChars', Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ')],
]);

/** `lib.strings`, but for what is a builtin (`substring`, `match` …) or written in Nix (`getName`, `versionOlder` …). */
export const strings: LibTable = new Map([...joining, ...taking, ...escaping, ...converting]);
