/** The worker's side of the evaluator: takes one task at a time, answers it, never throws. */
import { performance } from 'node:perf_hooks';
import { parentPort, workerData } from 'node:worker_threads';
import type { Diagnostic } from '../../../shared/base/diagnostic';
import { invariant } from '../../../shared/base/invariant';
import { openClan } from '../embedded';
import { ClanAnswers } from './clan-answers';
import { DiskIo } from './disk-io';
import { toNixPath } from './host-path';
import type { Task, TaskAnswer, WorkerSetup } from './protocol';

const setup = workerData as WorkerSetup;
const port = parentPort;
invariant(port !== null, 'the evaluator worker was started outside a worker thread');

const cancelled = new Int32Array(setup.cancelled);
const directory = toNixPath(setup.directory);
const overrideInputs = Object.fromEntries(
  Object.entries(setup.overrideInputs).map(([name, folder]) => [name, toNixPath(folder)]),
);
const io = new DiskIo({ roots: [directory, ...Object.values(overrideInputs)] });
const answers = new ClanAnswers({
  openClan,
  io,
  directory,
  overrideInputs,
});

port.on('message', (task: Task) => {
  const started = performance.now();
  const result = answerTask(task);
  const answer: TaskAnswer = { id: task.id, milliseconds: performance.now() - started, result };
  port.postMessage(answer);
});

function answerTask(task: Task): TaskAnswer['result'] {
  try {
    if (task.input !== undefined) {
      if (task.input.changedPaths?.length !== 0) io.forget();
      answers.update(task.input);
    }
    return answers.answer(task.question, {
      timeout: task.timeout,
      isCancelled: () => Atomics.load(cancelled, 0) >= task.id,
    });
  } catch (error) {
    // A bug of the evaluator: this question fails, the next one may be fine.
    return { ok: false, error: [bugDiagnostic(error)] };
  }
}

function bugDiagnostic(error: unknown): Diagnostic {
  const isError = error instanceof Error;
  return {
    code: 'evaluator.bug',
    severity: 'error',
    message: `The evaluator made a mistake: ${isError ? error.message : String(error)}`,
    target: { kind: 'clan' },
    ...(isError && error.stack !== undefined && { excerpt: error.stack }),
  };
}
