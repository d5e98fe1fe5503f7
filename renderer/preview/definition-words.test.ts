import { expect, it } from 'vitest';
import type { ValueDefinition } from '../../shared/clan/evaluation';
import { definitionWords, priorityWords } from './definition-words';

const base: ValueDefinition = {
  place: { kind: 'nix', label: 'clan.nix:4' },
  priority: 100,
  outcome: 'won',
  text: '1',
};
const words = (definition: Partial<ValueDefinition>) => {
  const { before, name, after } = definitionWords({ ...base, ...definition });
  return `${before}${name ?? ''}${after}`;
};

it('says who defined a value', () => {
  const server = { instance: 'backup', role: 'server' };
  expect(words({ ...server, layer: { kind: 'machine', machine: 'borealis' } })).toBe(
    'Role backup › server, set for borealis',
  );
  expect(words({ ...server, layer: { kind: 'tag', tag: 'big' } })).toBe(
    'Role backup › server, set for tag big',
  );
  expect(words(server)).toBe('Service backup › server');
  expect(words({ priority: 1500 })).toBe('Default of the option');
  expect(words({ place: { kind: 'clan', label: 'computed by Clan' } })).toBe('Clan itself');
});

it('names priorities that are not plain', () => {
  expect([100, 50, 1000, 60].map(priorityWords)).toEqual([
    '',
    ', forced (priority 50)',
    ', a soft default (priority 1000)',
    ', priority 60',
  ]);
});
