import { expect, it } from 'vitest';
import { compareLines, type LineStep } from './compare-lines';

const side = (steps: readonly LineStep[], other: LineStep['kind']) =>
  steps.filter(({ kind }) => kind !== other).map(({ text }) => text);

/** The same numbers on every run. */
function randomLines(seed: number, length: number): string[] {
  let state = seed;
  return Array.from({ length }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return `line ${state % 12}`;
  });
}

it('always tells both texts whole and in order', () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const before = randomLines(seed, seed % 23);
    const after = randomLines(seed * 7, (seed * 5) % 19);
    const steps = compareLines(before, after);
    expect(side(steps, 'added')).toEqual(before);
    expect(side(steps, 'removed')).toEqual(after);
  }
});

it('keeps what moved nothing and changes as little as it can', () => {
  const steps = compareLines(['{', 'a', 'b', '}'], ['{', 'a', 'x', 'b', '}']);
  expect(steps.filter(({ kind }) => kind !== 'same')).toEqual([{ kind: 'added', text: 'x' }]);
});
