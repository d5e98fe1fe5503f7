import { AssignPicker, DragLayer } from '../assign';
import { Palette } from '../palette';
import { FolderBrowser } from '../start';
import { ShortcutList } from './keyboard/shortcut-list';
import { FeatureDialogs } from './slots';
import { useCommands } from './use-commands';

/** Every dialog is mounted once and shows itself when the view says so. */
export function Dialogs() {
  const commands = useCommands();
  return (
    <>
      <FeatureDialogs />
      <AssignPicker />
      <Palette commands={commands} />
      <FolderBrowser />
      <ShortcutList />
      <DragLayer />
    </>
  );
}
