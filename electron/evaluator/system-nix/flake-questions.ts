/** Asks a snapshot of the clan, and keeps what it answered: the same question about the same content has one answer. */
import type { Diagnostic } from '../../../shared/base/diagnostic';
import { err, ok } from '../../../shared/base/result';
import type { Result } from '../../../shared/base/result';
import type { ExactJson, ExactJsonObject } from '../embedded';
import { parseExactJson } from './exact-json';
import { groupExpression, strictExpression } from './expressions';
import type { Parts } from './expressions';
import type { FlakeSnapshot } from './flake-snapshot';
import { outcomeDiagnostics, warningDiagnostics, withKnownNames } from './nix-diagnostics';
import type { NixOutcome } from './nix-process';
import type { NixQuestion, NixRunner } from './nix-runner';
import type { SourceTree } from './staging';
import { systemNixError } from './system-nix-error';

/** `cancelled`: a newer edit made it pointless; otherwise why there is no answer, never empty. */
export type QuestionFailure = 'cancelled' | readonly Diagnostic[];
export type Answer<T> = Result<T, QuestionFailure>;

/** The answers of a group; a part that failed has its own failure. */
export type PartAnswers = Readonly<Record<string, Result<ExactJson, readonly Diagnostic[]>>>;

/** Answers kept at most, and the largest that is kept. */
const mostKept = 200;
const largestKept = 16 * 1024 * 1024;

interface Kept {
  readonly value: ExactJson;
  readonly warnings: readonly Diagnostic[];
}

/** Answers by fingerprint and question, the oldest forgotten first. One for all snapshots of a clan. */
export class AnswerCache {
  readonly #answers = new Map<string, Kept>();

  find(key: string): Kept | undefined {
    const found = this.#answers.get(key);
    if (found === undefined) return undefined;
    this.#answers.delete(key);
    this.#answers.set(key, found);
    return found;
  }

  keep(key: string, answer: Kept, size: number): void {
    if (size > largestKept) return;
    this.#answers.set(key, answer);
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > mostKept && oldest !== undefined) this.#answers.delete(oldest);
  }
}

export interface FlakeQuestionsOptions {
  readonly runner: NixRunner;
  readonly snapshot: FlakeSnapshot;
  readonly tree: SourceTree;
  readonly cache: AnswerCache;
  readonly question: Omit<NixQuestion, 'args'>;
}

export class FlakeQuestions {
  constructor(private readonly options: FlakeQuestionsOptions) {}

  get snapshot(): FlakeSnapshot {
    return this.options.snapshot;
  }

  /** One expression over an attribute of the flake. Fails as Nix does. */
  async ask(attribute: string, text: string): Promise<Answer<ExactJson>> {
    const kept = await this.#evaluate(attribute, strictExpression(text));
    return kept.ok ? ok(kept.value.value) : kept;
  }

  /**
   * Several expressions over an attribute, in one process when all goes well. A part that fails with something that Nix
   * can catch is asked again alone, for its message; after a failure that cannot be caught every part is.
   */
  async askParts(attribute: string, parts: Parts): Promise<Answer<PartAnswers>> {
    const together = await this.#evaluate(attribute, groupExpression(parts));
    // What keeps the flake itself from being loaded keeps every part from it.
    if (!together.ok && !isOfEvaluation(together.error)) return together;
    const answered = together.ok ? (together.value.value as ExactJsonObject) : {};
    const failed = Object.keys(parts).filter((name) => !('ok' in asObject(answered[name])));
    const alone = await Promise.all(
      failed.map(async (name) => [name, await this.ask(attribute, parts[name] ?? 'null')] as const),
    );
    const answers = new Map<string, Result<ExactJson, readonly Diagnostic[]>>(
      Object.entries(answered).map(([name, value]) => [name, ok(asObject(value)['ok'] ?? null)]),
    );
    for (const [name, answer] of alone) {
      if (answer.ok) answers.set(name, answer);
      else if (answer.error === 'cancelled') return err('cancelled');
      else answers.set(name, err(answer.error));
    }
    return ok(Object.fromEntries(answers));
  }

  async #evaluate(attribute: string, apply: string): Promise<Answer<Kept>> {
    const { runner, snapshot, cache, question } = this.options;
    const key = JSON.stringify([runner.program, snapshot.fingerprint, attribute, apply]);
    const known = cache.find(key);
    if (known !== undefined) return ok(known);
    const { url, args: more } = snapshot.address;
    const args = ['eval', '--json', `${url}#${attribute}`, '--apply', apply, ...more];
    const outcome = await runner.ask({ ...question, args });
    if (outcome.kind === 'cancelled') return err('cancelled');
    if (outcome.kind !== 'done') return err(outcomeDiagnostics(outcome, snapshot.names, this.options.tree));
    const answer = this.#read(outcome);
    if (answer.ok) cache.keep(key, answer.value, outcome.output.length);
    return answer;
  }

  #read(outcome: Extract<NixOutcome, { readonly kind: 'done' }>): Result<Kept, readonly Diagnostic[]> {
    const { names } = this.options.snapshot;
    try {
      const value = parseExactJson(namedInJson(outcome.output, names));
      return ok({ value, warnings: warningDiagnostics(outcome.messages, names) });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return err([
        systemNixError('system-nix.bad-answer', `Nix did not answer with JSON: ${reason}.`, {
          hint: 'Is “nix” on this machine a program that prints something of its own?',
        }),
      ]);
    }
  }
}

/** As {@link withKnownNames}, for JSON text: names may hold what has to be escaped there. */
function namedInJson(text: string, names: FlakeSnapshot['names']): string {
  const places = names.places.map(([from, to]) => [from, JSON.stringify(to).slice(1, -1)] as const);
  return withKnownNames(text, { ...names, places });
}

/** Failures of the clan itself; what comes from around it (store, network, time) is the same for every part. */
export function isOfEvaluation(failure: QuestionFailure): boolean {
  if (failure === 'cancelled') return false;
  return failure.every(({ code }) => code.startsWith('nix.') || code === 'system-nix.untracked-file');
}

function asObject(value: ExactJson | undefined): ExactJsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as ExactJsonObject)
    : {};
}
