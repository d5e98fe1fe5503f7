// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { EvaluatorsState } from '../../shared/contract';
import { fakeEvaluators } from '../testing/fake-evaluators';
import { renderWindow, settle } from '../testing/render-window';
import { SettingsDialog } from './settings-dialog';

afterEach(cleanup);

async function openSettings(evaluators: EvaluatorsState, place: 'evaluator' | 'consent' = 'evaluator') {
  const rendered = await renderWindow(<SettingsDialog />, { evaluators });
  act(() => rendered.actions.openEvaluators(place));
  await settle();
  return rendered;
}

const chosen = () =>
  screen.getAllByRole('radio').find((radio) => radio.getAttribute('aria-checked') === 'true')?.dataset[
    'testid'
  ];
const nix = () => screen.getByTestId('settings-nix');
const mayFetch = () => screen.getByRole<HTMLInputElement>('switch');

describe('the choice of the evaluator', () => {
  it('holds at once, by pointer and by keys', async () => {
    const { bridge } = await openSettings(fakeEvaluators.confirmed);
    expect(chosen()).toBe('evaluator:auto');
    fireEvent.click(screen.getByText('Embedded only'));
    await settle();
    expect(chosen()).toBe('evaluator:embedded');
    expect(screen.queryByTestId('settings-nix')).toBeNull();
    fireEvent.keyDown(screen.getByTestId('evaluator:embedded'), { key: 'ArrowDown' });
    await settle();
    expect(chosen()).toBe('evaluator:nix');
    expect(document.activeElement).toBe(screen.getByTestId('evaluator:nix'));
    const choices = bridge.asked.filter(({ channel }) => channel === 'evaluators:choose');
    expect(choices.map(({ payload }) => payload)).toEqual([{ choice: 'embedded' }, { choice: 'nix' }]);
  });

  it('shows the Nix that was found', async () => {
    await openSettings(fakeEvaluators.confirmed);
    expect(nix().textContent).toContain('Nix 2.26.3agrees~/.nix-profile/bin/nix');
    expect(nix().textContent).toContain('nix-eval-jobs 2.26.0');
  });

  it('says why there is none, and looks again', async () => {
    const { bridge } = await openSettings(fakeEvaluators.unavailable);
    expect(nix().textContent).toContain('There is no nix on this machine. Install it from nixos.org');
    expect(screen.queryByRole('switch')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Look again' }));
    await settle();
    expect(bridge.asked.at(-1)?.channel).toBe('evaluators:retry');
    expect(nix().dataset['kind']).toBe('looking');
  });

  it('tells when a choice was refused and stays as it was', async () => {
    const { bridge, notices } = await openSettings(fakeEvaluators.confirmed);
    bridge.refuse('evaluators:choose', { code: 'x', severity: 'error', message: 'No.' });
    fireEvent.click(screen.getByText('System Nix only'));
    await settle();
    expect(chosen()).toBe('evaluator:auto');
    expect(notices).toEqual([{ kind: 'error', title: 'The evaluator was not changed', message: 'No.' }]);
  });
});

describe('the consent to fetch', () => {
  it('is asked for where it is looked for, given and withdrawn', async () => {
    const { bridge } = await openSettings(fakeEvaluators.offline, 'consent');
    expect(document.activeElement).toBe(mayFetch());
    expect(mayFetch().checked).toBe(false);
    fireEvent.click(mayFetch());
    await settle();
    expect(mayFetch().checked).toBe(true);
    fireEvent.click(mayFetch());
    await settle();
    const asked = bridge.asked.filter(({ channel }) => channel === 'evaluators:allow-fetching');
    expect(asked.map(({ payload }) => payload)).toEqual([{ isAllowed: true }, { isAllowed: false }]);
  });
});
