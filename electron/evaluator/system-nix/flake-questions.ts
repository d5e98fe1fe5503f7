/** Asks a snapshot of the clan, and keeps what it answered: the same question about the same content has one answer. */
import type { Diagnostic } from '../../../shared/base/diagnostic';
import { err, ok } from '../../../shared/base/result';
import type { Result } from '../../../shared/base/result';
import type { ExactJson, ExactJsonObject } from '../embedded';
import { evaluateJobs } from './eval-jobs';
import { parseExactJson } from './exact-json';
import { groupExpression, manyExpression, strictExpression } from './expressions';
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

/** Characters of JSON that answers may take together, and one of them. */
const mostKept = 192 * 1024 * 1024;
const largestKept = 16 * 1024 * 1024;
/** Machines in one process: small ones share the evaluation of the clan; of real NixOS few fit into memory. */
const groupSize = { narrow: 16, wide: 2 } as const;
/** Real NixOS has more than this at the top of a configuration. */
const narrowest = 24;

interface Kept {
  readonly value: ExactJson;
  readonly warnings: readonly Diagnostic[];
  readonly size: number;
}

/** Answers by fingerprint and question, the oldest forgotten first. One for all snapshots of a clan. */
export class AnswerCache {
  readonly #answers = new Map<string, Kept>();
  #size = 0;

  has(key: string): boolean {
    return this.#answers.has(key);
  }

  find(key: string): Kept | undefined {
    const found = this.#answers.get(key);
    if (found === undefined) return undefined;
    this.#answers.delete(key);
    this.#answers.set(key, found);
    return found;
  }

  keep(key: string, answer: Kept): void {
    if (answer.size > largestKept || this.#answers.has(key)) return;
    this.#answers.set(key, answer);
    this.#size += answer.size;
    for (const [oldest, { size }] of this.#answers) {
      if (this.#size <= mostKept) return;
      this.#answers.delete(oldest);
      this.#size -= size;
    }
  }
}

/** The same question about several names. */
export interface AheadQuestion {
  readonly names: readonly string[];
  /** A Nix function from a name to its answer. */
  readonly functionText: string;
  /** The question about one of them, as `ask` gets it. */
  readonly textOf: (name: string) => string;
}

export interface FlakeQuestionsOptions {
  readonly runner: NixRunner;
  /** The program, when there is one that can be used. */
  readonly evalJobs: string | null;
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

  /**
   * Has the answers to the same question about several names ready for `ask`, with as few processes as that takes. Never
   * fails: what could not be had together is asked for alone, and tells why then.
   */
  async askAhead(attribute: string, ahead: AheadQuestion): Promise<void> {
    const names = ahead.names.filter(
      (name) => !this.options.cache.has(this.#key(attribute, strictExpression(ahead.textOf(name)))),
    );
    const [first, ...others] = names;
    if (first === undefined || others.length === 0) return;
    const { evalJobs } = this.options;
    if (evalJobs !== null) return this.#askJobs(evalJobs, attribute, { ...ahead, names });
    const one = await this.ask(attribute, ahead.textOf(first));
    if (!one.ok && (one.error === 'cancelled' || !isOfEvaluation(one.error))) return;
    const isWide = one.ok && Object.keys(asObject(asObject(one.value)['s'])).length > narrowest;
    const groups = inGroups(others, isWide ? groupSize.wide : groupSize.narrow);
    await Promise.all(groups.map((group) => this.#askGroup(attribute, { ...ahead, names: group })));
  }

  async #askJobs(program: string, attribute: string, ahead: AheadQuestion): Promise<void> {
    const { runner, snapshot, question } = this.options;
    const answers = await evaluateJobs({
      runner: runner.for(program),
      address: snapshot.address,
      question,
      attribute,
      functionText: ahead.functionText,
      names: ahead.names,
      named: (line) => namedInJson(line, snapshot.names),
    });
    for (const { name, value, size } of answers) this.#keepAhead(attribute, ahead.textOf(name), value, size);
  }

  async #askGroup(attribute: string, { names, functionText, textOf }: AheadQuestion): Promise<void> {
    if (names.length < 2) return;
    const answer = await this.#evaluate(attribute, manyExpression(functionText, names));
    if (!answer.ok || !Array.isArray(answer.value.value)) return;
    const items = answer.value.value as readonly ExactJson[];
    for (const [index, name] of names.entries()) {
      const value = asObject(items[index])['ok'];
      if (value === undefined) continue;
      this.#keepAhead(attribute, textOf(name), value, Math.ceil(answer.value.size / names.length));
    }
  }

  #keepAhead(attribute: string, text: string, value: ExactJson, size: number): void {
    this.options.cache.keep(this.#key(attribute, strictExpression(text)), { value, warnings: [], size });
  }

  #key(attribute: string, apply: string): string {
    const { runner, snapshot } = this.options;
    return JSON.stringify([runner.program, snapshot.fingerprint, attribute, apply]);
  }

  async #evaluate(attribute: string, apply: string): Promise<Answer<Kept>> {
    const { runner, snapshot, cache, question } = this.options;
    const key = this.#key(attribute, apply);
    const known = cache.find(key);
    if (known !== undefined) return ok(known);
    const { url, args: more } = snapshot.address;
    const args = ['eval', '--json', `${url}#${attribute}`, '--apply', apply, ...more];
    const outcome = await runner.ask({ ...question, args });
    if (outcome.kind === 'cancelled') return err('cancelled');
    if (outcome.kind !== 'done') return err(outcomeDiagnostics(outcome, snapshot.names, this.options.tree));
    const answer = this.#read(outcome);
    if (answer.ok) cache.keep(key, answer.value);
    return answer;
  }

  #read(outcome: Extract<NixOutcome, { readonly kind: 'done' }>): Result<Kept, readonly Diagnostic[]> {
    const { names } = this.options.snapshot;
    try {
      const value = parseExactJson(namedInJson(outcome.output, names));
      const warnings = warningDiagnostics(outcome.messages, names);
      return ok({ value, warnings, size: outcome.output.length });
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

function inGroups(names: readonly string[], size: number): readonly (readonly string[])[] {
  const count = Math.ceil(names.length / size);
  return Array.from({ length: count }, (_, index) => names.slice(index * size, (index + 1) * size));
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
