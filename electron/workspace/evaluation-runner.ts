/**
 * Keeps the evaluation up to date: newest input wins, answers for older ones are dropped, the last good result stays
 * while newer attempts fail.
 */
import type { EvaluationState } from '../../shared/contract';
import type { Diagnostic } from '../../shared/base/diagnostic';
import type { Evaluator } from '../evaluator';
import type { Clock } from './clock';

/** What is to be evaluated now. */
export interface EvaluationInput {
  readonly revision: number;
  readonly current: string | null;
  readonly saved: string | null;
}

export interface EvaluationRunner {
  readonly state: EvaluationState;
  /** Asks for an evaluation soon. `changedPaths`: what changed on disk besides; null: anything may have. */
  request(changedPaths: readonly string[] | null): void;
  /** Starts what is due now instead of soon. */
  startDue(): void;
  /** Resolves when nothing is due or running. */
  settled(): Promise<void>;
  dispose(): void;
}

/** Edits of one gesture come together. */
const delay = 8;

export function createEvaluationRunner(options: {
  readonly evaluator: Evaluator;
  readonly clock: Clock;
  readonly input: () => EvaluationInput;
  readonly publish: (state: EvaluationState) => void;
}): EvaluationRunner {
  return new Runner(options.evaluator, options.clock, options.input, options.publish);
}

class Runner implements EvaluationRunner {
  #state: EvaluationState = {
    status: 'idle',
    revision: 0,
    evaluator: 'embedded',
    milliseconds: null,
    evaluation: null,
    diagnostics: [],
  };
  #sequence = 0;
  #cancelTimer: (() => void) | null = null;
  #changedPaths: Set<string> | null = null;
  #isDisposed = false;
  #waiting: (() => void)[] = [];
  readonly #evaluator: Evaluator;
  readonly #clock: Clock;
  readonly #input: () => EvaluationInput;
  readonly #publish: (state: EvaluationState) => void;

  constructor(
    evaluator: Evaluator,
    clock: Clock,
    input: () => EvaluationInput,
    publish: (state: EvaluationState) => void,
  ) {
    this.#evaluator = evaluator;
    this.#clock = clock;
    this.#input = input;
    this.#publish = publish;
  }

  get state(): EvaluationState {
    return this.#state;
  }

  request(changedPaths: readonly string[] | null): void {
    if (this.#isDisposed) return;
    // Before the first evaluation there is nothing to be incremental about.
    if (changedPaths === null || this.#sequence === 0) this.#changedPaths = null;
    else for (const path of changedPaths) this.#changedPaths?.add(path);
    this.#cancelTimer ??= this.#clock.schedule(delay, () => {
      this.#start();
    });
  }

  startDue(): void {
    if (this.#cancelTimer) this.#start();
  }

  settled(): Promise<void> {
    if (this.#isSettled()) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#wake();
  }

  #isSettled(): boolean {
    return this.#isDisposed || (this.#cancelTimer === null && this.#state.status !== 'evaluating');
  }

  #start(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    const sequence = ++this.#sequence;
    const changedPaths = this.#changedPaths === null ? null : [...this.#changedPaths];
    this.#changedPaths = new Set();
    this.#update({ ...this.#state, status: 'evaluating' });
    void this.#run(sequence, { ...this.#input(), changedPaths });
  }

  async #run(sequence: number, input: Parameters<Evaluator['evaluate']>[0]): Promise<void> {
    const answer = await this.#evaluator.evaluate(input).catch((error: unknown) => crashed(error));
    // A newer question is on its way, or nobody is interested any more.
    if (sequence !== this.#sequence || this.#isDisposed) return;
    if (answer.ok) {
      const { evaluation, milliseconds, revision, evaluator = 'embedded' } = answer.value;
      const { diagnostics } = evaluation;
      this.#update({
        status: 'done',
        revision,
        evaluator,
        milliseconds,
        evaluation,
        diagnostics,
      });
    } else if (answer.error.kind === 'failed') {
      this.#update({ ...this.#state, status: 'failed', diagnostics: answer.error.diagnostics });
    } else {
      // Superseded by a question that was not ours: ask again.
      this.#update({ ...this.#state, status: this.#state.evaluation ? 'done' : 'idle' });
      this.request([]);
    }
    this.#wake();
  }

  #update(state: EvaluationState): void {
    this.#state = state;
    if (!this.#isDisposed) this.#publish(state);
  }

  #wake(): void {
    if (!this.#isSettled()) return;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

/** An evaluator never rejects; one that does has a bug, which must not stop the window. */
function crashed(error: unknown) {
  const diagnostic: Diagnostic = {
    code: 'evaluation.crashed',
    severity: 'error',
    message: `The evaluator failed: ${error instanceof Error ? error.message : String(error)}.`,
    target: { kind: 'clan' },
    hint: 'This is a mistake of the app. The last good result stays.',
  };
  return { ok: false, error: { kind: 'failed', diagnostics: [diagnostic] } } as const;
}
