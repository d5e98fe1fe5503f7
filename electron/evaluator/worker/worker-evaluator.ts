/**
 * The embedded evaluator behind a thread. Questions wait in a queue and are sent one at a time, so a worker that has
 * to be killed (it ran out of memory, or does not react to cancellation) takes one question with it and no other: the
 * next one starts a fresh worker. A newer input supersedes every question about older ones at once; the worker hears
 * of it through a shared counter that the interpreter polls.
 */
import { Worker } from 'node:worker_threads';
import type { Diagnostic } from '../../../shared/base/diagnostic';
import type { JsonPath } from '../../../shared/base/json';
import { err, ok } from '../../../shared/base/result';
import type { Result } from '../../../shared/base/result';
import type { ClanEvaluation, MachinePreview, Provenance, RoleForm } from '../../../shared/clan/evaluation';
import type {
  ClanQuery,
  EvaluationAnswer,
  Evaluator,
  EvaluatorFailure,
  EvaluatorInput,
  EvaluatorOptions,
  EvaluatorResult,
  ImpactAnswer,
} from '../evaluator';
import type { Question, QueryAnswer, Task, TaskAnswer, WorkerSetup } from './protocol';

/** What the worker evaluator needs beyond the options that both back ends share. */
export interface WorkerEvaluatorOptions extends EvaluatorOptions {
  /** The bundled worker script. */
  readonly workerUrl: URL;
  /** Heap limit of the worker in megabytes. */
  readonly heapMegabytes?: number;
  /** How long a worker may take to react to cancellation or to its own deadline before it is killed, in ms. */
  readonly grace?: number;
}

interface Waiting {
  readonly id: number;
  readonly generation: number;
  readonly question: Question;
  readonly settle: (result: Result<TaskAnswer, EvaluatorFailure>) => void;
}

interface Running extends Waiting {
  timer: NodeJS.Timeout;
}

const defaultDeadline = 60_000;
const defaultGrace = 1_500;
const defaultHeapMegabytes = 2_048;
/** Deeply nested Nix needs depth; this is address space, not memory, until it is used. */
const stackMegabytes = 512;
/** An evaluation leaves mostly garbage: with room for it, collecting takes a third of the time it takes otherwise. */
const youngMegabytes = 256;

export class WorkerEvaluator implements Evaluator {
  readonly #setup: WorkerSetup;
  readonly #cancelled: Int32Array;
  readonly #options: Required<Omit<WorkerEvaluatorOptions, 'overrideInputs'>>;
  readonly #queue: Waiting[] = [];
  #worker: Worker | null = null;
  #running: Running | null = null;
  #input: EvaluatorInput | null = null;
  /** What the worker has not been told yet; null: it knows the input. */
  #untold: EvaluatorInput | null = null;
  #generation = 0;
  #lastId = 0;
  #isDisposed = false;

  constructor(directory: string, options: WorkerEvaluatorOptions) {
    const cancelled = new SharedArrayBuffer(4);
    this.#cancelled = new Int32Array(cancelled);
    this.#setup = { directory, overrideInputs: options.overrideInputs ?? {}, cancelled };
    this.#options = {
      workerUrl: options.workerUrl,
      deadline: options.deadline ?? defaultDeadline,
      grace: options.grace ?? defaultGrace,
      heapMegabytes: options.heapMegabytes ?? defaultHeapMegabytes,
    };
  }

  async evaluate(input: EvaluatorInput): EvaluatorResult<EvaluationAnswer> {
    this.#supersede();
    this.#untold = joinInputs(this.#untold, input);
    this.#input = input;
    const answer = await this.#ask({ kind: 'evaluate' });
    if (!answer.ok) return answer;
    return ok({
      revision: input.revision,
      evaluation: answer.value.value as ClanEvaluation,
      milliseconds: answer.value.milliseconds,
    });
  }

  async machinePreview(machine: string): EvaluatorResult<MachinePreview> {
    return valueOf<MachinePreview>(await this.#ask({ kind: 'machine-preview', machine }));
  }

  async provenance(machine: string, path: JsonPath): EvaluatorResult<Provenance> {
    return valueOf<Provenance>(await this.#ask({ kind: 'provenance', machine, path }));
  }

  async roleForm(instance: string, role: string): EvaluatorResult<RoleForm> {
    return valueOf<RoleForm>(await this.#ask({ kind: 'role-form', instance, role }));
  }

  async impact(text: string): EvaluatorResult<ImpactAnswer> {
    return valueOf<ImpactAnswer>(await this.#ask({ kind: 'impact', text }));
  }

  async query(query: ClanQuery): EvaluatorResult<QueryAnswer> {
    return valueOf<QueryAnswer>(await this.#ask({ kind: 'query', query }));
  }

  async dispose(): Promise<void> {
    this.#isDisposed = true;
    this.#supersede();
    await this.#stopWorker();
  }

  /** Nobody waits for what was asked so far: queued questions are answered, the running one is told to stop. */
  #supersede(): void {
    this.#generation++;
    for (const waiting of this.#queue.splice(0)) waiting.settle(err({ kind: 'superseded' }));
    const running = this.#running;
    if (running === null) return;
    Atomics.store(this.#cancelled, 0, running.id);
    clearTimeout(running.timer);
    running.timer = setTimeout(() => void this.#replaceWorker({ kind: 'superseded' }), this.#options.grace);
  }

  async #ask(
    question: Question,
  ): Promise<Result<{ value: unknown; milliseconds: number }, EvaluatorFailure>> {
    if (this.#isDisposed) return err({ kind: 'superseded' });
    const generation = this.#generation;
    const answer = await new Promise<Result<TaskAnswer, EvaluatorFailure>>((settle) => {
      this.#queue.push({ id: ++this.#lastId, generation, question, settle });
      this.#next();
    });
    if (generation !== this.#generation) return err({ kind: 'superseded' });
    if (!answer.ok) return answer;
    const { result, milliseconds } = answer.value;
    return result.ok
      ? ok({ value: result.value, milliseconds })
      : err({ kind: 'failed', diagnostics: result.error });
  }

  #next(): void {
    if (this.#running !== null) return;
    const waiting = this.#queue.shift();
    if (waiting === undefined) return;
    const isFresh = this.#worker === null;
    const worker = this.#worker ?? this.#startWorker();
    const task: Task = {
      id: waiting.id,
      input: (isFresh ? this.#input : this.#untold) ?? undefined,
      timeout: this.#options.deadline,
      question: waiting.question,
    };
    this.#untold = null;
    const killAt = this.#options.deadline + this.#options.grace;
    const timer = setTimeout(() => void this.#replaceWorker(tookTooLong(this.#options.deadline)), killAt);
    this.#running = { ...waiting, timer };
    worker.postMessage(task);
  }

  #startWorker(): Worker {
    const worker = new Worker(this.#options.workerUrl, {
      workerData: this.#setup,
      resourceLimits: {
        stackSizeMb: stackMegabytes,
        maxOldGenerationSizeMb: this.#options.heapMegabytes,
        maxYoungGenerationSizeMb: youngMegabytes,
      },
      // An evaluation reads nothing from the environment, and `--cpu-prof` and friends belong to the main thread.
      env: {},
      execArgv: [],
    });
    worker.on('message', (answer: TaskAnswer) => this.#finish(answer));
    worker.on('error', (error) => this.#died(worker, whyItDied(error, this.#options.heapMegabytes)));
    worker.on('exit', () =>
      this.#died(worker, failed('evaluator.crashed', 'The evaluator stopped unexpectedly.')),
    );
    // The worker alone does not keep the process alive; a running question does (its timer).
    worker.unref();
    this.#worker = worker;
    return worker;
  }

  #finish(answer: TaskAnswer): void {
    const running = this.#running;
    if (running === null || running.id !== answer.id) return;
    this.#settle(running, ok(answer));
  }

  #died(worker: Worker, failure: EvaluatorFailure): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    if (this.#running !== null) this.#settle(this.#running, err(failure));
  }

  async #replaceWorker(failure: EvaluatorFailure): Promise<void> {
    const running = this.#running;
    const stopped = this.#stopWorker();
    if (running !== null) this.#settle(running, err(failure));
    await stopped;
  }

  #settle(running: Running, result: Result<TaskAnswer, EvaluatorFailure>): void {
    clearTimeout(running.timer);
    if (this.#running === running) this.#running = null;
    running.settle(result);
    this.#next();
  }

  async #stopWorker(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    if (worker === null) return;
    await worker.terminate();
    const running = this.#running;
    if (this.#isDisposed && running !== null) this.#settle(running, err({ kind: 'superseded' }));
  }
}

function valueOf<T>(answer: Result<{ value: unknown }, EvaluatorFailure>): Result<T, EvaluatorFailure> {
  return answer.ok ? ok(answer.value.value as T) : answer;
}

/** The later input, with every changed path that the worker has not heard of. */
function joinInputs(untold: EvaluatorInput | null, input: EvaluatorInput): EvaluatorInput {
  if (untold === null) return input;
  const changedPaths =
    untold.changedPaths === null || input.changedPaths === null
      ? null
      : [...new Set([...untold.changedPaths, ...input.changedPaths])];
  return { ...input, changedPaths };
}

function failed(code: string, message: string, hint?: string): EvaluatorFailure {
  const diagnostic: Diagnostic = {
    code,
    severity: 'error',
    message,
    target: { kind: 'clan' },
    ...(hint && { hint }),
  };
  return { kind: 'failed', diagnostics: [diagnostic] };
}

function tookTooLong(deadline: number): EvaluatorFailure {
  return failed(
    'evaluator.deadline',
    `Evaluation took longer than ${deadline / 1_000} seconds and was stopped.`,
    'Look for an endless loop in a module. The last good result is kept.',
  );
}

function whyItDied(error: unknown, heapMegabytes: number): EvaluatorFailure {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return failed(
      'evaluator.memory',
      `Evaluation needed more than ${heapMegabytes} MB of memory and was stopped.`,
      'Look for a list or set that grows without end. The last good result is kept.',
    );
  }
  return failed(
    'evaluator.crashed',
    `The evaluator stopped: ${error instanceof Error ? error.message : String(error)}`,
  );
}
