import { err, ok } from '../../base/result';
import type { Result } from '../../base/result';
import type { Diagnostic, DiagnosticTarget } from '../../base/diagnostic';
import { isJsonObject } from '../../base/json';
import type { Json, JsonObject, JsonPath } from '../../base/json';
import type { ClanEvaluation } from '../evaluation';
import { isEmptyContainer, ownValue, valueAt, withoutValueAt, withValueAt } from '../json-tree';
import { pathText } from '../value-text';

/** What an edit may look at besides the document. */
export interface EditContext {
  /** The last good evaluation, which may be older than the document. Null: none yet. */
  readonly evaluation: ClanEvaluation | null;
  /** inventory.json as it is on disk: containers that it does not have are tidied away when they become empty. */
  readonly persisted: JsonObject;
}

/** The outcome of an edit: the new document, or why it cannot be done. The document itself is never changed. */
export type EditResult = Result<JsonObject, Diagnostic>;

/** Why edits are refused; in diagnostics with `edit.` in front. */
export type EditErrorCode =
  | 'instance-exists'
  | 'instance-name'
  | 'instance-unknown'
  | 'key-empty'
  | 'key-exists'
  | 'key-unknown'
  | 'machine-exists'
  | 'machine-name'
  | 'machine-unknown'
  | 'member-by-tag'
  | 'not-writable'
  | 'role-unknown'
  | 'settings-key'
  | 'settings-not-object'
  | 'tag-computed'
  | 'tag-name'
  | 'unexpected-shape';

/** An edit that cannot be carried out on this document. */
export function editError(
  code: EditErrorCode,
  message: string,
  target?: DiagnosticTarget,
  hint?: string,
): Diagnostic {
  return {
    code: `edit.${code}`,
    severity: 'error',
    message,
    ...(target ? { target } : {}),
    ...(hint === undefined ? {} : { hint }),
  };
}

/** The object at a path; `{}` when nothing is there; an error when something else is. */
export function objectAt(document: Json, path: JsonPath): Result<JsonObject, Diagnostic> {
  let current: Json | undefined = document;
  for (let depth = 0; depth <= path.length; depth++) {
    if (current === undefined) return ok({});
    if (!isJsonObject(current)) return err(unexpectedShape(path.slice(0, depth), 'an object'));
    const key = path[depth];
    if (key !== undefined) current = ownValue(current, key);
  }
  return isJsonObject(current) ? ok(current) : ok({});
}

/** `document` with `value` at `path`, parents created; an error when something on the way is not an object. */
export function writeAt(document: JsonObject, path: JsonPath, value: Json): EditResult {
  const parent = objectAt(document, path.slice(0, -1));
  if (!parent.ok) return parent;
  const written = withValueAt(document, path, value);
  return isJsonObject(written) ? ok(written) : err(unexpectedShape([], 'an object'));
}

/** `document` without the value at `path`. */
export function removeAt(document: JsonObject, path: JsonPath): JsonObject {
  const removed = withoutValueAt(document, path);
  return isJsonObject(removed) ? removed : document;
}

/** inventory.json holds something of another kind than Clan expects, so that an edit would destroy it. */
export function unexpectedShape(path: JsonPath, expected: string): Diagnostic {
  const place = path.length === 0 ? 'inventory.json' : `${pathText(path)} in inventory.json`;
  return editError('unexpected-shape', `${place} is not ${expected}, so it cannot be edited here.`);
}

/**
 * Takes empty containers away, from `path` upwards to just below `stop` keys, as long as the saved file has no such
 * container: an edit and its opposite end in the saved document, and what stood in the file is never tidied.
 */
export function pruneEmpty(
  document: JsonObject,
  path: JsonPath,
  stop: number,
  context: EditContext,
): JsonObject {
  let result: Json = document;
  for (let length = path.length; length > stop; length--) {
    const here = path.slice(0, length);
    const value = valueAt(result, here);
    if (value === undefined) continue;
    if (!isEmptyContainer(value) || valueAt(context.persisted, here) !== undefined) break;
    result = withoutValueAt(result, here);
  }
  return isJsonObject(result) ? result : document;
}

/** Whether something besides inventory.json defines this machine, so that its JSON entry is only an addition. */
export function isMachineDefinedElsewhere(context: EditContext, name: string): boolean {
  const machine = context.evaluation?.machines.find((candidate) => candidate.name === name);
  return machine?.definedIn.some((place) => place.kind !== 'json') ?? false;
}

/** Whether something besides inventory.json defines this instance. */
export function isInstanceDefinedElsewhere(context: EditContext, name: string): boolean {
  const instance = context.evaluation?.instances.find((candidate) => candidate.name === name);
  return instance?.definedIn.some((place) => place.kind !== 'json') ?? false;
}
