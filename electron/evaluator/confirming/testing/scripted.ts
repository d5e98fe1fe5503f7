/** A pair of evaluators under the test's control, and time that passes when the test says so. */
import type { Diagnostic } from '../../../../shared/base/diagnostic';
import { err, ok } from '../../../../shared/base/result';
import type { PreviewNode } from '../../../../shared/clan/evaluation';
import type { ExactJson } from '../../embedded';
import type { ClanQuery, EvaluatorFailure, EvaluatorInput, EvaluatorResult } from '../../evaluator';
import type { LeafAnswer } from '../../system-nix';
import { FakeEvaluator } from '../../../workspace/testing/fake-evaluator';
import type { NixEvaluator, Schedule } from '../background';

export function inputOf(document: unknown, revision = 1): EvaluatorInput {
  return { revision, current: JSON.stringify(document), saved: '{}', changedPaths: [] };
}

export function failureOf(code: string, more: Partial<Diagnostic> = {}): EvaluatorFailure {
  return { kind: 'failed', diagnostics: [{ code, severity: 'error', message: `${code} happened`, ...more }] };
}

/** A line of a preview. */
export function leaf(name: string, text: string, more: Partial<PreviewNode> = {}): PreviewNode {
  return { name, kind: 'value', text, sources: ['backup'], ...more };
}

export function value(json: ExactJson, text = JSON.stringify(json)): LeafAnswer {
  return { kind: 'value', value: json, node: { name: '', kind: 'value', text, sources: [] } };
}

/** Answers by machine, as a tree with one level, and settings. */
export class ScriptedEvaluator extends FakeEvaluator implements NixEvaluator {
  readonly asked: string[] = [];
  lines: readonly PreviewNode[] = [];
  /** By the name of the line. */
  readonly leaves = new Map<string, LeafAnswer>();
  configuration: Readonly<Record<string, unknown>> = {};
  settings: unknown = {};
  leafFailure: EvaluatorFailure | null = null;
  cancelled = 0;

  override machinePreview(machine: string): ReturnType<NixEvaluator['machinePreview']> {
    this.asked.push(`preview ${machine}`);
    const counts = { added: 0, changed: 0, removed: 0 };
    const root: PreviewNode = { name: '', kind: 'set', text: '{ … }', children: this.lines, sources: [] };
    return Promise.resolve(ok({ machine, root, counts, diagnostics: [] as readonly Diagnostic[] }));
  }

  override query(query: ClanQuery): ReturnType<NixEvaluator['query']> {
    this.asked.push(query.kind === 'machine' ? `configuration ${query.machine}` : query.kind);
    const text = JSON.stringify(query.kind === 'machine' ? this.configuration : this.settings);
    return Promise.resolve(ok({ text, value: null, diagnostics: [] }));
  }

  machineLeaves(
    machine: string,
    paths: readonly (readonly string[])[],
  ): EvaluatorResult<readonly LeafAnswer[]> {
    this.asked.push(`leaves ${machine}`);
    if (this.leafFailure !== null) return Promise.resolve(err(this.leafFailure));
    return Promise.resolve(
      ok(paths.map((path): LeafAnswer => this.leaves.get(path.join('.')) ?? { kind: 'absent' })),
    );
  }

  cancel(): void {
    this.cancelled++;
  }
}

/** Time that stands still until `pass`. */
export class StoppedTime {
  #now = 0;
  #waiting: { readonly at: number; readonly callback: () => void }[] = [];

  readonly schedule: Schedule = (milliseconds, callback) => {
    const entry = { at: this.#now + milliseconds, callback };
    this.#waiting.push(entry);
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== entry);
    };
  };

  now(): number {
    return this.#now;
  }

  /** Lets time pass, and everything that follows from it happen. */
  async pass(milliseconds: number): Promise<void> {
    this.#now += milliseconds;
    const due = this.#waiting.filter(({ at }) => at <= this.#now);
    this.#waiting = this.#waiting.filter(({ at }) => at > this.#now);
    for (const { callback } of due) callback();
    await settled();
  }
}

/** Resolves when everything that can happen without waiting has happened. */
export async function settled(): Promise<void> {
  for (let step = 0; step < 50; step++) await Promise.resolve();
}
