/** The tree of a machine's configuration as the window shows it, from what the user's Nix answers. */
import type { Diagnostic } from '../../../shared/base/diagnostic';
import { ok } from '../../../shared/base/result';
import { isInside, relativeTo } from '../../../shared/base/posix-path';
import { definingFile } from '../../../shared/clan/definition-place';
import type { PreviewNode } from '../../../shared/clan/evaluation';
import { valueText } from '../../../shared/clan/value-text';
import { isExactObject, toPlainJson } from '../embedded';
import type { ExactJson, ExactJsonObject } from '../embedded';
import type { Answer, FlakeQuestions } from './flake-questions';
import { TreeReader, itemsOf, membersOf } from './tree-reader';
import type { TreePlace } from './tree-reader';

export interface MachineTree {
  readonly root: PreviewNode;
  /** The same as Nix answered it, values in full. */
  readonly raw: ExactJson;
  readonly diagnostics: readonly Diagnostic[];
}

const lineWidth = 80;

/** Reads the tree at `path` (empty: the whole configuration). Fails when nothing of it can be had. */
export async function readMachineTree(
  questions: FlakeQuestions,
  place: TreePlace,
  path: readonly string[] = [],
): Promise<Answer<MachineTree>> {
  const reader = new TreeReader(questions, place);
  return builtTree(reader, place, path, await reader.read(path));
}

/**
 * Everything that somebody sets in a machine. It is the tree of {@link readMachineTree}, except for machines as wide as
 * NixOS: those are shown two levels deep, and what an edit changes may be deeper.
 */
export async function readWholeTree(
  questions: FlakeQuestions,
  place: TreePlace,
): Promise<Answer<MachineTree>> {
  const reader = new TreeReader(questions, place);
  return builtTree(reader, place, [], await reader.readWhole());
}

async function builtTree(
  reader: TreeReader,
  place: TreePlace,
  path: readonly string[],
  raw: Answer<ExactJson>,
): Promise<Answer<MachineTree>> {
  if (!raw.ok) return raw;
  const messages = await reader.messages(raw.value, path);
  if (!messages.ok) return messages;
  const builder = new NodeBuilder(place, messages.value);
  const root = builder.node(path.at(-1) ?? '', raw.value, path);
  return ok({ root, raw: raw.value, diagnostics: builder.diagnostics });
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
    if (raw['e'] === true) return this.#failed(name, raw, path, sources);
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

  #failed(
    name: string,
    raw: ExactJsonObject,
    path: readonly string[],
    sources: readonly string[],
  ): PreviewNode {
    const [cause] = this.failures.get(JSON.stringify(path)) ?? [];
    const { machine } = this.place;
    const target = { kind: 'machine', machine, ...(path.length === 0 ? {} : { option: path }) } as const;
    const isUnset = raw['u'] === true;
    const diagnostic: Diagnostic = { ...(cause ?? (isUnset ? unset : unknownFailure)), target };
    // Among the thousands of options of NixOS are always some without a value; that is nothing wrong with the machine.
    if (!isUnset) this.diagnostics.push(diagnostic);
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

const unknownFailure: Diagnostic = {
  code: 'nix.throw',
  severity: 'error',
  message: 'This value fails to evaluate.',
};
const unset: Diagnostic = {
  code: 'nix.throw',
  severity: 'info',
  message: 'Nothing sets this option, and it has no default that evaluates here.',
};

function opaqueText(kind: string, found: ExactJsonObject): string {
  const name = typeof found['value'] === 'string' ? ` ${found['value']}` : '';
  return `«${kind}${name}»`;
}

/** Who is behind a definition, in one word: an instance, `clan`, or a file of the clan. Null: NixOS itself. */
export function sourceOf(location: string, directory: string): string | null {
  const file = definingFile(location);
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
