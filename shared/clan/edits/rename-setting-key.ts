import { isJsonObject } from '../../base/json';
import type { JsonObject } from '../../base/json';
import { err, ok } from '../../base/result';
import { ownValue, valueAt, withRenamedKey, withValueAt } from '../json-tree';
import type { Edit } from './edit';
import { editError, unexpectedShape } from './edit-context';
import type { EditResult } from './edit-context';
import { settingsPath } from './settings-path';

/** Renames a key of a map of settings in its place. */
export function renameSettingKey(
  document: JsonObject,
  edit: Extract<Edit, { kind: 'settings/rename-key' }>,
): EditResult {
  const from = edit.path[edit.path.length - 1];
  const parentPath = [...settingsPath(edit.instance, edit.role, edit.layer), ...edit.path.slice(0, -1)];
  const parent = valueAt(document, parentPath);
  if (typeof from !== 'string' || !isJsonObject(parent)) return err(unexpectedShape(parentPath, 'an object'));
  if (ownValue(parent, from) === undefined) {
    return err(editError('key-unknown', `There is no entry “${from}” to rename.`));
  }
  if (edit.to === from) return ok(document);
  if (edit.to === '') return err(editError('key-empty', 'An entry needs a name.'));
  if (Object.hasOwn(parent, edit.to)) {
    return err(editError('key-exists', `There is an entry “${edit.to}” already.`));
  }
  const next = withValueAt(document, parentPath, withRenamedKey(parent, from, edit.to));
  return isJsonObject(next) ? ok(next) : ok(document);
}
