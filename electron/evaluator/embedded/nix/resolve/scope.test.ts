import { expect, test } from 'vitest';
import { SourceFile } from '../source/source-file';
import { Scope } from './scope';

const global = Scope.global(new Map([['map', 1n]]));
const span = { source: new SourceFile('«string»', 'with a; b'), start: 0, end: 4 };

test('a variable is steps outwards and a cell, counted from 1', () => {
  const scope = global.withVariables(['a', 'b']).withVariables(['c']);
  expect(['a', 'b', 'c'].map((name) => scope.lookup(name))).toEqual([
    { kind: 'local', level: 1, cell: 1 },
    { kind: 'local', level: 1, cell: 2 },
    { kind: 'local', level: 0, cell: 1 },
  ]);
});

test('the innermost binding counts', () => {
  expect(global.withVariables(['a']).withVariables(['a']).lookup('a')).toEqual({
    kind: 'local',
    level: 0,
    cell: 1,
  });
});

test('bindings and global names come before any `with`', () => {
  const scope = global.withVariables(['a']).withSet(span);
  expect(scope.lookup('a')).toEqual({ kind: 'local', level: 1, cell: 1 });
  expect(scope.lookup('map')).toEqual({ kind: 'global', slot: 1n });
});

test('other names are looked for in each `with`, from the inside', () => {
  const scope = global.withSet(span).withVariables(['x']).withSet(span);
  expect(scope.lookup('b')).toEqual({
    kind: 'with',
    sets: [
      { level: 0, span },
      { level: 2, span },
    ],
  });
});

test('a name that nothing binds is unbound', () => {
  expect(global.withVariables(['a']).lookup('b')).toEqual({ kind: 'unbound' });
  expect(global.withVariables(['a']).visibleNames()).toEqual(['a', 'map']);
});
