import { describe, expect, test } from 'vitest';
import { SourceFile } from '../source/source-file';
import { parse } from '../syntax/parser';
import { failure, run } from '../testing/run';
import { forcedArguments, orderingOf } from './forcing';

const tree = (text: string) => parse(new SourceFile('/a.nix', text));
const isPlain = () => true;

describe('what a function is sure to compute', () => {
  test.each([
    ['n: n', [true]],
    ['n: m: n', [true, false]],
    ['n: m: if n < 1 then 0 else m', [true, false]],
    ['n: m: if n < 1 then m else m + 1', [true, true]],
    ['n: [ n ]', [false]],
    ['n: { inherit n; }', [false]],
    ['f: x: f x', [true, false]],
    ['a: b: a && b', [true, false]],
    ['a: b: a == b', [true, true]],
    ['a: a: a', [false, true]],
    ['s: s.x or 1', [true]],
    ['s: s ? x', [true]],
    ['a: let a = 1; in a', [false]],
    ['a: let b = a; in b + a', [true]],
    ['a: with a; b', [false]],
    ['a: "x${a}"', [true]],
    ['a: assert a; 1', [true]],
    ['a: b: assert a; b', [true, true]],
    ['x: !x', [true]],
    ['x: f: x |> f', [false, true]],
    ['{ a }: a', []],
  ])('%s', (text, expected) => {
    expect(forcedArguments(tree(text), isPlain)).toEqual(expected);
  });

  test('says nothing of operators that mean something else', () => {
    expect(forcedArguments(tree('n: n - 1'), (operator) => operator !== '-')).toEqual([false]);
  });
});

test.each([
  ['a: b: a < b', 'ascending'],
  ['a: b: b > a', 'ascending'],
  ['a: b: a > b', 'descending'],
  ['a: b: b < a', 'descending'],
  ['a: b: a <= b', undefined],
  ['a: a: a < a', undefined],
  ['a: b: a < a', undefined],
  ['a: b: a.x < b.x', undefined],
  ['{ a }: b: a < b', undefined],
])('the order of %s', (text, order) => {
  expect(orderingOf(tree(text), isPlain)).toBe(order);
});

describe('arguments at hand', () => {
  test('are what they would have been', () => {
    expect(run('let f = n: m: if n == 0 then m else f (n - 1) (m + n); in f 100 0')).toBe('5050');
    expect(run('let __sub = a: b: 42; in (n: n) (5 - 3)')).toBe('42');
    expect(run('let s = { a.b = 7; }; in (n: n + 1) s.a.b')).toBe('8');
    expect(run('(n: !n) (1 < 2)')).toBe('false');
  });

  test('fail as they would have failed', () => {
    expect(failure('let big = 9223372036854775807; in (n: n) (big + 1)').kind).toBe('integer-overflow');
    expect(failure('let s = { }; in (n: n) s.a').kind).toBe('missing-attribute');
    expect(failure('let x = (n: n) (x + 1); in x').kind).toBe('infinite-recursion');
  });

  test('of functions that may not want them are left alone', () => {
    expect(run('(n: 1) (1 / 0)')).toBe('1');
    expect(run('let s = { f = throw "x"; }; in (n: m: n) 1 s.f')).toBe('1');
  });
});

test.each([
  ['builtins.sort (a: b: a < b) [ 3 1 2 ]', '[ 1 2 3 ]'],
  ['builtins.sort (a: b: a > b) [ 3 1 2 1 ]', '[ 3 2 1 1 ]'],
  ['builtins.sort (a: b: a < b) [ 2 1.5 1 ]', '[ 1 1.5 2 ]'],
  ['builtins.sort builtins.lessThan [ "b" "a" "B" "é" "" ]', '[ "" "B" "a" "b" "é" ]'],
  [
    'builtins.sort (a: b: a.k < b.k) [ { k = 2; } { k = 1; v = 1; } { k = 1; v = 2; } ]',
    '[ { k = 1; v = 1; } { k = 1; v = 2; } { k = 2; } ]',
  ],
  ['builtins.sort (a: b: true) [ 3 1 2 ]', '[ 2 1 3 ]'],
  ['let __lessThan = a: b: true; in builtins.sort (a: b: a < b) [ 3 1 2 ]', '[ 2 1 3 ]'],
])('%s', (text, expected) => {
  expect(run(text)).toBe(expected);
});
