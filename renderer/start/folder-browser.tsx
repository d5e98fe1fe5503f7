import { Modal } from '@mantine/core';
import { useActions, useView } from '../state';
import classes from './folder-browser.module.css';
import { FolderList } from './folder-list';

/** Folders of the machine that the editor runs on, for shells without a native dialog. Named by ids, never by path. */
export function FolderBrowser() {
  const isOpen = useView((view) => view.dialog.kind === 'open-folder');
  const { closeDialog } = useActions();
  return (
    <Modal
      opened={isOpen}
      onClose={closeDialog}
      title="Open folder"
      size={560}
      classNames={{ body: classes.body }}
    >
      {isOpen && <OpenFolder onClose={closeDialog} />}
    </Modal>
  );
}

function OpenFolder({ onClose }: { onClose(): void }) {
  const { open } = useActions();
  const choose = (id: string, name: string) => {
    onClose();
    void open({ kind: 'folder', id }, name);
  };
  return <FolderList answer="Open this folder" isForClans onAnswer={choose} onCancel={onClose} />;
}
