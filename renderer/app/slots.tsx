/** The parts of the window that the shell places and that live in folders of their own. */
import { CatalogueDialog } from '../catalogue';
import { InspectorDialogs } from '../inspector';
import { ReviewDialog } from '../review';
import { SettingsDialog } from '../settings';

export { Banners } from '../banners';
export { Inspector } from '../inspector';
export { ProblemsPanel } from '../problems';

/** All dialogs of inspector, catalogue, review and settings; each opens on its own `dialog.kind`. */
export function FeatureDialogs() {
  return (
    <>
      <InspectorDialogs />
      <CatalogueDialog />
      <ReviewDialog />
      <SettingsDialog />
    </>
  );
}
