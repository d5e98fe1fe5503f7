import { expect, test } from 'vitest';
import { hasMarks, markedParts } from './marks';

test.each([
  ['"a"', ['"a"']],
  ['«pkgs.jq»', ['[«pkgs.jq»]']],
  ['"«pkgs.jq»/bin:«pkgs.curl»"', ['"', '[«pkgs.jq»]', '/bin:', '[«pkgs.curl»]', '"']],
  ['«if config.on then "«pkgs.a»"» ]', ['[«if config.on then "«pkgs.a»"»]', ' ]']],
  ['"» «cut off', ['"» ', '[«cut off]']],
])('the parts of %s', (text, expected) => {
  expect(markedParts(text).map((part) => (part.isMark ? `[${part.text}]` : part.text))).toEqual(expected);
});

test('a tree has marks when any leaf has', () => {
  const leaf = { name: 'a', kind: 'value', text: '1', sources: [] } as const;
  const tree = (child: Parameters<typeof hasMarks>[0]) =>
    ({ name: '', kind: 'set', text: '{ … }', sources: [], children: [leaf, child] }) as const;
  expect(hasMarks(tree(leaf))).toBe(false);
  expect(hasMarks(tree({ ...leaf, kind: 'symbolic', text: '«pkgs.a»' }))).toBe(true);
  expect(hasMarks(tree({ ...leaf, onlyIf: 'config.on' }))).toBe(true);
  expect(hasMarks(tree({ ...leaf, kind: 'list', text: '[ «pkgs.a» ]' }))).toBe(true);
});
