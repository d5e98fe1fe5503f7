/**
 * The tree of a machine's configuration from the user's Nix. One call answers it all when it can; a failure that Nix
 * cannot catch is narrowed down by halves, so that what does evaluate is shown around what does not.
 */
import type { Diagnostic } from '../../../shared/base/diagnostic';
import { err, ok } from '../../../shared/base/result';
import { isInside, relativeTo } from '../../../shared/base/posix-path';
import type { PreviewNode } from '../../../shared/clan/evaluation';
import { valueText } from '../../../shared/clan/value-text';
import { isExactObject, toPlainJson } from '../embedded';
import type { ExactJson, ExactJsonObject } from '../embedded';
import { namesText, strictExpressionAt, treeText } from './expressions';
import { isOfEvaluation } from './flake-questions';
import type { Answer, FlakeQuestions } from './flake-questions';

export interface MachineTree {
  readonly root: PreviewNode;
  /** The same as Nix answered it, values in full. */
  readonly raw: ExactJson;
  readonly diagnostics: readonly Diagnostic[];
}

export interface TreePlace {
  /** `nixosConfigurations` or `darwinConfigurations`. */
  readonly attribute: string;
  readonly machine: string;
  readonly directory: string;
}

const lineWidth = 80;
/** Deeper than any configuration; only endless data gets there. */
const fullDepth = 40;
/** Processes that one tree may take to get around failures. */
const mostProcesses = 40;
/** Failing values whose messages are asked for. */
const mostMessages = 6;

/** Reads the tree at `path` (empty: the whole configuration). Fails when nothing of it can be had. */
export async function readMachineTree(
  questions: FlakeQuestions,
  place: TreePlace,
  path: readonly string[] = [],
): Promise<Answer<MachineTree>> {
  const reader = new TreeReader(questions, place);
  const raw = await reader.read(path, fullDepth);
  if (!raw.ok) return raw;
  const messages = await reader.messages(raw.value, path);
  if (!messages.ok) return messages;
  const builder = new NodeBuilder(place, messages.value);
  const name = path.at(-1) ?? '';
  return ok({
    root: builder.node(name, raw.value, path),
    raw: raw.value,
    diagnostics: builder.diagnostics,
  });
}

/** What stands for a value that failed with something that cannot be caught. */
const failureKey = 'x';

class TreeReader {
  #processes = 0;
  /** Failures that are known already, by the path's JSON. */
  readonly #known = new Map<string, readonly Diagnostic[]>();

  constructor(
    private readonly questions: FlakeQuestions,
    private readonly place: TreePlace,
  ) {}

  async read(path: readonly string[], depth: number): Promise<Answer<ExactJson>> {
    const whole = await this.#ask(path, depth, null);
    if (whole.ok || whole.error === 'cancelled') return whole;
    const cause = whole.error;
    if (!isOfEvaluation(cause)) return whole;
    const names = await this.questions.ask(this.place.attribute, namesText(this.place.machine, path));
    if (!names.ok) return names.error === 'cancelled' ? names : whole;
    if (!Array.isArray(names.value)) return whole;
    const members = await this.#halves(names.value as readonly string[], path, depth, cause);
    return members.ok ? ok({ s: Object.fromEntries(members.value) }) : members;
  }

  /** Why the values failed that Nix could catch: asked one by one, as far as anybody will read. */
  async messages(
    raw: ExactJson,
    path: readonly string[],
  ): Promise<Answer<ReadonlyMap<string, readonly Diagnostic[]>>> {
    for (const failing of failingPaths(raw, path).slice(0, mostMessages)) {
      const text = strictExpressionAt(this.place.machine, failing);
      const answer = await this.questions.ask(this.place.attribute, text);
      if (answer.ok) continue;
      if (answer.error === 'cancelled') return err('cancelled');
      this.#known.set(JSON.stringify(failing), answer.error);
    }
    return ok(this.#known);
  }

  async #halves(
    names: readonly string[],
    path: readonly string[],
    depth: number,
    cause: readonly Diagnostic[],
  ): Promise<Answer<readonly (readonly [string, ExactJson])[]>> {
    const [only] = names;
    if (only === undefined) return ok([]);
    if (names.length === 1) return this.#single(only, path, depth, cause);
    const middle = Math.ceil(names.length / 2);
    const halves = await Promise.all(
      [names.slice(0, middle), names.slice(middle)].map((half) => this.#half(half, path, depth, cause)),
    );
    const members: (readonly [string, ExactJson])[] = [];
    for (const half of halves) {
      if (!half.ok) return half;
      members.push(...half.value);
    }
    return ok(members);
  }

  async #half(
    names: readonly string[],
    path: readonly string[],
    depth: number,
    cause: readonly Diagnostic[],
  ): Promise<Answer<readonly (readonly [string, ExactJson])[]>> {
    if (names.length === 1) return this.#halves(names, path, depth, cause);
    const answer = await this.#ask(path, depth, names);
    if (answer.ok) return ok(Object.entries(membersOf(answer.value)));
    if (answer.error === 'cancelled') return answer;
    return this.#halves(names, path, depth, answer.error);
  }

  async #single(
    name: string,
    path: readonly string[],
    depth: number,
    cause: readonly Diagnostic[],
  ): Promise<Answer<readonly (readonly [string, ExactJson])[]>> {
    const below = [...path, name];
    const answer = this.#processes < mostProcesses ? await this.read(below, depth - 1) : err(cause);
    if (answer.ok) return ok([[name, answer.value]]);
    if (answer.error === 'cancelled') return answer;
    this.#known.set(JSON.stringify(below), answer.error);
    return ok([[name, { e: true, [failureKey]: true }]]);
  }

  #ask(path: readonly string[], depth: number, names: readonly string[] | null): Promise<Answer<ExactJson>> {
    this.#processes++;
    const { attribute, machine } = this.place;
    return this.questions.ask(attribute, treeText({ machine, path, depth, names }));
  }
}

function membersOf(raw: ExactJson): ExactJsonObject {
  const members = isExactObject(raw) ? raw['s'] : undefined;
  return isExactObject(members) ? members : {};
}

function itemsOf(raw: ExactJsonObject): readonly ExactJson[] {
  const items = raw['l'];
  return Array.isArray(items) ? (items as readonly ExactJson[]) : [];
}

function failingPaths(raw: ExactJson, path: readonly string[]): readonly (readonly string[])[] {
  if (!isExactObject(raw)) return [];
  if (raw['e'] === true) return raw[failureKey] === true ? [] : [path];
  return [
    ...Object.entries(membersOf(raw)).flatMap(([name, member]) => failingPaths(member, [...path, name])),
    ...itemsOf(raw).flatMap((item, index) => failingPaths(item, [...path, String(index)])),
  ];
}

/** Whether two raw trees hold the same at a path below their roots. */
export function isSameAt(a: ExactJson, b: ExactJson, path: readonly string[]): boolean {
  return exactText(rawAt(a, path)) === exactText(rawAt(b, path));
}

function exactText(value: ExactJson | undefined): string | undefined {
  return JSON.stringify(value, (key, member: unknown) =>
    key === 'q' ? undefined : typeof member === 'bigint' ? `${member}n` : member,
  );
}

function rawAt(raw: ExactJson, path: readonly string[]): ExactJson | undefined {
  let found: ExactJson | undefined = raw;
  for (const name of path) {
    if (found === undefined || !isExactObject(found)) return undefined;
    found = membersOf(found)[name] ?? itemsOf(found)[Number(name)];
  }
  return found;
}

/** Makes lines of the window from what {@link treeText} and `leavesText` answer; failures by the path's JSON. */
export class NodeBuilder {
  readonly diagnostics: Diagnostic[] = [];

  constructor(
    private readonly place: TreePlace,
    private readonly failures: ReadonlyMap<string, readonly Diagnostic[]>,
  ) {}

  node(name: string, raw: ExactJson, path: readonly string[]): PreviewNode {
    if (!isExactObject(raw)) return { name, kind: 'value', text: valueText(toPlainJson(raw)), sources: [] };
    const sources = this.#sources(raw);
    if (raw['e'] === true) return this.#failed(name, path, sources);
    if (raw['f'] === true) return { name, kind: 'function', text: '«function»', sources };
    if (isExactObject(raw['d']))
      return { name, kind: 'value', text: opaqueText('derivation', raw['d']), sources };
    if (isExactObject(raw['o']))
      return { name, kind: 'value', text: opaqueText('source', raw['o']), sources };
    if (raw['n'] !== undefined) return { name, kind: 'set', text: '{ … }', sources, isPartial: true };
    if (isExactObject(raw['s'])) return this.#set(name, raw['s'], path, sources);
    if (Array.isArray(raw['l'])) return this.#list(name, itemsOf(raw), path, sources);
    const value = toPlainJson(raw['v'] ?? null);
    const kind = Array.isArray(value) ? 'list' : 'value';
    return { name, kind, text: valueText(value, lineWidth), sources };
  }

  #set(
    name: string,
    members: ExactJsonObject,
    path: readonly string[],
    sources: readonly string[],
  ): PreviewNode {
    const children = Object.entries(members).map(([key, member]) => this.node(key, member, [...path, key]));
    return {
      name,
      kind: 'set',
      text: '{ … }',
      children,
      sources: union([sources, ...children.map(sourcesOf)]),
    };
  }

  #list(
    name: string,
    items: readonly ExactJson[],
    path: readonly string[],
    sources: readonly string[],
  ): PreviewNode {
    const children = items.map((item, index) => ({
      ...this.node(String(index), item, [...path, String(index)]),
      sources,
    }));
    const text = items.length === 1 ? '[ 1 item ]' : `[ ${items.length} items ]`;
    return { name, kind: 'list', text, children, sources };
  }

  #failed(name: string, path: readonly string[], sources: readonly string[]): PreviewNode {
    const [cause] = this.failures.get(JSON.stringify(path)) ?? [];
    const { machine } = this.place;
    const target = { kind: 'machine', machine, ...(path.length === 0 ? {} : { option: path }) } as const;
    const diagnostic: Diagnostic = {
      ...(cause ?? { code: 'nix.throw', severity: 'error', message: 'This value fails to evaluate.' }),
      target,
    };
    this.diagnostics.push(diagnostic);
    return { name, kind: 'error', text: diagnostic.message.split('\n')[0] ?? '', sources, diagnostic };
  }

  #sources(raw: ExactJsonObject): readonly string[] {
    const files = Array.isArray(raw['q']) ? (raw['q'] as readonly ExactJson[]) : [];
    const named = files.map((file) =>
      typeof file === 'string' ? sourceOf(file, this.place.directory) : null,
    );
    return union([named.filter((source) => source !== null)]);
  }
}

function opaqueText(kind: string, found: ExactJsonObject): string {
  const name = typeof found['value'] === 'string' ? ` ${found['value']}` : '';
  return `«${kind}${name}»`;
}

/** Who is behind a definition, in one word: an instance, `clan`, or a file of the clan. Null: NixOS itself. */
export function sourceOf(file: string, directory: string): string | null {
  const [, instance] = /^Via instances\.(.+)\.roles\./.exec(file) ?? [];
  if (instance !== undefined) return instance;
  if (file.startsWith('<clan-core') || isInside(file, `${directory}/clan-core`)) return 'clan';
  return isInside(file, directory) ? relativeTo(file, directory) : null;
}

function sourcesOf(node: PreviewNode): readonly string[] {
  return node.sources;
}

function union(lists: readonly (readonly string[])[]): readonly string[] {
  return [...new Set(lists.flat())].sort();
}
