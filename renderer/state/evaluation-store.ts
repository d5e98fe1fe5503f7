import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Diagnostic } from '../../shared/base/diagnostic';
import type { ClanEvaluation, MachinePreview, RoleForm } from '../../shared/clan/evaluation';
import type { EvaluationState } from '../../shared/contract';

/** Something asked of main for one evaluation. `value` is the last good one and outlives newer requests. */
export interface Loadable<T> {
  /** The round of evaluation that the newest request was made for. */
  readonly round: number;
  readonly status: 'loading' | 'done' | 'failed';
  readonly value: T | null;
  readonly error: Diagnostic | null;
}

export interface EvaluationSlice {
  readonly state: EvaluationState;
  /** Counts finished evaluations. The same document may be evaluated again: a module or an input is another one. */
  readonly round: number;
  /** The last good result with newer edits drawn in: what the views show. */
  readonly shown: ClanEvaluation | null;
  /** By machine name. */
  readonly previews: ReadonlyMap<string, Loadable<MachinePreview>>;
  /** By {@link roleFormKey}. */
  readonly roleForms: ReadonlyMap<string, Loadable<RoleForm>>;
}

export type EvaluationStore = StoreApi<EvaluationSlice>;

const idle: EvaluationState = {
  status: 'idle',
  revision: -1,
  evaluator: 'embedded',
  milliseconds: null,
  evaluation: null,
  diagnostics: [],
};

export function createEvaluationStore(): EvaluationStore {
  return createStore<EvaluationSlice>(() => emptyEvaluation());
}

export function emptyEvaluation(): EvaluationSlice {
  return { state: idle, round: 0, shown: null, previews: new Map(), roleForms: new Map() };
}

/** Names may hold any character, so the parts are never joined plainly. */
export function roleFormKey(instance: string, role: string): string {
  return JSON.stringify([instance, role]);
}
