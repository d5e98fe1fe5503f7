/**
 * The automatic mode's second half: when edits pause, system Nix is asked what the embedded evaluator has already
 * answered, first about the clan, then about the machines that somebody looks at. A newer edit ends it at once; what it
 * had found out stays on the list of problems until the next round has something to say.
 */
import { performance } from 'node:perf_hooks';
import type { Diagnostic } from '../../../shared/base/diagnostic';
import type { MachinePreview } from '../../../shared/clan/evaluation';
import type { EvaluationAnswer, Evaluator, EvaluatorFailure, EvaluatorInput } from '../evaluator';
import type { Result } from '../../../shared/base/result';
import { parseExactJson } from '../system-nix';
import { failureStatus } from './background';
import type { NixEvaluator, NixReport, Schedule } from './background';
import { clanDifferences, reported, settingsDifferences } from './clan-differences';
import { disagreement } from './disagreement';
import { checkMachine } from './machine-check';
import type { MachineCheck } from './machine-check';
import { explained } from './missing-input';
import { mergedPreview } from './merged-preview';
import { MissedChanges } from './missed-changes';
import { nixFindings } from './nix-findings';

/** What both are asked about: an input, and what the embedded evaluator made of it. */
export interface Answered {
  readonly input: EvaluatorInput;
  readonly answer: Result<EvaluationAnswer, EvaluatorFailure>;
}

export interface ConfirmationOptions {
  readonly embedded: Evaluator;
  readonly nix: NixEvaluator;
  readonly mayFetch: () => boolean;
  readonly schedule: Schedule;
  /** Milliseconds without an edit after which Nix is asked. */
  readonly pause: number;
  readonly report: NixReport;
}

/** Milliseconds that a machine is looked at before Nix is asked about it: people click through lists. */
const lookPause = 300;
/** Machines that are asked about again after each edit. */
const mostMachines = 3;

/** The comparison of one input. */
interface Round extends Answered {
  clanFindings: readonly Diagnostic[];
  clanDifferences: number;
  /** Whether the clan as a whole has been compared, and the machines may be. */
  isClanDone: boolean;
  readonly checks: Map<string, MachineCheck>;
}

export class Confirmation {
  readonly #options: ConfirmationOptions;
  readonly #missed = new MissedChanges();
  #round: Round | null = null;
  /** The preview shown last, first. */
  #machines: readonly string[] = [];
  #cancelTimer: (() => void) | null = null;
  #isRunning = false;
  /** Inputs are not on this machine: no edit of the inventory brings them. */
  #lacksInputs = false;
  #isDisposed = false;

  constructor(options: ConfirmationOptions) {
    this.#options = options;
  }

  /** There is a newer input: what runs is pointless. */
  interrupt(changedPaths: EvaluatorInput['changedPaths']): void {
    this.#missed.note(changedPaths);
    this.#round = null;
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    if (this.#isRunning) this.#options.nix.cancel();
    this.#isRunning = false;
    if (changedPaths === null || changedPaths.length > 0) this.#lacksInputs = false;
    if (!this.#lacksInputs) this.#options.report.status({ kind: 'waiting' });
  }

  /** Something around Nix was mended, or the user's consent changed: it is asked again whatever it said before. */
  again(answered: Answered, pause: number): void {
    this.#lacksInputs = false;
    this.interrupt([]);
    this.begin(answered, pause);
  }

  /** The embedded evaluator has answered; Nix is asked once nothing more comes for a while. */
  begin(answered: Answered, pause: number = this.#options.pause): void {
    if (this.#isDisposed) return;
    if (this.#lacksInputs) return;
    this.#round = { ...answered, clanFindings: [], clanDifferences: 0, isClanDone: false, checks: new Map() };
    this.#soon(pause);
  }

  /** Somebody looks at this preview. The answer is the preview with what Nix has said about it. */
  shown(preview: MachinePreview): MachinePreview {
    const { machine } = preview;
    this.#machines = [machine, ...this.#machines.filter((other) => other !== machine)].slice(0, mostMachines);
    const round = this.#round;
    const check = round?.checks.get(machine);
    if (check !== undefined) return mergedPreview(preview, check.outcomes);
    if (round?.isClanDone === true && !this.#isRunning && this.#cancelTimer === null) this.#soon(lookPause);
    return preview;
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#round = null;
    this.#cancelTimer?.();
    this.#cancelTimer = null;
  }

  #soon(pause: number): void {
    this.#cancelTimer?.();
    this.#cancelTimer = this.#options.schedule(pause, () => {
      this.#cancelTimer = null;
      const round = this.#round;
      if (round !== null && !this.#isRunning) void this.#run(round);
    });
  }

  async #run(round: Round): Promise<void> {
    const started = performance.now();
    const { report } = this.#options;
    this.#isRunning = true;
    report.status({ kind: 'working', progress: null });
    const failure = await this.#compare(round).catch(crashed);
    if (this.#round !== round) return;
    const { embedded, mayFetch } = this.#options;
    const problem = failure === null ? null : await explained(failure, embedded, mayFetch());
    if (this.#round !== round) return;
    this.#isRunning = false;
    report.findings(this.#findings(round, problem));
    if (problem !== null) {
      // Somebody else's question came between.
      if (problem.kind === 'superseded') this.#soon(this.#options.pause);
      else {
        const status = failureStatus(problem.diagnostics, mayFetch());
        this.#lacksInputs = status.kind === 'needs-network';
        report.status(status);
      }
      return;
    }
    report.status({
      kind: 'answered',
      revision: round.input.revision,
      milliseconds: performance.now() - started,
      differences: [...round.checks.values()].reduce(
        (sum, check) => sum + check.differences,
        round.clanDifferences,
      ),
    });
    // A machine that was looked at in the last moment.
    if (this.#nextMachine(round) !== undefined) this.#soon(lookPause);
  }

  /** Null when everything was compared. Steps that a newer input made pointless stop where they are. */
  async #compare(round: Round): Promise<EvaluatorFailure | null> {
    if (!round.isClanDone) {
      const problem = await this.#compareClan(round);
      if (problem !== null || this.#round !== round) return problem;
      round.isClanDone = true;
      this.#options.report.findings(this.#findings(round, null));
    }
    for (let machine = this.#nextMachine(round); machine !== undefined; machine = this.#nextMachine(round)) {
      const problem = await this.#compareMachine(round, machine);
      if (problem !== null || this.#round !== round) return problem;
      this.#options.report.findings(this.#findings(round, null));
      this.#options.report.news();
    }
    return null;
  }

  async #compareClan(round: Round): Promise<EvaluatorFailure | null> {
    const { embedded, nix } = this.#options;
    const { answer } = round;
    const theirs = await nix.evaluate({ ...round.input, changedPaths: this.#missed.take() });
    if (this.#round !== round) return null;
    if (!theirs.ok) return !answer.ok && isOfClan(theirs.error) ? null : theirs.error;
    if (!answer.ok) {
      round.clanFindings = [oursFails(answer.error)];
      round.clanDifferences = 1;
      return null;
    }
    const [own, other] = [answer.value.evaluation, theirs.value.evaluation];
    const differences = [...clanDifferences(own, other)];
    const [ownSettings, nixSettings] = await Promise.all([
      embedded.query({ kind: 'settings' }),
      nix.query({ kind: 'settings' }),
    ]);
    if (ownSettings.ok && nixSettings.ok) {
      const [mine, values] = [ownSettings.value.text, nixSettings.value.text];
      differences.push(...settingsDifferences(parseExactJson(mine), parseExactJson(values)));
    }
    round.clanDifferences = differences.length;
    round.clanFindings = [...reported(differences), ...nixFindings(own.diagnostics, other.diagnostics)];
    return null;
  }

  async #compareMachine(round: Round, machine: string): Promise<EvaluatorFailure | null> {
    const { embedded, nix } = this.#options;
    const preview = await embedded.machinePreview(machine);
    if (this.#round !== round) return null;
    if (!preview.ok) {
      // Both may fail; ours is shown, and Nix has nothing that could be put in its place.
      round.checks.set(machine, nothing);
      return preview.error.kind === 'superseded' ? preview.error : null;
    }
    const check = await checkMachine(preview.value, embedded, nix);
    if (check.ok) round.checks.set(machine, { ...check.value, findings: reported(check.value.findings) });
    else if (!isOfClan(check.error)) return check.error;
    else {
      const target = { kind: 'machine', machine } as const;
      const findings = check.error.diagnostics.map((found) => ({ target, ...found }));
      round.checks.set(machine, { ...nothing, findings });
    }
    return null;
  }

  /** The machine to ask about next: there, looked at, and not compared yet. */
  #nextMachine({ answer, checks }: Round): string | undefined {
    if (!answer.ok) return undefined;
    const { machines } = answer.value.evaluation;
    return this.#machines.find(
      (machine) => !checks.has(machine) && machines.some(({ name }) => name === machine),
    );
  }

  #findings(round: Round, problem: EvaluatorFailure | null): readonly Diagnostic[] {
    const failures =
      problem?.kind === 'failed' &&
      failureStatus(problem.diagnostics, this.#options.mayFetch()).kind === 'failed'
        ? problem.diagnostics
        : [];
    return [
      ...failures,
      ...round.clanFindings,
      ...[...round.checks.values()].flatMap((check) => check.findings),
    ];
  }
}

const nothing: MachineCheck = { outcomes: new Map(), findings: [], differences: 0 };

type Failed = Extract<EvaluatorFailure, { readonly kind: 'failed' }>;

/** An evaluation error, as against one of Nix itself or its inputs. */
function isOfClan(failure: EvaluatorFailure): failure is Failed {
  return (
    failure.kind === 'failed' && failure.diagnostics.every(({ code }) => !code.startsWith('system-nix.'))
  );
}

function oursFails(failure: EvaluatorFailure): Diagnostic {
  const [cause] = failure.kind === 'failed' ? failure.diagnostics : [];
  return disagreement({
    about: 'whether this clan evaluates',
    ours: cause === undefined ? 'it fails' : `it fails with “${cause.message}”`,
    nix: 'it does',
    target: { kind: 'clan' },
  });
}

/** Comparing must never stop the window: a mistake of ours is told like any other finding. */
function crashed(error: unknown): EvaluatorFailure {
  const diagnostic: Diagnostic = {
    code: 'evaluation.crashed',
    severity: 'error',
    message: `Comparing with system Nix failed: ${error instanceof Error ? error.message : String(error)}.`,
    target: { kind: 'clan' },
    hint: 'This is a mistake of the app. What the embedded evaluator says is shown.',
  };
  return { kind: 'failed', diagnostics: [diagnostic] };
}
