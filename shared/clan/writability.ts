/**
 * What may be written to inventory.json (clan-semantics 4.2), and what an editor must refuse on top of it (4.4).
 *
 * Two answers are kept apart. The *verdict* is the rule table of Clan itself, path by path: it walks all values, looks
 * at the priority and the files of each option, and at what is stored already. *Access* is what our window offers: the
 * verdict, less the writes that the rules accept but that break or erase something at the next evaluation.
 */
import { isJsonObject } from '../base/json';
import type { Json, JsonObject, JsonPath } from '../base/json';
import type { Access, DefinitionPlace } from './evaluation';
import { describeFile, isInventoryFile } from './definition-place';
import { ownValue } from './json-tree';
import { settingsDefiner, unwrapSettings } from './wrapped-settings';

/** The verdict of Clan's own rule table. */
export interface Verdict {
  readonly write: boolean;
  readonly delete: boolean;
  readonly readonly: boolean;
}

/** One path of {@link WritabilityTable}. */
export interface WritabilityNode {
  readonly verdict: Verdict;
  /** Why our window does not write here although the verdict may allow it; also the reason of a read-only verdict. */
  readonly lock: string | null;
  /** Whether inventory.json holds a value here: what is not stored cannot be deleted. */
  readonly isPersisted: boolean;
  /** Files that define the option, as introspection names them; empty below options without introspection. */
  readonly definedIn: readonly string[];
  readonly children: ReadonlyMap<string, WritabilityNode>;
}

/** The outcome of {@link computeWritability}, a tree that follows the paths of all values. */
export interface WritabilityTable {
  readonly root: WritabilityNode;
  readonly directory: string;
}

/** Priorities below it pin a value; exactly it is a plain definition. */
const plainPriority = 100;
const optionDefaultPriority = 1500;

/**
 * What was found out about machines and instances before. They are recognised by being the very same values, so whoever
 * keeps a memory has to hand in the same objects for what has not changed. To be made once for a clan.
 */
export class WritabilityMemory {
  readonly #elements = new WeakMap<JsonObject, KnownElement>();

  /** The node of an element, unless anything that it depends on is another than before. */
  find(value: JsonObject, inputs: readonly unknown[]): WritabilityNode | undefined {
    const known = this.#elements.get(value);
    return known?.inputs.every((input, index) => input === inputs[index]) === true ? known.node : undefined;
  }

  /** Keeps the node of an element. */
  add(value: JsonObject, inputs: readonly unknown[], node: WritabilityNode): void {
    this.#elements.set(value, { inputs, node });
  }
}

interface KnownElement {
  readonly inputs: readonly unknown[];
  readonly node: WritabilityNode;
}

interface Walk {
  readonly directory: string;
  readonly memory: WritabilityMemory | undefined;
}

interface Parent {
  readonly path: readonly string[];
  readonly priority: number | null;
  readonly isReadOnly: boolean;
  readonly isTotal: boolean;
  readonly lock: string | null;
}

/**
 * Applies the rule table. `introspection` and `allValues` are the outputs of the same names; settings in `allValues`
 * may be wrapped as Clan serialises them or plain. `persisted` is the parsed inventory.json, `{}` when there is none.
 * `directory` is the prefix of files that lie in the clan. Top-level values without introspection are left out. With a
 * `memory`, what stands two levels deep in the same objects as before is not looked at again.
 */
export function computeWritability(
  introspection: JsonObject,
  allValues: JsonObject,
  persisted: JsonObject,
  directory = '<clan>',
  memory?: WritabilityMemory,
): WritabilityTable {
  const walk: Walk = { directory, memory };
  const top: Parent = { path: [], priority: null, isReadOnly: false, isTotal: true, lock: null };
  const known = Object.keys(allValues).filter((key) => isJsonObject(ownValue(introspection, key)));
  const children = known.map((key): [string, WritabilityNode] => [
    key,
    visit(walk, key, ownValue(introspection, key), allValues[key], ownValue(persisted, key), top),
  ]);
  const root: WritabilityNode = {
    verdict: { write: false, delete: false, readonly: true },
    lock: null,
    isPersisted: true,
    definedIn: [],
    children: new Map(children),
  };
  return { root, directory };
}

function visit(
  walk: Walk,
  key: string,
  introspection: Json | undefined,
  value: Json | undefined,
  persisted: Json | undefined,
  parent: Parent,
): WritabilityNode {
  const { memory } = walk;
  if (memory === undefined || parent.path.length !== 1 || !isJsonObject(value))
    return visitAnew(walk, key, introspection, value, persisted, parent);
  const { path, priority, isReadOnly, isTotal, lock } = parent;
  const inputs = [
    introspection,
    persisted,
    path[0],
    key,
    priority,
    isReadOnly,
    isTotal,
    lock,
    walk.directory,
  ];
  const known = memory.find(value, inputs);
  if (known !== undefined) return known;
  const node = visitAnew(walk, key, introspection, value, persisted, parent);
  memory.add(value, inputs, node);
  return node;
}

function visitAnew(
  walk: Walk,
  key: string,
  introspection: Json | undefined,
  value: Json | undefined,
  persisted: Json | undefined,
  parent: Parent,
): WritabilityNode {
  const path = [...parent.path, key];
  const about = ownValue(introspection, '__this');
  const files = stringsOf(ownValue(about, 'files'));
  const ownPriority = ownValue(about, 'prio');
  const priority = typeof ownPriority === 'number' ? ownPriority : parent.priority;
  const verdict = verdictOf(priority, value, persisted !== undefined, parent, files);
  const lock =
    parent.lock ?? lockOf(walk, path, priority, value, files) ?? pinReason(walk, verdict, priority, files);
  const plain = isSettings(path) ? unwrapSettings(value) : value;
  const below: Parent = {
    path,
    priority,
    isReadOnly: parent.isReadOnly || (priority !== null && priority < plainPriority),
    isTotal: ownValue(about, 'total') === true,
    lock: lock !== null && (verdict.readonly || isJsonObject(plain)) ? lock : null,
  };
  // Below a pinned option nothing counts as stored: that is how the rules read it.
  const stored = below.isReadOnly ? undefined : persisted;
  const keys = isJsonObject(plain) ? Object.keys(plain) : [];
  return {
    verdict,
    lock,
    isPersisted: persisted !== undefined,
    definedIn: files,
    children: new Map(
      keys.map((child) => [
        child,
        visit(
          walk,
          child,
          ownValue(introspection, child),
          ownValue(plain, child),
          ownValue(stored, child),
          below,
        ),
      ]),
    ),
  };
}

function verdictOf(
  priority: number | null,
  value: Json | undefined,
  isPersisted: boolean,
  parent: Parent,
  files: readonly string[],
): Verdict {
  const readonly: Verdict = { write: false, delete: false, readonly: true };
  if (parent.isReadOnly || priority === null || priority < plainPriority) return readonly;
  const isContainer = typeof value === 'object' && value !== null;
  if (priority === plainPriority && !isContainer && !isPersisted) return readonly;
  const isOnlyHere = files.length === 0 || (files.length === 1 && isInventoryFile(files[0] ?? ''));
  return { write: true, delete: !parent.isTotal && isOnlyHere, readonly: false };
}

/** Writes that the rules accept and an editor must not offer. */
function lockOf(
  walk: Walk,
  path: readonly string[],
  priority: number | null,
  value: Json | undefined,
  files: readonly string[],
): string | null {
  if (isSettings(path)) {
    const definer = settingsDefiner(value);
    const inNix =
      definer === undefined
        ? nixFiles(walk, priority !== null && priority >= optionDefaultPriority ? [] : files)
        : nixFiles(walk, definer === null ? [] : [definer]);
    if (inNix.length === 0) return null;
    return `These settings are written in ${listed(walk, inNix)}, and one place cannot be defined twice: change them there.`;
  }
  const isDefaultedSet =
    priority !== null && priority > plainPriority && priority < optionDefaultPriority && isJsonObject(value);
  const inNix = isDefaultedSet ? nixFiles(walk, files) : [];
  if (inNix.length === 0) return null;
  return `${listed(walk, inNix)} defines all of this as a default (mkDefault); writing here would erase it.`;
}

function pinReason(
  walk: Walk,
  verdict: Verdict,
  priority: number | null,
  files: readonly string[],
): string | null {
  if (!verdict.readonly) return null;
  const inNix = nixFiles(walk, files);
  const where = inNix.length > 0 ? listed(walk, inNix) : 'Nix';
  if (priority !== null && priority < plainPriority) return `Pinned in ${where} (mkForce): change it there.`;
  return `Set in ${where}: change it there.`;
}

/** Whether the path is one of the three places that hold settings. */
function isSettings(path: readonly string[]): boolean {
  if (path[0] !== 'instances' || path[2] !== 'roles' || path[path.length - 1] !== 'settings') return false;
  return path.length === 5 || (path.length === 7 && (path[4] === 'machines' || path[4] === 'tags'));
}

function nixFiles(walk: Walk, files: readonly string[]): readonly string[] {
  return files.filter((file) => !isInventoryFile(file) && describeFile(file, walk.directory).kind !== 'clan');
}

function listed(walk: Walk, files: readonly string[]): string {
  return [...new Set(files.map((file) => describeFile(file, walk.directory).label))].join(' and ');
}

function stringsOf(value: Json | undefined): readonly string[] {
  if (!Array.isArray(value)) return [];
  return (value as readonly Json[]).filter((item): item is string => typeof item === 'string');
}

/** The node of a path, or its nearest ancestor that has one: that is how keys that are new are judged. */
function nearest(
  table: WritabilityTable,
  path: JsonPath,
): { node: WritabilityNode; isExact: boolean } | null {
  const first = table.root.children.get(String(path[0]));
  if (!first) return null;
  let node = first;
  for (const key of path.slice(1)) {
    const child = node.children.get(String(key));
    if (!child) return { node, isExact: false };
    node = child;
  }
  return { node, isExact: true };
}

/**
 * The verdict of Clan's rules for a path. A path without an entry takes that of its nearest listed ancestor, without
 * `delete`. Null: the rules know nothing about this top-level key (such as `tags`), and Clan refuses to write it.
 */
export function verdictAt(table: WritabilityTable, path: JsonPath): Verdict | null {
  const found = nearest(table, path);
  if (!found) return null;
  return found.isExact ? found.node.verdict : { ...found.node.verdict, delete: false };
}

/** What the window may offer for a path, with the reason when something is not possible. */
export function accessOf(table: WritabilityTable, path: JsonPath): Access {
  const found = nearest(table, path);
  if (!found) {
    return { canWrite: false, canDelete: false, reason: 'Clan does not let inventory.json hold this.' };
  }
  const { node, isExact } = found;
  const places = placesOf(table, node);
  const place = places.find((candidate) => candidate.kind !== 'json') ?? places[0];
  const canWrite = node.verdict.write && node.lock === null;
  const mayGo = node.verdict.delete || (path[0] !== 'meta' && isOnlyInJson(node));
  const canDelete = isExact && mayGo && node.isPersisted && node.lock === null;
  const reason = node.lock ?? (canDelete || !isExact ? null : deleteReason(path, places));
  return {
    canWrite,
    canDelete,
    ...(reason === null ? {} : { reason }),
    ...(place === undefined ? {} : { place }),
  };
}

/**
 * Clan's own tools never take a field of a machine or the settings of a role out once they are there, they overwrite
 * them. In the file there is nothing special about it: what only inventory.json says goes back to its default.
 */
function isOnlyInJson(node: WritabilityNode): boolean {
  return node.verdict.write && node.definedIn.length === 1 && isInventoryFile(node.definedIn[0] ?? '');
}

function deleteReason(path: JsonPath, places: readonly DefinitionPlace[]): string | null {
  const elsewhere = places.filter((place) => place.kind === 'nix' || place.kind === 'directory');
  if (elsewhere.length === 0) return isEntry(path) ? 'Defined in Nix: it can only be removed there.' : null;
  const labels = [...new Set(elsewhere.map((place) => place.label))].join(' and ');
  return `Also defined in ${labels}: it can only be removed there.`;
}

/** Machines, instances, roles and members: what can be removed as a whole. */
function isEntry(path: JsonPath): boolean {
  if (path[0] === 'machines') return path.length === 2;
  return path[0] === 'instances' && [2, 4, 6].includes(path.length);
}

/** Everything that defines the option at a path, as places; empty when nothing is known about it. */
export function definedInAt(table: WritabilityTable, path: JsonPath): readonly DefinitionPlace[] {
  const found = nearest(table, path);
  return found?.isExact ? placesOf(table, found.node) : [];
}

function placesOf(table: WritabilityTable, node: WritabilityNode): readonly DefinitionPlace[] {
  const places = new Map<string, DefinitionPlace>();
  for (const file of node.definedIn) {
    const place = describeFile(file, table.directory);
    if (!places.has(place.label)) places.set(place.label, place);
  }
  return [...places.values()];
}
