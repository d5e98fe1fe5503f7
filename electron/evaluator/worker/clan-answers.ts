/**
 * Answers questions about one clan from two sessions of the embedded evaluator: the document as it is being edited, and
 * the saved one, which is opened only once they differ and something has to be compared. No threads here.
 */
import { performance } from 'node:perf_hooks';
import type { Diagnostic } from '../../../shared/base/diagnostic';
import { assertNever } from '../../../shared/base/invariant';
import { err, ok } from '../../../shared/base/result';
import type { Result } from '../../../shared/base/result';
import type { MachinePreview } from '../../../shared/clan/evaluation';
import type { MachineImpact } from '../../../shared/contract';
import { exactJsonText, toPlainJson } from '../embedded';
import type { EvaluatorSession, ExactJson, NixIo, OpenClan, QueryResult } from '../embedded';
import type { ClanQuery, EvaluatorInput, ImpactAnswer } from '../evaluator';
import { countDifferences, exactEqual, newlyFailing } from './config-diff';
import { markTree } from './preview-diff';
import type { QueryAnswer, Question } from './protocol';

export interface ClanAnswersOptions {
  readonly openClan: OpenClan;
  readonly io: NixIo;
  readonly directory: string;
  readonly overrideInputs: Readonly<Record<string, string>>;
}

/** Bounds of one question. */
export interface QuestionLimits {
  /** Milliseconds for the whole question, however many queries it takes. */
  readonly timeout: number;
  readonly isCancelled: () => boolean;
}

type Answer = Result<unknown, readonly Diagnostic[]>;

export class ClanAnswers {
  readonly #options: ClanAnswersOptions;
  readonly #current: EvaluatorSession;
  #saved: EvaluatorSession | null = null;
  #texts: { readonly current: string | null; readonly saved: string | null } | null = null;
  /** Trees of the saved state, kept from when nothing was edited: the common case needs no second session. */
  readonly #savedTrees = new Map<string, QueryResult<MachinePreview>>();
  #until = 0;
  #isCancelled: () => boolean = () => false;

  constructor(options: ClanAnswersOptions) {
    this.#options = options;
    this.#current = this.#open(undefined);
  }

  /** Makes `input` the one that questions are about. */
  update(input: EvaluatorInput): void {
    const changedPaths = input.changedPaths ?? undefined;
    this.#current.update({ changedPaths, inventoryJsonText: input.current });
    if (input.changedPaths?.length !== 0 || input.saved !== this.#texts?.saved) this.#savedTrees.clear();
    this.#saved?.update({ changedPaths, inventoryJsonText: input.saved });
    this.#texts = { current: input.current, saved: input.saved };
  }

  answer(question: Question, limits: QuestionLimits): Answer {
    this.#until = performance.now() + limits.timeout;
    this.#isCancelled = limits.isCancelled;
    switch (question.kind) {
      case 'evaluate':
        return this.#ask(this.#current, (session) => session.evaluation());
      case 'machine-preview':
        return this.#machinePreview(question.machine);
      case 'provenance':
        return this.#ask(this.#current, (session) => session.provenance(question.machine, question.path));
      case 'role-form':
        return this.#ask(this.#current, (session) => session.roleForm(question.instance, question.role));
      case 'impact':
        return ok(this.#impact(question.text));
      case 'query':
        return this.#query(question.query);
      default:
        return assertNever(question);
    }
  }

  #open(inventoryJsonText: string | undefined): EvaluatorSession {
    const { openClan, io, directory, overrideInputs } = this.#options;
    return openClan({ io, directory, overrideInputs, inventoryJsonText });
  }

  /** Every query gets what is left of the question's time. */
  #ask<T>(session: EvaluatorSession, query: (session: EvaluatorSession) => T): T {
    const timeoutMs = Math.max(1, this.#until - performance.now());
    session.setLimits({ timeoutMs, isCancelled: this.#isCancelled });
    return query(session);
  }

  get #isEdited(): boolean {
    return this.#texts !== null && this.#texts.current !== this.#texts.saved;
  }

  #savedSession(): EvaluatorSession {
    if (!this.#isEdited) return this.#current;
    if (this.#saved === null) {
      this.#saved = this.#open(undefined);
      this.#saved.update({ changedPaths: [], inventoryJsonText: this.#texts?.saved });
    }
    return this.#saved;
  }

  #machinePreview(machine: string): Answer {
    const current = this.#ask(this.#current, (session) => session.machinePreview(machine));
    if (!this.#isEdited) {
      this.#savedTrees.set(machine, current);
      return current;
    }
    if (!current.ok) return current;
    const saved = this.#savedTree(machine);
    const savedRoot = saved.ok ? saved.value.root : null;
    const marked = markTree(savedRoot, current.value.root, (path) => this.#isSameInFull(machine, path));
    return ok({ ...current.value, root: marked.root, counts: marked.counts });
  }

  #savedTree(machine: string): QueryResult<MachinePreview> {
    const known = this.#savedTrees.get(machine);
    if (known !== undefined) return known;
    const saved = this.#ask(this.#savedSession(), (session) => session.machinePreview(machine));
    this.#savedTrees.set(machine, saved);
    return saved;
  }

  #isSameInFull(machine: string, path: readonly string[]): boolean {
    const before = this.#ask(this.#savedSession(), (session) => session.shownMachine(machine));
    const after = this.#ask(this.#current, (session) => session.shownMachine(machine));
    if (!before.ok || !after.ok) return before.ok === after.ok;
    return exactEqual(valueAt(before.value, path), valueAt(after.value, path));
  }

  #impact(text: string): ImpactAnswer {
    if (text === this.#texts?.saved) {
      return {
        impact: [],
        unchangedMachines: this.#machineNames(this.#savedSession()).length,
        diagnostics: [],
      };
    }
    const saved = this.#savedSession();
    const after = text === this.#texts?.current ? this.#current : this.#openWith(text);
    const names = new Set([...this.#machineNames(saved), ...this.#machineNames(after)]);
    const impact = [...names].sort().flatMap((machine) => this.#machineImpact(machine, saved, after) ?? []);
    const diagnostics = this.#ask(after, (session) => session.evaluation());
    return {
      impact,
      unchangedMachines: names.size - impact.length,
      diagnostics: diagnostics.ok ? diagnostics.value.diagnostics : diagnostics.error,
    };
  }

  #openWith(text: string): EvaluatorSession {
    const session = this.#open(undefined);
    session.update({ changedPaths: [], inventoryJsonText: text });
    return session;
  }

  #machineNames(session: EvaluatorSession): readonly string[] {
    const evaluation = this.#ask(session, (asked) => asked.evaluation());
    return evaluation.ok ? evaluation.value.machines.map((machine) => machine.name) : [];
  }

  #machineImpact(
    machine: string,
    saved: EvaluatorSession,
    after: EvaluatorSession,
  ): MachineImpact | undefined {
    const before = this.#configuration(machine, saved);
    const now = this.#configuration(machine, after);
    if (now.error !== undefined) {
      if (now.error === before.error) return undefined;
      return { machine, added: 0, changed: 0, removed: 0, error: now.error };
    }
    const counts = countDifferences(before.value, now.value);
    if (counts.added + counts.changed + counts.removed === 0 && before.error === undefined) return undefined;
    const broken = now.value === undefined ? null : newlyFailing(before.value, now.value);
    return {
      machine,
      ...counts,
      ...(broken !== null && { error: `${broken.join('.')} no longer evaluates.` }),
    };
  }

  /** Neither value nor error: there is no such machine on this side. */
  #configuration(
    machine: string,
    session: EvaluatorSession,
  ): { readonly value?: ExactJson; readonly error?: string } {
    if (!this.#machineNames(session).includes(machine)) return {};
    const config = this.#ask(session, (asked) => asked.shownMachine(machine));
    if (config.ok) return { value: config.value };
    return { error: config.error[0]?.message ?? 'The configuration does not evaluate.' };
  }

  #query(query: ClanQuery): Result<QueryAnswer, readonly Diagnostic[]> {
    const value = this.#ask(this.#current, (session) => queryOf(session, query));
    if (!value.ok) return err(value.error);
    return ok({ text: exactJsonText(value.value), value: toPlainJson(value.value), diagnostics: [] });
  }
}

function queryOf(session: EvaluatorSession, query: ClanQuery): QueryResult<ExactJson> {
  switch (query.kind) {
    case 'machine':
      return atPath(session.machine(query.machine), query.machine, query.path ?? []);
    case 'problems':
      return asExactJson(ok(session.problems()));
    case 'members':
      return asExactJson(session.members());
    case 'inputs':
      return asExactJson(session.inputs());
    case 'services':
      return asExactJson(session.services());
    default:
      return session[query.kind]();
  }
}

/** Answers that are made of interfaces hold plain data all the same; a round trip drops what is undefined. */
function asExactJson(result: QueryResult<unknown>): QueryResult<ExactJson> {
  return result.ok ? ok(JSON.parse(JSON.stringify(result.value)) as ExactJson) : result;
}

function atPath(
  config: QueryResult<ExactJson>,
  machine: string,
  path: readonly string[],
): QueryResult<ExactJson> {
  if (!config.ok) return config;
  const value = valueAt(config.value, path);
  if (value !== undefined) return ok(value);
  const message = `The configuration of ${machine} has no ${path.join('.')}.`;
  return err([
    { code: 'evaluator.no-such-path', severity: 'error', message, target: { kind: 'machine', machine } },
  ]);
}

function valueAt(root: ExactJson, path: readonly string[]): ExactJson | undefined {
  let value: ExactJson | undefined = root;
  for (const name of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.hasOwn(value, name) ? (value as Readonly<Record<string, ExactJson>>)[name] : undefined;
  }
  return value;
}
