import type { ExactJson } from './exact-json';
import { expect, test } from 'vitest';
import { exactJsonText as documentText } from '../../../../shared/base/exact-number';
import {
  exactJsonText,
  fromNixJson,
  isExactObject,
  objectOf,
  toDocumentJson,
  toPlainJson,
} from './exact-json';

const value = objectOf<ExactJson>([
  ['z', [1n, 2.5, true, null, 'x"y']],
  ['a', objectOf([['__proto__', 9007199254740993n]])],
  ['empty', [[], objectOf([])]],
]);

test('text has sorted keys, exact integers, and a line for each member', () => {
  expect(exactJsonText(value)).toBe(`{
  "a": {
    "__proto__": 9007199254740993
  },
  "empty": [
    [],
    {}
  ],
  "z": [
    1,
    2.5,
    true,
    null,
    "x\\"y"
  ]
}`);
});

test('text can be one line, and has null for numbers that JSON lacks', () => {
  expect(exactJsonText(value, 0)).toBe(
    '{"a":{"__proto__":9007199254740993},"empty":[[],{}],"z":[1,2.5,true,null,"x\\"y"]}',
  );
  expect(exactJsonText([Infinity, NaN], 0)).toBe('[null,null]');
});

test('a float stays one in documents, and becomes a plain number elsewhere', () => {
  const numbers = objectOf<ExactJson>([['n', [2, 2n, 0.5, 1e30, -3]]]);
  expect(documentText(toDocumentJson(numbers))).toBe('{"n":[2.0,2,0.5,1e+30,-3.0]}');
  expect(toPlainJson(numbers)).toEqual({ n: [2, 2, 0.5, 1e30, -3] });
});

test('data of the interpreter keeps names that objects have already', () => {
  const data = fromNixJson(new Map([['constructor', [new Map([['toString', 1n]])]]]));
  expect(isExactObject(data)).toBe(true);
  expect(exactJsonText(data, 0)).toBe('{"constructor":[{"toString":1}]}');
  expect([isExactObject([]), isExactObject(null), isExactObject(undefined)]).toEqual([false, false, false]);
});
