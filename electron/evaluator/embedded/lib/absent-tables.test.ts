import { expect, test } from 'vitest';
import { AttrSet, NixError, force, lazy } from '../nix';
import type { Slot, SymbolicValue } from '../nix';
import { withAbsentTables } from './absent-tables';

function failing(kind: 'io' | 'parse'): Slot {
  return lazy(() => {
    throw new NixError(kind, 'no such table');
  });
}

function read(lib: AttrSet, name: string): unknown {
  return force(withAbsentTables(lib).get(name) ?? null);
}

test('a checkout without the tables of people gets what stands in for them', () => {
  const lib = AttrSet.of({ maintainers: failing('io'), teams: failing('io'), version: '26.11' });
  expect((read(lib, 'maintainers') as SymbolicValue).text).toBe('lib.maintainers');
  expect((read(lib, 'teams') as SymbolicValue).text).toBe('lib.teams');
  expect(read(lib, 'version')).toBe('26.11');
});

test('a checkout with its own tables keeps them, and what is wrong with them is told', () => {
  const own = AttrSet.of({ jane: 'Jane' });
  expect(read(AttrSet.of({ maintainers: own }), 'maintainers')).toBe(own);
  expect(withAbsentTables(AttrSet.of({ version: '1' })).has('teams')).toBe(false);
  expect(() => read(AttrSet.of({ teams: failing('parse') }), 'teams')).toThrow(
    expect.objectContaining({ kind: 'parse' }) as NixError,
  );
});
