import type { JsonObject } from '../../base/json';
import { err, ok } from '../../base/result';
import { valueAt } from '../json-tree';
import type { Edit } from './edit';
import {
  editError,
  isMachineDefinedElsewhere,
  objectAt,
  pruneEmpty,
  removeAt,
  writeAt,
} from './edit-context';
import type { EditContext, EditResult } from './edit-context';

/** Writes, or takes out, one field of a machine. A machine of Nix gets an entry that holds just that field. */
export function setMachineField(
  document: JsonObject,
  edit: Extract<Edit, { kind: 'machine/set-field' }>,
  context: EditContext,
): EditResult {
  const isElsewhere = isMachineDefinedElsewhere(context, edit.machine);
  const machine = ['machines', edit.machine];
  if (valueAt(document, machine) === undefined && context.evaluation && !isElsewhere) {
    const target = { kind: 'machine', machine: edit.machine } as const;
    return err(editError('machine-unknown', `There is no machine “${edit.machine}”.`, target));
  }
  const path = [...machine, ...edit.field.split('.')];
  if (edit.value !== undefined) return writeAt(document, path, edit.value);
  const parent = objectAt(document, path.slice(0, -1));
  if (!parent.ok) return parent;
  // An entry without fields is still a machine, unless Nix has it anyway.
  return ok(pruneEmpty(removeAt(document, path), path.slice(0, -1), isElsewhere ? 0 : 2, context));
}
