import { existsSync, mkdirSync, readdirSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../shared/base/diagnostic';
import { exactNumber } from '../../shared/base/exact-number';
import { err } from '../../shared/base/result';
import type { Result } from '../../shared/base/result';
import type { Edit } from '../../shared/clan/edits/edit';
import { clanDirectoryAt } from '../clan-directory';
import { diskSteps } from '../clan-directory/file-steps';
import { ClanFixture, sampleInventory, until } from './testing/clan-fixture';
import type { Workspace } from './workspace';

let fixture: ClanFixture;
beforeEach(() => {
  fixture = new ClanFixture();
});
afterEach(() => fixture.remove());

function value<T>(result: Result<T, Diagnostic>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

const assignEcho: Edit = {
  kind: 'role/assign',
  instance: 'backup',
  role: 'client',
  machines: ['echo'],
  tags: [],
};
const setDirectory: Edit = {
  kind: 'settings/set',
  instance: 'backup',
  role: 'server',
  layer: { kind: 'role' },
  path: ['directory'],
  value: '/data',
};

async function saveAll(workspace: Workspace, commit: { message: string } | null = null) {
  const plan = value(await workspace.plan([]));
  return workspace.save(plan.id, commit);
}

const withEcho = sampleInventory.replace('"athena": {} }', '"athena": {}, "echo": {} }');

describe('editing', () => {
  it('keeps the digits of numbers from the form to the file, and shows no change that is none', async () => {
    const workspace = await fixture.open();
    value(workspace.edit({ ...setDirectory, path: ['ratio'], value: exactNumber('2.0') }));
    value(workspace.edit({ ...setDirectory, path: ['serial'], value: exactNumber('9007199254740993') }));
    value(await saveAll(workspace));
    const text = fixture.read();
    expect(text).toContain('"ratio": 2.0');
    expect(text).toContain('"serial": 9007199254740993');
    const again = value(workspace.edit({ ...setDirectory, path: ['ratio'], value: exactNumber('2.0') }));
    expect(again.changes).toEqual([]);
  });

  it('applies, tells, undoes and redoes an edit, and evaluates each time', async () => {
    const workspace = await fixture.open();
    const selection = { kind: 'role', instance: 'backup', role: 'client' } as const;
    const edited = value(workspace.edit(assignEcho, { selection }));
    expect(edited.changes.map((change) => change.title)).toEqual(['echo joins backup › client']);
    expect(edited.undo).toEqual({ label: 'Add echo to backup › client' });
    const undone = value(workspace.undo());
    expect(undone).toMatchObject({ changes: [], undo: null, redo: { label: 'Add echo to backup › client' } });
    expect(undone.restoredSelection).toEqual({ count: 1, selection });
    expect(undone.document).toBe(undone.persisted);
    value(workspace.redo());
    await workspace.settled();
    expect(fixture.evaluator.inputs.at(-1)).toMatchObject({ current: withEcho, saved: sampleInventory });
    expect(workspace.evaluation).toMatchObject({ status: 'done', revision: workspace.state.revision });
    expect(fixture.read()).toBe(sampleInventory);
  });

  it('joins edits of one gesture, and forgets a gesture that ends where it began', async () => {
    const workspace = await fixture.open();
    const type = (text: string) =>
      value(
        workspace.edit(
          { ...setDirectory, value: text },
          {
            capture: { kind: 'merge', mergeKey: 'typing' },
          },
        ),
      );
    type('/d');
    type('/data');
    expect(workspace.state.changes).toHaveLength(1);
    expect(value(workspace.undo()).undo).toBeNull();
    type('/x');
    expect(type('/srv')).toMatchObject({ undo: null, changes: [] });
  });

  it('applies several edits or none', async () => {
    const workspace = await fixture.open();
    const unknown: Edit = { kind: 'machine/delete', name: 'nobody' };
    expect(workspace.editMany([assignEcho, unknown], { label: 'Both' })).toMatchObject({ ok: false });
    expect(workspace.state).toMatchObject({ changes: [], undo: null });
    const state = value(workspace.editMany([assignEcho, setDirectory], { label: 'Both' }));
    expect(state).toMatchObject({ undo: { label: 'Both' } });
    expect(state.changes).toHaveLength(2);
    expect(value(workspace.undo()).changes).toEqual([]);
  });

  it('discards single changes, with those that depend on them, as an undoable edit', async () => {
    const workspace = await fixture.open();
    value(workspace.edit({ kind: 'machine/add', name: 'iris' }));
    value(workspace.edit({ ...assignEcho, machines: ['iris', 'echo'] }));
    const added = workspace.state.changes.find((change) => change.title === 'iris is new');
    const state = value(workspace.discard([added?.id ?? '']));
    expect(state.changes.map((change) => change.title)).toEqual(['echo joins backup › client']);
    expect(state.undo).toEqual({ label: 'Discard 2 changes' });
    expect(value(workspace.undo()).changes).toHaveLength(3);
  });

  it('refuses what the evaluation forbids and says why', async () => {
    const workspace = await fixture.open();
    const outcome = workspace.edit({ kind: 'machine/remove-tag', machines: ['athena'], tag: 'all' });
    expect(outcome).toMatchObject({ ok: false, error: { code: 'edit.tag-computed' } });
    expect(workspace.undo()).toMatchObject({ ok: false, error: { code: 'workspace.nothing-to-undo' } });
  });
});

describe('saving', () => {
  it('writes exactly the plan, keeps the earlier text aside and is clean afterwards', async () => {
    const workspace = await fixture.open();
    value(workspace.edit(assignEcho));
    const plan = value(await workspace.plan([]));
    expect(plan).toMatchObject({
      before: sampleInventory,
      after: withEcho,
      excluded: [],
      unchangedMachines: 1,
    });
    expect(value(await workspace.save(plan.id, null))).toEqual({ committed: false, needsIntentToAdd: false });
    expect(fixture.read()).toBe(withEcho);
    expect(workspace.state).toMatchObject({ changes: [], undo: { label: 'Add echo to backup › client' } });
    await workspace.settled();
    expect(draftFiles()).toEqual([]);
    const id = workspace.state.clan.id;
    expect(readdirSync(join(fixture.appData, 'checkpoints', id))).toHaveLength(1);
    // Undo after a save is a change like any other.
    expect(value(workspace.undo()).changes.map((change) => change.title)).toEqual([
      'echo leaves backup › client',
    ]);
  });

  it('leaves excluded changes as unsaved edits', async () => {
    const workspace = await fixture.open();
    value(workspace.editMany([assignEcho, setDirectory], { label: 'Both' }));
    const [first] = workspace.state.changes;
    const plan = value(await workspace.plan([first?.id ?? '']));
    value(await workspace.save(plan.id, null));
    expect(workspace.state.changes.map((change) => change.id)).toEqual([first?.id]);
    expect(fixture.read()).toBe(sampleInventory.replace('"/srv"', '"/data"'));
  });

  it('plans without the impact when that cannot be computed, and says so', async () => {
    const workspace = await fixture.open();
    value(workspace.edit(assignEcho));
    const broken = { code: 'nix.x', severity: 'error', message: 'broken' } as const;
    fixture.evaluator.impact = () => Promise.resolve(err({ kind: 'failed', diagnostics: [broken] }));
    expect(value(await workspace.plan([]))).toMatchObject({
      impact: [],
      diagnostics: [broken],
      after: withEcho,
    });
    fixture.evaluator.impact = () => Promise.resolve(err({ kind: 'superseded' }));
    expect(value(await workspace.plan([])).diagnostics).toMatchObject([
      { code: 'evaluation.superseded', severity: 'warning' },
    ]);
  });

  it('proposes a message from what changed', async () => {
    const workspace = await fixture.open();
    value(workspace.edit(assignEcho));
    const message = async () => value(await workspace.plan([])).commit.message;
    expect(await message()).toBe('inventory: echo joins backup › client');
    value(workspace.edit(setDirectory));
    expect(await message()).toBe('inventory: echo joins backup › client and 1 more');
    value(workspace.edit({ kind: 'machine/delete', name: 'athena' }));
    value(workspace.undo());
    value(workspace.undo());
    value(workspace.edit({ kind: 'machine/add', name: 'x' }));
    expect(await message()).toBe('inventory: x is new, echo joins backup › client');
  });

  it('refuses a plan that is older than the document, and one that was carried out', async () => {
    const workspace = await fixture.open();
    value(workspace.edit(assignEcho));
    const plan = value(await workspace.plan([]));
    value(workspace.edit(setDirectory));
    const outdated = { ok: false, error: { code: 'workspace.plan-outdated' } };
    expect(await workspace.save(plan.id, null)).toMatchObject(outdated);
    expect(fixture.read()).toBe(sampleInventory);
    const second = value(await workspace.plan([]));
    value(await workspace.save(second.id, null));
    expect(await workspace.save(second.id, null)).toMatchObject(outdated);
  });

  it('ends a gesture: what is typed after a save is an edit of its own', async () => {
    const workspace = await fixture.open();
    const capture = { kind: 'merge', mergeKey: 'typing' } as const;
    value(workspace.edit({ ...setDirectory, value: '/a' }, { capture }));
    value(await saveAll(workspace));
    value(workspace.edit({ ...setDirectory, value: '/b' }, { capture }));
    expect(value(workspace.undo()).changes).toEqual([]);
  });

  it('has nothing to do when nothing changed or everything is excluded', async () => {
    const workspace = await fixture.open();
    const refusal = { ok: false, error: { code: 'workspace.nothing-to-save' } };
    expect(await saveAll(workspace)).toMatchObject(refusal);
    value(workspace.edit(assignEcho));
    const plan = value(await workspace.plan(workspace.state.changes.map((change) => change.id)));
    expect(await workspace.save(plan.id, null)).toMatchObject(refusal);
    expect(fixture.read()).toBe(sampleInventory);
  });

  it('makes the file when there is none and says that git does not know it', async () => {
    await fixture.remove();
    fixture = new ClanFixture(null);
    fixture.initGit();
    const workspace = await fixture.open();
    expect(workspace.state).toMatchObject({
      fileExists: false,
      git: { inventoryFile: 'missing', branch: 'main' },
    });
    expect(fixture.evaluator.inputs.at(-1)).toMatchObject({ current: null, saved: null });
    value(workspace.edit({ kind: 'machine/add', name: 'iris' }));
    expect(value(await saveAll(workspace))).toEqual({ committed: false, needsIntentToAdd: true });
    expect(fixture.read()).toBe('{\n  "machines": {\n    "iris": {}\n  }\n}\n');
    expect(workspace.state.directoryDiagnostics).toMatchObject([
      { code: 'git.untracked', fix: { kind: 'git-intent-to-add', paths: ['inventory.json'] } },
    ]);
    value(await workspace.intentToAdd());
    expect(workspace.state.directoryDiagnostics).toEqual([]);
    expect(fixture.git('status', '--porcelain')).toBe(' A inventory.json\n');
  });

  it('commits only the inventory and leaves other staged work alone', async () => {
    fixture.initGit();
    writeFileSync(join(fixture.clan, 'other.nix'), '{ }');
    fixture.git('add', 'other.nix');
    const workspace = await fixture.open();
    value(workspace.edit(assignEcho));
    expect(value(await saveAll(workspace, { message: 'Back up echo' }))).toMatchObject({ committed: true });
    expect(fixture.git('show', '--stat', '--format=%s')).toMatch(/^Back up echo\n\n inventory.json/);
    expect(fixture.git('status', '--porcelain')).toBe('A  other.nix\n');
  });

  it('keeps the saved file when the commit fails, and tells', async () => {
    fixture.initGit();
    const hook = join(fixture.clan, '.git/hooks/pre-commit');
    mkdirSync(join(fixture.clan, '.git/hooks'), { recursive: true });
    writeFileSync(hook, '#!/bin/sh\necho "hook says no" >&2\nexit 1\n', { mode: 0o755 });
    const workspace = await fixture.open();
    value(workspace.edit(assignEcho));
    const answer = value(await saveAll(workspace, { message: 'Back up echo' }));
    expect(answer).toMatchObject({ committed: false, warning: { code: 'git.failed' } });
    expect(answer.warning?.message).toContain('hook says no');
    expect(fixture.read()).toBe(withEcho);
    expect(workspace.state.git.inventoryFile).toBe('modified');
  });

  it('loses nothing when writing fails', async () => {
    const clanDirectory = clanDirectoryAt(fixture.clan, {
      steps: {
        ...diskSteps,
        rename: () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })),
      },
    });
    const workspace = await fixture.open({ clanDirectory });
    value(workspace.edit(assignEcho));
    expect(await saveAll(workspace)).toMatchObject({ ok: false, error: { code: 'inventory.write-failed' } });
    expect(fixture.read()).toBe(sampleInventory);
    expect(workspace.state.changes).toHaveLength(1);
    expect(readdirSync(fixture.clan).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});

describe('changes from outside', () => {
  const theirs = sampleInventory.replace('"echo": {}', '"echo": {},\n    "iris": {}');

  it('are read quietly when nothing is unsaved, with a note', async () => {
    const workspace = await fixture.open();
    fixture.write(theirs);
    await until(() => workspace.state.changes.length === 0 && 'iris' in machines(workspace), 'reload');
    expect(workspace.state.external).toBeNull();
    const note = workspace.state.directoryDiagnostics.find(
      (finding) => finding.code === 'workspace.reloaded',
    );
    expect(note?.message).toContain('iris is new');
  });

  it('carry the history over: undo takes back what the user did, not what others did', async () => {
    const workspace = await fixture.open();
    value(workspace.edit(assignEcho));
    value(await saveAll(workspace));
    fixture.write(theirs.replace('"athena": {} }', '"athena": {}, "echo": {} }'));
    await until(() => 'iris' in machines(workspace), 'reload');
    expect(workspace.state.undo).toEqual({
      label: 'Add echo to backup › client (before the file was reloaded)',
    });
    const undone = value(workspace.undo());
    expect(undone.changes.map((change) => change.title)).toEqual(['echo leaves backup › client']);
  });

  it('are merged with unsaved edits, and conflicts are listed, never decided', async () => {
    const workspace = await fixture.open();
    value(workspace.editMany([assignEcho, setDirectory], { label: 'Both' }));
    fixture.write(theirs.replace('"/srv"', '"/elsewhere"'));
    await until(() => workspace.state.external !== null, 'merge');
    expect(workspace.state.external).toMatchObject({
      mergedCount: 2,
      conflicts: [
        { label: 'backup › server: settings.directory', base: '/srv', mine: '/data', theirs: '/elsewhere' },
      ],
    });
    expect(workspace.state.changes).toHaveLength(2);
    expect(await saveAll(workspace)).toMatchObject({
      ok: false,
      error: { code: 'workspace.conflicts-open' },
    });
    const [conflict] = workspace.state.external?.conflicts ?? [];
    const state = value(workspace.resolveConflict(conflict?.id ?? '', 'theirs'));
    expect(state.external).toBeNull();
    expect(state.changes.map((change) => change.title)).toEqual(['echo joins backup › client']);
    value(await saveAll(workspace));
    expect(fixture.read()).toContain('"/elsewhere"');
    expect(fixture.read()).toContain('"iris": {}');
  });

  it('leave no conflict behind when undo ends at their value', async () => {
    const workspace = await fixture.open();
    value(workspace.edit(setDirectory));
    fixture.write(sampleInventory.replace('"/srv"', '"/elsewhere"'));
    await until(() => workspace.state.external?.conflicts.length === 1, 'conflict');
    expect(value(workspace.undo())).toMatchObject({ external: null, changes: [] });
  });

  it('that come between planning and writing are never overwritten', async () => {
    const workspace = await fixture.open({ clanDirectory: withoutWatching() });
    value(workspace.edit(assignEcho));
    const plan = value(await workspace.plan([]));
    fixture.write(theirs);
    const outcome = await workspace.save(plan.id, null);
    expect(outcome).toMatchObject({ ok: false, error: { code: 'inventory.changed-on-disk' } });
    expect(fixture.read()).toBe(theirs);
    expect(workspace.state.external).toEqual({ mergedCount: 1, conflicts: [] });
    value(await saveAll(workspace));
    expect(fixture.read()).toContain('"echo": {} }');
    expect(fixture.read()).toContain('"iris": {}');
  });

  it('that break the file make it read-only until it is mended, and keep the edits', async () => {
    const workspace = await fixture.open();
    value(workspace.edit(assignEcho));
    fixture.write('{ "machines": { "athena": }');
    await until(() => workspace.state.readOnly !== null, 'malformed file noticed');
    expect(workspace.state.readOnly).toMatchObject({
      code: 'inventory.malformed',
      span: { line: 1, column: 27 },
    });
    expect(workspace.edit(setDirectory)).toMatchObject({ ok: false, error: { code: 'inventory.malformed' } });
    expect(await workspace.plan([])).toMatchObject({ ok: false });
    fixture.write(theirs);
    await until(() => workspace.state.readOnly === null, 'mended file noticed');
    expect(workspace.state.changes.map((change) => change.title)).toEqual(['echo joins backup › client']);
    expect('iris' in machines(workspace)).toBe(true);
  });

  it('that delete the file leave unsaved edits alone', async () => {
    const workspace = await fixture.open();
    value(workspace.edit(assignEcho));
    unlinkSync(fixture.inventory);
    await until(() => !workspace.state.fileExists, 'deletion noticed');
    expect(machines(workspace)).toHaveProperty('echo');
    expect(workspace.state.directoryDiagnostics.map((finding) => finding.code)).toContain(
      'workspace.deleted-on-disk',
    );
    value(await saveAll(workspace));
    expect(JSON.parse(fixture.read())).toEqual(JSON.parse(withEcho));
  });
});

describe('drafts', () => {
  it('survive a crash and come back, as one undoable edit', async () => {
    const crashed = await fixture.open({ liveDrafts: new Set() });
    value(crashed.edit(assignEcho));
    await crashed.settled();
    const workspace = await fixture.open({ liveDrafts: new Set() });
    expect(workspace.state.draft).toMatchObject({ changeCount: 1, isBaseUnchanged: true });
    expect(workspace.state.changes).toEqual([]);
    const state = value(await workspace.restoreDraft());
    expect(state).toMatchObject({ draft: null, undo: { label: 'Restore unsaved edits' } });
    expect(state.changes.map((change) => change.title)).toEqual(['echo joins backup › client']);
    expect(draftFiles()).toHaveLength(1);
  });

  it('are merged when the file changed since', async () => {
    const first = await fixture.open();
    value(first.editMany([assignEcho, setDirectory], { label: 'Both' }));
    await first.dispose();
    fixture.write(sampleInventory.replace('"/srv"', '"/elsewhere"'));
    const workspace = await fixture.open();
    expect(workspace.state.draft).toMatchObject({ changeCount: 2, isBaseUnchanged: false });
    const state = value(await workspace.restoreDraft());
    expect(state.external?.conflicts).toMatchObject([{ mine: '/data', theirs: '/elsewhere' }]);
  });

  it('are dropped on request, and not offered when they hold nothing new', async () => {
    const first = await fixture.open();
    value(first.edit(assignEcho));
    await first.dispose();
    const second = await fixture.open();
    expect(value(await second.dropDraft()).draft).toBeNull();
    expect(await second.dropDraft()).toMatchObject({ ok: false, error: { code: 'workspace.no-draft' } });
    value(second.edit(assignEcho));
    await second.dispose();
    fixture.write(withEcho);
    expect((await fixture.open()).state.draft).toBeNull();
    expect(draftFiles()).toEqual([]);
  });

  it('of a session that still runs are not offered', async () => {
    const first = await fixture.open();
    value(first.edit(assignEcho));
    await first.settled();
    expect((await fixture.open()).state.draft).toBeNull();
  });

  it('that cannot be kept are a warning, not a failure', async () => {
    writeFileSync(fixture.appData, 'a file where a folder should be');
    const workspace = await fixture.open();
    value(workspace.edit(assignEcho));
    await workspace.settled();
    expect(workspace.state.directoryDiagnostics.map((finding) => finding.code)).toEqual([
      'workspace.journal-failed',
    ]);
    expect(value(await saveAll(workspace))).toMatchObject({ committed: false });
    expect(fixture.read()).toBe(withEcho);
    rmSync(fixture.appData);
  });
});

describe('bad input', () => {
  it('lets nobody edit what cannot be written, until it can', async () => {
    let isDenied = true;
    const real = clanDirectoryAt(fixture.clan);
    const denied: Diagnostic = { code: 'inventory.read-only', severity: 'error', message: 'no' };
    const workspace = await fixture.open({
      clanDirectory: { ...real, writeProblem: () => Promise.resolve(isDenied ? denied : null) },
    });
    expect(workspace.state.readOnly).toEqual(denied);
    expect(workspace.edit(assignEcho)).toEqual({ ok: false, error: denied });
    isDenied = false;
    workspace.edit(assignEcho);
    await until(() => workspace.state.readOnly === null, 'permission noticed');
    expect(value(workspace.edit(assignEcho)).changes).toHaveLength(1);
  });

  it('refuses everything once it is closed, and tells nobody', async () => {
    const workspace = await fixture.open();
    await workspace.dispose();
    await workspace.dispose();
    const count = fixture.published.length;
    expect(workspace.edit(assignEcho)).toMatchObject({ ok: false, error: { code: 'workspace.closed' } });
    expect(await workspace.save('x')).toMatchObject({ ok: false, error: { code: 'workspace.closed' } });
    expect([fixture.published.length, fixture.evaluator.isDisposed]).toEqual([count, true]);
  });

  it('shows a file that is not to be read as such', async () => {
    unlinkSync(fixture.inventory);
    mkdirSync(fixture.inventory);
    const workspace = await fixture.open();
    expect(workspace.state.readOnly).toMatchObject({ code: 'inventory.not-a-file' });
    expect(workspace.state.directoryDiagnostics.map((finding) => finding.code)).toContain(
      'inventory.not-a-file',
    );
    expect(fixture.evaluator.inputs.at(-1)?.current).toBeNull();
  });

  it('says that an unknown conflict is settled', async () => {
    const workspace = await fixture.open();
    expect(workspace.resolveConflict('none', 'mine')).toMatchObject({
      ok: false,
      error: { code: 'workspace.conflict-unknown' },
    });
    expect(workspace.redo()).toMatchObject({ ok: false, error: { code: 'workspace.nothing-to-redo' } });
  });

  it('opens a clan whose inventory is malformed, and never writes it', async () => {
    fixture.write('{\n  "machines": {},\n}\n');
    const workspace = await fixture.open();
    expect(workspace.state.readOnly).toMatchObject({
      code: 'inventory.malformed',
      span: { line: 3, column: 1 },
    });
    expect(fixture.evaluator.inputs.at(-1)?.current).toBe('{\n  "machines": {},\n}\n');
    expect(workspace.evaluation.status).toBe('failed');
    expect(workspace.edit(assignEcho)).toMatchObject({ ok: false });
    expect(fixture.read()).toBe('{\n  "machines": {},\n}\n');
  });

  it('keeps the last good evaluation while newer ones fail', async () => {
    const workspace = await fixture.open();
    const good = workspace.evaluation.evaluation;
    fixture.evaluator.answer = () => ({
      ok: false,
      error: { kind: 'failed', diagnostics: [{ code: 'nix/x', severity: 'error', message: 'broken' }] },
    });
    value(workspace.edit(assignEcho));
    await workspace.settled();
    expect(workspace.evaluation).toMatchObject({ status: 'failed', diagnostics: [{ code: 'nix/x' }] });
    expect(workspace.evaluation.evaluation).toBe(good);
  });

  it('drops answers that are overtaken', async () => {
    const workspace = await fixture.open();
    fixture.evaluator.isHeld = true;
    value(workspace.edit(assignEcho));
    await until(() => fixture.evaluator.inputs.length === 2, 'first evaluation started');
    value(workspace.edit(setDirectory));
    await until(() => fixture.evaluator.inputs.length === 3, 'second evaluation started');
    fixture.evaluator.release();
    await workspace.settled();
    expect(workspace.evaluation.revision).toBe(workspace.state.revision);
  });

  it('handles a clan of 10 MB within a second an edit', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 40_000 }, (_, index) => [
        `machine-${index}`,
        { description: 'x'.repeat(150), tags: ['a', 'b'] },
      ]),
    );
    fixture.write(JSON.stringify({ machines: many, instances: {} }, null, 2));
    expect(fixture.read().length).toBeGreaterThan(10_000_000);
    const workspace = await fixture.open();
    const times = ['first', 'second', 'third', 'new'].map((text) => {
      const started = performance.now();
      value(
        workspace.edit({
          kind: 'machine/set-field',
          machine: 'machine-2',
          field: 'description',
          value: text,
        }),
      );
      return performance.now() - started;
    });
    // The best of them: the others may have waited for a busy machine.
    expect(Math.min(...times)).toBeLessThan(1_000);
    value(await saveAll(workspace));
    expect(fixture.read()).toContain('"description": "new"');
  });
});

function machines(workspace: Workspace): object {
  return workspace.state.document['machines'] as object;
}

function draftFiles(): readonly string[] {
  const folder = join(fixture.appData, 'drafts');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\d+-\d+-[0-9a-f]+\.json$/.test(name),
  );
}

/** A directory that notices nothing by itself, for races that are decided by the fingerprint. */
function withoutWatching() {
  return clanDirectoryAt(fixture.clan, {
    watch: () => ({ ready: Promise.resolve(), close: () => Promise.resolve() }),
  });
}
