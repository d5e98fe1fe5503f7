import { AssignPicker, DragLayer } from '../assign';
import { Palette } from '../palette';
import { FolderBrowser } from '../start';
import { ShortcutList } from './keyboard/shortcut-list';
import { FeatureDialogs } from './slots';

/** Every dialog is mounted once and shows itself when the view says so. */
export function Dialogs() {
  return (
    <>
      <FeatureDialogs />
      <AssignPicker />
      <Palette />
      <FolderBrowser />
      <ShortcutList />
      <DragLayer />
    </>
  );
}
