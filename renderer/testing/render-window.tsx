import { MantineProvider } from '@mantine/core';
import { act, configure, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import {
  connect,
  createActions,
  createStores,
  WindowStateProvider,
  type Actions,
  type Notice,
  type Stores,
} from '../state';
import { theme } from '../ui/theme';
import { FakeBridge, type FakeBridgeOptions } from './fake-bridge';

export interface RenderedWindow {
  readonly bridge: FakeBridge;
  readonly stores: Stores;
  readonly actions: Actions;
  readonly notices: readonly Notice[];
}

/** Draws a part of the window over a made-up clan, opened and evaluated. */
export async function renderWindow(
  part: ReactNode,
  options: FakeBridgeOptions = {},
): Promise<RenderedWindow> {
  standInForBrowser();
  const bridge = new FakeBridge({ evaluationDelay: 0, ...options });
  const stores = createStores();
  const notices: Notice[] = [];
  const actions = createActions(stores, bridge, (notice) => notices.push(notice));
  connect(stores, bridge, actions);
  render(
    <MantineProvider theme={theme} env="test">
      <WindowStateProvider stores={stores} actions={actions}>
        {part}
      </WindowStateProvider>
    </MantineProvider>,
  );
  await settle();
  return { bridge, stores, actions, notices };
}

/** Lets answers of the bridge arrive and be drawn. */
export async function settle(): Promise<void> {
  await act(async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
  });
}

/** What the component library asks of a browser and jsdom does not have. */
export function standInForBrowser(): void {
  configure({ asyncUtilTimeout: 10_000 });
  window.matchMedia = ((query: string) => ({
    matches: false,
    media: query,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    addListener: () => undefined,
    removeListener: () => undefined,
  })) as unknown as typeof window.matchMedia;
  window.ResizeObserver = class {
    observe = () => undefined;
    unobserve = () => undefined;
    disconnect = () => undefined;
  };
  Element.prototype.scrollIntoView = () => undefined;
}
