import type { Bridge } from '../../../shared/contract';
import type { Stores } from '../stores';
import { createAppActions, type AppActions } from './app-actions';
import { createCall, type Notify } from './call';
import { createDocumentActions, type DocumentActions } from './document-actions';
import { createResultsActions, type ResultsActions } from './results-actions';
import { createViewActions, type ViewActions } from './view-actions';

/** All that buttons, keys, menus and gestures can do. */
export type Actions = DocumentActions &
  ViewActions &
  AppActions &
  ResultsActions & { readonly notify: Notify };

export function createActions(stores: Stores, bridge: Bridge, notify: Notify): Actions {
  const call = createCall(bridge);
  return {
    ...createDocumentActions(stores, call, notify),
    ...createViewActions(stores),
    ...createAppActions(stores, call, notify),
    ...createResultsActions(stores, call, notify),
    notify,
  };
}
