import { isJsonObject } from '../../base/json';
import type { Json, JsonObject, JsonPath } from '../../base/json';
import { err, ok } from '../../base/result';
import { ownValue, valueAt } from '../json-tree';
import type { Edit } from './edit';
import { editError, unexpectedShape, writeAt } from './edit-context';
import type { EditResult } from './edit-context';
import { settingsPath, withTagPlace } from './settings-path';

/** Sets one value of one layer. An empty path replaces the layer, which then must be an object. */
export function setSetting(document: JsonObject, edit: Extract<Edit, { kind: 'settings/set' }>): EditResult {
  if (edit.path.length === 0 && !isJsonObject(edit.value)) {
    return err(editError('settings-not-object', 'The settings of a role are a set of named values.'));
  }
  const prepared = withTagPlace(document, edit.instance, edit.role, edit.layer);
  if (!prepared.ok) return prepared;
  const base = settingsPath(edit.instance, edit.role, edit.layer);
  const listed = listStep(prepared.value, base, edit.path);
  if (listed === null) return writeAt(prepared.value, [...base, ...edit.path], edit.value);
  if (!listed.ok) return listed;
  const next = replaceItem(listed.value.list, listed.value.rest, edit.value);
  return next === null
    ? err(unexpectedShape([...base, ...edit.path], 'a place that exists'))
    : writeAt(prepared.value, [...base, ...listed.value.at], next);
}

interface ListStep {
  readonly at: JsonPath;
  readonly list: readonly Json[];
  readonly rest: JsonPath;
}

/** The first list on the way to `path`, with what follows; null when there is none; an error when there should be. */
function listStep(
  document: JsonObject,
  base: JsonPath,
  path: JsonPath,
): { ok: true; value: ListStep } | Extract<EditResult, { ok: false }> | null {
  const index = path.findIndex((key) => typeof key === 'number');
  if (index < 0) return null;
  const at = path.slice(0, index);
  const list = valueAt(document, [...base, ...at]);
  if (!Array.isArray(list)) return err(unexpectedShape([...base, ...at], 'a list'));
  return ok({ at, list: list as readonly Json[], rest: path.slice(index) });
}

/** A list with the item at `path` replaced; the next free index appends. Null when there is no such place. */
function replaceItem(container: Json, path: JsonPath, value: Json): Json | null {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(container) && typeof key === 'number') {
    const list = container as readonly Json[];
    if (key > list.length || (key === list.length && rest.length > 0)) return null;
    const next = rest.length === 0 ? value : replaceItem(list[key] as Json, rest, value);
    return next === null ? null : [...list.slice(0, key), next, ...list.slice(key + 1)];
  }
  if (!isJsonObject(container) || typeof key !== 'string') return null;
  const child = ownValue(container, key) ?? {};
  const next = rest.length === 0 ? value : replaceItem(child, rest, value);
  return next === null ? null : { ...container, [key]: next };
}
