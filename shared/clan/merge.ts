/**
 * Three-way merge per path: what only one side changed is taken from that side, what both changed alike is taken once,
 * what both changed differently is a conflict, in which `mine` stands until somebody decides.
 */
import { isJsonObject, jsonEqual } from '../base/json';
import type { Json, JsonObject, JsonPath } from '../base/json';
import { changeId } from './changes';
import { objectOf, ownValue, withoutValueAt, withValueAt } from './json-tree';
import { pathText } from './value-text';

/** A path that both sides changed, differently. Undefined: not there. */
export interface Conflict {
  readonly id: string;
  readonly path: JsonPath;
  /** The path in words. */
  readonly label: string;
  readonly base: Json | undefined;
  readonly mine: Json | undefined;
  readonly theirs: Json | undefined;
}

/** The outcome of {@link mergeDocuments}. */
export interface Merge {
  /** With `mine` at the conflicts. */
  readonly document: JsonObject;
  readonly conflicts: readonly Conflict[];
}

/** Merges what `mine` and `theirs` made of `base`. */
export function mergeDocuments(base: JsonObject, mine: JsonObject, theirs: JsonObject): Merge {
  const conflicts: Conflict[] = [];
  const merged = mergeValues(base, mine, theirs, [], conflicts);
  return { document: isJsonObject(merged) ? merged : mine, conflicts };
}

/** `document` with a conflict decided. */
export function takeSide(document: JsonObject, conflict: Conflict, side: 'mine' | 'theirs'): JsonObject {
  const value = side === 'mine' ? conflict.mine : conflict.theirs;
  const next =
    value === undefined
      ? withoutValueAt(document, conflict.path)
      : withValueAt(document, conflict.path, value);
  return isJsonObject(next) ? next : document;
}

type Maybe = Json | undefined;

function mergeValues(base: Maybe, mine: Maybe, theirs: Maybe, path: JsonPath, conflicts: Conflict[]): Maybe {
  if (mine === theirs || base === theirs) return mine;
  if (base === mine) return theirs;
  if (isJsonObject(mine) && isJsonObject(theirs) && (isJsonObject(base) || base === undefined)) {
    return mergeObjects(base ?? {}, mine, theirs, path, conflicts);
  }
  if (jsonEqual(mine, theirs) || jsonEqual(base, theirs)) return mine;
  if (jsonEqual(base, mine)) return theirs;
  if (isTagList(path)) {
    const list = mergeLists(base, mine, theirs);
    if (list) return list;
  }
  conflicts.push({ id: changeId('conflict', path), path, label: conflictLabel(path), base, mine, theirs });
  return mine;
}

function mergeObjects(
  base: JsonObject,
  mine: JsonObject,
  theirs: JsonObject,
  path: JsonPath,
  conflicts: Conflict[],
): JsonObject {
  const entries: [string, Json][] = [];
  const visit = (key: string): void => {
    const sides = [base, mine, theirs].map((side) => ownValue(side, key)) as [Maybe, Maybe, Maybe];
    const value = mergeValues(...sides, [...path, key], conflicts);
    if (value !== undefined) entries.push([key, value]);
  };
  // The order on disk is theirs; what is only mine comes behind.
  Object.keys(theirs).forEach(visit);
  new Set([...Object.keys(mine), ...Object.keys(base)]).forEach((key) => {
    if (!Object.hasOwn(theirs, key)) visit(key);
  });
  return objectOf(entries);
}

/** Lists that are used as sets: the tags of a machine and the members of a static tag. */
function isTagList(path: JsonPath): boolean {
  return (
    (path[0] === 'machines' && path.length === 3 && path[2] === 'tags') ||
    (path[0] === 'tags' && path.length === 2)
  );
}

function mergeLists(base: Maybe, mine: Maybe, theirs: Maybe): readonly Json[] | null {
  const [old, here, there] = [base ?? [], mine ?? [], theirs ?? []];
  if (!isStringList(old) || !isStringList(here) || !isStringList(there)) return null;
  const kept = there.filter((item) => here.includes(item) || !old.includes(item));
  const added = here.filter((item) => !there.includes(item) && !old.includes(item));
  return [...kept, ...added];
}

function isStringList(value: Json): value is readonly string[] {
  return Array.isArray(value) && (value as readonly Json[]).every((item) => typeof item === 'string');
}

function conflictLabel(path: JsonPath): string {
  const words = path.map(String);
  if (words[0] === 'machines' && words.length >= 2) return labelOf(words[1] ?? '', path.slice(2));
  if (words[0] === 'instances' && words[2] === 'roles' && words.length >= 4) {
    return labelOf(`${words[1] ?? ''} › ${words[3] ?? ''}`, path.slice(4));
  }
  if (words[0] === 'instances' && words.length >= 2) return labelOf(words[1] ?? '', path.slice(2));
  return pathText(path);
}

function labelOf(owner: string, rest: JsonPath): string {
  return rest.length === 0 ? owner : `${owner}: ${pathText(rest)}`;
}
