import { useActions, useView } from '../../state';
import { AddMachineDialog } from './add-machine';
import { AddTagDialog } from './add-tag';
import { DeleteInstanceDialog, DeleteMachineDialog } from './delete-dialogs';
import { DuplicateInstanceDialog, RenameInstanceDialog } from './instance-dialogs';

/** The dialogs about single things; at most one is open. */
export function InspectorDialogs() {
  const dialog = useView((view) => view.dialog);
  const { closeDialog } = useActions();
  switch (dialog.kind) {
    case 'add-machine':
      return <AddMachineDialog onClose={closeDialog} />;
    case 'add-tag':
      return <AddTagDialog machines={dialog.machines} onClose={closeDialog} />;
    case 'rename-instance':
      return <RenameInstanceDialog name={dialog.instance} onClose={closeDialog} />;
    case 'duplicate-instance':
      return <DuplicateInstanceDialog name={dialog.instance} onClose={closeDialog} />;
    case 'delete-machine':
      return <DeleteMachineDialog name={dialog.machine} onClose={closeDialog} />;
    case 'delete-instance':
      return <DeleteInstanceDialog name={dialog.instance} onClose={closeDialog} />;
    default:
      return null;
  }
}
