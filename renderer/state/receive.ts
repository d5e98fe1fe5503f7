import type {
  AppState,
  EvaluationState,
  EvaluatorsState,
  Selection,
  WorkspaceState,
} from '../../shared/contract';
import { selectionExists } from './selection';
import { emptyEvaluation } from './evaluation-store';
import { overlayDocument } from './overlay';
import type { Stores } from './stores';
import { initialView } from './view-store';
import { isNewerWorkspace, rememberDocument } from './workspace-store';

/** Takes a published state of the document into the mirror; older ones are dropped. */
export function receiveWorkspace(stores: Stores, next: WorkspaceState): void {
  const current = stores.workspace.getState().workspace;
  if (!isNewerWorkspace(current, next)) return;
  if (current?.clan.id !== next.clan.id) {
    stores.view.setState(keepLayout(stores));
    stores.evaluation.setState(emptyEvaluation());
    stores.evaluators.setState({ state: null });
  } else if (next.restoredSelection.count > current.restoredSelection.count) {
    stores.view.setState({ selection: next.restoredSelection.selection });
  }
  const isSameClan = current?.clan.id === next.clan.id;
  const documents = rememberDocument(isSameClan ? stores.workspace.getState().documents : new Map(), next);
  stores.workspace.setState({ workspace: next, documents, phase: 'open', opening: null });
  showEvaluation(stores);
}

/** Draws edits that the evaluator has not answered yet into its last good result. */
function showEvaluation(stores: Stores): void {
  const { state, shown } = stores.evaluation.getState();
  const { workspace, documents } = stores.workspace.getState();
  const evaluated = documents.get(state.revision);
  const next =
    state.evaluation === null || workspace === null || evaluated === undefined
      ? state.evaluation
      : overlayDocument(state.evaluation, evaluated, workspace.document);
  if (next !== shown) stores.evaluation.setState({ shown: next });
}

/** Takes the closing of the clan into the mirror. */
export function receiveClosed(stores: Stores): void {
  stores.workspace.setState({ workspace: null, documents: new Map(), phase: 'start' });
  stores.evaluation.setState(emptyEvaluation());
  stores.evaluators.setState({ state: null });
  stores.view.setState(keepLayout(stores));
}

export function receiveApp(stores: Stores, app: AppState): void {
  stores.workspace.setState({ app });
}

/** Takes a result; one for an older revision than the last received is dropped. */
export function receiveEvaluation(stores: Stores, next: EvaluationState): void {
  const { state, round, previewRound } = stores.evaluation.getState();
  if (next.revision < state.revision) return;
  const finished = next.status === 'done' ? 1 : 0;
  stores.evaluation.setState({
    state: next,
    round: round + finished,
    previewRound: previewRound + finished,
  });
  showEvaluation(stores);
  const { workspace } = stores.workspace.getState();
  const isCurrent = workspace !== null && next.status === 'done' && next.revision === workspace.revision;
  if (isCurrent && !selectionExists(stores.view.getState().selection, workspace.document, next.evaluation)) {
    stores.view.setState({ selection: { kind: 'none' } satisfies Selection });
  }
}

/** Takes what main says of the evaluators; what Nix has found out since is in previews that are asked for anew. */
export function receiveEvaluators(stores: Stores, next: EvaluatorsState): void {
  const { state } = stores.evaluators.getState();
  stores.evaluators.setState({ state: next });
  if (next.answers === (state?.answers ?? 0)) return;
  stores.evaluation.setState({ previewRound: stores.evaluation.getState().previewRound + 1 });
}

/** Another clan starts with nothing selected or hidden, but in the view that the user was in. */
function keepLayout(stores: Stores) {
  const { centre, sidebarTab, grouping, isProblemsOpen } = stores.view.getState();
  return { ...initialView(), centre, sidebarTab, grouping, isProblemsOpen };
}
