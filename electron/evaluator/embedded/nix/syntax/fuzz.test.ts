/** The first inputs of `npm run test:nix-fuzz`, which runs a hundred thousand. */
import { describe, expect, test } from 'vitest';
import { fuzzParser, tryParser } from '../testing/fuzz-parser';
import { corpus } from '../testing/nix-files';

const inputs = 5_000;

describe('broken Nix', () => {
  test('is refused with an error that says where, or parsed', () => {
    const [first, ...rest] = corpus().map((file) => file.text);
    if (first === undefined) throw new Error('the corpus is empty');
    const report = fuzzParser({ texts: [first, ...rest], inputs, seed: 1 });
    expect(report.failures).toEqual([]);
    // A run that only ever sees one of the two would prove nothing.
    expect(report.parsed).toBeGreaterThan(inputs / 50);
    expect(report.refused).toBeGreaterThan(inputs / 2);
  }, 300_000);

  test.each([
    ['(', 100_000],
    ['[', 100_000],
    ['{a=', 100_000],
    ['"${', 100_000],
    ['{ a ? ', 100_000],
    ['if ', 100_000],
  ])('%j nested %d times is refused', (text, times) => {
    expect(tryParser(text.repeat(times)).kind).toBe('refused');
  });

  test.each([
    ['[ ] ++ ', '[ ]'],
    ['{ } // ', '{ }'],
    ['true -> ', 'true'],
    ['if false then 1 else ', '2'],
    ['x: ', '1'],
    ['let a = 1; in ', 'a'],
    ['with { }; ', '1'],
    ['assert true; ', '1'],
    ['a.b or ', 'c'],
    ['f <| ', 'x'],
    ['1 + ', '1'],
  ])('a chain of 5,000 times %j is parsed', (text, end) => {
    expect(tryParser(text.repeat(5_000) + end).kind).toBe('parsed');
  });
});
