import { expect, test } from 'vitest';
import { nixSearchProblem } from './nix-search-problem';

test.each([
  [{ kind: 'missing', lookedIn: ['/a', '/b'] }, 'system-nix.missing', '/a, /b'],
  [{ kind: 'too-old', program: '/a/nix', version: '2.3' }, 'system-nix.too-old', 'newer'],
  [{ kind: 'broken', program: '/a/nix', reason: 'it does not answer' }, 'system-nix.broken', '--version'],
] as const)('%o', (search, code, hint) => {
  const problem = nixSearchProblem(search);
  expect(problem.code).toBe(code);
  expect(problem.hint).toContain(hint);
});
