import { assertNever } from '../../../shared/base/invariant';
import type { DiagnosticTarget } from '../../../shared/base/diagnostic';
import type { Selection } from '../../../shared/contract';
import { instanceNode, machineNode, sameSelection, tagNode } from '../selection';
import type { Stores } from '../stores';
import { noFilter, type Dialog, type Filter, type Grouping, type ViewSlice } from '../view-store';

const historyLimit = 100;

/** Everything that changes how the clan is looked at; never undoable, never dirty. */
export interface ViewActions {
  select(selection: Selection): void;
  /** Selects as part of another action: where the details lie over the view, they stay as they are. */
  selectBeside(selection: Selection): void;
  /** Selects a node and brings it to the middle of the graph. */
  goTo(selection: Selection): void;
  /** Goes where a finding is, down to its field. */
  reveal(target: DiagnosticTarget): void;
  goBack(): void;
  goForward(): void;
  setCentre(centre: ViewSlice['centre']): void;
  setSidebarTab(tab: ViewSlice['sidebarTab']): void;
  setGrouping(grouping: Grouping): void;
  setFolded(group: string, isFolded: boolean): void;
  setFilter(filter: Partial<Filter>): void;
  clearFilter(): void;
  setFocused(isFocused: boolean): void;
  hover(node: string | null): void;
  setViewport(viewport: NonNullable<ViewSlice['viewport']>): void;
  setProblemsOpen(isOpen: boolean): void;
  setInspectorOpen(isOpen: boolean): void;
  setPaletteOpen(isOpen: boolean): void;
  openDialog(dialog: Dialog): void;
  closeDialog(): void;
  openReview(): void;
  openCatalogue(): void;
}

export function createViewActions(stores: Stores): ViewActions {
  const { view } = stores;
  const set = (slice: Partial<ViewSlice>) => view.setState(slice);
  const select = (selection: Selection) => selectIn(stores, selection);
  return {
    select,
    selectBeside: (selection) => {
      const { isInspectorOpen } = view.getState();
      select(selection);
      set({ isInspectorOpen });
    },
    goTo: (selection) => goTo(stores, selection),
    reveal: (target) => reveal(stores, target),
    goBack: () => travel(stores, 'past', 'future'),
    goForward: () => travel(stores, 'future', 'past'),
    setCentre: (centre) => set({ centre }),
    setSidebarTab: (sidebarTab) => set({ sidebarTab }),
    setGrouping: (grouping) => set({ grouping }),
    setFolded: (group, isFolded) =>
      set({ foldedGroups: { ...view.getState().foldedGroups, [group]: isFolded } }),
    setFilter: (filter) => set({ filter: { ...view.getState().filter, ...filter } }),
    clearFilter: () => set({ filter: noFilter, isFocused: false }),
    setFocused: (isFocused) => set({ isFocused }),
    hover: (hovered) => set({ hovered }),
    setViewport: (viewport) => set({ viewport }),
    setProblemsOpen: (isProblemsOpen) => set({ isProblemsOpen }),
    setInspectorOpen: (isInspectorOpen) => set({ isInspectorOpen }),
    setPaletteOpen: (isPaletteOpen) => set({ isPaletteOpen }),
    openDialog: (dialog) => set({ dialog }),
    closeDialog: () => set({ dialog: { kind: 'none' } }),
    openReview: () => set({ dialog: { kind: 'review' } }),
    openCatalogue: () => set({ dialog: { kind: 'catalogue' } }),
  };
}

function selectIn({ view }: Stores, selection: Selection): void {
  const { selection: current, past } = view.getState();
  if (sameSelection(current, selection)) {
    // Selecting again asks for a closed inspector to be shown.
    if (selection.kind !== 'none') view.setState({ isInspectorOpen: true });
    return;
  }
  view.setState({
    selection,
    past: current.kind === 'none' ? past : [...past.slice(1 - historyLimit), current],
    future: [],
    isInspectorOpen: selection.kind !== 'none',
    reveal: null,
  });
}

function goTo(stores: Stores, selection: Selection): void {
  selectIn(stores, selection);
  const node = nodeOf(selection);
  if (node === null) return;
  const count = (stores.view.getState().centreOn?.count ?? 0) + 1;
  stores.view.setState({ centreOn: { count, node } });
}

function reveal(stores: Stores, target: DiagnosticTarget): void {
  const selection = selectionOfTarget(target);
  goTo(stores, selection);
  const count = (stores.view.getState().reveal?.count ?? 0) + 1;
  if (target.kind === 'role') {
    stores.view.setState({ reveal: { count, layer: target.layer, setting: target.setting } });
  } else if (target.kind === 'machine' && target.option !== undefined) {
    stores.view.setState({ reveal: { count, option: target.option } });
  }
}

function travel({ view }: Stores, from: 'past' | 'future', to: 'past' | 'future'): void {
  const state = view.getState();
  const selection = state[from].at(-1);
  if (selection === undefined) return;
  view.setState({
    selection,
    [from]: state[from].slice(0, -1),
    [to]: [...state[to], state.selection],
  });
}

/** What to select for the target of a finding. */
export function selectionOfTarget(target: DiagnosticTarget): Selection {
  switch (target.kind) {
    case 'clan':
      return { kind: 'none' };
    case 'machine':
      return { kind: 'machine', machine: target.machine };
    case 'tag':
      return { kind: 'tag', tag: target.tag };
    case 'instance':
      return { kind: 'instance', instance: target.instance };
    case 'role':
      return { kind: 'role', instance: target.instance, role: target.role };
    default:
      return assertNever(target);
  }
}

/** The graph node that shows the selection; null when it is no single node. */
function nodeOf(selection: Selection): string | null {
  switch (selection.kind) {
    case 'machine':
      return machineNode(selection.machine);
    case 'tag':
      return tagNode(selection.tag);
    case 'instance':
    case 'role':
    case 'edge':
      return instanceNode(selection.instance);
    default:
      return null;
  }
}
