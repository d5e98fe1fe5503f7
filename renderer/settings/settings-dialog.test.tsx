// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { renderWindow, settle } from '../testing/render-window';
import { SettingsDialog } from './settings-dialog';

afterEach(cleanup);

async function openSettings(input?: string) {
  const rendered = await renderWindow(<SettingsDialog />);
  act(() =>
    input === undefined
      ? rendered.actions.openDialog({ kind: 'settings' })
      : rendered.actions.openInput(input),
  );
  await settle();
  return rendered;
}

const row = (name: string) => within(screen.getByTestId(`input:${name}`));

describe('inputs of the flake', () => {
  it('are listed with what stands for each', async () => {
    await openSettings();
    expect(row('clan-core').getByText('built in')).toBeTruthy();
    expect(row('clan-core').getByText(/come with a checkout/)).toBeTruthy();
    expect(row('community').getByText('missing')).toBeTruthy();
    expect(row('nixpkgs').getByText('follows clan-core/nixpkgs')).toBeTruthy();
    expect(row('office').getByText('found on disk')).toBeTruthy();
    expect(row('office').getByText('/clans/office')).toBeTruthy();
  });

  it('take a folder chosen in the list of folders, and give it back', async () => {
    const { bridge } = await openSettings();
    fireEvent.click(screen.getByLabelText('Choose a checkout of community'));
    await settle();
    expect(screen.getByRole('heading', { name: 'Checkout of community' })).toBeTruthy();
    // Where a clan is looked for, one click opens it; here every folder is looked into.
    fireEvent.click(screen.getByText('homelab'));
    await settle();
    fireEvent.click(screen.getByRole('button', { name: 'Use this folder' }));
    await settle();
    const asked = (channel: string) => bridge.asked.filter((entry) => entry.channel === channel);
    expect(asked('inputs:override')[0]?.payload).toEqual({ input: 'community', folder: 'homelab' });
    expect(row('community').getByText('your checkout')).toBeTruthy();
    fireEvent.click(row('community').getByRole('button', { name: 'Reset' }));
    await settle();
    expect(row('community').getByText('missing')).toBeTruthy();
  });

  it('are opened at the one that a problem is about', async () => {
    await openSettings('community');
    expect(screen.getByTestId('input:community').dataset['wanted']).toBe('true');
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Choose a checkout of community');
  });

  it('show why a folder was refused', async () => {
    const { bridge } = await openSettings();
    bridge.refuse('inputs:override', {
      code: 'input.no-checkout',
      severity: 'error',
      message: 'homelab is no flake.',
      hint: 'Choose another.',
    });
    fireEvent.click(screen.getByLabelText('Choose a checkout of community'));
    await settle();
    fireEvent.click(screen.getByRole('button', { name: 'Use this folder' }));
    await settle();
    expect(row('community').getByRole('alert').textContent).toBe('homelab is no flake. Choose another.');
  });
});
