/** What travels between the main thread and the evaluator's worker. Plain data only. */
import type { Diagnostic } from '../../../shared/base/diagnostic';
import type { Json, JsonPath } from '../../../shared/base/json';
import type { Result } from '../../../shared/base/result';
import type { ClanQuery, EvaluatorInput } from '../evaluator';

/** What the worker is started with. */
export interface WorkerSetup {
  readonly directory: string;
  readonly overrideInputs: Readonly<Record<string, string>>;
  /** One Int32: the number of the newest question that nobody waits for any more. Written by the main thread only. */
  readonly cancelled: SharedArrayBuffer;
}

export type Question =
  | { readonly kind: 'evaluate' }
  | { readonly kind: 'machine-preview'; readonly machine: string }
  | { readonly kind: 'provenance'; readonly machine: string; readonly path: JsonPath }
  | { readonly kind: 'role-form'; readonly instance: string; readonly role: string }
  | { readonly kind: 'impact'; readonly text: string }
  | { readonly kind: 'query'; readonly query: ClanQuery };

/** A question with everything that it takes to answer it, so that a fresh worker can. */
export interface Task {
  readonly id: number;
  /** Present when the input changed since the worker's last task. */
  readonly input?: EvaluatorInput | undefined;
  /** Milliseconds. */
  readonly timeout: number;
  readonly question: Question;
}

export interface TaskAnswer {
  readonly id: number;
  readonly milliseconds: number;
  readonly result: Result<unknown, readonly Diagnostic[]>;
}

/** Answer of a command line query. */
export interface QueryAnswer {
  readonly text: string;
  readonly value: Json;
  readonly diagnostics: readonly Diagnostic[];
}
