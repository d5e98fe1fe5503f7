import type { Diagnostic } from '../../../shared/base/diagnostic';
import type { Result } from '../../../shared/base/result';
import type { EvaluatorChoice, EvaluatorsState } from '../../../shared/contract';
import { receiveEvaluators } from '../receive';
import type { Stores } from '../stores';
import { noticeOf, type Call, type Notify } from './call';

/** Choosing who evaluates the open clan. What failed has been told to the user. */
export interface EvaluatorsActions {
  /** Asks main for what it knows now. */
  loadEvaluators(): Promise<void>;
  chooseEvaluator(choice: EvaluatorChoice): Promise<void>;
  /** The user's consent to fetch inputs of this clan, or its withdrawal. */
  allowFetching(isAllowed: boolean): Promise<void>;
  /** Looks for Nix again and asks it again. */
  retryNix(): Promise<void>;
  /** The offer to let Nix fetch is not made again for this clan. */
  putOffFetching(): void;
  /** Opens the settings where evaluators are chosen, or at the consent to fetch. */
  openEvaluators(place: 'evaluator' | 'consent'): void;
}

export function createEvaluatorsActions(stores: Stores, call: Call, notify: Notify): EvaluatorsActions {
  const openClan = () => stores.workspace.getState().workspace?.clan.id;

  /** An answer that comes after another clan was opened is nobody's any more. */
  async function settle(title: string | null, ask: Promise<Result<EvaluatorsState, Diagnostic>>) {
    const clan = openClan();
    const answer = await ask;
    if (openClan() !== clan || clan === undefined) return;
    if (answer.ok) receiveEvaluators(stores, answer.value);
    else if (title !== null) notify(noticeOf(title, answer.error));
  }

  return {
    loadEvaluators: () => settle(null, call('evaluators:get', {})),
    chooseEvaluator: (choice) =>
      settle('The evaluator was not changed', call('evaluators:choose', { choice })),
    allowFetching: (isAllowed) =>
      settle('The permission was not changed', call('evaluators:allow-fetching', { isAllowed })),
    retryNix: () => settle('Nix was not looked for', call('evaluators:retry', {})),
    putOffFetching: () => {
      const clan = openClan();
      const { putOff } = stores.evaluators.getState();
      if (clan !== undefined) stores.evaluators.setState({ putOff: new Set([...putOff, clan]) });
    },
    openEvaluators: (place) => stores.view.setState({ dialog: { kind: 'settings', place } }),
  };
}
