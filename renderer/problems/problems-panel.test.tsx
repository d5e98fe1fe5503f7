// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { fakeEvaluators } from '../testing/fake-evaluators';
import { renderWindow, settle } from '../testing/render-window';
import { ProblemsPanel } from './problems-panel';

afterEach(cleanup);

async function openPanel(state: keyof typeof fakeEvaluators) {
  const rendered = await renderWindow(<ProblemsPanel />, { evaluators: fakeEvaluators[state] });
  act(() => rendered.actions.setProblemsOpen(true));
  return rendered;
}

const rows = () => screen.getAllByTestId(/^problem:/).map((row) => row.textContent);

it('lists a disagreement with both values, and leads to the value', async () => {
  const { stores } = await openPanel('differs');
  expect(rows()).toHaveLength(3);
  fireEvent.click(screen.getByText(/is "500G" for the embedded evaluator and "1T" for Nix/));
  expect(stores.view.getState().selection).toEqual({ kind: 'machine', machine: 'borealis' });
  expect(stores.view.getState().reveal?.option).toEqual(['services', 'backup-server', 'quota']);
});

it('makes a file known to git with one click, and says so', async () => {
  const { bridge, notices } = await openPanel('failed');
  fireEvent.click(screen.getByRole('button', { name: 'Track with git add' }));
  await settle();
  expect(bridge.asked.at(-1)).toEqual({
    channel: 'git:intent-to-add',
    payload: { paths: ['services/mesh/default.nix'] },
  });
  expect(notices.map(({ title }) => title)).toEqual(['git tracks services/mesh/default.nix']);
});

it('says nothing of a Nix that nobody relies on', async () => {
  await openPanel('offline');
  expect(rows()).toHaveLength(2);
});

it('says what Nix alone lacks to who chose it', async () => {
  await openPanel('aloneWithoutNix');
  expect(screen.getByText('There is no nix on this machine.')).toBeTruthy();
});

it('takes a machine that does not exist out of its role as one undoable edit', async () => {
  const { bridge, stores, actions } = await openPanel('embedded');
  await act(() => actions.assign({ instance: 'backup', role: 'server', machines: ['ghost'], tags: [] }));
  const { state } = stores.evaluation.getState();
  act(() =>
    stores.evaluation.setState({
      state: {
        ...state,
        diagnostics: [
          {
            code: 'clan.unknown-machine',
            severity: 'warning',
            message: 'There is no ghost.',
            target: {
              kind: 'role',
              instance: 'backup',
              role: 'server',
              layer: { kind: 'machine', machine: 'ghost' },
            },
          },
        ],
      },
    }),
  );
  expect(JSON.stringify(bridge.document)).toContain('ghost');
  fireEvent.click(screen.getByRole('button', { name: 'Take ghost out of the role' }));
  await settle();
  expect(JSON.stringify(bridge.document)).not.toContain('ghost');
  await act(() => actions.undo());
  expect(JSON.stringify(bridge.document)).toContain('ghost');
});

it('gives Nix the consent that it lacks', async () => {
  const { bridge, stores } = await openPanel('offline');
  act(() => void bridge.setEvaluators({ choice: 'nix' }));
  fireEvent.click(screen.getByRole('button', { name: 'Let Nix fetch it' }));
  await settle();
  expect(stores.evaluators.getState().state?.mayFetch).toBe(true);
  expect(screen.queryByRole('button', { name: 'Let Nix fetch it' })).toBeNull();
});
