import { expect, test } from 'vitest';
import type { Diagnostic } from '../../shared/base/diagnostic';
import { problemsByNode, uniqueProblems, withoutRepeatedFixes } from './problems';
import { instanceNode, machineNode } from './selection';

function finding(target: Diagnostic['target'], severity: Diagnostic['severity'] = 'error'): Diagnostic {
  return { code: 'test', severity, message: severity, target };
}

const role = { kind: 'role', instance: 'backup', role: 'client' } as const;

test('a wrong setting of one machine marks the instance and the machine', () => {
  const problems = problemsByNode([finding({ ...role, layer: { kind: 'machine', machine: 'athena' } })]);
  expect([...problems.keys()]).toEqual([instanceNode('backup'), machineNode('athena')]);
});

test('a wrong setting of the role marks the instance alone', () => {
  expect([...problemsByNode([finding({ ...role, layer: { kind: 'role' } })]).keys()]).toEqual([
    instanceNode('backup'),
  ]);
});

test('the worst finding gives a node its sign; infos give none', () => {
  const problems = problemsByNode([
    finding(role, 'warning'),
    finding(role),
    finding({ kind: 'clan' }),
    finding(role, 'info'),
  ]);
  expect(problems.get(instanceNode('backup'))).toEqual({ severity: 'error', messages: ['error', 'warning'] });
  expect(problems.size).toBe(1);
});

test('tells once what one click mends, and of the same finding the one that knows a way out', () => {
  const fix = { kind: 'git-intent-to-add', paths: ['inventory.json'] } as const;
  const plain: Diagnostic = { code: 'git.untracked', severity: 'warning', message: 'Git does not track it.' };
  expect(uniqueProblems([plain, { ...plain, fix }])).toEqual([{ ...plain, fix }]);
  const other: Diagnostic = { ...plain, code: 'system-nix.untracked-file', fix };
  expect(withoutRepeatedFixes([{ ...plain, fix }, other, plain])).toEqual([{ ...plain, fix }, plain]);
});
