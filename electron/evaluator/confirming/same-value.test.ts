import { expect, test } from 'vitest';
import type { ExactJson } from '../embedded';
import { likeness, lineLikeness } from './same-value';
import type { Likeness } from './same-value';

const hash = (letter: string): string => letter.repeat(32);

const cases: readonly (readonly [string, Likeness, ExactJson, ExactJson])[] = [
  ['equal values', 'same', { a: [1, 'x', null], b: true }, { b: true, a: [1, 'x', null] }],
  ['another number', 'different', 9007199254740993n, 9007199254740992n],
  ['a number and its text', 'different', 1, '1'],
  ['null and false', 'different', null, false],
  ['order of a list', 'extended', [1, 2], [2, 1]],
  ['something lacks in a list', 'different', [1, 2, 3], [1, 2]],
  ['something else in a list', 'different', [1, 2], [1, 3]],
  ['NixOS adds to a list', 'extended', [80], [22, 80]],
  ['the same item twice', 'different', [80, 80], [22, 80]],
  ['NixOS adds to a set', 'extended', { a: 1 }, { a: 1, b: 2 }],
  ['a set lacks something', 'different', { a: 1, b: 2 }, { a: 1 }],
  ['NixOS adds lines', 'extended', 'set -e\nrun', 'set -e\nexport X=1\nrun\n'],
  ['other lines', 'different', 'a\nb', 'b\na\nc'],
  ['a mark and a store path', 'open', '«pkgs.jq»', '<outPath>'],
  ['a mark and a set', 'open', { a: '«config.x»' }, { a: { b: 1 } }],
  ['a mark within a text', 'open', '«pkgs.jq»/bin/jq -r', `/nix/store/${hash('a')}-jq/bin/jq -r`],
  ['a mark within another text', 'different', '«pkgs.jq»/bin/jq -r', '/bin/jq -x'],
  ['a mark in a mark', 'open', 'x «f "«a»"» y', 'x anything y'],
  ['half a mark is a text', 'different', '«odd', 'odd'],
  ['marks in a list', 'open', ['«pkgs.jq»', 'a'], ['«derivation jq-1.7»', 'a']],
  ['two things with a store path', 'same', `<outPath /nix/store/${hash('a')}-jq>`, '<outPath>'],
  ['a store path and a text', 'different', '<outPath /x>', 'jq'],
  ['hashes of store paths', 'same', `/nix/store/${hash('a')}-x/y`, `/nix/store/${hash('b')}-x/y`],
  ['names of store paths', 'different', `/nix/store/${hash('a')}-x`, `/nix/store/${hash('a')}-z`],
  ['a function', 'same', '<function>', '<function>'],
  ['a list and a set', 'different', [], {}],
];

test.each(cases)('%s: %s', (_name, expected, ours, nix) => {
  expect(likeness(ours, nix)).toBe(expected);
});

test.each<readonly [string, string, Likeness]>([
  ['"a"', '"a"', 'same'],
  ['1', '2', 'different'],
  ['{ }', '{ … }', 'extended'],
  ['[ ]', '[ 17 items ]', 'extended'],
  ['[ ]', '[ 22 ]', 'extended'],
  ['[ ]', '"x"', 'different'],
  ['[ «pkgs.jq» «pkgs.curl» ]', '[ «derivation jq» «derivation curl» ]', 'open'],
  ['[ «pkgs.jq» «pkgs.curl» ]', '[ «derivation jq» «derivati…', 'open'],
  ['{ a = «pkgs.jq»; }', '[ «derivation jq» «derivati…', 'different'],
  ['[ «pkgs.jq» 1 ]', '[ «derivation jq» 2 ]', 'different'],
  ['"a long text which…', '"a long text which goes on"', 'open'],
  ['"a long text which…', '"another long text"', 'different'],
])('lines: %s and %s are %s', (ours, nix, expected) => {
  expect(lineLikeness(ours, nix)).toBe(expected);
});

test('long lists that differ are told so without comparing every pair', () => {
  const numbers = Array.from({ length: 1_000 }, (_, index) => index);
  expect(likeness(numbers, [...numbers, 5])).toBe('different');
  expect(likeness(numbers, [...numbers])).toBe('same');
});
