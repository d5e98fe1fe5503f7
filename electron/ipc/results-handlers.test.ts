import { expect, test, vi } from 'vitest';
import { err, ok } from '../../shared/base/result';
import type { EvaluatorFailure } from '../evaluator';
import type { Services } from '../services';
import { resultsHandlers } from './results-handlers';

const superseded = err<EvaluatorFailure>({ kind: 'superseded' });

function askWith(...answers: readonly unknown[]) {
  const machinePreview = vi.fn<(machine: string) => Promise<unknown>>();
  for (const answer of answers) machinePreview.mockResolvedValueOnce(answer);
  const services = { workspace: { evaluator: { machinePreview } } } as unknown as Services;
  return {
    machinePreview,
    answer: resultsHandlers(services)['results:machine-preview']({ machine: 'athena' }),
  };
}

test('a question that an edit superseded is asked again', async () => {
  const { machinePreview, answer } = askWith(superseded, superseded, ok('preview'));
  expect(await answer).toEqual({ ok: true, value: 'preview' });
  expect(machinePreview).toHaveBeenCalledTimes(3);
});

test('it is not asked for ever', async () => {
  const { answer } = askWith(superseded, superseded, superseded);
  expect(await answer).toMatchObject({
    ok: false,
    error: { code: 'evaluator.superseded', severity: 'info' },
  });
});

test('a failure is told with its first diagnostic', async () => {
  const diagnostic = { code: 'nix.throw', severity: 'error', message: 'it throws' };
  const { machinePreview, answer } = askWith(err({ kind: 'failed', diagnostics: [diagnostic] }));
  expect(await answer).toEqual({ ok: false, error: diagnostic });
  expect(machinePreview).toHaveBeenCalledOnce();
});

test('a part of a preview is asked of an evaluator that leaves parts out', async () => {
  const machinePreview = vi.fn<(machine: string) => Promise<unknown>>();
  const previewLevel = vi.fn<(machine: string, path: readonly string[]) => Promise<unknown>>();
  previewLevel.mockResolvedValueOnce(ok('level'));
  const ask = (evaluator: unknown) => {
    const services = { workspace: { evaluator } } as unknown as Services;
    return resultsHandlers(services)['results:preview-level']({ machine: 'athena', path: ['services'] });
  };
  expect(await ask({ machinePreview, previewLevel })).toEqual({ ok: true, value: 'level' });
  expect(previewLevel).toHaveBeenCalledWith('athena', ['services']);
  expect(await ask({ machinePreview })).toMatchObject({
    ok: false,
    error: { code: 'evaluator.no-such-path' },
  });
});

test('without a clan there is nothing to ask', async () => {
  const handlers = resultsHandlers({ workspace: null } as unknown as Services);
  expect(await handlers['results:role-form']({ instance: 'a', role: 'b' })).toMatchObject({
    ok: false,
    error: { code: 'clan.none-open' },
  });
});
