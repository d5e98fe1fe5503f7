// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { connect, createActions, createStores, WindowStateProvider, type Stores } from '../state';
import { FakeBridge } from '../testing/fake-bridge';
import { stubMatchMedia } from '../testing/match-media';
import { StartScreen } from './start-screen';

beforeAll(stubMatchMedia);

let bridge: FakeBridge;
let stores: Stores;

beforeEach(async () => {
  bridge = new FakeBridge({ clan: null });
  stores = createStores();
  const actions = createActions(stores, bridge, () => undefined);
  connect(stores, bridge, actions);
  render(
    <MantineProvider env="test">
      <WindowStateProvider stores={stores} actions={actions}>
        <StartScreen />
      </WindowStateProvider>
    </MantineProvider>,
  );
  await screen.findByText('~/clans/homelab');
});

afterEach(cleanup);

it('opens a recent clan by the id that main gave, never by a path', async () => {
  fireEvent.click(screen.getByText('~/clans/homelab'));
  await waitFor(() => expect(stores.workspace.getState().phase).toBe('open'));
  expect(bridge.asked.find(({ channel }) => channel === 'clan:open')?.payload).toEqual({
    kind: 'recent',
    id: 'r1',
  });
});

it('marks a clan that is gone, does not open it, and lets it be taken off the list', async () => {
  const gone = screen.getByText('not found: ~/clans/office').closest('button');
  expect(gone).toHaveProperty('disabled', true);
  fireEvent.click(screen.getByRole('button', { name: 'Take office off this list' }));
  await waitFor(() => expect(screen.queryByText('office')).toBeNull());
});

it('lists folders where there is no native dialog', () => {
  fireEvent.click(screen.getByRole('button', { name: /Open folder/ }));
  expect(stores.view.getState().dialog).toEqual({ kind: 'open-folder' });
});
