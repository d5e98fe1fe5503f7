/**
 * Asks for the tree of a machine. One process answers it all when it can. After a failure that Nix cannot catch, its
 * trace tells which value it was, and the rest is asked for again without it. Where the trace does not tell (a crash of
 * Nix), the failure is narrowed down by halves, so that what does evaluate is shown around what does not.
 */
import type { Diagnostic } from '../../../shared/base/diagnostic';
import { err, ok } from '../../../shared/base/result';
import { isExactObject } from '../embedded';
import type { ExactJson, ExactJsonObject } from '../embedded';
import { namesText, strictExpressionAt } from './expressions';
import { failurePlace, withoutMarks } from './failure-place';
import { isOfEvaluation } from './flake-questions';
import type { Answer, FlakeQuestions } from './flake-questions';
import { treeFunctionText, treeText } from './tree-text';

export interface TreePlace {
  /** `nixosConfigurations` or `darwinConfigurations`. */
  readonly attribute: string;
  readonly machine: string;
  readonly directory: string;
}

/** Computes the whole trees of several machines with few processes; the answers wait for whoever reads them. */
export async function readAhead(
  questions: FlakeQuestions,
  attribute: string,
  machines: readonly string[],
): Promise<void> {
  const request = { path: [], depth: fullDepth, names: null, except: [], isFull: true };
  await questions.askAhead(attribute, {
    names: machines,
    functionText: treeFunctionText(request),
    textOf: (machine) => treeText({ ...request, machine }),
  });
}

type Path = readonly string[];
type Members = readonly (readonly [string, ExactJson])[];

/** A level that is asked for. */
interface Level {
  readonly path: Path;
  readonly depth: number;
  /** Everything that somebody sets, also of a machine that is too wide to be shown so. */
  readonly isFull?: true;
}

/** Deeper than any configuration; only endless data gets there. */
const fullDepth = 40;
/** How far a tree goes that Nix could not finish in full. */
const shallowDepth = 2;
/** Processes that one tree may take to get around failures. */
const mostProcesses = 24;
/** Failures that are told where they are; those that follow are told for all of the first level's value. */
const mostExact = 8;
/** As many failures in one set are those of the set. */
const mostInPlace = 3;
/** Failing values whose messages are asked for. */
const mostMessages = 6;
/** Without end, or with all packages in it: a few levels of it can still be told. */
const endless: readonly string[] = ['system-nix.timeout', 'system-nix.memory', 'system-nix.too-large'];

export class TreeReader {
  #processes = 0;
  /** Failures that are known already, by the path's JSON. */
  readonly #known = new Map<string, readonly Diagnostic[]>();

  constructor(
    private readonly questions: FlakeQuestions,
    private readonly place: TreePlace,
  ) {}

  /** The whole raw tree: of a wide machine everything that somebody sets. Fails when nothing of it can be had. */
  readWhole(): Promise<Answer<ExactJson>> {
    return this.#read({ path: [], depth: fullDepth, isFull: true });
  }

  /** The raw tree at `path`. Fails when nothing of it can be had. */
  async read(path: Path): Promise<Answer<ExactJson>> {
    const full = await this.#read({ path, depth: fullDepth });
    if (full.ok || full.error === 'cancelled') return full;
    const isEndless = full.error.some(({ code }) => endless.includes(code));
    return isEndless ? this.#read({ path, depth: shallowDepth }) : full;
  }

  /** Why values failed, by the path's JSON: those that Nix could catch are asked one by one, as far as anybody will read. */
  async messages(raw: ExactJson, path: Path): Promise<Answer<ReadonlyMap<string, readonly Diagnostic[]>>> {
    const { attribute, machine } = this.place;
    const failing = failingPaths(raw, path).slice(0, mostMessages);
    const answers = await Promise.all(
      failing.map(async (place) => ({
        place,
        answer: await this.questions.ask(attribute, strictExpressionAt(machine, place)),
      })),
    );
    for (const { place, answer } of answers) {
      if (answer.ok) continue;
      if (answer.error === 'cancelled') return err('cancelled');
      this.#known.set(JSON.stringify(place), answer.error);
    }
    return ok(this.#known);
  }

  async #read(level: Level): Promise<Answer<ExactJson>> {
    const except: Path[] = [];
    for (;;) {
      const answer = await this.#ask(level, null, except);
      if (answer.ok || answer.error === 'cancelled' || !isOfEvaluation(answer.error)) return answer;
      const place = failurePlace(answer.error);
      const cause = withoutMarks(answer.error);
      const isTold =
        place !== undefined && isBelow(place, level.path) && !except.some((known) => isSame(known, place));
      if (!isTold || this.#processes >= mostProcesses) return this.#members(level, cause);
      const left = leftOut(place, except, level.path);
      except.push(left);
      this.#known.set(JSON.stringify(left), cause);
    }
  }

  /** What is below `level`, child by child. */
  async #members(level: Level, cause: readonly Diagnostic[]): Promise<Answer<ExactJson>> {
    const { attribute, machine } = this.place;
    const names = await this.questions.ask(attribute, namesText(machine, level.path));
    if (!names.ok) return names.error === 'cancelled' ? names : err(cause);
    if (!Array.isArray(names.value)) return err(cause);
    const members = await this.#halves(names.value as readonly string[], level, cause);
    return members.ok ? ok({ s: Object.fromEntries(members.value) }) : members;
  }

  async #halves(names: Path, level: Level, cause: readonly Diagnostic[]): Promise<Answer<Members>> {
    const [only] = names;
    if (only === undefined) return ok([]);
    if (names.length === 1) return this.#single(only, level);
    // Enough was tried: what is left is shown as not looked into, and asked for when somebody opens it.
    if (this.#processes >= mostProcesses) return ok(names.map((name) => [name, this.#unread(level, name)]));
    const middle = Math.ceil(names.length / 2);
    const halves = await Promise.all(
      [names.slice(0, middle), names.slice(middle)].map((half) => this.#half(half, level, cause)),
    );
    const members: (readonly [string, ExactJson])[] = [];
    for (const half of halves) {
      if (!half.ok) return half;
      members.push(...half.value);
    }
    return ok(members);
  }

  async #half(names: Path, level: Level, cause: readonly Diagnostic[]): Promise<Answer<Members>> {
    if (names.length === 1) return this.#halves(names, level, cause);
    const answer = await this.#ask(level, names, []);
    if (answer.ok) return ok(Object.entries(membersOf(answer.value)));
    if (answer.error === 'cancelled') return answer;
    return this.#halves(names, level, withoutMarks(answer.error));
  }

  async #single(name: string, level: Level): Promise<Answer<Members>> {
    const below = { path: [...level.path, name], depth: level.depth - 1 };
    if (this.#processes >= mostProcesses) return ok([[name, this.#unread(level, name)]]);
    const answer = await this.#read(below);
    if (answer.ok) return ok([[name, answer.value]]);
    if (answer.error === 'cancelled') return answer;
    this.#known.set(JSON.stringify(below.path), withoutMarks(answer.error));
    return ok([[name, { e: true, x: true }]]);
  }

  #unread({ path }: Level, name: string): ExactJson {
    const isKnown = this.#known.has(JSON.stringify([...path, name]));
    return isKnown ? { e: true, x: true } : { n: 0 };
  }

  #ask(level: Level, names: Path | null, except: readonly Path[]): Promise<Answer<ExactJson>> {
    const { path, depth, isFull = false } = level;
    this.#processes++;
    const { attribute, machine } = this.place;
    return this.questions.ask(attribute, treeText({ machine, path, depth, names, except, isFull }));
  }
}

/** Where a failure is left out: its own place, or the set around it when that set fails again and again. */
function leftOut(place: Path, except: readonly Path[], root: Path): Path {
  if (except.length >= mostExact) return place.slice(0, root.length + 1);
  let left = place;
  while (left.length > root.length + 1) {
    const around = left.slice(0, -1);
    if (except.filter((known) => isBelow(known, around)).length < mostInPlace) break;
    left = around;
  }
  return left;
}

function isBelow(path: Path, above: Path): boolean {
  return path.length > above.length && above.every((name, index) => name === path[index]);
}

function isSame(a: Path, b: Path): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index]);
}

/** Values whose failure Nix caught, so that nobody knows its message yet. */
function failingPaths(raw: ExactJson, path: Path, root: Path = path): readonly Path[] {
  if (!isExactObject(raw)) return [];
  // An option that nobody set is nobody's mistake; somebody who looks at it alone wants to know more.
  const isTold = raw['x'] === true || (raw['u'] === true && path.length > root.length);
  if (raw['e'] === true) return isTold ? [] : [path];
  return [
    ...Object.entries(membersOf(raw)).flatMap(([name, member]) =>
      failingPaths(member, [...path, name], root),
    ),
    ...itemsOf(raw).flatMap((item, index) => failingPaths(item, [...path, String(index)], root)),
  ];
}

/** The children of a raw node. */
export function membersOf(raw: ExactJson): ExactJsonObject {
  const members = isExactObject(raw) ? raw['s'] : undefined;
  return isExactObject(members) ? members : {};
}

/** The items of a raw list of sets. */
export function itemsOf(raw: ExactJsonObject): readonly ExactJson[] {
  const items = raw['l'];
  return Array.isArray(items) ? (items as readonly ExactJson[]) : [];
}
