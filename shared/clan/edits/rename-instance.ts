import type { JsonObject } from '../../base/json';
import { err, ok } from '../../base/result';
import { ownValue, withRenamedKey } from '../json-tree';
import { instanceNameTaken } from './add-instance';
import { instanceUnknown } from './delete-instance';
import type { Edit } from './edit';
import { objectAt, writeAt } from './edit-context';
import type { EditContext, EditResult } from './edit-context';

/** Renames an instance in its place. One that relied on its name to find its module keeps that module by name. */
export function renameInstance(
  document: JsonObject,
  edit: Extract<Edit, { kind: 'instance/rename' }>,
  context: EditContext,
): EditResult {
  const instances = objectAt(document, ['instances']);
  if (!instances.ok) return instances;
  if (ownValue(instances.value, edit.name) === undefined) return err(instanceUnknown(edit.name));
  if (edit.to === edit.name) return ok(document);
  const taken = instanceNameTaken(document, edit.to, context);
  if (taken) return err(taken);
  const named = withModuleName(document, edit.name);
  if (!named.ok) return named;
  const current = objectAt(named.value, ['instances']);
  if (!current.ok) return current;
  return writeAt(named.value, ['instances'], withRenamedKey(current.value, edit.name, edit.to));
}

/** `module.name` defaults to the instance's name (clan-semantics 2.5), so another name would mean another module. */
export function withModuleName(document: JsonObject, instance: string): EditResult {
  const module = objectAt(document, ['instances', instance, 'module']);
  if (!module.ok) return module;
  if (ownValue(module.value, 'name') !== undefined) return ok(document);
  return writeAt(document, ['instances', instance, 'module', 'name'], instance);
}
