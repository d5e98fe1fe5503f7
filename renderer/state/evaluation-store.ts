import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Diagnostic } from '../../shared/base/diagnostic';
import type { JsonPath } from '../../shared/base/json';
import type { ClanEvaluation, MachinePreview, PreviewNode, RoleForm } from '../../shared/clan/evaluation';
import type { EvaluationState } from '../../shared/contract';

/** Something asked of main for one evaluation. `value` is the last good one and outlives newer requests. */
export interface Loadable<T> {
  /** The round that the newest request was made for. */
  readonly round: number;
  readonly status: 'loading' | 'done' | 'failed';
  readonly value: T | null;
  readonly error: Diagnostic | null;
}

export interface EvaluationSlice {
  readonly state: EvaluationState;
  /** Counts finished evaluations. The same document may be evaluated again: a module or an input is another one. */
  readonly round: number;
  /** Counts what previews are asked anew for: finished evaluations, and what system Nix says of them afterwards. */
  readonly previewRound: number;
  /** The last good result with newer edits drawn in: what the views show. */
  readonly shown: ClanEvaluation | null;
  /** By machine name. */
  readonly previews: ReadonlyMap<string, Loadable<MachinePreview>>;
  /** Parts that previews left out, as far as they were looked into. By {@link levelKey}. */
  readonly levels: ReadonlyMap<string, Loadable<PreviewNode>>;
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
  return {
    state: idle,
    round: 0,
    previewRound: 0,
    shown: null,
    previews: new Map(),
    levels: new Map(),
    roleForms: new Map(),
  };
}

/** Where the part of a machine's preview at a path is kept. */
export function levelKey(machine: string, path: JsonPath): string {
  return JSON.stringify([machine, ...path.map(String)]);
}

/** Names may hold any character, so the parts are never joined plainly. */
export function roleFormKey(instance: string, role: string): string {
  return JSON.stringify([instance, role]);
}
