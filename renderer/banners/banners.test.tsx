// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../shared/base/diagnostic';
import type { WorkspaceState } from '../../shared/contract';
import { fakeEvaluators } from '../testing/fake-evaluators';
import { renderWindow, settle } from '../testing/render-window';
import { Banners } from './banners';

afterEach(cleanup);

async function withWorkspace(change: Partial<WorkspaceState>) {
  const rendered = await renderWindow(<Banners />);
  const { workspace } = rendered.stores.workspace.getState();
  if (workspace === null) throw new Error('no clan is open');
  act(() => rendered.stores.workspace.setState({ workspace: { ...workspace, ...change } }));
  await settle();
  return rendered;
}

const kinds = () => screen.queryAllByTestId(/^banner:/).map((banner) => banner.dataset['testid']);

describe('banners', () => {
  it('say nothing while there is nothing to say', async () => {
    await withWorkspace({});
    expect(kinds()).toEqual([]);
  });

  it('list conflicts with both sides, and take the one that is clicked', async () => {
    const { bridge } = await withWorkspace({
      external: {
        mergedCount: 2,
        conflicts: [
          { id: 'c1', path: ['a'], label: 'backup › client: keepDaily', base: 7, mine: 14, theirs: 21 },
        ],
      },
    });
    expect(screen.getByTestId('conflict:0').textContent).toContain('was 7');
    expect(screen.getByTestId('banner:external').textContent).toContain(
      '2 changes of the others were merged',
    );
    fireEvent.click(screen.getByTestId('conflict:0:theirs'));
    expect(bridge.asked.at(-1)).toEqual({
      channel: 'workspace:resolve-conflict',
      payload: { conflict: 'c1', take: 'theirs' },
    });
  });

  it('tell where inventory.json is broken', async () => {
    const readOnly: Diagnostic = {
      code: 'inventory/malformed',
      severity: 'error',
      message: 'inventory.json is not valid JSON.',
      span: { path: 'inventory.json', line: 3, column: 30 },
    };
    await withWorkspace({ readOnly });
    expect(screen.getByTestId('banner:read-only').textContent).toContain('inventory.json:3:30');
  });

  it('offer a draft, and ask twice before it is dropped', async () => {
    const { bridge } = await withWorkspace({
      draft: { at: '2026-11-20T20:00:00Z', changeCount: 3, isBaseUnchanged: false },
    });
    expect(screen.getByTestId('banner:draft').textContent).toContain('3 unsaved changes');
    const asked = () => bridge.asked.map(({ channel }) => channel);
    fireEvent.click(screen.getByText('Drop'));
    expect(asked()).not.toContain('workspace:drop-draft');
    fireEvent.click(screen.getByText('Drop for good'));
    expect(asked()).toContain('workspace:drop-draft');
  });

  it('offer to let git know a new file', async () => {
    const { bridge } = await withWorkspace({
      fileExists: true,
      git: { kind: 'repository', inventoryFile: 'untracked' },
    });
    fireEvent.click(screen.getByText('Track with git add'));
    expect(bridge.asked.at(-1)?.channel).toBe('git:intent-to-add');
  });

  it('ask once whether Nix may fetch, and name what it lacks', async () => {
    const { bridge } = await renderWindow(<Banners />, { evaluators: fakeEvaluators.offline });
    expect(screen.getByTestId('banner:fetching').textContent).toContain('Nix would have to fetch nixpkgs');
    fireEvent.click(screen.getByText('Allow'));
    await settle();
    expect(bridge.asked.at(-1)).toEqual({
      channel: 'evaluators:allow-fetching',
      payload: { isAllowed: true },
    });
    expect(kinds()).toEqual([]);
  });

  it('leave the question alone once it was put off, until the window goes', async () => {
    const { bridge, actions } = await renderWindow(<Banners />, { evaluators: fakeEvaluators.offline });
    fireEvent.click(screen.getByText('Not now'));
    expect(kinds()).toEqual([]);
    act(() => void bridge.setEvaluators(fakeEvaluators.waiting));
    act(() => void bridge.setEvaluators(fakeEvaluators.offline));
    await act(() => actions.closeClan());
    await act(() => actions.open({ kind: 'recent', id: 'r1' }, 'homelab'));
    await settle();
    expect(kinds()).toEqual([]);
  });

  it('offer the way out of a failed evaluation', async () => {
    const { bridge, stores } = await renderWindow(<Banners />);
    const { state } = stores.evaluation.getState();
    const diagnostics = fakeEvaluators.failed.nix.diagnostics;
    act(() => stores.evaluation.setState({ state: { ...state, status: 'failed', diagnostics } }));
    fireEvent.click(screen.getByRole('button', { name: 'Track with git add' }));
    await settle();
    expect(bridge.asked.at(-1)).toEqual({
      channel: 'git:intent-to-add',
      payload: { paths: ['services/mesh/default.nix'] },
    });
  });
});
