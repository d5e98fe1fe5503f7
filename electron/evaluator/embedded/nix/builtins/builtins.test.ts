/** What the language cases cannot show of builtins: rules of matching, numbers in JSON, that sorting asks little. */
import { describe, expect, test } from 'vitest';
import { failure, run } from '../testing/run';
import { mergeSort } from './merge-sort';
import { parseRegex } from './posix-regex';
import { PosixMatcher } from './posix-matcher';
import { match, split } from './regex';
import { compareVersions } from './versions';

describe('regular expressions', () => {
  test.each([
    ['a|ab', 'ab', []],
    ['(a|ab)(c|bcd)(d*)', 'abcd', ['a', 'bcd', '']],
    ['((a)|(b))*', 'ab', ['b', 'a', 'b']],
    ['[]x-]+', 'x]-', []],
    ['[[:digit:]]{2,3}', '1234', undefined],
    ['a\\.b', 'a.b', []],
    ['(x)?y', 'y', [undefined]],
  ])('%s on %s', (pattern, text, groups) => {
    expect(match(pattern, text)).toEqual(groups);
  });

  test.each(['(', 'a{', '*a', 'a{2,1}', '[a', '[[:none:]]', 'a\\', '[b-a]', 'a{1', '(a'])(
    '%s is malformed',
    (pattern) => {
      expect(parseRegex(pattern)).toBeUndefined();
      expect(failure(`builtins.match ${JSON.stringify(pattern)} ""`).message).toBe(
        `invalid regular expression '${pattern}'`,
      );
    },
  );

  test('split at the longest alternative', () => {
    expect(split('(a|ab)', 'xabx')).toEqual(['x', ['ab'], 'x']);
    expect(split('x*', 'axb')).toEqual(['', [], 'a', [], '', [], 'b', [], '']);
  });

  test('work on bytes', () => {
    expect(match('..', 'é')).toEqual([]);
    expect(match('.', 'é')).toBeUndefined();
    expect(split('(é)', 'aéb')).toEqual(['a', ['é'], 'b']);
  });

  test.each(['(a*)(b|c)x?', '[a-c]+', 'a?b+c*', '(ab|a)(bc)?', '(a)(b)?'])(
    '%s means the same to both matchers',
    (pattern) => {
      const parsed = parseRegex(pattern);
      if (parsed === undefined) throw new Error('malformed');
      for (const text of ['', 'a', 'ab', 'abc', 'aabc', 'bcx', 'cab']) {
        const own = new PosixMatcher(parsed.tree, parsed.groups, text).matchWhole();
        const native = new RegExp(`^(?:${pattern})$`).exec(text)?.slice(1);
        expect([text, own]).toEqual([text, native]);
      }
    },
  );

  test('that would never end can be stopped', () => {
    const text = `builtins.match "(a*)*b" "${'a'.repeat(40)}"`;
    expect(failure(text, { budget: { maxSteps: 100_000 } }).kind).toBe('limit');
  });
});

describe('JSON', () => {
  test.each([
    ['{"a": 1} x', 'line 1, column 10: unexpected text after the value'],
    ['[1,\n 2', "line 2, column 3: expected ',' or ']'"],
    ['{a: 1}', 'line 1, column 2: expected a name in quotes'],
    ['"a', 'line 1, column 3: missing closing quote'],
    ['"\\x"', 'line 1, column 2: unknown escape in a string'],
    ['01', 'line 1, column 2: unexpected text after the value'],
    ['nul', "line 1, column 1: unexpected 'n'"],
    ['', 'line 1, column 1: unexpected end of input'],
    [
      '18446744073709551615',
      'line 1, column 21: the number 18446744073709551615 is outside of the range of integers',
    ],
    ['"\\ud800"', 'line 1, column 9: half of a surrogate pair in a string'],
  ])('%s fails', (json, message) => {
    expect(failure(`builtins.fromJSON ${JSON.stringify(json).replaceAll('$', '\\$')}`).message).toBe(
      `parse error at ${message}`,
    );
  });

  test('keeps integers of 64 bits', () => {
    expect(run('builtins.fromJSON "[9223372036854775807, -9223372036854775808, 1.0, 1e3]"')).toBe(
      '[ 9223372036854775807 -9223372036854775808 1 1000 ]',
    );
  });
});

describe('TOML', () => {
  test('fails with the place', () => {
    expect(failure('builtins.fromTOML "a = 1\\nb = "').message).toContain('line 2, column 5');
    expect(failure('builtins.fromTOML "a = 9223372036854775808"').message).toContain(
      'does not fit in 64 bits',
    );
  });

  test.each([
    ['1979-05-27T07:32:00Z', '1979-05-27T07:32:00Z'],
    ['1979-05-27 07:32:00.1234567891', '1979-05-27 07:32:00.123456789'],
    ['1979-05-27t00:32:00.5-00:00', '1979-05-27t00:32:00.5Z'],
    ['1979-05-27', '1979-05-27'],
    ['07:32:00', '07:32:00'],
    ['[ # why\\n 1979-05-27, "1979-05-28" ]', undefined],
  ])('keeps the date %s as it is written', (written, shown) => {
    const value = `{ _type = "timestamp"; value = "${shown ?? '1979-05-27'}"; }`;
    const expected = shown === undefined ? `[ ${value} "1979-05-28" ]` : value;
    const text = `builtins.fromTOML "[1979-05-26]\\n1979-05-26 = ${written.replaceAll('"', '\\"')}"`;
    expect(run(text)).toBe(`{ "1979-05-26" = { "1979-05-26" = ${expected}; }; }`);
  });
});

describe('sorting', () => {
  test('is stable and asks about each pair once', () => {
    const asked = new Set<string>();
    const items = [3, 1, 2, 1, 3, 2].map((key, index) => ({ key, index }));
    const sorted = mergeSort(items, (a, b) => {
      const pair = [a.index, b.index].sort().join();
      expect(asked.has(pair)).toBe(false);
      asked.add(pair);
      return a.key < b.key;
    });
    expect(sorted.map(({ key, index }) => [key, index])).toEqual([
      [1, 1],
      [1, 3],
      [2, 2],
      [2, 5],
      [3, 0],
      [3, 4],
    ]);
  });
});

test.each([
  ['1.0', '1.0.1', -1],
  ['1.0pre1', '1.0', -1],
  ['2.3', '2.10', -1],
  ['1.a', '1.1', -1],
  ['1.0', '1-0', 0],
  ['2', '1.9.9', 1],
])('version %s compared with %s is %d', (a, b, order) => {
  expect([compareVersions(a, b), compareVersions(b, a)]).toEqual([order, order === 0 ? 0 : -order]);
});
