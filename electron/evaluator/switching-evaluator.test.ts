import { expect, test } from 'vitest';
import { FakeEvaluator } from '../workspace/testing/fake-evaluator';
import { SwitchingEvaluator } from './switching-evaluator';

const input = { revision: 1, current: '{}', saved: '{}', changedPaths: null };

test('asks the evaluator of the moment, and ends the one that it replaces', async () => {
  const [first, second] = [new FakeEvaluator(), new FakeEvaluator()];
  const evaluator = new SwitchingEvaluator(first);
  await evaluator.evaluate(input);
  await evaluator.replace(second);
  expect(first.isDisposed).toBe(true);
  await evaluator.evaluate({ ...input, revision: 2 });
  await evaluator.impact('{}');
  expect([first.inputs.length, second.inputs.length, second.impacts.length]).toEqual([1, 1, 1]);
  await evaluator.dispose();
  expect(second.isDisposed).toBe(true);
});
