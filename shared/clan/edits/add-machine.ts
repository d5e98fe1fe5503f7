import type { Json, JsonObject } from '../../base/json';
import { err } from '../../base/result';
import { objectOf } from '../json-tree';
import type { Edit } from './edit';
import { editError, isMachineDefinedElsewhere, objectAt, writeAt } from './edit-context';
import type { EditContext, EditResult } from './edit-context';

/** Adds a machine with the fields that were given and nothing else. Refused when the clan has it already. */
export function addMachine(
  document: JsonObject,
  edit: Extract<Edit, { kind: 'machine/add' }>,
  context: EditContext,
): EditResult {
  const machines = objectAt(document, ['machines']);
  if (!machines.ok) return machines;
  if (Object.hasOwn(machines.value, edit.name) || isMachineDefinedElsewhere(context, edit.name)) {
    const target = { kind: 'machine', machine: edit.name } as const;
    return err(editError('machine-exists', `There is a machine called “${edit.name}” already.`, target));
  }
  const fields: [string, Json][] = [];
  if (edit.description !== undefined) fields.push(['description', edit.description]);
  if (edit.machineClass !== undefined) fields.push(['machineClass', edit.machineClass]);
  if (edit.tags !== undefined && edit.tags.length > 0) fields.push(['tags', [...new Set(edit.tags)]]);
  return writeAt(document, ['machines', edit.name], objectOf(fields));
}
