import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeBridge } from '../testing/fake-bridge';
import { createActions, type Actions } from './actions/actions';
import type { Notice } from './actions/call';
import { connect } from './connect';
import { receiveEvaluation, receiveWorkspace } from './receive';
import { createStores, type Stores } from './stores';

let bridge: FakeBridge;
let stores: Stores;
let actions: Actions;
let notices: Notice[];

beforeEach(async () => {
  bridge = new FakeBridge();
  stores = createStores();
  notices = [];
  actions = createActions(stores, bridge, (notice) => notices.push(notice));
  connect(stores, bridge, actions);
  await vi.waitFor(() => expect(stores.evaluation.getState().shown).not.toBeNull());
});

const members = () =>
  stores.evaluation
    .getState()
    .shown?.instances.find(({ name }) => name === 'backup')
    ?.roles.find(({ name }) => name === 'server')
    ?.members.map(({ machine }) => machine);

const assignment = { instance: 'backup', role: 'server', machines: ['juno'], tags: [] };

describe('the document mirror', () => {
  it('follows an edit, undo and redo', async () => {
    expect(await actions.assign(assignment)).toBe(true);
    expect(stores.workspace.getState().workspace?.undo?.label).toMatch(/juno/);
    expect(members()).toEqual(['borealis', 'juno']);
    await actions.undo();
    expect(members()).toEqual(['borealis']);
    await actions.redo();
    expect(members()).toEqual(['borealis', 'juno']);
  });

  it('shows an edit before the evaluator has answered', () => {
    const { workspace } = stores.workspace.getState();
    if (workspace === null) throw new Error('no workspace');
    const backup = { roles: { server: { machines: { borealis: {}, lyra: {} } } } };
    const revision = workspace.revision + 1;
    receiveWorkspace(stores, { ...workspace, revision, document: { instances: { backup } } });
    expect(members()).toEqual(['borealis', 'lyra']);
    expect(stores.evaluation.getState().state.revision).toBe(workspace.revision);
  });

  it('drops states and results that are older than what it has', async () => {
    const { workspace } = stores.workspace.getState();
    const { state } = stores.evaluation.getState();
    if (workspace === null) throw new Error('no workspace');
    await actions.assign(assignment);
    receiveWorkspace(stores, workspace);
    receiveEvaluation(stores, state);
    expect(stores.workspace.getState().workspace?.revision).toBe(workspace.revision + 1);
    expect(stores.evaluation.getState().state.revision).toBe(workspace.revision + 1);
  });

  it('restores the selection of the undone edit', async () => {
    actions.select({ kind: 'machine', machine: 'juno' });
    await actions.assign(assignment);
    actions.select({ kind: 'tag', tag: 'all' });
    await actions.undo();
    expect(stores.view.getState().selection).toEqual({ kind: 'machine', machine: 'juno' });
  });

  it('lets go of a selection that the edit took away', async () => {
    actions.select({ kind: 'instance', instance: 'mesh' });
    await actions.edit({ kind: 'instance/delete', name: 'mesh' });
    expect(stores.view.getState().selection).toEqual({ kind: 'none' });
  });

  it('tells what was refused, and what broke', async () => {
    vi.spyOn(bridge, 'invoke').mockResolvedValueOnce({
      ok: false,
      error: { code: 'edit/refused', severity: 'error', message: 'Defined in clan.nix:42.' },
    });
    expect(await actions.assign(assignment)).toBe(false);
    vi.spyOn(bridge, 'invoke').mockRejectedValueOnce(new Error('socket closed'));
    expect(await actions.assign(assignment)).toBe(false);
    expect(notices.map(({ message }) => message)).toEqual([
      'Defined in clan.nix:42.',
      'The editor did not answer. socket closed',
    ]);
  });

  it('starts anew when another clan is opened, and empties when it is closed', async () => {
    actions.select({ kind: 'machine', machine: 'juno' });
    actions.setFilter({ tags: ['edge'] });
    await actions.closeClan();
    expect(stores.workspace.getState()).toMatchObject({ phase: 'start', workspace: null });
    expect(stores.evaluation.getState().shown).toBeNull();
    await actions.open({ kind: 'example', id: 'homelab' }, 'homelab');
    expect(stores.workspace.getState().phase).toBe('open');
    expect(stores.view.getState()).toMatchObject({ selection: { kind: 'none' }, filter: { tags: [] } });
  });
});

describe('results on demand', () => {
  it('are asked for once an evaluation', async () => {
    await Promise.all([actions.loadPreview('athena'), actions.loadPreview('athena')]);
    await actions.loadPreview('athena');
    const asked = () => bridge.asked.filter(({ channel }) => channel === 'results:machine-preview').length;
    expect(asked()).toBe(1);
    await actions.assign(assignment);
    await actions.loadPreview('athena');
    expect(asked()).toBe(2);
    expect(stores.evaluation.getState().previews.get('athena')?.status).toBe('done');
  });

  it('are asked for again when the same document was evaluated again', async () => {
    await actions.loadPreview('athena');
    receiveEvaluation(stores, stores.evaluation.getState().state);
    await actions.loadPreview('athena');
    expect(bridge.asked.filter(({ channel }) => channel === 'results:machine-preview')).toHaveLength(2);
  });

  it('keep the last good value while a newer one is asked for, and drop late answers', async () => {
    await actions.loadRoleForm('backup', 'client');
    const [key] = stores.evaluation.getState().roleForms.keys();
    const entry = () => stores.evaluation.getState().roleForms.get(key ?? '');
    const first = entry()?.value;
    await actions.assign(assignment);
    const loading = actions.loadRoleForm('backup', 'client');
    expect(entry()).toMatchObject({ status: 'loading', value: first });
    // A newer evaluation arrives before the answer.
    const { state, round } = stores.evaluation.getState();
    receiveEvaluation(stores, { ...state, revision: state.revision + 1 });
    const newest = actions.loadRoleForm('backup', 'client');
    await Promise.all([loading, newest]);
    expect(entry()).toMatchObject({ status: 'done', round: round + 1 });
  });
});

describe('looking around', () => {
  it('goes back and forward through what was selected', () => {
    actions.select({ kind: 'machine', machine: 'juno' });
    actions.select({ kind: 'machine', machine: 'juno' });
    actions.select({ kind: 'tag', tag: 'all' });
    actions.goBack();
    expect(stores.view.getState().selection).toEqual({ kind: 'machine', machine: 'juno' });
    actions.goForward();
    expect(stores.view.getState().selection).toEqual({ kind: 'tag', tag: 'all' });
  });

  it('reveals the field that a finding is about', () => {
    const layer = { kind: 'machine', machine: 'athena' } as const;
    const target = {
      kind: 'role',
      instance: 'backup',
      role: 'client',
      layer,
      setting: ['keepDaily'],
    } as const;
    actions.reveal(target);
    actions.reveal(target);
    expect(stores.view.getState()).toMatchObject({
      selection: { kind: 'role', instance: 'backup', role: 'client' },
      reveal: { count: 2, layer, setting: ['keepDaily'] },
      centreOn: { node: 'instance:backup' },
    });
  });

  it('never asks main and never makes the document dirty', () => {
    const before = bridge.asked.length;
    actions.setCentre('table');
    actions.setFilter({ hiddenInstances: ['mesh'] });
    actions.select({ kind: 'machine', machine: 'juno' });
    expect(bridge.asked).toHaveLength(before);
    expect(stores.workspace.getState().workspace?.changes).toEqual([]);
  });
});

describe('the evaluators', () => {
  const state = () => stores.evaluators.getState().state;

  it('are known as soon as a clan is', async () => {
    await vi.waitFor(() => expect(state()?.choice).toBe('embedded'));
    await actions.closeClan();
    expect(state()).toBeNull();
    // What is said of a clan that is gone is nobody's.
    bridge.setEvaluators({ choice: 'auto' });
    expect(state()).toBeNull();
    await actions.open({ kind: 'recent', id: 'r1' }, 'homelab');
    await vi.waitFor(() => expect(state()?.choice).toBe('auto'));
  });

  it('have previews asked for anew when Nix has said something, and nothing else', async () => {
    await vi.waitFor(() => expect(state()).not.toBeNull());
    const rounds = () => {
      const { round, previewRound } = stores.evaluation.getState();
      return [round, previewRound];
    };
    const [round, previewRound = 0] = rounds();
    bridge.setEvaluators({ nix: { kind: 'working', progress: 'copying' } });
    expect(rounds()).toEqual([round, previewRound]);
    bridge.setEvaluators({ answers: 1 });
    bridge.setEvaluators({ answers: 1, mayFetch: true });
    expect(rounds()).toEqual([round, previewRound + 1]);
  });

  it('are changed at once, and a refusal is told', async () => {
    await actions.chooseEvaluator('nix');
    expect(state()?.choice).toBe('nix');
    await actions.allowFetching(true);
    expect(state()?.mayFetch).toBe(true);
    bridge.refuse('evaluators:retry', { code: 'x', severity: 'error', message: 'no' });
    await actions.retryNix();
    expect(notices).toEqual([{ kind: 'error', title: 'Nix was not looked for', message: 'no' }]);
  });
});
