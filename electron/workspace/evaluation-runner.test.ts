import { expect, it } from 'vitest';
import { err } from '../../shared/base/result';
import type { EvaluationState } from '../../shared/contract';
import { systemClock } from './clock';
import { createEvaluationRunner } from './evaluation-runner';
import { FakeEvaluator } from './testing/fake-evaluator';

function setUp() {
  const evaluator = new FakeEvaluator();
  const states: EvaluationState[] = [];
  let revision = 1;
  const runner = createEvaluationRunner({
    evaluator,
    clock: systemClock,
    input: () => ({ revision, current: '{}', saved: '{}' }),
    publish: (state) => states.push(state),
  });
  return { evaluator, states, runner, next: () => ++revision };
}

it('asks once for edits that come together, with all the files that changed', async () => {
  const { evaluator, runner, states, next } = setUp();
  runner.request(['/ignored/before/the/first']);
  await runner.settled();
  next();
  runner.request(['/a']);
  next();
  runner.request(['/b']);
  runner.request([]);
  await runner.settled();
  expect(evaluator.inputs).toMatchObject([
    { revision: 1, changedPaths: null },
    { revision: 3, changedPaths: ['/a', '/b'] },
  ]);
  expect(states.map((state) => state.status)).toEqual(['evaluating', 'done', 'evaluating', 'done']);
  next();
  runner.request([]);
  runner.startDue();
  runner.startDue();
  expect(evaluator.inputs).toHaveLength(3);
  await runner.settled();
});

it('asks again when somebody else’s question came in between', async () => {
  const { evaluator, runner } = setUp();
  let isFirst = true;
  evaluator.answer = () => {
    if (isFirst) {
      isFirst = false;
      evaluator.answer = null;
    }
    return err({ kind: 'superseded' });
  };
  runner.request(null);
  await runner.settled();
  expect(runner.state.status).toBe('done');
  expect(evaluator.inputs).toHaveLength(2);
});

it('survives an evaluator that breaks its promise', async () => {
  const { evaluator, runner } = setUp();
  evaluator.evaluate = () => Promise.reject(new Error('boom'));
  runner.request(null);
  await runner.settled();
  expect(runner.state).toMatchObject({ status: 'failed', diagnostics: [{ code: 'evaluation.crashed' }] });
});

it('says nothing more once it is disposed', async () => {
  const { evaluator, runner, states } = setUp();
  evaluator.isHeld = true;
  runner.request(null);
  runner.startDue();
  const settled = runner.settled();
  runner.dispose();
  evaluator.release();
  await settled;
  runner.request(null);
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(states.map((state) => state.status)).toEqual(['evaluating']);
});
