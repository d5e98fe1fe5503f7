import type { AppState, EvaluationState, Selection, WorkspaceState } from '../../shared/contract';
import { selectionExists } from './selection';
import { emptyEvaluation } from './evaluation-store';
import type { Stores } from './stores';
import { initialView } from './view-store';
import { isNewerWorkspace } from './workspace-store';

/** Takes a published state of the document into the mirror; older ones are dropped. */
export function receiveWorkspace(stores: Stores, next: WorkspaceState): void {
  const current = stores.workspace.getState().workspace;
  if (!isNewerWorkspace(current, next)) return;
  if (current?.clan.id !== next.clan.id) {
    stores.view.setState(keepLayout(stores));
    stores.evaluation.setState(emptyEvaluation());
  } else if (next.restoredSelection.count > current.restoredSelection.count) {
    stores.view.setState({ selection: next.restoredSelection.selection });
  }
  stores.workspace.setState({ workspace: next, phase: 'open', opening: null });
}

/** Takes the closing of the clan into the mirror. */
export function receiveClosed(stores: Stores): void {
  stores.workspace.setState({ workspace: null, phase: 'start' });
  stores.evaluation.setState(emptyEvaluation());
  stores.view.setState(keepLayout(stores));
}

export function receiveApp(stores: Stores, app: AppState): void {
  stores.workspace.setState({ app });
}

/** Takes a result; one for an older revision than the last received is dropped. */
export function receiveEvaluation(stores: Stores, next: EvaluationState): void {
  const { state } = stores.evaluation.getState();
  if (next.revision < state.revision) return;
  stores.evaluation.setState({ state: next });
  const { workspace } = stores.workspace.getState();
  const isCurrent = workspace !== null && next.status === 'done' && next.revision === workspace.revision;
  if (isCurrent && !selectionExists(stores.view.getState().selection, workspace.document, next.evaluation)) {
    stores.view.setState({ selection: { kind: 'none' } satisfies Selection });
  }
}

/** Another clan starts with nothing selected or hidden, but in the view that the user was in. */
function keepLayout(stores: Stores) {
  const { centre, sidebarTab, grouping, isProblemsOpen } = stores.view.getState();
  return { ...initialView(), centre, sidebarTab, grouping, isProblemsOpen };
}
