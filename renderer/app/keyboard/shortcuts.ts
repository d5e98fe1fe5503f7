import type { Actions, Stores } from '../../state';
import { assignmentOfEdge, edgeRefusal, selectedMachines } from '../../state';

/** One key combination and what it does. The list of shortcuts on screen is made of these. */
export interface Shortcut {
  /** As `KeyboardEvent.key`, lower case. */
  readonly key: string;
  /** Ctrl, or Command on a Mac. */
  readonly isCommand?: boolean;
  readonly isShift?: boolean;
  readonly isAlt?: boolean;
  readonly label: string;
  readonly group: 'Document' | 'Go to' | 'View' | 'Selection';
  /** Also works while a text field has the focus; text fields keep their own undo. */
  readonly worksInFields?: boolean;
  run(context: ShortcutContext): void;
}

export interface ShortcutContext {
  readonly stores: Stores;
  readonly actions: Actions;
}

/** The one registry of keys. */
export const shortcuts: readonly Shortcut[] = [
  {
    key: 'z',
    isCommand: true,
    label: 'Undo',
    group: 'Document',
    run: ({ actions }) => void actions.undo(),
  },
  {
    key: 'z',
    isCommand: true,
    isShift: true,
    label: 'Redo',
    group: 'Document',
    run: ({ actions }) => void actions.redo(),
  },
  {
    key: 'y',
    isCommand: true,
    label: 'Redo',
    group: 'Document',
    run: ({ actions }) => void actions.redo(),
  },
  {
    key: 's',
    isCommand: true,
    label: 'Review and save',
    group: 'Document',
    worksInFields: true,
    run: openReview,
  },
  {
    key: 'k',
    isCommand: true,
    label: 'Search everything',
    group: 'Go to',
    worksInFields: true,
    run: ({ actions }) => actions.setPaletteOpen(true),
  },
  {
    key: 'arrowleft',
    isAlt: true,
    label: 'Back to the earlier selection',
    group: 'Go to',
    run: ({ actions }) => actions.goBack(),
  },
  {
    key: 'arrowright',
    isAlt: true,
    label: 'Forward again',
    group: 'Go to',
    run: ({ actions }) => actions.goForward(),
  },
  { key: 'g', label: 'Graph', group: 'View', run: ({ actions }) => actions.setCentre('graph') },
  { key: 't', label: 'Table', group: 'View', run: ({ actions }) => actions.setCentre('table') },
  {
    key: 'f',
    label: 'Focus on the selection and its neighbours',
    group: 'View',
    run: ({ stores, actions }) => actions.setFocused(!stores.view.getState().isFocused),
  },
  {
    key: 'p',
    label: 'Problems',
    group: 'View',
    run: ({ stores, actions }) => actions.setProblemsOpen(!stores.view.getState().isProblemsOpen),
  },
  { key: 'a', label: 'Assign the selection to a role', group: 'Selection', run: openAssign },
  {
    key: 'delete',
    label: 'Unassign the selected edge; delete the selected machine or instance',
    group: 'Selection',
    run: deleteSelection,
  },
  {
    key: 'escape',
    label: 'Select nothing',
    group: 'Selection',
    run: ({ actions }) => actions.select({ kind: 'none' }),
  },
  {
    key: '?',
    label: 'This list',
    group: 'View',
    run: ({ actions }) => actions.openDialog({ kind: 'shortcuts' }),
  },
];

function openReview({ stores, actions }: ShortcutContext): void {
  const { workspace } = stores.workspace.getState();
  if (workspace === null) return;
  if (workspace.changes.length > 0) actions.openReview();
  else actions.notify({ kind: 'info', title: 'Nothing to save', message: 'There are no unsaved changes.' });
}

function openAssign({ stores, actions }: ShortcutContext): void {
  const { selection } = stores.view.getState();
  const machines = selectedMachines(selection);
  if (machines.length > 0) actions.openDialog({ kind: 'assign', machines, tags: [] });
  else if (selection.kind === 'tag') {
    actions.openDialog({ kind: 'assign', machines: [], tags: [selection.tag] });
  } else if (selection.kind === 'role') {
    actions.openDialog({ kind: 'add-members', instance: selection.instance, role: selection.role });
  }
}

function deleteSelection({ stores, actions }: ShortcutContext): void {
  const { selection } = stores.view.getState();
  if (selection.kind === 'edge') {
    const refusal = edgeRefusal(stores.evaluation.getState().shown, selection);
    if (refusal === undefined) void actions.unassign(assignmentOfEdge(selection));
    else
      actions.notify({
        kind: 'info',
        title: `${selection.from.name} stays in ${selection.role}`,
        message: refusal,
      });
  } else if (selection.kind === 'machine') {
    actions.openDialog({ kind: 'delete-machine', machine: selection.machine });
  } else if (selection.kind === 'instance') {
    actions.openDialog({ kind: 'delete-instance', instance: selection.instance });
  }
}

/** What is pressed, compared with a shortcut. Shift is part of the character for keys like `?`. */
export function matches(event: KeyboardEvent, shortcut: Shortcut): boolean {
  const isCommand = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  const isLetter = /^[a-z]$/.test(shortcut.key) || shortcut.key.length > 1;
  return (
    (key === shortcut.key || (shortcut.key === 'delete' && key === 'backspace')) &&
    isCommand === (shortcut.isCommand ?? false) &&
    event.altKey === (shortcut.isAlt ?? false) &&
    (!isLetter || event.shiftKey === (shortcut.isShift ?? false))
  );
}

/** The keys as they are written on screen. */
export function keyLabels(shortcut: Shortcut): readonly string[] {
  const names: Readonly<Record<string, string>> = {
    arrowleft: '←',
    arrowright: '→',
    delete: 'Delete',
    escape: 'Esc',
  };
  return [
    ...(shortcut.isCommand === true ? ['Ctrl'] : []),
    ...(shortcut.isAlt === true ? ['Alt'] : []),
    ...(shortcut.isShift === true ? ['Shift'] : []),
    names[shortcut.key] ?? shortcut.key.toUpperCase(),
  ];
}
