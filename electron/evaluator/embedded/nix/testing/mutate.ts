/** Makes broken Nix out of whole Nix: changes of bytes, of tokens and of stretches of text, and bombs of nesting. */
import { SourceFile } from '../source/source-file';
import { tokenize } from '../syntax/lexer';
import { decodeUtf8, encodeUtf8 } from '../value/string-bytes';
import type { Random } from './random';

/** Longer files are cut to a stretch of this length first, so that each input takes about the same time. */
const maxLength = 6_000;

/** A text changed in one to four ways, or a bomb. */
export function mutate(texts: readonly [string, ...string[]], random: Random): string {
  if (random.below(250) === 0) return bomb(random);
  let text = stretch(random.pick(texts), maxLength, random);
  for (let changes = 1 + random.below(4); changes > 0; changes--) {
    text = random.pick(mutations)(text, random, texts);
  }
  return text;
}

type Mutation = (text: string, random: Random, texts: readonly [string, ...string[]]) => string;

const mutations: readonly [Mutation, ...Mutation[]] = [
  changeBytes,
  changeBytes,
  replaceToken,
  insertWord,
  insertWord,
  swapTokens,
  removeToken,
  (text, random) => text.slice(0, random.below(text.length + 1)),
  (text, random) => text.slice(random.below(text.length + 1)),
  (text, random) => spliced(text, random, ''),
  (text, random) => spliced(text, random, stretch(text, 60, random)),
  (text, random, texts) => spliced(text, random, stretch(random.pick(texts), 200, random)),
  (text, random) => spliced(text, random, stretch(text, 20, random).repeat(1 + random.below(30))),
];

/** Whatever has a meaning somewhere, and some of what has none anywhere. */
const words = [
  ...[
    'if',
    'then',
    'else',
    'assert',
    'with',
    'let',
    'in',
    'rec',
    'inherit',
    'or',
    'x',
    "a'",
    '__curPos',
    '...',
  ],
  ...[
    '{',
    '}',
    '(',
    ')',
    '[',
    ']',
    ';',
    ':',
    ',',
    '.',
    '@',
    '?',
    '=',
    '!',
    '+',
    '-',
    '*',
    '/',
    '<',
    '>',
    '"',
  ],
  ...[
    "''",
    '${',
    '$',
    "'",
    "''$",
    "'''",
    "''\\",
    '\\',
    '#',
    '/*',
    '*/',
    '==',
    '!=',
    '<=',
    '>=',
    '&&',
    '||',
    '->',
  ],
  ...['//', '++', '|>', '<|', '&', '|', '%', '^', '`', '~', '~/', './', '/', '/a', 'a/b', '<a>', '<', 'x:y'],
  ...['http://', '0', '1', '.5', '1.', '1.5e3', '1e400', '9223372036854775808', '1.0e-400', '\0', '\t', '\n'],
  ...[
    '\r',
    '\r\n',
    ' ',
    'é',
    '𝄞',
    '\udc80',
    '\udcff',
    '\ud800',
    '\uffff',
    '\ufeff',
    '\u2028',
    '$$',
    '"${',
    '}"',
  ],
] as const;

const word = (random: Random): string => random.pick(words) ?? '';

function stretch(text: string, length: number, random: Random): string {
  if (text.length <= length) return text;
  const start = random.below(text.length - length);
  return text.slice(start, start + length);
}

/** Puts a text in place of a short stretch, which may be empty. */
function spliced(text: string, random: Random, inserted: string): string {
  const start = random.below(text.length + 1);
  const end = Math.min(text.length, start + random.below(20));
  return text.slice(0, start) + inserted + text.slice(end);
}

function changeBytes(text: string, random: Random): string {
  const bytes = encodeUtf8(text);
  for (let times = 1 + random.below(3); times > 0; times--) {
    const at = random.below(bytes.length);
    if (bytes.length > 0)
      bytes[at] = random.below(2) === 0 ? random.below(256) : (bytes[at] ?? 0) ^ (1 << random.below(8));
  }
  return decodeUtf8(bytes);
}

function insertWord(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  return text.slice(0, at) + word(random) + text.slice(at);
}

/** Start and end of a token of the text. */
function someToken(text: string, random: Random): readonly [number, number] {
  const { kinds, places } = tokenize(new SourceFile('«mutated»', text));
  const index = random.below(kinds.length);
  return [places[2 * index] ?? 0, places[2 * index + 1] ?? 0];
}

function replaceToken(text: string, random: Random): string {
  const [start, end] = someToken(text, random);
  return text.slice(0, start) + word(random) + text.slice(end);
}

function removeToken(text: string, random: Random): string {
  const [start, end] = someToken(text, random);
  return text.slice(0, start) + text.slice(end);
}

function swapTokens(text: string, random: Random): string {
  const [one, two] = [someToken(text, random), someToken(text, random)];
  const [[aStart, aEnd], [bStart, bEnd]] = one[0] <= two[0] ? [one, two] : [two, one];
  if (bStart < aEnd) return text;
  const parts = [
    [0, aStart],
    [bStart, bEnd],
    [aEnd, bStart],
    [aStart, aEnd],
    [bEnd, text.length],
  ] as const;
  return parts.map(([start, end]) => text.slice(start, end)).join('');
}

/** What is repeated, what stands in the middle, and what is repeated after it. */
const bombs = [
  ['(', '1', ')'],
  ['[', '', ']'],
  ['{ a = ', '1', '; }'],
  ['{ a, b ? ', '1', ' }: a'],
  ['"${', '"a"', '}"'],
  ["''${", "''a''", "}''"],
  ['./a${', '"b"', '}'],
  ['{ ${', '"a"', '} = 1; }'],
  ['let a = ', '1', '; in a'],
  ['rec { inherit (', '{ }', ') a; }'],
  ['if ', 'true', ' then 1 else 2'],
  ['if true then ', '1', ' else 2'],
  ['if true then 1 else ', '2', ''],
  ['x: ', 'x', ''],
  ['{ ... }: ', '1', ''],
  ['with ', '{ }', '; 1'],
  ['with { }; ', '1', ''],
  ['assert true; ', '1', ''],
  ['f (', 'x', ')'],
  ['f ', 'x', ''],
  ['a.b or ', 'c', ''],
  ['a.', 'b', ''],
  ['{ a', '', '.a = 1; }'],
  ['-', '1', ''],
  ['!', 'true', ''],
  ['[ ] ++ ', '[ ]', ''],
  ['{ } // ', '{ }', ''],
  ['1 + ', '1', ''],
  ['true -> ', 'true', ''],
  ['f <| ', 'x', ''],
  ['x |> ', 'f', ''],
  ['a ? b ', '', ''],
  ['', '"', 'text '],
  ['', "''", '\n  line'],
  ['', '/*', '*'],
  ['', '#', '#'],
  ['', './a', '/a'],
  ['', '', '1+'],
  ['', '', '{a=1;'],
  ['', '', "'"],
  ['', '', '$'],
  ['', '', '\\'],
  ['', '', '"'],
  ['', '', '9'],
] as const;

function bomb(random: Random): string {
  const [before, middle, after] = random.pick(bombs) ?? bombs[0];
  const times = random.pick([100, 1_000, 5_000, 10_000, 100_000]);
  const isWhole = random.below(2) === 0;
  return before.repeat(times) + middle + (isWhole ? after.repeat(times) : '');
}
