import { expect, it } from 'vitest';
import type { ValueDefinition } from '../../shared/clan/evaluation';
import { definitionWords, orderWords, priorityWords, settingWords } from './definition-words';

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

it('says where a setting gets its value', () => {
  const setting = { setting: ['port'], isDefault: false, place: base.place, text: '1' } as const;
  expect(settingWords({ ...setting, layer: null, isDefault: true })).toBe('has its default');
  expect(settingWords({ ...setting, layer: { kind: 'role' } })).toBe('is set for the role');
  expect(settingWords({ ...setting, layer: { kind: 'tag', tag: 'big' } })).toBe('is set for tag big');
  expect(settingWords({ ...setting, layer: { kind: 'machine', machine: 'echo' } })).toBe('is set for echo');
  expect(settingWords({ ...setting, layer: null })).toBe('is set');
});

it('names orders that are not plain', () => {
  expect([undefined, 500, 1500, 700].map(orderWords)).toEqual([
    '',
    ', put first (mkBefore)',
    ', put last (mkAfter)',
    ', order 700',
  ]);
});

it('names priorities that are not plain', () => {
  expect([100, 50, 1000, 60].map(priorityWords)).toEqual([
    '',
    ', forced (priority 50)',
    ', a soft default (priority 1000)',
    ', priority 60',
  ]);
});
