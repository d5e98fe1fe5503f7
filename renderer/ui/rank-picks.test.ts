import { expect, it } from 'vitest';
import { rankPicks, type Pick } from './rank-picks';

const pick = (label: string, rest: Partial<Pick> = {}): Pick => ({ key: label, label, ...rest });
const labels = (picks: readonly Pick[]) => picks.map(({ label }) => label);

it('finds every word somewhere, whole words first', () => {
  const picks = [pick('backup › client'), pick('backup-server › client'), pick('backup › server')];
  expect(labels(rankPicks(picks, 'backup server'))[0]).toBe('backup › server');
  expect(labels(rankPicks(picks, 'backup › server'))[0]).toBe('backup › server');
  expect(rankPicks(picks, 'nothing')).toEqual([]);
});

it('keeps the given order without a query', () => {
  const picks = [pick('b'), pick('a')];
  expect(rankPicks(picks, '  ')).toBe(picks);
});

it('keeps groups together, the one with the best answer first', () => {
  const picks = [
    pick('gate', { group: 'Machines' }),
    pick('gateway', { group: 'Roles' }),
    pick('gateway two', { group: 'Machines' }),
  ];
  expect(rankPicks(picks, 'gateway').map(({ group }) => group)).toEqual(['Roles', 'Machines']);
});

it('finds by keywords, but prefers names, and what can be picked', () => {
  const picks = [
    pick('x', { keywords: ['borg'] }),
    pick('borg', { refusal: 'There already.' }),
    pick('borg two'),
  ];
  expect(labels(rankPicks(picks, 'borg'))).toEqual(['borg', 'borg two', 'x']);
});
