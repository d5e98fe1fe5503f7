import { createDragStore, type DragStore } from './drag-store';
import { createEvaluationStore, type EvaluationStore } from './evaluation-store';
import { createEvaluatorsStore, type EvaluatorsStore } from './evaluators-store';
import { createViewStore, type ViewStore } from './view-store';
import { createWorkspaceStore, type WorkspaceStore } from './workspace-store';

/** The window's stores; a test makes its own. `drag` lives only as long as a gesture. */
export interface Stores {
  readonly workspace: WorkspaceStore;
  readonly evaluation: EvaluationStore;
  readonly evaluators: EvaluatorsStore;
  readonly view: ViewStore;
  readonly drag: DragStore;
}

export function createStores(): Stores {
  return {
    workspace: createWorkspaceStore(),
    evaluation: createEvaluationStore(),
    evaluators: createEvaluatorsStore(),
    view: createViewStore(),
    drag: createDragStore(),
  };
}
