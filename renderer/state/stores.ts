import { createEvaluationStore, type EvaluationStore } from './evaluation-store';
import { createViewStore, type ViewStore } from './view-store';
import { createWorkspaceStore, type WorkspaceStore } from './workspace-store';

/** The window's three stores; a test makes its own. */
export interface Stores {
  readonly workspace: WorkspaceStore;
  readonly evaluation: EvaluationStore;
  readonly view: ViewStore;
}

export function createStores(): Stores {
  return {
    workspace: createWorkspaceStore(),
    evaluation: createEvaluationStore(),
    view: createViewStore(),
  };
}
