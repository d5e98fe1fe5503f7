/** Which evaluator answers for the open clan: the user's choice, kept in the app's own settings. */
import type { EvaluatorChoice, EvaluatorsState } from '../../shared/contract';

export interface ClanEvaluatorsOptions {
  readonly choice: EvaluatorChoice;
  readonly mayFetch: boolean;
  /** Keeps what the user decided. */
  readonly remember: (decided: { readonly choice?: EvaluatorChoice; readonly mayFetch?: boolean }) => void;
  readonly publish: (state: EvaluatorsState) => void;
}

export class ClanEvaluators {
  #state: EvaluatorsState;

  constructor(private readonly options: ClanEvaluatorsOptions) {
    const { choice, mayFetch } = options;
    this.#state = {
      choice,
      program: null,
      evalJobs: null,
      mayFetch,
      nix: { kind: 'unused' },
      diagnostics: [],
      answers: 0,
    };
  }

  get state(): EvaluatorsState {
    return this.#state;
  }

  choose(choice: EvaluatorChoice): Promise<EvaluatorsState> {
    this.options.remember({ choice });
    return this.#update({ choice });
  }

  allowFetching(mayFetch: boolean): Promise<EvaluatorsState> {
    this.options.remember({ mayFetch });
    return this.#update({ mayFetch });
  }

  retry(): Promise<EvaluatorsState> {
    return this.#update({});
  }

  #update(changed: Partial<EvaluatorsState>): Promise<EvaluatorsState> {
    this.#state = { ...this.#state, ...changed };
    this.options.publish(this.#state);
    return Promise.resolve(this.#state);
  }
}
