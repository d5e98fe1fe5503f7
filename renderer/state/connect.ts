import type { Bridge } from '../../shared/contract';
import type { Actions } from './actions/actions';
import { receiveApp, receiveClosed, receiveEvaluation, receiveEvaluators, receiveWorkspace } from './receive';
import type { Stores } from './stores';

/**
 * Ties the stores to main: subscribes first, then asks for the present state, so that nothing is missed between.
 * Returns what ends it.
 */
export function connect(stores: Stores, bridge: Bridge, actions: Actions): () => void {
  const ends = [
    bridge.subscribe('app:changed', (app) => receiveApp(stores, app)),
    bridge.subscribe('workspace:changed', (workspace) =>
      workspace === null ? receiveClosed(stores) : receiveWorkspace(stores, workspace),
    ),
    bridge.subscribe('evaluation:changed', (evaluation) => receiveEvaluation(stores, evaluation)),
    bridge.subscribe('evaluators:changed', (evaluators) => {
      // What is said of a clan that is not shown yet is asked for when it is.
      if (stores.workspace.getState().workspace !== null) receiveEvaluators(stores, evaluators);
    }),
    stores.workspace.subscribe(({ workspace }, before) => {
      if (workspace !== null && workspace.clan.id !== before.workspace?.clan.id)
        void actions.loadEvaluators();
    }),
  ];
  void start(stores, bridge, actions);
  return () => ends.forEach((end) => end());
}

/** Asks for everything. */
async function start(stores: Stores, bridge: Bridge, actions: Actions): Promise<void> {
  try {
    const [app, open] = await Promise.all([
      bridge.invoke('app:get-state', {}),
      bridge.invoke('workspace:get', {}),
    ]);
    if (app.ok) receiveApp(stores, app.value);
    if (open.ok && open.value !== null) {
      const isKnown = open.value.workspace.clan.id === stores.workspace.getState().workspace?.clan.id;
      receiveWorkspace(stores, open.value.workspace);
      receiveEvaluation(stores, open.value.evaluation);
      // Of a clan that is new here it is asked anyway.
      if (isKnown) void actions.loadEvaluators();
    } else if (stores.workspace.getState().workspace === null) {
      stores.workspace.setState({ phase: 'start' });
    }
    const failed = app.ok ? (open.ok ? null : open.error) : app.error;
    if (failed !== null) {
      actions.notify({ kind: 'error', title: 'The editor could not start', message: failed.message });
    }
  } catch (error) {
    stores.workspace.setState({ isDisconnected: true });
    actions.notify({
      kind: 'error',
      title: 'No connection to the editor',
      message: error instanceof Error ? error.message : undefined,
    });
  }
}

/** Says when the connection is gone, and catches up when it is back. */
export function followConnection(
  stores: Stores,
  bridge: Bridge,
  actions: Actions,
): (isConnected: boolean) => void {
  return (isConnected) => {
    const wasDisconnected = stores.workspace.getState().isDisconnected;
    stores.workspace.setState({ isDisconnected: !isConnected });
    if (isConnected && wasDisconnected) void start(stores, bridge, actions);
  };
}
