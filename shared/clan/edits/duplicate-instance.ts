import type { JsonObject } from '../../base/json';
import { err, ok } from '../../base/result';
import { ownValue, withKey } from '../json-tree';
import { instanceNameTaken } from './add-instance';
import { instanceUnknown } from './delete-instance';
import type { Edit } from './edit';
import { objectAt, writeAt } from './edit-context';
import type { EditContext, EditResult } from './edit-context';
import { withModuleName } from './rename-instance';

/** Puts a copy of an instance right behind it, with its members and settings. */
export function duplicateInstance(
  document: JsonObject,
  edit: Extract<Edit, { kind: 'instance/duplicate' }>,
  context: EditContext,
): EditResult {
  const instances = objectAt(document, ['instances']);
  if (!instances.ok) return instances;
  const named = withModuleName(document, edit.name);
  if (ownValue(instances.value, edit.name) === undefined) return err(instanceUnknown(edit.name));
  const taken = instanceNameTaken(document, edit.to, context);
  if (taken) return err(taken);
  if (!named.ok) return named;
  const source = objectAt(named.value, ['instances', edit.name]);
  if (!source.ok) return source;
  const copied = withKey(instances.value, edit.to, source.value, edit.name);
  return copied === instances.value ? ok(document) : writeAt(document, ['instances'], copied);
}
