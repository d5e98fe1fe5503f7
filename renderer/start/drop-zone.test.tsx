// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { renderWindow } from '../testing/render-window';
import { DropZone } from './drop-zone';

afterEach(cleanup);

const files = { dataTransfer: { types: ['Files'], files: [] } };

it('sends whoever drops a folder onto a browser to the list of folders', async () => {
  const { stores, notices } = await renderWindow(<DropZone />, { clan: null });
  fireEvent.dragOver(window, files);
  expect(screen.getByRole('status').textContent).toContain('from the list');
  const event = fireEvent.drop(window, files);
  expect(event).toBe(false);
  expect(stores.view.getState().dialog).toEqual({ kind: 'open-folder' });
  expect(notices[0]?.title).toMatch(/browser/);
  expect(screen.queryByRole('status')).toBeNull();
});

it('leaves the rest to the preload script in Electron', async () => {
  const { stores, notices } = await renderWindow(<DropZone />, { clan: null });
  act(() =>
    stores.workspace.setState(({ app }) => ({ app: app === null ? null : { ...app, shell: 'electron' } })),
  );
  fireEvent.dragOver(window, files);
  expect(screen.getByRole('status').textContent).toContain('to open it');
  fireEvent.drop(window, files);
  expect(stores.view.getState().dialog.kind).toBe('none');
  expect(notices).toEqual([]);
});

it('does not care about texts and links', async () => {
  await renderWindow(<DropZone />, { clan: null });
  const text = { dataTransfer: { types: ['text/plain'], files: [] } };
  expect(fireEvent.dragOver(window, text)).toBe(true);
  expect(screen.queryByRole('status')).toBeNull();
});
