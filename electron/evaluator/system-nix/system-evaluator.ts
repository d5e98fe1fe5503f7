/**
 * The evaluator interface answered by the user's own Nix. Every question names the text of inventory.json that it is
 * about, so answers of different questions never mix states. A newer input ends the processes of older ones.
 */
import { performance } from 'node:perf_hooks';
import type { Diagnostic } from '../../../shared/base/diagnostic';
import type { JsonPath } from '../../../shared/base/json';
import { err, ok } from '../../../shared/base/result';
import type { MachinePreview, PreviewNode, Provenance, RoleForm } from '../../../shared/clan/evaluation';
import { parseJsonObject } from './parse-json-object';
import type {
  ClanQuery,
  EvaluationAnswer,
  Evaluator,
  EvaluatorFailure,
  EvaluatorInput,
  EvaluatorResult,
  ImpactAnswer,
} from '../evaluator';
import type { Asking } from './asking';
import { evaluateClan } from './clan-questions';
import { machineImpacts } from './machine-impact';
import { machineLeaves } from './machine-leaves';
import type { LeafAnswer } from './machine-leaves';
import { machineLevel, machinePreview } from './machine-preview';
import { machineProvenance } from './machine-provenance';
import { answerQuery } from './query-answers';
import type { QueryAnswer } from './query-answers';
import { roleFormOf } from './role-form';
import { AnswerCache } from './flake-questions';
import type { Answer } from './flake-questions';
import type { FoundNix } from './find-nix';
import type { NixProgress } from './nix-messages';
import { NixRunner } from './nix-runner';
import type { NixRunnerOptions } from './nix-runner';
import { OverrideInputs } from './override-inputs';
import { SourceState } from './source-state';
import type { ListSource } from './source-state';
import { isInventoryHidden, removeAbandoned, stagingFolder } from './staging';
import { systemNixError } from './system-nix-error';

export interface SystemEvaluatorOptions {
  readonly nix: FoundNix;
  readonly listSource: ListSource;
  /** A folder of the app's own for staging copies. */
  readonly stagingFolder: string;
  /** Asked for each process: whether inputs may be fetched. */
  readonly mayUseNetwork?: () => boolean;
  readonly onProgress?: (progress: NixProgress) => void;
  /** Input name to absolute folder, which takes its place. */
  readonly overrideInputs?: Readonly<Record<string, string>>;
  readonly limits?: Pick<NixRunnerOptions, 'timeout' | 'memoryMegabytes' | 'environment'>;
}

type Question<T> = (
  asking: Asking,
  saved: () => Promise<Asking | null>,
  signal: AbortSignal,
) => Promise<Answer<T>>;

export class SystemEvaluator implements Evaluator {
  readonly #options: SystemEvaluatorOptions;
  readonly #directory: string;
  readonly #source: SourceState;
  readonly #overrides: OverrideInputs;
  /** Questions that are not answered yet. */
  readonly #open = new Set<Promise<unknown>>();
  #input: Pick<EvaluatorInput, 'current' | 'saved'> | null = null;
  #abort = new AbortController();
  #isDisposed = false;

  constructor(directory: string, options: SystemEvaluatorOptions) {
    this.#directory = directory;
    this.#options = options;
    let folder: Promise<string> | null = null;
    // What is wrong with the disk now may be mended when it is tried again.
    const forget = (error: unknown): never => {
      folder = null;
      throw error;
    };
    const shared = {
      runner: new NixRunner({ program: options.nix.program, ...options.limits }),
      listSource: options.listSource,
      stagingFolder: () => (folder ??= prepareStaging(options.stagingFolder).catch(forget)),
    };
    const { evalJobs } = options.nix;
    const usable = evalJobs?.isUsable === true ? evalJobs.program : null;
    this.#source = new SourceState({ ...shared, evalJobs: usable, directory, cache: new AnswerCache() });
    this.#overrides = new OverrideInputs({ ...shared, folders: options.overrideInputs ?? {} });
  }

  async evaluate(input: EvaluatorInput): EvaluatorResult<EvaluationAnswer> {
    const started = performance.now();
    this.cancel();
    if (input.changedPaths === null || input.changedPaths.length > 0) void this.#source.forget();
    this.#input = { current: input.current, saved: input.saved };
    return this.#answer(async (asking) => {
      const evaluated = await evaluateClan(asking);
      if (!evaluated.ok) return evaluated;
      const notes = await this.#hiddenInventoryNote();
      const { evaluation } = evaluated.value;
      return ok({
        revision: input.revision,
        evaluation: { ...evaluation, diagnostics: [...notes, ...evaluation.diagnostics] },
        milliseconds: performance.now() - started,
        evaluator: 'nix',
      });
    });
  }

  /** Ends every process; whoever waits is told that the question was superseded. */
  cancel(): void {
    this.#abort.abort();
    this.#abort = new AbortController();
  }

  machinePreview(machine: string): EvaluatorResult<MachinePreview> {
    return this.#answer(async (asking, saved) => {
      const preview = await machinePreview(asking, await saved(), machine);
      return preview.ok ? ok({ ...preview.value, evaluator: 'nix' }) : preview;
    });
  }

  /** The part of a machine's tree that a preview left out. */
  previewLevel(machine: string, path: readonly string[]): EvaluatorResult<PreviewNode> {
    return this.#answer(async (asking, saved) => machineLevel(asking, await saved(), machine, path));
  }

  provenance(machine: string, path: JsonPath): EvaluatorResult<Provenance> {
    return this.#answer(async (asking) => {
      const provenance = await machineProvenance(asking, machine, path);
      return provenance.ok ? ok({ ...provenance.value, evaluator: 'nix' }) : provenance;
    });
  }

  /** The values of a machine at these places, in this order, asked for together. */
  machineLeaves(
    machine: string,
    paths: readonly (readonly string[])[],
  ): EvaluatorResult<readonly LeafAnswer[]> {
    return this.#answer((asking) => machineLeaves(asking, machine, paths));
  }

  roleForm(instance: string, role: string): EvaluatorResult<RoleForm> {
    return this.#answer((asking) => roleFormOf(asking, instance, role));
  }

  async impact(text: string): EvaluatorResult<ImpactAnswer> {
    return this.#answer(async (_asking, saved, signal) => {
      const before = await saved();
      const after = await this.#ask(text, signal);
      if (!after.ok) return after;
      return machineImpacts(before, after.value);
    });
  }

  query(query: ClanQuery): EvaluatorResult<QueryAnswer> {
    return this.#answer((asking) => answerQuery(asking, query));
  }

  /** Ends every process, and resolves when none is left and nothing of this evaluator is in the staging folder. */
  async dispose(): Promise<void> {
    this.#isDisposed = true;
    this.#abort.abort();
    await Promise.allSettled(this.#open);
    await this.#source.forget();
  }

  /** Asks about the current input; `saved` gives the state that changes are shown against, null when that fails. */
  async #answer<T>(question: Question<T>): EvaluatorResult<T> {
    if (this.#isDisposed) return err({ kind: 'superseded' });
    const { signal } = this.#abort;
    const answering = this.#answerUntil(signal, question);
    this.#open.add(answering);
    try {
      const answer = await answering;
      if (signal.aborted) return err({ kind: 'superseded' });
      return answer.ok ? answer : err(toFailure(answer.error));
    } finally {
      this.#open.delete(answering);
    }
  }

  async #answerUntil<T>(signal: AbortSignal, question: Question<T>): Promise<Answer<T>> {
    const asking = await this.#ask((await this.#texts()).current, signal);
    if (!asking.ok) return asking;
    const saved = async (): Promise<Asking | null> => {
      const before = await this.#ask((await this.#texts()).saved, signal);
      return before.ok ? before.value : null;
    };
    return question(asking.value, saved, signal);
  }

  async #ask(inventory: string | null, signal: AbortSignal): Promise<Answer<Asking>> {
    const { mayUseNetwork, onProgress } = this.#options;
    const question = { signal, mayUseNetwork: mayUseNetwork?.() ?? false, onProgress };
    const overrides = await this.#overrides.args(question);
    if (!overrides.ok) return overrides;
    const questions = await this.#source.questionsFor(inventory, {
      ...question,
      overrides: overrides.value,
    });
    if (!questions.ok) return questions;
    const persisted = parseJsonObject(inventory);
    return ok({ directory: this.#directory, questions: questions.value, persisted });
  }

  /** Without an input the clan is what is on disk: the command line never edits. */
  async #texts(): Promise<Pick<EvaluatorInput, 'current' | 'saved'>> {
    if (this.#input !== null) return this.#input;
    const stored = await this.#source.storedInventory();
    return { current: stored, saved: stored };
  }

  async #hiddenInventoryNote(): Promise<readonly Diagnostic[]> {
    const tree = await this.#source.tree();
    if (!tree.ok || !(await isInventoryHidden(tree.value))) return [];
    return [
      systemNixError(
        'system-nix.untracked-file',
        'inventory.json is not tracked by git, so Nix does not see it.',
        {
          severity: 'warning',
          hint: 'Add it with “git add --intent-to-add inventory.json”; its content need not be staged.',
          span: { path: 'inventory.json', line: 1, column: 1 },
          fix: { kind: 'git-intent-to-add', paths: ['inventory.json'] },
        },
      ),
    ];
  }
}

async function prepareStaging(preferred: string): Promise<string> {
  const folder = await stagingFolder(preferred);
  await removeAbandoned(folder);
  return folder;
}

function toFailure(error: 'cancelled' | readonly Diagnostic[]): EvaluatorFailure {
  return error === 'cancelled' ? { kind: 'superseded' } : { kind: 'failed', diagnostics: error };
}
