// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { renderWindow, type RenderedWindow } from '../testing/render-window';
import { StartScreen } from './start-screen';

let window: RenderedWindow;

beforeEach(async () => {
  window = await renderWindow(<StartScreen />, { clan: null });
});

afterEach(cleanup);

it('opens a recent clan by the id that main gave, never by a path', async () => {
  fireEvent.click(screen.getByText('~/clans/homelab'));
  await waitFor(() => expect(window.stores.workspace.getState().phase).toBe('open'));
  const asked = window.bridge.asked.find(({ channel }) => channel === 'clan:open');
  expect(asked?.payload).toEqual({ kind: 'recent', id: 'r1' });
});

it('marks a clan that is gone, does not open it, and lets it be taken off the list', async () => {
  const gone = screen.getByText('not found: ~/clans/office').closest('button');
  expect(gone).toHaveProperty('disabled', true);
  fireEvent.click(screen.getByRole('button', { name: 'Take office off this list' }));
  await waitFor(() => expect(screen.queryByText('office')).toBeNull());
});

it('lists folders where there is no native dialog', () => {
  fireEvent.click(screen.getByRole('button', { name: /Open folder/ }));
  expect(window.stores.view.getState().dialog).toEqual({ kind: 'open-folder' });
});
