import { afterEach, expect, test } from 'vitest';
import type { EvaluatorInput } from '../evaluator';
import { WorkerEvaluator } from './worker-evaluator';

const workerUrl = new URL('./testing/scripted-worker.mjs', import.meta.url);
const evaluators: WorkerEvaluator[] = [];

function create(
  options: { deadline?: number; grace?: number; heapMegabytes?: number } = {},
): WorkerEvaluator {
  const evaluator = new WorkerEvaluator('/clan', { workerUrl, grace: 100, ...options });
  evaluators.push(evaluator);
  return evaluator;
}

function input(revision: number, changedPaths: readonly string[] | null = []): EvaluatorInput {
  return { revision, current: `text ${revision}`, saved: null, changedPaths };
}

/** What the worker was told by the time it answered. */
async function inputsHeard(
  evaluator: WorkerEvaluator,
  next: EvaluatorInput,
): Promise<readonly EvaluatorInput[]> {
  const answer = await evaluator.evaluate(next);
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return (answer.value.evaluation as unknown as { inputs: readonly EvaluatorInput[] }).inputs;
}

afterEach(async () => {
  await Promise.all(evaluators.splice(0).map((evaluator) => evaluator.dispose()));
});

test('answers carry the revision that they belong to', async () => {
  const answer = await create().evaluate(input(7));
  expect(answer).toMatchObject({ ok: true, value: { revision: 7, milliseconds: 1 } });
});

test('questions are answered in order', async () => {
  const evaluator = create();
  const answers = await Promise.all(['a', 'b', 'c'].map((name) => evaluator.machinePreview(name)));
  expect(answers).toEqual(['a', 'b', 'c'].map((value) => ({ ok: true, value })));
});

test('a newer input supersedes what runs and what waits', async () => {
  const evaluator = create();
  const running = evaluator.machinePreview('polls');
  const waiting = evaluator.machinePreview('a');
  const newer = evaluator.evaluate(input(2));
  expect(await running).toEqual({ ok: false, error: { kind: 'superseded' } });
  expect(await waiting).toEqual({ ok: false, error: { kind: 'superseded' } });
  expect(await newer).toMatchObject({ ok: true, value: { revision: 2 } });
});

test('paths that changed for an input which was never sent are not forgotten', async () => {
  const evaluator = create();
  await evaluator.evaluate(input(1));
  const running = evaluator.machinePreview('polls');
  const lost = evaluator.evaluate(input(2, ['/clan/a.nix']));
  const heard = await inputsHeard(evaluator, input(3, ['/clan/b.nix']));
  await Promise.all([running, lost]);
  expect(heard.at(-1)).toMatchObject({ revision: 3, changedPaths: ['/clan/a.nix', '/clan/b.nix'] });
});

test('a worker that ignores cancellation is replaced and the new one knows the input', async () => {
  const evaluator = create({ grace: 50 });
  await evaluator.evaluate(input(1));
  const running = evaluator.machinePreview('hangs');
  const heard = await inputsHeard(evaluator, input(2));
  expect(await running).toEqual({ ok: false, error: { kind: 'superseded' } });
  expect(heard).toMatchObject([{ revision: 2 }]);
});

test('an endless question ends at its deadline, and the next one is answered', async () => {
  const evaluator = create({ deadline: 1_500, grace: 100 });
  expect(await evaluator.machinePreview('hangs')).toMatchObject({
    ok: false,
    error: { kind: 'failed', diagnostics: [{ code: 'evaluator.deadline' }] },
  });
  expect(await evaluator.machinePreview('a')).toEqual({ ok: true, value: 'a' });
});

test('running out of memory costs one question', async () => {
  const evaluator = create({ heapMegabytes: 32 });
  expect(await evaluator.machinePreview('hoards')).toMatchObject({
    ok: false,
    error: { kind: 'failed', diagnostics: [{ code: 'evaluator.memory' }] },
  });
  expect(await evaluator.machinePreview('a')).toEqual({ ok: true, value: 'a' });
});

test('a crash costs one question', async () => {
  const evaluator = create();
  expect(await evaluator.machinePreview('dies')).toMatchObject({
    ok: false,
    error: {
      kind: 'failed',
      diagnostics: [{ code: 'evaluator.crashed', message: 'The evaluator stopped: bang' }],
    },
  });
  expect(await evaluator.machinePreview('a')).toEqual({ ok: true, value: 'a' });
});

test('disposing ends a running question', async () => {
  const evaluator = create();
  const running = evaluator.machinePreview('hangs');
  await evaluator.dispose();
  expect(await running).toEqual({ ok: false, error: { kind: 'superseded' } });
  expect(await evaluator.machinePreview('a')).toEqual({ ok: false, error: { kind: 'superseded' } });
});
