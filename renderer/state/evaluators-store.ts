import { createStore, type StoreApi } from 'zustand/vanilla';
import type { EvaluatorsState } from '../../shared/contract';

/** Which evaluator answers for the open clan, and what the user's own Nix says. */
export interface EvaluatorsSlice {
  /** Null: no clan is open, or main has not said it yet. */
  readonly state: EvaluatorsState | null;
  /** Ids of clans whose offer to let Nix fetch was put off. Asked once for each clan in the life of the window. */
  readonly putOff: ReadonlySet<string>;
}

export type EvaluatorsStore = StoreApi<EvaluatorsSlice>;

export function createEvaluatorsStore(): EvaluatorsStore {
  return createStore<EvaluatorsSlice>(() => ({ state: null, putOff: new Set() }));
}
