/** Builtins on strings and versions. Lengths and offsets count UTF-8 bytes, as in Nix. */
import { NixError } from '../errors';
import { countRound } from '../eval/budget';
import {
  coerceToString,
  forceElements,
  forceInt,
  forceKnownString,
  forceList,
  forceString,
  forceStringNoContext,
  forceStringValue,
  stringContext,
  stringText,
  withContext,
} from '../eval/coerce';
import { byteLength, byteSubstring, mendText } from '../value/string-bytes';
import { Thunk } from '../value/thunk';
import { AttrSet, type ContextString, type Slot, type Value } from '../value/value';
import { argumentOf, type Builtin } from './builtin';
import { coerceCopying, type CopyHost } from './copy-host';
import { fromBytes, hasStrayByte, toBytes } from './byte-text';
import { match, split } from './regex';
import { compareVersions, parseDrvName, splitVersion } from './versions';

type Text = string | ContextString;

function stringLength(host: CopyHost, text: Slot): Value {
  const value = forceKnownString(coerceCopying(host, text, argumentOf('stringLength', 0)));
  return BigInt(byteLength(stringText(value)));
}

function substring(host: CopyHost, start: Slot, length: Slot, text: Slot): Value {
  const from = forceInt(start, 'the first argument (the start offset) passed to builtins.substring');
  if (from < 0n) throw new NixError('index', "negative start position in 'substring'");
  const count = forceInt(length, 'the second argument (the substring length) passed to builtins.substring');
  const value = coerceCopying(host, text, 'the third argument (the string) passed to builtins.substring');
  const whole = stringText(value);
  const taken =
    count < 0n || count > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(count);
  const part = from > BigInt(whole.length * 4) ? '' : byteSubstring(whole, Number(from), taken);
  return withContext(part, stringContext(value));
}

function concatStringsSep(host: CopyHost, separator: Slot, list: Slot): Value {
  const glue = forceStringValue(
    separator,
    'the first argument (the separator string) passed to builtins.concatStringsSep',
  );
  const items = forceElements(
    list,
    'the second argument (the list of strings to concat) passed to builtins.concatStringsSep',
  );
  const context = new Set(stringContext(glue));
  const what = 'one element of the list of strings to concat passed to builtins.concatStringsSep';
  const options = { what, pathToString: (path: string) => host.copyToStore(path) };
  const parts = items.map((item, index) => {
    countRound(index);
    const known = item instanceof Thunk ? item.known : item;
    if (typeof known === 'string') return known;
    const value = coerceToString(item, options);
    for (const element of stringContext(value)) context.add(element);
    return stringText(value);
  });
  return withContext(mendText(parts.join(stringText(glue))), context);
}

function replaceStrings(from: Slot, to: Slot, text: Slot): Value {
  const what = 'the first argument passed to builtins.replaceStrings';
  const patterns = forceList(from, what).map((item) =>
    forceString(item, 'one of the strings to replace passed to builtins.replaceStrings'),
  );
  const replacements = forceList(to, argumentOf('replaceStrings', 1));
  if (patterns.length !== replacements.length) {
    throw new NixError(
      'eval',
      "'from' and 'to' arguments passed to builtins.replaceStrings have different lengths",
    );
  }
  const value = forceStringValue(text, argumentOf('replaceStrings', 2));
  return replaceAll(patterns, replacements, value);
}

/**
 * At each place the first pattern that fits counts; replacements are computed when first used. Where a pattern could
 * fit inside a character (the empty one fits before every byte), all of it is done in bytes.
 */
function replaceAll(patterns: readonly string[], replacements: readonly Slot[], value: Text): Text {
  const isInBytes = patterns.some((pattern) => pattern === '' || hasStrayByte(pattern));
  const enter = isInBytes ? toBytes : (part: string) => part;
  const text = enter(stringText(value));
  const needles = patterns.map(enter);
  const context = new Set(stringContext(value));
  const parts: string[] = [];
  const what = 'one of the replacement strings passed to builtins.replaceStrings';
  const candidates = candidatesByStart(needles);
  const always = candidates.get('') ?? [];
  // Up to where the text is in the parts.
  let done = 0;
  let rounds = 0;
  for (let at = 0; at <= text.length;) {
    rounds++;
    countRound(rounds);
    const index = firstThatFits(candidates.get(text[at] ?? '') ?? always, needles, text, at);
    if (index === undefined) {
      at++;
      continue;
    }
    parts.push(text.slice(done, at));
    const replacement = forceStringValue(replacements[index] as Slot, what);
    for (const element of stringContext(replacement)) context.add(element);
    parts.push(enter(stringText(replacement)));
    const { length } = needles[index] as string;
    if (length === 0) parts.push(text[at] ?? '');
    at += Math.max(1, length);
    done = at;
  }
  parts.push(text.slice(done));
  const joined = parts.join('');
  return withContext(isInBytes ? fromBytes(joined) : mendText(joined), context);
}

function firstThatFits(
  candidates: readonly number[],
  needles: readonly string[],
  text: string,
  at: number,
): number | undefined {
  for (const index of candidates) if (text.startsWith(needles[index] as string, at)) return index;
  return undefined;
}

/** Which patterns can match where a character stands, in order; those for '' (any character) are the empty ones. */
function candidatesByStart(patterns: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const starts = new Map<string, number[]>([['', []]]);
  for (const pattern of patterns) starts.set(pattern[0] ?? '', []);
  patterns.forEach((pattern, index) => {
    for (const [start, indices] of starts) if (pattern === '' || pattern[0] === start) indices.push(index);
  });
  return starts;
}

function toLoose(slot: Slot): Value {
  return coerceToString(slot, { isLoose: true, what: argumentOf('toString', 0) });
}

function matchBuiltin(regex: Slot, text: Slot): Value {
  const pattern = forceStringNoContext(regex, argumentOf('match', 0));
  const subject = stringText(forceKnownString(text, argumentOf('match', 1)));
  const groups = match(pattern, subject);
  return groups === undefined ? null : groups.map((group) => group ?? null);
}

function splitBuiltin(regex: Slot, text: Slot): Value {
  const pattern = forceStringNoContext(regex, argumentOf('split', 0));
  const subject = stringText(forceKnownString(text, argumentOf('split', 1)));
  return split(pattern, subject).map((part) =>
    typeof part === 'string' ? part : part.map((group): Slot => group ?? null),
  );
}

/** The builtins on strings and versions. */
export function stringBuiltins(host: CopyHost): readonly Builtin[] {
  return [
    {
      name: 'stringLength',
      args: ['s'],
      doc: 'The length of a string in bytes.',
      run: (text) => stringLength(host, text),
    },
    {
      name: 'substring',
      args: ['start', 'length', 's'],
      doc: 'The part of a string from a byte offset; a negative length means up to the end.',
      run: (start, length, text) => substring(host, start, length, text),
    },
    {
      name: 'concatStringsSep',
      args: ['separator', 'list'],
      doc: 'Strings joined with a separator.',
      run: (separator, list) => concatStringsSep(host, separator, list),
    },
    {
      name: 'replaceStrings',
      args: ['from', 'to', 's'],
      doc: 'A string with every occurrence of the strings in `from` replaced by those in `to`.',
      run: replaceStrings,
    },
    { name: 'toString', args: ['e'], doc: 'A value as a string.', run: toLoose },
    {
      name: 'match',
      args: ['regex', 's'],
      doc: 'The groups of a POSIX extended regular expression that matches the whole string; null when it does not.',
      run: matchBuiltin,
    },
    {
      name: 'split',
      args: ['regex', 's'],
      doc: 'The parts of a string between the matches of a regular expression, and the groups of each match.',
      run: splitBuiltin,
    },
    {
      name: 'compareVersions',
      args: ['s1', 's2'],
      doc: 'The order of two versions: -1, 0 or 1.',
      run: (a, b) =>
        BigInt(
          compareVersions(
            forceStringNoContext(
              forceKnownString(a, argumentOf('compareVersions', 0)),
              argumentOf('compareVersions', 0),
            ),
            forceStringNoContext(
              forceKnownString(b, argumentOf('compareVersions', 1)),
              argumentOf('compareVersions', 1),
            ),
          ),
        ),
    },
    {
      name: 'splitVersion',
      args: ['s'],
      doc: 'The components of a version.',
      run: (text) =>
        splitVersion(
          forceStringNoContext(
            forceKnownString(text, argumentOf('splitVersion', 0)),
            argumentOf('splitVersion', 0),
          ),
        ),
    },
    {
      name: 'parseDrvName',
      args: ['s'],
      doc: 'The name and the version in the name of a package.',
      run: (text) =>
        AttrSet.of({
          ...parseDrvName(
            forceStringNoContext(
              forceKnownString(text, argumentOf('parseDrvName', 0)),
              argumentOf('parseDrvName', 0),
            ),
          ),
        }),
    },
  ];
}
