import { notifications } from '@mantine/notifications';
import { createRoot } from 'react-dom/client';
import { invariant } from '../../shared/base/invariant';
import type { FoundBridge } from '../bridge';
import {
  connect,
  createActions,
  createStores,
  followConnection,
  WindowStateProvider,
  type Notice,
} from '../state';
import { App } from './app';

const colors = { error: 'red', success: 'green', info: 'blue' } as const;

function notify({ kind, title, message }: Notice): void {
  notifications.show({
    title,
    message: message ?? '',
    color: colors[kind],
    // The same trouble twice is one notice.
    id: `${kind}:${title}:${message ?? ''}`,
    autoClose: kind === 'error' ? 10_000 : 4_000,
  });
}

/** Starts the window on a bridge; main.tsx and the fake page differ in nothing else. */
export function mountApp({ bridge, onConnection }: FoundBridge): void {
  const root = document.querySelector('#root');
  invariant(root !== null, 'index.html has no #root');
  const stores = createStores();
  const actions = createActions(stores, bridge, notify);
  connect(stores, bridge, actions);
  onConnection(followConnection(stores, bridge, actions));
  createRoot(root).render(
    <WindowStateProvider stores={stores} actions={actions}>
      <App bridge={bridge} />
    </WindowStateProvider>,
  );
}
