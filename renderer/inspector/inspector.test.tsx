// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { Selection } from '../../shared/contract';
import { renderWindow, settle } from '../testing/render-window';
import { InspectorDialogs } from './dialogs/inspector-dialogs';
import { Inspector } from './inspector';

afterEach(cleanup);

async function renderInspector() {
  const rendered = await renderWindow(
    <>
      <Inspector />
      <InspectorDialogs />
    </>,
  );
  const select = async (selection: Selection) => {
    act(() => rendered.actions.select(selection));
    await settle();
  };
  return { ...rendered, select };
}

const title = () => screen.getByRole('heading', { level: 2 }).textContent;

describe('the right pane', () => {
  it('shows whatever is selected', async () => {
    const { select } = await renderInspector();
    expect(title()).toBe('homelab');
    await select({ kind: 'machine', machine: 'athena' });
    expect(title()).toBe('athena');
    await select({ kind: 'machines', machines: ['athena', 'lyra'] });
    expect(title()).toBe('2 machines');
    await select({ kind: 'tag', tag: 'laptop' });
    expect(title()).toBe('laptop');
    await select({ kind: 'instance', instance: 'backup' });
    expect(title()).toBe('backup');
    await select({ kind: 'role', instance: 'backup', role: 'client' });
    expect(title()).toBe('client');
    await select({
      kind: 'edge',
      instance: 'backup',
      role: 'client',
      from: { kind: 'machine', name: 'athena' },
    });
    expect(title()).toBe('athena → backup › client');
  });

  it('goes to the field that a finding is about, on its layer', async () => {
    const { actions } = await renderInspector();
    act(() =>
      actions.reveal({
        kind: 'role',
        instance: 'backup',
        role: 'client',
        layer: { kind: 'machine', machine: 'athena' },
        setting: ['keepDaily'],
      }),
    );
    await settle();
    expect(screen.getByTestId('layer-chip:machine:athena').getAttribute('aria-pressed')).toBe('true');
    await waitFor(() => expect(document.activeElement?.id).toContain('keepDaily'));
  });

  it('writes a setting on the layer that is shown', async () => {
    const { bridge, select } = await renderInspector();
    await select({ kind: 'role', instance: 'backup', role: 'client' });
    fireEvent.click(screen.getByTestId('layer-chip:machine:daphne'));
    await settle();
    fireEvent.click(within(screen.getByTestId('field:verify')).getByRole('switch'));
    await settle();
    expect(bridge.asked.find(({ channel }) => channel === 'workspace:edit')?.payload).toMatchObject({
      edit: {
        kind: 'settings/set',
        layer: { kind: 'machine', machine: 'daphne' },
        path: ['verify'],
        value: false,
      },
    });
  });
});

describe('the dialogs', () => {
  it('add a machine only under a name that Clan accepts', async () => {
    const { actions, stores } = await renderInspector();
    act(() => actions.openDialog({ kind: 'add-machine' }));
    const name = await screen.findByLabelText('Name');
    const add = screen.getByRole<HTMLButtonElement>('button', { name: 'Add machine' });
    fireEvent.change(name, { target: { value: 'no.dots' } });
    expect(add.disabled).toBe(true);
    fireEvent.change(name, { target: { value: 'zephyr' } });
    fireEvent.click(add);
    await waitFor(() => expect(stores.view.getState().dialog.kind).toBe('none'));
    expect(stores.view.getState().selection).toEqual({ kind: 'machine', machine: 'zephyr' });
    expect(stores.workspace.getState().workspace?.document['machines']).toHaveProperty('zephyr');
  });

  it('tell what goes with an instance before it goes', async () => {
    const { actions } = await renderInspector();
    act(() => actions.openDialog({ kind: 'delete-instance', instance: 'backup' }));
    const dialog = await screen.findByRole('dialog');
    expect(dialog.textContent).toContain('client: athena, daphne');
  });
});
