/**
 * Both evaluators behind the one interface, in the user's way: the embedded one alone, system Nix alone, or the
 * embedded one at once and Nix in the background. The way can change while the clan is open; whoever asks notices
 * nothing but other answers. Where Nix alone was chosen and cannot work, the embedded one answers, so that the clan
 * stays readable.
 */
import type { Diagnostic } from '../../../shared/base/diagnostic';
import type { JsonPath } from '../../../shared/base/json';
import { err, ok } from '../../../shared/base/result';
import type {
  EvaluatorName,
  MachinePreview,
  PreviewNode,
  Provenance,
  RoleForm,
} from '../../../shared/clan/evaluation';
import type { EvaluatorChoice } from '../../../shared/contract';
import type {
  ClanQuery,
  EvaluationAnswer,
  Evaluator,
  EvaluatorInput,
  EvaluatorResult,
  ImpactAnswer,
} from '../evaluator';
import { levelOf } from '../preview-level';
import { failureStatus, isAroundNix } from './background';
import type { NixEvaluator, NixReport, Schedule } from './background';
import { Confirmation } from './confirmation';
import type { Answered } from './confirmation';
import { explained } from './missing-input';
import { MissedChanges } from './missed-changes';

export interface PairedEvaluatorOptions {
  readonly embedded: Evaluator;
  readonly schedule: Schedule;
  /** Milliseconds without an edit after which Nix is asked in the background. */
  readonly pause: number;
  readonly mayFetch: () => boolean;
  readonly report: NixReport;
}

export class PairedEvaluator implements Evaluator {
  readonly #options: PairedEvaluatorOptions;
  #embedded: Evaluator;
  #nix: NixEvaluator | null = null;
  #choice: EvaluatorChoice = 'embedded';
  #confirmation: Confirmation | null = null;
  /** Who evaluated last, and answers what is asked about that. */
  #answeredBy: EvaluatorName = 'embedded';
  /** What the embedded evaluator made of the present input; null: it was not asked, or is still at it. */
  #answered: Answered | null = null;
  readonly #missedByEmbedded = new MissedChanges();
  readonly #missedByNix = new MissedChanges();
  #sequence = 0;

  constructor(options: PairedEvaluatorOptions) {
    this.#options = options;
    this.#embedded = options.embedded;
  }

  /**
   * Changes who answers. `nix`: the user's own, null when it is not wanted or not there; the former one is ended, unless
   * it is the same. Answers whether the clan has to be evaluated anew.
   */
  async use(choice: EvaluatorChoice, nix: NixEvaluator | null): Promise<boolean> {
    const former = this.#nix;
    const wasNix = this.#asksNixFirst();
    this.#confirmation?.dispose();
    this.#confirmation = null;
    this.#nix = nix;
    this.#choice = choice;
    if (nix !== former) this.#missedByNix.note(null);
    if (nix !== null && choice === 'auto') this.#confirmation = this.#makeConfirmation(nix);
    if (nix !== former) await former?.dispose();
    if (wasNix || this.#asksNixFirst() || this.#answeredBy === 'nix') return true;
    this.confirm(this.#options.pause);
    return false;
  }

  /** Asks Nix in the background now, not when edits pause: after something around it was mended. */
  confirm(pause = 0): void {
    const answered = this.#answered;
    if (this.#confirmation === null || answered === null) return;
    this.#confirmation.again(answered, pause);
  }

  /** Puts another embedded evaluator in the place of the present one, which is ended. Evaluate anew afterwards. */
  async replaceEmbedded(next: Evaluator): Promise<void> {
    const former = this.#embedded;
    this.#embedded = next;
    this.#answered = null;
    this.#missedByEmbedded.note(null);
    await former.dispose();
  }

  async evaluate(input: EvaluatorInput): EvaluatorResult<EvaluationAnswer> {
    const sequence = ++this.#sequence;
    this.#answered = null;
    this.#missedByEmbedded.note(input.changedPaths);
    this.#missedByNix.note(input.changedPaths);
    this.#confirmation?.interrupt(input.changedPaths);
    if (this.#asksNixFirst()) {
      const answer = await this.#evaluateByNix(input, sequence);
      if (answer !== null) return answer;
    }
    const changedPaths = this.#missedByEmbedded.take();
    const answer = await this.#embedded.evaluate({ ...input, changedPaths });
    if (sequence !== this.#sequence) return err({ kind: 'superseded' });
    this.#answeredBy = 'embedded';
    if (answer.ok || answer.error.kind === 'failed') {
      this.#answered = { input, answer };
      this.#confirmation?.begin(this.#answered);
    }
    return answer;
  }

  async machinePreview(machine: string): EvaluatorResult<MachinePreview> {
    const sequence = this.#sequence;
    const preview = await this.#current().machinePreview(machine);
    const isCurrent = sequence === this.#sequence && this.#answeredBy === 'embedded';
    return preview.ok && isCurrent && this.#confirmation !== null
      ? ok(this.#confirmation.shown(preview.value))
      : preview;
  }

  /** Only Nix leaves parts of a preview out, in the automatic mode too. */
  previewLevel(machine: string, path: readonly string[]): EvaluatorResult<PreviewNode> {
    return levelOf(this.#nix ?? this.#embedded, machine, path);
  }

  provenance(machine: string, path: JsonPath): EvaluatorResult<Provenance> {
    return this.#current().provenance(machine, path);
  }

  roleForm(instance: string, role: string): EvaluatorResult<RoleForm> {
    return this.#current().roleForm(instance, role);
  }

  impact(text: string): EvaluatorResult<ImpactAnswer> {
    return this.#current().impact(text);
  }

  query(query: ClanQuery): ReturnType<Evaluator['query']> {
    return this.#current().query(query);
  }

  async dispose(): Promise<void> {
    this.#sequence++;
    this.#confirmation?.dispose();
    await Promise.all([this.#embedded.dispose(), this.#nix?.dispose()]);
  }

  #asksNixFirst(): boolean {
    return this.#choice === 'nix' && this.#nix !== null;
  }

  #current(): Evaluator {
    return this.#answeredBy === 'nix' && this.#nix !== null ? this.#nix : this.#embedded;
  }

  #makeConfirmation(nix: NixEvaluator): Confirmation {
    const { schedule, pause, mayFetch, report } = this.#options;
    return new Confirmation({ embedded: this.#embedded, nix, schedule, pause, mayFetch, report });
  }

  /** Null: Nix cannot work, and the embedded evaluator has to. */
  async #evaluateByNix(
    input: EvaluatorInput,
    sequence: number,
  ): Promise<Awaited<EvaluatorResult<EvaluationAnswer>> | null> {
    const { report, mayFetch } = this.#options;
    const nix = this.#nix;
    if (nix === null) return null;
    report.status({ kind: 'working', progress: null });
    const answer = await nix.evaluate({ ...input, changedPaths: this.#missedByNix.take() });
    if (sequence !== this.#sequence) return err({ kind: 'superseded' });
    if (answer.ok) {
      this.#answeredBy = 'nix';
      const { revision, milliseconds } = answer.value;
      report.findings([]);
      report.status({ kind: 'answered', revision, milliseconds, differences: 0 });
      return answer;
    }
    const failure = await explained(answer.error, this.#embedded, mayFetch());
    if (sequence !== this.#sequence || failure.kind === 'superseded') return err({ kind: 'superseded' });
    report.status(failureStatus(failure.diagnostics, mayFetch()));
    if (isAroundNix(failure)) {
      report.findings([insteadOfNix(failure.diagnostics[0])]);
      return null;
    }
    this.#answeredBy = 'nix';
    report.findings([]);
    return answer;
  }
}

/** Says that the user does not see what the user chose. */
export function insteadOfNix(cause: Diagnostic | undefined): Diagnostic {
  return {
    code: 'system-nix.instead',
    severity: 'warning',
    message:
      'System Nix was chosen for this clan and cannot be used; the embedded evaluator answers instead.',
    target: { kind: 'clan' },
    hint: [cause?.message, cause?.hint].filter((text) => text !== undefined).join(' '),
    ...(cause?.input === undefined ? {} : { input: cause.input }),
  };
}
