import { expect, it } from 'vitest';
import { suggestedNames } from './suggestions';

const names = { machines: ['athena'], tags: ['laptop'], instances: ['backup'] };

it.each([
  [['targetHost'], ['athena']],
  [['exitMachines', 2], ['athena']],
  [['excludeTags', 0], ['laptop']],
  [['backup_instance'], ['backup']],
  [['hostKey'], []],
  [['directory'], []],
  [[], []],
])('suggests for %j', (path, expected) => {
  expect(suggestedNames(path, names)).toEqual(expected);
});
