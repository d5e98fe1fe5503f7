import { expect, it } from 'vitest';
import type { Diagnostic } from '../../shared/base/diagnostic';
import { problemCounts, sortProblems, targetText } from './problem-list';

const problem = (severity: Diagnostic['severity'], message: string): Diagnostic => ({
  code: 'x',
  severity,
  message,
});

it('puts errors first and tells each problem once', () => {
  const list = [
    problem('info', 'i'),
    problem('warning', 'w'),
    problem('error', 'e'),
    problem('warning', 'w'),
  ];
  expect(sortProblems(list).map(({ message }) => message)).toEqual(['e', 'w', 'i']);
  expect(problemCounts(sortProblems(list))).toBe('1 error, 1 warning, 1 note');
  expect(problemCounts([])).toBe('No problems');
});

it('says what a problem is about', () => {
  const role = { kind: 'role', instance: 'backup', role: 'client' } as const;
  expect(targetText({ ...role, layer: { kind: 'tag', tag: 'laptop' }, setting: ['keep', 'daily'] })).toBe(
    'backup › client · keep.daily, for tag laptop',
  );
  expect(targetText(role)).toBe('backup › client');
  expect(targetText({ kind: 'machine', machine: 'athena', option: ['a', 'b'] })).toBe('athena · a.b');
});
