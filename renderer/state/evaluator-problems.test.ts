import { expect, it } from 'vitest';
import type { EvaluatorsState } from '../../shared/contract';
import { fakeEvaluators } from '../testing/fake-evaluators';
import { evaluatorProblems } from './evaluator-problems';

const codes = (state: EvaluatorsState) => evaluatorProblems(state).map(({ code }) => code);

it('lists what Nix found, and what it lacks only for who relies on it', () => {
  expect(evaluatorProblems(null)).toEqual([]);
  expect(codes(fakeEvaluators.differs)).toEqual(['system-nix.disagreement']);
  expect(codes(fakeEvaluators.failed)).toEqual(['system-nix.untracked-file']);
  expect([fakeEvaluators.unavailable, fakeEvaluators.offline].flatMap(codes)).toEqual([]);
  expect(codes(fakeEvaluators.aloneWithoutNix)).toEqual(['system-nix.missing']);
  expect(codes({ ...fakeEvaluators.offline, choice: 'nix' })).toEqual(['system-nix.input-missing']);
});

it('has nothing of a Nix that is not used any more', () => {
  expect(codes({ ...fakeEvaluators.differs, choice: 'embedded' })).toEqual([]);
});
