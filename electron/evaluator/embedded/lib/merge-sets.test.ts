import { describe, expect, it } from 'vitest';
import { AttrSet, SourceFile } from '../nix';
import type { Span } from '../nix';
import { mergeSets } from './merge-sets';

const source = new SourceFile('/a.nix', '{ a = 1; b = 2; }');
const at = (start: number): Span => ({ source, start, end: start + 1 });

describe('mergeSets', () => {
  it('lets later sets win and keeps the places of what won', () => {
    const left = new AttrSet(
      new Map([
        ['a', 1n],
        ['b', 1n],
      ]),
      new Map([
        ['a', at(2)],
        ['b', at(9)],
      ]),
    );
    const right = AttrSet.of({ b: 2n, c: 3n });
    const merged = mergeSets([left, right]);
    expect(Object.fromEntries(merged.entries)).toEqual({ a: 1n, b: 2n, c: 3n });
    expect([...(merged.positions ?? [])]).toEqual([['a', at(2)]]);
  });

  it('gives a single set back, and the empty one for none', () => {
    const only = AttrSet.of({ a: 1n });
    expect(mergeSets([only])).toBe(only);
    expect(mergeSets([])).toBe(AttrSet.empty);
  });
});
