import type { Diagnostic } from '../../base/diagnostic';
import type { JsonObject } from '../../base/json';
import { err, ok } from '../../base/result';
import { valueAt } from '../json-tree';
import type { Edit } from './edit';
import { editError, pruneEmpty, removeAt } from './edit-context';
import type { EditContext, EditResult } from './edit-context';

/** Takes an instance out of the document, with its roles, members and settings. */
export function deleteInstance(
  document: JsonObject,
  edit: Extract<Edit, { kind: 'instance/delete' }>,
  context: EditContext,
): EditResult {
  const path = ['instances', edit.name];
  if (valueAt(document, path) === undefined) return err(instanceUnknown(edit.name));
  return ok(pruneEmpty(removeAt(document, path), ['instances'], 0, context));
}

/** The document has no such instance. */
export function instanceUnknown(name: string): Diagnostic {
  const target = { kind: 'instance', instance: name } as const;
  return editError('instance-unknown', `inventory.json has no instance “${name}”.`, target);
}
