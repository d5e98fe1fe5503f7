import type { Bridge } from '../../../shared/contract';
import type { Stores } from '../stores';
import { createAppActions, type AppActions } from './app-actions';
import { createCall, type Notify } from './call';
import { createDragActions, type DragActions } from './drag-actions';
import { createDocumentActions, type DocumentActions } from './document-actions';
import { createEvaluatorsActions, type EvaluatorsActions } from './evaluators-actions';
import { createInputActions, type InputActions } from './input-actions';
import { createResultsActions, type ResultsActions } from './results-actions';
import { createViewActions, type ViewActions } from './view-actions';

/** All that buttons, keys, menus and gestures can do. */
export type Actions = DocumentActions &
  ViewActions &
  AppActions &
  ResultsActions &
  InputActions &
  EvaluatorsActions &
  DragActions & { readonly notify: Notify };

export function createActions(stores: Stores, bridge: Bridge, notify: Notify): Actions {
  const call = createCall(bridge);
  const document = createDocumentActions(stores, call, notify);
  const view = createViewActions(stores);
  return {
    ...document,
    ...view,
    ...createDragActions(stores, document, view, notify),
    ...createAppActions(stores, call, notify),
    ...createResultsActions(stores, call, notify),
    ...createInputActions(stores, call),
    ...createEvaluatorsActions(stores, call, notify),
    notify,
  };
}
