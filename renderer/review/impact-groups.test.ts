import { expect, it } from 'vitest';
import { impactGroups } from './impact-groups';

it('joins machines that change alike and puts broken ones first', () => {
  const one = { added: 0, changed: 1, removed: 0 };
  expect(
    impactGroups([
      { machine: 'borealis', added: 1, changed: 1, removed: 0 },
      { machine: 'athena', ...one },
      { machine: 'castor', ...one },
      { machine: 'juno', added: 0, changed: 0, removed: 0, error: 'The option does not exist.' },
    ]),
  ).toEqual([
    { machines: ['juno'], words: 'does not evaluate', error: 'The option does not exist.' },
    { machines: ['borealis'], words: '1 added, 1 changed', error: null },
    { machines: ['athena', 'castor'], words: '1 changed each', error: null },
  ]);
});
