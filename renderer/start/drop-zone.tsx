import { IconFolderOpen, IconFolderQuestion } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useActions, useWorkspace } from '../state';
import classes from './drop-zone.module.css';

/**
 * A clan's folder that is dropped onto the window is opened. Electron's preload script sees the drop by itself, because
 * a page is never told a path; here it is only shown that something will happen. A browser tells nobody the path.
 */
export function DropZone() {
  const shell = useWorkspace((slice) => slice.app?.shell ?? 'browser');
  const actions = useActions();
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const onOver = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      // Without this the browser would leave the page and show the file.
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      setOver(false);
      if (!hasFiles(event)) return;
      event.preventDefault();
      if (shell === 'electron') return;
      actions.notify({
        kind: 'info',
        title: 'A browser does not tell where a folder lies',
        message: 'Choose the folder in the list instead, or start the editor with its path.',
      });
      void actions.openFolder();
    };
    window.addEventListener('dragover', onOver);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, [actions, shell]);
  if (!isOver) return null;
  const canOpen = shell === 'electron';
  const Symbol = canOpen ? IconFolderOpen : IconFolderQuestion;
  return (
    <div className={classes.zone} role="status">
      <div className={classes.word}>
        <Symbol size={20} stroke={1.6} aria-hidden />
        {canOpen ? 'Drop a clan’s folder to open it' : 'Drop to choose a folder from the list'}
      </div>
    </div>
  );
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') === true;
}
