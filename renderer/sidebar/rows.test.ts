import { expect, it } from 'vitest';
import { homelabEvaluation } from '../testing/builders';
import { machineRows, matchesFilter, roleCounts } from './rows';
import { nextIndex } from './use-list-keys';

it('lists machines under headings with their number', () => {
  const rows = machineRows(homelabEvaluation(), 'tag', 'laptop');
  expect(rows.map((row) => (row.kind === 'heading' ? [row.label, row.count] : row.machine.name))).toEqual([
    ['laptop', 3],
    'castor',
    'echo',
    'iris',
  ]);
});

it('matches every word anywhere, whatever the case', () => {
  expect(matchesFilter('AT server', ['athena', 'server'])).toBe(true);
  expect(matchesFilter('at edge', ['athena', 'server'])).toBe(false);
  expect(matchesFilter(' ', [])).toBe(true);
});

it('counts roles, not reasons', () => {
  expect(roleCounts(homelabEvaluation()).get('gaia')).toBe(6);
});

it('stays inside of the list', () => {
  expect([
    nextIndex('ArrowUp', 0, 3),
    nextIndex('ArrowDown', 2, 3),
    nextIndex('End', 0, 3),
    nextIndex('x', 0, 3),
  ]).toEqual([0, 2, 2, null]);
});
