import type { Bridge } from '../../shared/contract';
import type { Actions } from './actions/actions';
import { receiveApp, receiveClosed, receiveEvaluation, receiveWorkspace } from './receive';
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
      receiveWorkspace(stores, open.value.workspace);
      receiveEvaluation(stores, open.value.evaluation);
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
