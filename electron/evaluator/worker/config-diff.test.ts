import { expect, test } from 'vitest';
import { countDifferences, countLeaves, exactEqual, newlyFailing } from './config-diff';

test.each([
  ['nothing', { a: 1 }, { a: 1 }, [0, 0, 0]],
  ['an integer in place of the same float', { a: 1n }, { a: 1 }, [0, 0, 0]],
  ['a leaf', { a: 1 }, { a: 2 }, [0, 1, 0]],
  ['a set that is filled', {}, { a: { b: 1, c: {} } }, [2, 0, 0]],
  ['a set that is emptied', { a: { b: 1 } }, { a: {} }, [0, 0, 1]],
  ['a scalar that becomes a set', { a: 1 }, { a: { b: 1, c: 2 } }, [1, 1, 0]],
  ['a machine that is new', undefined, { a: { b: 1, c: [1, 2] } }, [2, 0, 0]],
  ['a machine that is gone', { a: { b: 1 } }, undefined, [0, 0, 1]],
  ['a list of scalars as one leaf', { a: [1, 2] }, { a: [1, 2, 3] }, [0, 1, 0]],
  ['lists of sets place by place', { a: [{ x: 1 }] }, { a: [{ x: 2 }, { x: 3 }] }, [1, 1, 0]],
  ['a key called __proto__', { ['__proto__']: 1 }, { ['__proto__']: 2 }, [0, 1, 0]],
] as const)('counts %s', (_what, before, after, [added, changed, removed]) => {
  expect(countDifferences(before, after)).toEqual({ added, changed, removed });
});

test('an empty set is one leaf', () => {
  expect(countLeaves({})).toBe(1);
  expect(countLeaves({ a: {}, b: { c: 1, d: 2 } })).toBe(3);
});

test('64-bit integers are compared exactly', () => {
  expect(exactEqual(9223372036854775807n, 9223372036854775806n)).toBe(false);
});

test.each([
  ['a part that fails now', { a: { b: 1 } }, { a: { b: '<error>' } }, ['a', 'b']],
  ['a part that is new and fails', {}, { a: [{ b: '<error>' }] }, ['a', '0', 'b']],
  ['a part that failed before', { a: '<error>' }, { a: '<error>', b: 1 }, null],
  ['nothing', { a: 1 }, { a: 2 }, null],
])('%s', (_what, before, after, path) => {
  expect(newlyFailing(before, after)).toEqual(path);
});
