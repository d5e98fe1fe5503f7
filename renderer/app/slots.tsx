/**
 * The parts of the window that live in folders of their own and are placed by the shell. Each reads the stores by
 * itself and shows nothing when it has nothing to say.
 */
export function Inspector() {
  return null;
}

export function ProblemsPanel() {
  return null;
}

export function Banners() {
  return null;
}

/** All dialogs of inspector, catalogue and review; each opens on its own `dialog.kind`. */
export function FeatureDialogs() {
  return null;
}
