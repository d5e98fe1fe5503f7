import type { Diagnostic } from '../../base/diagnostic';
import type { JsonObject } from '../../base/json';
import { err } from '../../base/result';
import { objectOf, valueAt } from '../json-tree';
import type { Edit } from './edit';
import { editError, isInstanceDefinedElsewhere, objectAt, writeAt } from './edit-context';
import type { EditContext, EditResult } from './edit-context';

/** Adds an instance of a service without members. */
export function addInstance(
  document: JsonObject,
  edit: Extract<Edit, { kind: 'instance/add' }>,
  context: EditContext,
): EditResult {
  const instances = objectAt(document, ['instances']);
  if (!instances.ok) return instances;
  const taken = instanceNameTaken(document, edit.name, context);
  if (taken) return err(taken);
  const { name, input } = edit.module;
  // A null input is Clan's default and is never written.
  const module = objectOf(
    input === null
      ? [['name', name]]
      : [
          ['name', name],
          ['input', input],
        ],
  );
  return writeAt(document, ['instances', edit.name], { module, roles: {} });
}

/** Why an instance cannot be called `name`: there is one already. */
export function instanceNameTaken(
  document: JsonObject,
  name: string,
  context: EditContext,
): Diagnostic | null {
  const isTaken =
    valueAt(document, ['instances', name]) !== undefined || isInstanceDefinedElsewhere(context, name);
  if (!isTaken) return null;
  const target = { kind: 'instance', instance: name } as const;
  return editError('instance-exists', `There is an instance called “${name}” already.`, target);
}
