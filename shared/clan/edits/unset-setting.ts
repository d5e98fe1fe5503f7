import type { JsonObject } from '../../base/json';
import { ok } from '../../base/result';
import { isEmptyContainer, valueAt } from '../json-tree';
import type { Edit } from './edit';
import { removeAt } from './edit-context';
import type { EditResult } from './edit-context';
import { settingsPath } from './settings-path';

/**
 * Takes one value of one layer out. Objects that become empty because of it go too, up to and including `settings`; an
 * empty list stays, because it is a value. An empty path takes the whole layer out.
 */
export function unsetSetting(
  document: JsonObject,
  edit: Extract<Edit, { kind: 'settings/unset' }>,
): EditResult {
  const base = settingsPath(edit.instance, edit.role, edit.layer);
  const path = [...base, ...edit.path];
  if (valueAt(document, path) === undefined) return ok(document);
  let result = removeAt(document, path);
  for (let length = path.length - 1; length >= base.length; length--) {
    const parent = valueAt(result, path.slice(0, length));
    if (Array.isArray(parent) || !isEmptyContainer(parent)) break;
    result = removeAt(result, path.slice(0, length));
  }
  return ok(result);
}
