/**
 * Which evaluator answers for the open clan: the user's choice, kept in the app's own settings, and what there is to
 * choose from. Looking for Nix happens beside everything else and delays nothing.
 */
import type { Diagnostic } from '../../shared/base/diagnostic';
import type { EvaluatorChoice, EvaluatorsState, NixStatus } from '../../shared/contract';
import { PairedEvaluator, insteadOfNix, nixSearchProblem, progressWords } from '../evaluator';
import type { Evaluator, FoundNix, NixEvaluator, NixProgress, NixSearch } from '../evaluator';
import { directoryLabel } from '../settings';
import type { Clock } from './clock';
import { throttled } from './throttled';

export interface ClanEvaluatorsOptions {
  readonly choice: EvaluatorChoice;
  readonly mayFetch: boolean;
  /** Keeps what the user decided. */
  readonly remember: (decided: { readonly choice?: EvaluatorChoice; readonly mayFetch?: boolean }) => void;
  readonly publish: (state: EvaluatorsState) => void;
  readonly findNix: () => Promise<NixSearch>;
  readonly createEmbedded: () => Evaluator;
  readonly createNix: (nix: FoundNix, hooks: NixHooks) => NixEvaluator;
  readonly clock: Clock;
  /** Milliseconds without an edit after which Nix is asked in the background. */
  readonly pause: number;
}

/** What system Nix asks and tells. */
export interface NixHooks {
  readonly mayUseNetwork: () => boolean;
  readonly onProgress: (progress: NixProgress) => void;
}

/** Milliseconds between two words about what Nix is doing. */
const progressPause = 200;

export class ClanEvaluators {
  /** Answers in the user's way, whatever that is at the moment. */
  readonly evaluator: PairedEvaluator;
  readonly #options: ClanEvaluatorsOptions;
  readonly #showProgress: (words: string) => void;
  #state: EvaluatorsState;
  #found: FoundNix | null = null;
  /** Why there is no Nix; null: there is one, or nobody has looked yet. */
  #problem: Diagnostic | null = null;
  #nix: NixEvaluator | null = null;
  #reevaluate: () => void = () => undefined;
  #isDisposed = false;
  /** Changes follow each other: two clicks must not leave two Nix evaluators. */
  #changing: Promise<unknown> = Promise.resolve();

  constructor(options: ClanEvaluatorsOptions) {
    this.#options = options;
    const { choice, mayFetch, clock } = options;
    this.#state = {
      choice,
      program: null,
      evalJobs: null,
      mayFetch,
      nix: choice === 'embedded' ? { kind: 'unused' } : { kind: 'looking' },
      diagnostics: [],
      answers: 0,
    };
    this.#showProgress = throttled(clock, progressPause, (progress) => {
      const { nix } = this.#state;
      if (nix.kind === 'working' && nix.progress !== progress) this.#update({ nix: { ...nix, progress } });
    });
    this.evaluator = new PairedEvaluator({
      embedded: options.createEmbedded(),
      schedule: (milliseconds, callback) => clock.schedule(milliseconds, callback),
      pause: options.pause,
      mayFetch: () => this.#state.mayFetch,
      report: {
        status: (nix) => this.#onStatus(nix),
        findings: (findings) => this.#onFindings(findings),
        news: () => this.#update({ answers: this.#state.answers + 1 }),
      },
    });
  }

  get state(): EvaluatorsState {
    return this.#state;
  }

  /** Begins to look for Nix. `reevaluate`: asks for a new evaluation of the clan, because somebody else answers now. */
  async start(reevaluate: () => void): Promise<void> {
    this.#reevaluate = reevaluate;
    await this.#oneAtATime(() => this.#look());
  }

  /** Changes who answers, at once. */
  async choose(choice: EvaluatorChoice): Promise<EvaluatorsState> {
    this.#options.remember({ choice });
    this.#update({ choice });
    await this.#oneAtATime(() => this.#apply());
    return this.#state;
  }

  /** Consent to fetch inputs, or its withdrawal: what runs with it is ended. */
  async allowFetching(mayFetch: boolean): Promise<EvaluatorsState> {
    this.#options.remember({ mayFetch });
    const isNew = mayFetch !== this.#state.mayFetch;
    this.#update({ mayFetch });
    if (isNew) await this.#oneAtATime(() => Promise.resolve(this.#again()));
    return this.#state;
  }

  /** Looks for Nix again, and asks it again. */
  async retry(): Promise<EvaluatorsState> {
    await this.#oneAtATime(() => this.#look());
    return this.#state;
  }

  /** Other folders stand for inputs: both evaluators are made anew. */
  async replaceInputs(): Promise<void> {
    await this.#oneAtATime(async () => {
      if (this.#isDisposed) return;
      await this.evaluator.replaceEmbedded(this.#options.createEmbedded());
      await this.#apply(true);
      this.#reevaluate();
    });
  }

  /** Tells nobody anything any more. The evaluator is the workspace's to end. */
  dispose(): void {
    this.#isDisposed = true;
  }

  async #look(): Promise<void> {
    if (this.#isDisposed) return;
    if (this.#state.choice !== 'embedded') this.#update({ nix: { kind: 'looking' } });
    const search = await this.#options.findNix();
    if (this.#isDisposed) return;
    this.#found = search.kind === 'found' ? search : null;
    const program =
      search.kind === 'found' ? { version: search.version, label: directoryLabel(search.program) } : null;
    const evalJobs = search.kind === 'found' ? (search.evalJobs?.version ?? null) : null;
    this.#update({ program, evalJobs });
    this.#problem = search.kind === 'found' ? null : nixSearchProblem(search);
    await this.#apply(true);
  }

  /** Brings the evaluators in line with the choice. `isNew`: Nix has to be asked afresh. */
  async #apply(isNew = false): Promise<void> {
    if (this.#isDisposed) return;
    const { choice } = this.#state;
    const isWanted = choice !== 'embedded' && this.#found !== null;
    const nix = isWanted ? ((isNew ? null : this.#nix) ?? this.#makeNix()) : null;
    const hasSpoken = this.#nix !== null;
    this.#nix = nix;
    const diagnostics = choice === 'nix' && this.#problem !== null ? [insteadOfNix(this.#problem)] : [];
    this.#update({ nix: this.#statusOfChoice(), diagnostics });
    const isStale = await this.evaluator.use(choice, nix);
    if (isStale && !this.#isDisposed) this.#reevaluate();
    // What the former one said of the lines of a preview is not shown any more.
    if (hasSpoken && !this.#isDisposed) this.#update({ answers: this.#state.answers + 1 });
  }

  #statusOfChoice(): NixStatus {
    if (this.#state.choice === 'embedded') return { kind: 'unused' };
    if (this.#problem !== null) return { kind: 'unavailable', problem: this.#problem };
    return this.#found === null ? { kind: 'looking' } : { kind: 'waiting' };
  }

  #makeNix(): NixEvaluator | null {
    if (this.#found === null) return null;
    return this.#options.createNix(this.#found, {
      mayUseNetwork: () => this.#state.mayFetch,
      onProgress: (progress) => this.#showProgress(progressWords(progress)),
    });
  }

  #again(): void {
    if (this.#state.choice === 'nix') this.#reevaluate();
    else this.evaluator.confirm();
  }

  #onStatus(nix: NixStatus): void {
    // An evaluator that was taken away says its last words late.
    if (this.#nix !== null) this.#update({ nix });
  }

  #onFindings(findings: readonly Diagnostic[]): void {
    if (this.#nix !== null) this.#update({ diagnostics: findings });
  }

  #update(changed: Partial<EvaluatorsState>): void {
    this.#state = { ...this.#state, ...changed };
    if (!this.#isDisposed) this.#options.publish(this.#state);
  }

  async #oneAtATime(action: () => Promise<void>): Promise<void> {
    const result = this.#changing.then(action);
    this.#changing = result.catch(() => undefined);
    await result;
  }
}
