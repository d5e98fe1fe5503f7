/** The whole back end on a copy of an example: requests in, events out, the file on disk, the real evaluator. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type {
  EvaluationState,
  RequestAnswer,
  RequestChannel,
  RequestPayload,
  WorkspaceState,
} from '../shared/contract';
import { packageRoot } from './installation';
import { createDispatch, createHandlers } from './ipc';
import type { Dispatch } from './ipc';
import { Services } from './services';
import { buildWorker } from './testing/built-worker';
import type { BuiltWorker } from './testing/built-worker';

const examples = path.join(packageRoot, 'assets/examples');
let worker: BuiltWorker;
let base: string;
let clan: string;
let services: Services;
let dispatch: Dispatch;
let latest: { workspace: WorkspaceState | null; evaluation: EvaluationState | null };

beforeAll(async () => {
  worker = await buildWorker();
});
afterAll(() => worker.remove());

beforeEach(() => {
  base = realpathSync(mkdtempSync(path.join(tmpdir(), 'services-')));
  clan = path.join(base, 'clan');
  cpSync(path.join(examples, 'backup'), clan, { recursive: true });
  latest = { workspace: null, evaluation: null };
  services = new Services({
    shell: 'browser',
    version: '0.0.0',
    appData: path.join(base, 'data'),
    examples,
    home: base,
    worker: worker.file,
    native: null,
    emit: (channel, payload) => {
      if (channel === 'workspace:changed') latest.workspace = payload as WorkspaceState | null;
      if (channel === 'evaluation:changed') latest.evaluation = payload as EvaluationState;
    },
  });
  dispatch = createDispatch(createHandlers(services), (channel, error) => {
    throw new Error(`bug in ${channel}`, { cause: error });
  });
});
afterEach(async () => {
  await services.dispose();
  rmSync(base, { recursive: true, force: true });
});

/** The answer's value; fails the test when the request was refused. */
async function ask<C extends RequestChannel>(
  channel: C,
  payload: RequestPayload<C>,
): Promise<RequestAnswer<C>> {
  const envelope = await dispatch(channel, payload);
  if (!envelope.ok) throw new Error(`${channel}: ${envelope.error.message}`);
  return envelope.value as RequestAnswer<C>;
}

/** Resolves when evaluation has caught up with the document. */
async function evaluated(): Promise<EvaluationState> {
  return vi.waitFor(
    () => {
      const state = services.workspace?.evaluation;
      expect(state?.status).toBe('done');
      expect(state?.revision).toBe(services.workspace?.state.revision);
      return state as EvaluationState;
    },
    { timeout: 20_000 },
  );
}

async function open(): Promise<EvaluationState> {
  const opened = await services.openDirectory(clan);
  expect(opened).toMatchObject({ ok: true });
  return evaluated();
}

test('opens, evaluates, edits, previews, plans and saves', async () => {
  const before = readFileSync(path.join(clan, 'inventory.json'), 'utf8');
  const { evaluation } = await open();
  expect(evaluation?.machines.map((machine) => machine.name)).toEqual([
    'backup-box',
    'laptop',
    'workstation',
  ]);
  const [instance] = evaluation?.instances ?? [];
  const add = { kind: 'machine/add', name: 'tablet', tags: ['portable'] } as const;
  await ask('workspace:edit', { edit: add });
  expect((await evaluated()).evaluation?.machines.map((machine) => machine.name)).toContain('tablet');
  expect(instance?.name).toBeDefined();

  const plan = await ask('workspace:plan', { exclude: [] });
  expect(plan.before).toBe(before);
  expect(plan.impact.map((impact) => impact.machine)).toContain('tablet');
  await ask('workspace:save', { plan: plan.id, commit: null });
  expect(readFileSync(path.join(clan, 'inventory.json'), 'utf8')).toBe(plan.after);
  expect(services.hasUnsavedEdits()).toBe(false);
  expect(services.settings.recent.list().map((recent) => recent.name)).toEqual(['clan']);
});

test('the preview of a machine is marked against the saved state, and unmarked after undo', async () => {
  await open();
  await ask('results:machine-preview', { machine: 'laptop' });
  const setting = { instance: 'admins', role: 'server', layer: { kind: 'role' }, path: ['port'] } as const;
  await ask('workspace:edit', { edit: { kind: 'settings/set', ...setting, value: 2222 } });
  await evaluated();
  const edited = await ask('results:machine-preview', { machine: 'laptop' });
  expect(edited.counts.changed).toBeGreaterThan(0);
  const place = await ask('results:provenance', {
    machine: 'laptop',
    path: ['services', 'openssh', 'ports'],
  });
  expect(place.definitions[0]).toMatchObject({ instance: 'admins', role: 'server', outcome: 'won' });
  await ask('workspace:undo', {});
  await evaluated();
  const undone = await ask('results:machine-preview', { machine: 'laptop' });
  expect(undone.counts).toEqual({ added: 0, changed: 0, removed: 0 });
});

test('unsaved edits survive the end of the process', async () => {
  await open();
  await ask('workspace:edit', { edit: { kind: 'machine/add', name: 'tablet' } });
  await services.dispose();
  await open();
  expect((await ask('workspace:get', {}))?.workspace.draft).toMatchObject({ changeCount: 1 });
  const restored = await ask('workspace:restore-draft', {});
  expect(restored.document['machines']).toHaveProperty('tablet');
});

test('an example is opened as a copy', async () => {
  await ask('clan:open', { kind: 'example', id: 'backup' });
  expect(latest.workspace?.clan ?? (await ask('workspace:get', {}))?.workspace.clan).toMatchObject({
    isExample: true,
  });
  expect(services.workspace?.directory).toBe(path.join(base, 'data/examples/backup'));
});

test('a folder is opened by the id that its listing gave', async () => {
  const home = await ask('app:list-folder', { id: null });
  const entry = home.entries.find((candidate) => candidate.name === 'clan');
  if (entry?.isClan !== true) throw new Error('the clan is not listed');
  expect((await ask('clan:open', { kind: 'folder', id: entry.id })).clan.name).toBe('clan');
  await ask('clan:close', {});
  expect(await ask('workspace:get', {})).toBeNull();
});

test('positions are remembered outside the clan and make nothing dirty', async () => {
  await open();
  await ask('layout:set', { positions: { 'machine:laptop': { x: 1, y: 2 } } });
  expect(await ask('layout:get', {})).toEqual({ 'machine:laptop': { x: 1, y: 2 } });
  expect(services.hasUnsavedEdits()).toBe(false);
});

test('a clan that is none is refused, and the open one stays open', async () => {
  await open();
  const empty = path.join(base, 'empty');
  mkdirSync(empty);
  expect(await services.openDirectory(empty)).toMatchObject({ ok: false, error: { severity: 'error' } });
  expect(services.workspace?.directory).toBe(clan);
});

test.each(['workspace:undo', 'git:intent-to-add', 'layout:get'] as const)(
  '%s needs an open clan',
  async (channel) => {
    expect(await dispatch(channel, {})).toMatchObject({ ok: false, error: { code: 'clan.none-open' } });
  },
);

test('a syntax error is shown with its place and the rest still works', async () => {
  writeFileSync(path.join(clan, 'clan.nix'), '{ inventory = }');
  await services.openDirectory(clan);
  await vi.waitFor(
    () => {
      const codes = services.workspace?.evaluation.diagnostics.map((diagnostic) => diagnostic.code);
      expect(codes).toContain('nix.parse');
    },
    { timeout: 20_000 },
  );
  expect(await ask('workspace:edit', { edit: { kind: 'machine/add', name: 'tablet' } })).toMatchObject({
    document: { machines: { tablet: {} } },
  });
});

test('the browser host opens no links itself', async () => {
  expect(await dispatch('app:open-external', { url: 'https://docs.clan.lol/' })).toMatchObject({
    ok: false,
    error: { code: 'app.no-browser' },
  });
});

/** A flake that offers one service, as an input of ours could be. */
function writeCommunity(): string {
  const folder = path.join(base, 'community');
  mkdirSync(folder);
  writeFileSync(
    path.join(folder, 'flake.nix'),
    `{
      outputs = _: {
        clan.modules.greeter = {
          _class = "clan.service";
          manifest.name = "greeter";
          manifest.description = "Says hello";
          manifest.readme = "Says hello";
          roles.speaker = {
            description = "Says hello";
            interface = { lib, ... }: { options.words = lib.mkOption { type = lib.types.str; default = "hello"; }; };
          };
        };
      };
    }`,
  );
  return folder;
}

test('a checkout in the place of an input is checked, used at once and remembered', async () => {
  const flake = path.join(clan, 'flake.nix');
  writeFileSync(
    flake,
    readFileSync(flake, 'utf8').replace(
      'inputs.nixpkgs',
      'inputs.community.url = "github:example/community";\n  inputs.nixpkgs',
    ),
  );
  const inventory = path.join(clan, 'inventory.json');
  const document = JSON.parse(readFileSync(inventory, 'utf8')) as { instances: Record<string, unknown> };
  document.instances['hello'] = {
    module: { name: 'greeter', input: 'community' },
    roles: { speaker: { tags: ['all'] } },
  };
  writeFileSync(inventory, JSON.stringify(document));

  const { diagnostics } = await open();
  expect(diagnostics).toContainEqual(expect.objectContaining({ input: 'community' }) as unknown);
  const before = await ask('inputs:get', {});
  expect(before.inputs.map(({ name, source }) => [name, source.kind])).toEqual([
    ['clan-core', 'built-in'],
    ['community', 'missing'],
    ['nixpkgs', 'built-in'],
  ]);

  const home = await ask('app:list-folder', { id: null });
  const idOf = (name: string): string => home.entries.find((entry) => entry.name === name)?.id ?? '';
  const refused = await dispatch('inputs:override', { input: 'community', folder: idOf('data') });
  expect(refused).toMatchObject({ ok: false, error: { code: 'input.no-checkout', input: 'community' } });

  const folder = writeCommunity();
  const id = (await ask('app:list-folder', { id: null })).entries.find(
    ({ name }) => name === 'community',
  )?.id;
  const after = await ask('inputs:override', { input: 'community', folder: id ?? '' });
  expect(after.inputs.find(({ name }) => name === 'community')).toMatchObject({
    source: { kind: 'override', folder },
    problem: null,
  });
  await vi.waitFor(
    () => {
      const state = services.workspace?.evaluation;
      expect(state?.status).toBe('done');
      expect(state?.diagnostics.filter((diagnostic) => diagnostic.input !== undefined)).toEqual([]);
    },
    { timeout: 20_000 },
  );
  const hello = services.workspace?.evaluation.evaluation?.instances.find(({ name }) => name === 'hello');
  expect(hello?.roles[0]?.members).toHaveLength(3);
  expect(services.settings.clan(clan).overrideInputs).toEqual({ community: folder });

  await services.workspace?.settled();
  const module = path.join(folder, 'flake.nix');
  writeFileSync(module, readFileSync(module, 'utf8').replaceAll('speaker', 'singer'));
  await vi.waitFor(
    () =>
      expect(services.workspace?.evaluation.diagnostics.map(({ code }) => code)).toContain(
        'clan.unknown-role',
      ),
    { timeout: 20_000 },
  );

  rmSync(folder, { recursive: true });
  const gone = await ask('inputs:get', {});
  expect(gone.inputs.find(({ name }) => name === 'community')?.problem?.code).toBe('input.no-folder');
  const reset = await ask('inputs:reset', { input: 'community' });
  expect(reset.inputs.find(({ name }) => name === 'community')?.source.kind).toBe('missing');
});

test('the native dialog chooses a checkout as well, or nothing', async () => {
  let chosen: string | null = null;
  const native = { chooseFolder: () => Promise.resolve(chosen), openExternal: () => Promise.resolve() };
  const options = { shell: 'electron', version: '0.0.0', examples, worker: worker.file, native } as const;
  const desktop = new Services({ ...options, appData: path.join(base, 'desktop'), emit: () => undefined });
  try {
    await desktop.openDirectory(clan);
    expect(await desktop.chooseInputFolder('nixpkgs')).toEqual({ ok: true, value: null });
    chosen = base;
    expect(await desktop.chooseInputFolder('nixpkgs')).toMatchObject({
      ok: false,
      error: { code: 'input.no-checkout', input: 'nixpkgs' },
    });
    expect(desktop.settings.clan(clan).overrideInputs).toEqual({});
  } finally {
    await desktop.dispose();
  }
  expect(await services.chooseInputFolder('nixpkgs')).toMatchObject({ ok: false });
});
