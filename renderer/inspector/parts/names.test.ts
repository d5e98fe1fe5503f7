import { expect, it } from 'vitest';
import type { ClanEvaluation } from '../../../shared/clan/evaluation';
import { freeInstanceName, instanceNameProblem, machineNameProblem, tagNameProblem } from './names';

const clan = {
  machines: [{ name: 'athena' }],
  tags: [
    { name: 'all', kind: 'computed', machines: [] },
    { name: 'server', kind: 'plain', machines: [] },
  ],
  instances: [{ name: 'backup' }, { name: 'backup-2' }],
} as unknown as ClanEvaluation;

it.each([
  ['borealis', null],
  ['web-1', null],
  ['', 'A name is needed.'],
  ['-web', 'No hyphen at the beginning or end.'],
  ['web.1', 'Only letters, digits and hyphens.'],
  ['Athena', 'There is already a machine called athena.'],
  ['x'.repeat(64), 'At most 63 characters.'],
])('judges the machine name %j', (name, problem) => {
  expect(machineNameProblem(name, clan)).toBe(problem);
});

it('refuses tags that Clan computes or Nix reads as something else', () => {
  expect(tagNameProblem('server', clan)).toBeNull();
  expect(tagNameProblem('all', clan)).toMatch(/computes/);
  expect(tagNameProblem('imports', clan)).toMatch(/Nix/);
  expect(tagNameProblem(' x', clan)).not.toBeNull();
});

it('keeps instance names apart', () => {
  expect(instanceNameProblem('backup', clan)).toMatch(/already/);
  expect(instanceNameProblem('a:b', clan)).toMatch(/colon/);
  expect(freeInstanceName('backup', clan)).toBe('backup-3');
  expect(freeInstanceName('dns', clan)).toBe('dns');
});
