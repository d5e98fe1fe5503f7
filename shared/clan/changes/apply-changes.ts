import { isJsonObject } from '../../base/json';
import type { Json, JsonObject, JsonPath } from '../../base/json';
import { tagsAsObject } from '../edits/role-members';
import { isEmptyContainer, valueAt, withoutValueAt, withRenamedKey, withValueAt } from '../json-tree';
import type { Change, ChangeStep } from './change';
import { describeChanges } from './describe-changes';

/** The changes of `included` that make sense without those left out: what depends on a missing one is missing too. */
export function closeOverRequired(
  changes: readonly Change[],
  included: ReadonlySet<string>,
): ReadonlySet<string> {
  const present = new Set(changes.map((change) => change.id));
  const kept = new Set([...included].filter((id) => present.has(id)));
  for (let isStable = false; !isStable;) {
    isStable = true;
    for (const change of changes) {
      if (!kept.has(change.id) || change.requires.every((id) => kept.has(id) || !present.has(id))) continue;
      kept.delete(change.id);
      isStable = false;
    }
  }
  return kept;
}

/**
 * `persisted` with only the changes whose ids are in `included`: all of them give `document`, none give `persisted`.
 * A change that requires one that is left out is left out as well.
 */
export function applyChanges(
  persisted: JsonObject,
  document: JsonObject,
  included: ReadonlySet<string>,
): JsonObject {
  const changes = describeChanges(persisted, document);
  const kept = closeOverRequired(changes, included);
  if (kept.size === changes.length) return document;
  return applySteps(
    persisted,
    document,
    changes.filter((change) => kept.has(change.id)),
  );
}

/** Carries out the steps of changes on `persisted`; containers that `document` lacks go when they become empty. */
export function applySteps(
  persisted: JsonObject,
  document: JsonObject,
  changes: readonly Change[],
): JsonObject {
  let result: Json = persisted;
  for (const change of changes) {
    for (const step of change.steps) {
      result = applyStep(result, step);
      if (step.kind === 'delete' || step.kind === 'list-remove') result = tidy(result, document, step);
    }
  }
  return isJsonObject(result) ? result : persisted;
}

function applyStep(root: Json, step: ChangeStep): Json {
  const ready = withTagsAsObject(root, step.path);
  switch (step.kind) {
    case 'set':
      return withValueAt(ready, step.path, step.value);
    case 'delete':
      return withoutValueAt(ready, step.path);
    case 'list-add':
      return withValueAt(ready, step.path, [...listAt(ready, step.path), step.item]);
    case 'list-remove':
      return withValueAt(
        ready,
        step.path,
        listAt(ready, step.path).filter((item) => item !== step.item),
      );
    case 'rename': {
      const parent = valueAt(ready, step.path.slice(0, -1));
      const from = step.path[step.path.length - 1];
      if (!isJsonObject(parent) || from === undefined) return ready;
      return withValueAt(ready, step.path.slice(0, -1), withRenamedKey(parent, String(from), step.to));
    }
  }
}

function listAt(root: Json, path: JsonPath): readonly Json[] {
  const value = valueAt(root, path);
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

/** A step below role tags needs them in the object form. */
function withTagsAsObject(root: Json, path: JsonPath): Json {
  if (path[0] !== 'instances' || path[2] !== 'roles' || path[4] !== 'tags' || path.length < 6) return root;
  const tagsPath = path.slice(0, 5);
  const tags = valueAt(root, tagsPath);
  const asObject = Array.isArray(tags) ? tagsAsObject(tags) : null;
  return asObject ? withValueAt(root, tagsPath, asObject) : root;
}

function tidy(root: Json, document: JsonObject, step: ChangeStep): Json {
  let result = root;
  const wanted = withTagsAsObject(document, step.path);
  const start = step.kind === 'delete' ? step.path.length - 1 : step.path.length;
  for (let length = start; length > 0; length--) {
    const path = step.path.slice(0, length);
    if (!isEmptyContainer(valueAt(result, path)) || valueAt(wanted, path) !== undefined) break;
    result = withoutValueAt(result, path);
  }
  return result;
}
