// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { Dialog } from '../state';
import { renderWindow } from '../testing/render-window';
import { AssignPicker } from './assign-picker';

afterEach(cleanup);

async function open(dialog: Dialog) {
  const window = await renderWindow(<AssignPicker />);
  act(() => window.actions.openDialog(dialog));
  return { ...window, box: await screen.findByRole('textbox') };
}

const option = (name: RegExp) => screen.getByRole('option', { name });

it('assigns machines and a tag to the chosen role, as a drop would', async () => {
  const { bridge, stores, box } = await open({ kind: 'assign', machines: ['juno', 'lyra'], tags: ['edge'] });
  expect(option(/backup › server/).textContent).toContain('1 → 6 machines');
  fireEvent.change(box, { target: { value: 'backup server' } });
  fireEvent.keyDown(box, { key: 'Enter' });
  await waitFor(() => {
    const edit = bridge.asked.find(({ channel }) => channel === 'workspace:edit')?.payload;
    expect(edit).toMatchObject({
      edit: {
        kind: 'role/assign',
        instance: 'backup',
        role: 'server',
        machines: ['juno', 'lyra'],
        tags: ['edge'],
      },
    });
  });
  expect(stores.view.getState()).toMatchObject({
    dialog: { kind: 'none' },
    selection: { kind: 'role', instance: 'backup', role: 'server' },
  });
});

it('says why a role cannot take them', async () => {
  const { bridge, box } = await open({ kind: 'assign', machines: ['athena'], tags: [] });
  expect(option(/backup › client/).textContent).toMatch(/already/);
  expect(option(/mesh › gateway/).textContent).toMatch(/at most 1 machine/);
  fireEvent.change(box, { target: { value: 'mesh gateway' } });
  fireEvent.keyDown(box, { key: 'Enter' });
  expect(bridge.asked.some(({ channel }) => channel === 'workspace:edit')).toBe(false);
});

it('finds members for a role, machines and tags', async () => {
  const { bridge, box } = await open({ kind: 'add-members', instance: 'backup', role: 'client' });
  expect(option(/^laptop/).getAttribute('aria-disabled')).toBe('true');
  fireEvent.change(box, { target: { value: 'nixos' } });
  fireEvent.keyDown(box, { key: 'Enter' });
  await waitFor(() => {
    const edit = bridge.asked.find(({ channel }) => channel === 'workspace:edit')?.payload;
    expect(edit).toMatchObject({ edit: { machines: [], tags: ['nixos'] } });
  });
});
