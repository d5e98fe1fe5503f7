import { expect, test } from 'vitest';
import { keyOrdersOf } from './key-order';

test('an order that JavaScript keeps is not worth a word', () => {
  expect(keyOrdersOf(null)).toEqual([]);
  expect(keyOrdersOf('{"b": {"a": 1}, "a": {"1": 2, "10": 3, "x": 4}}')).toEqual([]);
});

test('keys that look like numbers stand where the text has them', () => {
  expect(keyOrdersOf('{"z": [{"b": 1, "10": {"5": 0, "4": 0}}], "1": 2}')).toEqual([
    { path: [], keys: ['z', '1'] },
    { path: ['z', 0], keys: ['b', '10'] },
    { path: ['z', 0, '10'], keys: ['5', '4'] },
  ]);
});

test('a key that stands twice and one called __proto__ do no harm', () => {
  expect(keyOrdersOf('{"a": 1, "7": 1, "a": 2, "__proto__": {"x": 1, "1": 1}}')).toEqual([
    { path: [], keys: ['a', '7', '__proto__'] },
    { path: ['__proto__'], keys: ['x', '1'] },
  ]);
});
