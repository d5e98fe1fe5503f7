import { assertNever } from '../../base/invariant';
import type { JsonObject } from '../../base/json';
import { addInstance } from './add-instance';
import { addMachine } from './add-machine';
import { assignRole } from './assign-role';
import { deleteInstance } from './delete-instance';
import { deleteMachine } from './delete-machine';
import { duplicateInstance } from './duplicate-instance';
import type { Edit } from './edit';
import type { EditContext, EditResult } from './edit-context';
import { renameInstance } from './rename-instance';
import { renameSettingKey } from './rename-setting-key';
import { setMachineField } from './set-machine-field';
import { setSetting } from './set-setting';
import { addTag, removeTag } from './tag-machines';
import { unassignRole } from './unassign-role';
import { unsetSetting } from './unset-setting';

/**
 * The document after an edit. Pure: the given document stays as it is, unchanged parts are shared, keys keep their
 * order. An edit that changes nothing gives the very same document. Whether an edit is *allowed* is asked of
 * `checkEdit`; this only refuses what makes no sense on the document.
 */
export function applyEdit(document: JsonObject, edit: Edit, context: EditContext): EditResult {
  switch (edit.kind) {
    case 'machine/add':
      return addMachine(document, edit, context);
    case 'machine/delete':
      return deleteMachine(document, edit, context);
    case 'machine/set-field':
      return setMachineField(document, edit, context);
    case 'machine/add-tag':
      return addTag(document, edit, context);
    case 'machine/remove-tag':
      return removeTag(document, edit, context);
    case 'instance/add':
      return addInstance(document, edit, context);
    case 'instance/delete':
      return deleteInstance(document, edit, context);
    case 'instance/rename':
      return renameInstance(document, edit, context);
    case 'instance/duplicate':
      return duplicateInstance(document, edit, context);
    case 'role/assign':
      return assignRole(document, edit, context);
    case 'role/unassign':
      return unassignRole(document, edit, context);
    case 'settings/set':
      return setSetting(document, edit);
    case 'settings/unset':
      return unsetSetting(document, edit);
    case 'settings/rename-key':
      return renameSettingKey(document, edit);
    default:
      return assertNever(edit);
  }
}
