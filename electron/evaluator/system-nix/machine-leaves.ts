/**
 * The values of a machine at given places, for whoever compares them with what the embedded evaluator found. All are
 * asked for in one call; where one of them fails with something that cannot be caught, halves are, within bounds.
 */
import type { Diagnostic } from '../../../shared/base/diagnostic';
import { ok } from '../../../shared/base/result';
import type { PreviewNode } from '../../../shared/clan/evaluation';
import { isExactObject } from '../embedded';
import type { ExactJson, ExactJsonObject } from '../embedded';
import type { Asking } from './asking';
import { namesText, strictExpressionAt } from './expressions';
import { isOfEvaluation } from './flake-questions';
import type { Answer } from './flake-questions';
import { leavesText, wantedTree } from './leaf-expression';
import { machinePlace } from './machine-place';
import { NodeBuilder } from './machine-tree';
import type { TreePlace } from './tree-reader';

/** What Nix says about one place. */
export type LeafAnswer =
  /** There is nothing of that name. */
  | { readonly kind: 'absent' }
  /** `value` in full, with the markers of the conformance cases; `node`: the same for the window. */
  | { readonly kind: 'value'; readonly value: ExactJson; readonly node: PreviewNode }
  /** It fails to evaluate. Never empty. */
  | { readonly kind: 'failed'; readonly diagnostics: readonly Diagnostic[] }
  /** Not asked: too many other places failed before it. */
  | { readonly kind: 'unknown' };

type Path = readonly string[];

/** One argument of a process may be 128 KiB long, and quotes in it are escaped twice. */
const mostText = 40_000;
/** Processes that getting around failures may take. */
const mostProcesses = 12;
/** Failing values whose messages are asked for. */
const mostMessages = 4;

/** Asks for the values of `machine` at `paths`; the answers are in the same order. */
export async function machineLeaves(
  asking: Asking,
  machine: string,
  paths: readonly Path[],
): Promise<Answer<readonly LeafAnswer[]>> {
  const place = await machinePlace(asking, machine);
  if (!place.ok) return place;
  const reader = new LeafReader(asking, place.value);
  const answers: LeafAnswer[] = [];
  for (const group of inGroups(paths)) {
    const read = await reader.read(group);
    if (!read.ok) return read;
    answers.push(...read.value);
  }
  return ok(answers);
}

function inGroups(paths: readonly Path[]): readonly (readonly Path[])[] {
  const groups: Path[][] = [];
  let size = Infinity;
  for (const path of paths) {
    const length = path.reduce((sum, name) => sum + name.length + 8, 8);
    if (size + length > mostText) {
      groups.push([]);
      size = 0;
    }
    groups.at(-1)?.push(path);
    size += length;
  }
  return groups;
}

class LeafReader {
  #processes = 0;
  #messages = 0;

  constructor(
    private readonly asking: Asking,
    private readonly place: TreePlace,
  ) {}

  async read(paths: readonly Path[]): Promise<Answer<readonly LeafAnswer[]>> {
    const { attribute, machine } = this.place;
    const answer = await this.asking.questions.ask(attribute, leavesText(machine, wantedTree(paths)));
    if (answer.ok) return this.#answersIn(answer.value, paths);
    if (answer.error === 'cancelled' || !isOfEvaluation(answer.error)) return answer;
    if (this.#processes === 0) {
      const whole = await this.#wholeFailure();
      if (whole !== null) return whole;
    }
    const failed: LeafAnswer = { kind: 'failed', diagnostics: answer.error };
    if (paths.length === 1) return ok([failed]);
    if (++this.#processes > mostProcesses) return ok(paths.map((): LeafAnswer => ({ kind: 'unknown' })));
    const middle = Math.ceil(paths.length / 2);
    const first = await this.read(paths.slice(0, middle));
    if (!first.ok) return first;
    const second = await this.read(paths.slice(middle));
    return second.ok ? ok([...first.value, ...second.value]) : second;
  }

  /** Why the machine fails whatever is asked of it (a module that cannot be read); null: some of it can be had. */
  async #wholeFailure(): Promise<Answer<never> | null> {
    const names = await this.asking.questions.ask(this.place.attribute, namesText(this.place.machine, []));
    return names.ok ? null : names;
  }

  async #answersIn(raw: ExactJson, paths: readonly Path[]): Promise<Answer<readonly LeafAnswer[]>> {
    const answers: LeafAnswer[] = [];
    for (const path of paths) {
      const answer = await this.#answerAt(raw, path);
      if (!answer.ok) return answer;
      answers.push(answer.value);
    }
    return ok(answers);
  }

  async #answerAt(raw: ExactJson, path: Path): Promise<Answer<LeafAnswer>> {
    const found = rawAt(raw, path);
    if (found === undefined || Object.keys(found).length === 0) return ok({ kind: 'absent' });
    if (found['e'] === true) return this.#failure(path);
    const builder = new NodeBuilder(this.place, new Map());
    return ok({ kind: 'value', value: pictureOf(found), node: builder.node(path.at(-1) ?? '', found, path) });
  }

  /** A failure that Nix could catch, asked alone for its message. */
  async #failure(path: Path): Promise<Answer<LeafAnswer>> {
    const unnamed: Diagnostic = {
      code: 'nix.throw',
      severity: 'error',
      message: 'This value fails to evaluate.',
    };
    if (++this.#messages > mostMessages) return ok({ kind: 'failed', diagnostics: [unnamed] });
    const text = strictExpressionAt(this.place.machine, path);
    const answer = await this.asking.questions.ask(this.place.attribute, text);
    if (answer.ok) return ok({ kind: 'failed', diagnostics: [unnamed] });
    return answer.error === 'cancelled' ? answer : ok({ kind: 'failed', diagnostics: answer.error });
  }
}

/** The raw value at a path of wanted names; one that failed on the way there stands for all below it. */
function rawAt(raw: ExactJson, path: Path): ExactJsonObject | undefined {
  let found: ExactJson | undefined = { w: raw };
  for (const name of path) {
    if (found === undefined || !isExactObject(found)) return undefined;
    if (found['e'] === true) return found;
    const level: ExactJson | undefined = found['w'];
    found =
      level !== undefined && isExactObject(level) && Object.hasOwn(level, name) ? level[name] : undefined;
  }
  return found !== undefined && isExactObject(found) ? found : undefined;
}

/** A raw value with the markers that other answers have. */
function pictureOf(raw: ExactJson): ExactJson {
  if (!isExactObject(raw)) return raw;
  if (raw['e'] === true) return '<error>';
  if (raw['f'] === true) return '<function>';
  if (raw['d'] !== undefined || raw['o'] !== undefined) return '<outPath>';
  if (raw['n'] !== undefined) return '«…»';
  const { s: members, l: items } = raw;
  if (members !== undefined && isExactObject(members)) {
    return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, pictureOf(member)]));
  }
  if (Array.isArray(items)) return (items as readonly ExactJson[]).map(pictureOf);
  return raw['v'] ?? null;
}
