import { describe, expect, it } from 'vitest';
import { levenshtein, suggestNames } from './suggestions';

describe('levenshtein', () => {
  it.each([
    ['', '', 0],
    ['abc', '', 3],
    ['', 'abc', 3],
    ['kitten', 'sitting', 3],
    ['same', 'same', 0],
  ])('%s to %s is %i', (from, to, distance) => {
    expect(levenshtein(from, to)).toBe(distance);
  });
});

describe('suggestNames', () => {
  it('gives the three nearest, of equally near ones the earlier', () => {
    expect(suggestNames('prot', ['users', 'port', 'pro', 'part'])).toEqual(['pro', 'port', 'part']);
  });

  it('gives only near ones when there are very many', () => {
    const many = Array.from({ length: 150 }, (_, index) => `option-number-${index}`);
    expect(suggestNames('port', [...many, 'part'])).toEqual(['part']);
  });
});
