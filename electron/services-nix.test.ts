/** The whole back end with the user's own Nix beside the embedded evaluator, on a clan that both can evaluate. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PreviewNode } from '../shared/clan/evaluation';
import type {
  EvaluationState,
  EvaluatorsState,
  RequestAnswer,
  RequestChannel,
  RequestPayload,
} from '../shared/contract';
import type { NixSearch } from './evaluator';
import { NixFixture, hasNix } from './evaluator/system-nix/testing/nix-fixture';
import { packageRoot } from './installation';
import { createDispatch, createHandlers } from './ipc';
import type { Dispatch } from './ipc';
import { Services } from './services';
import { buildWorker } from './testing/built-worker';
import type { BuiltWorker } from './testing/built-worker';

const fixture = new NixFixture();
let worker: BuiltWorker;
let clan: string;
let services: Services;
let dispatch: Dispatch;
let published: EvaluatorsState[];
let data = 0;

beforeAll(async () => {
  worker = await buildWorker();
});
afterAll(async () => {
  worker.remove();
  await fixture.dispose();
});

beforeEach(() => {
  clan = fixture.clan();
  published = [];
  services = makeServices();
});
afterEach(() => services.dispose());

function makeServices(appData = path.join(fixture.base, `data-${++data}`), found?: NixSearch): Services {
  const made = new Services({
    shell: 'browser',
    version: '0.0.0',
    appData,
    examples: path.join(packageRoot, 'assets/examples'),
    home: fixture.base,
    worker: worker.file,
    native: null,
    nix: {
      environment: fixture.environment,
      pause: 20,
      ...(found !== undefined && { find: () => Promise.resolve(found) }),
    },
    emit: (channel, payload) => {
      if (channel === 'evaluators:changed') published.push(payload as EvaluatorsState);
    },
  });
  dispatch = createDispatch(createHandlers(made), (channel, error) => {
    throw new Error(`bug in ${channel}`, { cause: error });
  });
  return made;
}

async function ask<C extends RequestChannel>(
  channel: C,
  payload: RequestPayload<C>,
): Promise<RequestAnswer<C>> {
  const envelope = await dispatch(channel, payload);
  if (!envelope.ok) throw new Error(`${channel}: ${envelope.error.message}`);
  return envelope.value as RequestAnswer<C>;
}

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

/** Resolves when Nix has answered for the present document. */
async function confirmed(): Promise<EvaluatorsState> {
  return vi.waitFor(
    () => {
      const state = services.evaluators?.state;
      expect(state?.nix).toMatchObject({
        kind: 'answered',
        revision: services.workspace?.state.revision,
      });
      return state as EvaluatorsState;
    },
    { timeout: 30_000, interval: 20 },
  );
}

function lines(
  node: PreviewNode | null,
  path: readonly string[] = [],
): readonly (readonly [string, PreviewNode])[] {
  if (node === null) return [];
  const children = node.children ?? [];
  return children.length === 0
    ? [[path.join('.'), node]]
    : children.flatMap((child) => lines(child, [...path, child.name]));
}

/** Resolves when Nix is in this state. */
async function status(kind: EvaluatorsState['nix']['kind']): Promise<EvaluatorsState> {
  return vi.waitFor(
    () => {
      const state = services.evaluators?.state;
      expect(state?.nix.kind).toBe(kind);
      return state as EvaluatorsState;
    },
    { timeout: 30_000, interval: 5 },
  );
}

function kinds(): readonly string[] {
  return published.map(({ nix }) => nix.kind).filter((kind, index, all) => kind !== all[index - 1]);
}

/** Makes the clan's clan-core behave in a way that the embedded one does not know. */
function plant(): void {
  const file = path.join(clan, 'clan-core/modules/clan/module.nix');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace('lib.mkDefault name', 'lib.mkDefault "${name}-2"'));
}

describe.skipIf(!hasNix)('with the real nix: the automatic mode', () => {
  test('the embedded evaluator answers at once and Nix confirms it, also after an edit', async () => {
    await services.openDirectory(clan);
    const first = await evaluated();
    expect(first.evaluator).toBe('embedded');
    const quick = await ask('results:machine-preview', { machine: 'desk' });
    expect(lines(quick.root).some(([, node]) => node.nix !== undefined)).toBe(false);
    const state = await confirmed();
    expect(kinds()).toEqual(['looking', 'waiting', 'working', 'answered']);
    expect(state).toMatchObject({ nix: { differences: 0 }, diagnostics: [] });
    expect(state.program?.version).toMatch(/^2\.\d+/);
    expect(state.answers).toBeGreaterThan(0);
    const preview = await ask('results:machine-preview', { machine: 'desk' });
    expect(lines(preview.root).map(([, node]) => node.nix?.kind)).toEqual(
      lines(quick.root).map(() => 'agrees'),
    );
    const edit = { kind: 'machine/add', name: 'tablet', tags: ['work'] } as const;
    await ask('workspace:edit', { edit });
    expect((await confirmed()).nix).toMatchObject({ differences: 0 });
    const added = await ask('results:machine-preview', { machine: 'tablet' });
    expect(added.root?.children?.length).toBeGreaterThan(0);
    await vi.waitFor(
      async () => {
        const again = await ask('results:machine-preview', { machine: 'tablet' });
        expect(lines(again.root).every(([, node]) => node.nix?.kind === 'agrees')).toBe(true);
      },
      { timeout: 20_000 },
    );
  });

  test('a difference is told with both values, where it is', async () => {
    plant();
    await services.openDirectory(clan);
    await evaluated();
    await ask('results:machine-preview', { machine: 'desk' });
    const { diagnostics, nix } = await vi.waitFor(
      async () => {
        const state = await confirmed();
        expect(state.diagnostics).not.toEqual([]);
        return state;
      },
      { timeout: 20_000 },
    );
    expect(nix).toMatchObject({ differences: 1 });
    expect(diagnostics).toMatchObject([
      {
        code: 'system-nix.disagreement',
        severity: 'warning',
        message: expect.stringMatching(
          /networking\.hostName of desk\. Embedded: "desk"; system Nix: "desk-2"/,
        ) as string,
        target: { kind: 'machine', machine: 'desk', option: ['networking', 'hostName'] },
      },
    ]);
    const preview = await ask('results:machine-preview', { machine: 'desk' });
    const found = new Map(lines(preview.root));
    expect(found.get('networking.hostName')?.nix).toEqual({ kind: 'differs', text: '"desk-2"' });
  });

  test('system Nix alone, and back, while the clan is open', async () => {
    await services.openDirectory(clan);
    await evaluated();
    expect(await ask('evaluators:choose', { choice: 'nix' })).toMatchObject({ choice: 'nix' });
    await vi.waitFor(() => expect(services.workspace?.evaluation.evaluator).toBe('nix'), { timeout: 20_000 });
    expect(services.evaluators?.state.nix).toMatchObject({ kind: 'answered', differences: 0 });
    const preview = await ask('results:machine-preview', { machine: 'desk' });
    expect(preview.evaluator).toBe('nix');
    const place = { machine: 'desk', path: ['networking', 'hostName'] };
    expect((await ask('results:provenance', place)).evaluator).toBe('nix');
    expect((await ask('results:role-form', { instance: 'backup', role: 'client' })).schema).toBeDefined();
    await ask('workspace:edit', { edit: { kind: 'machine/add', name: 'tablet', tags: ['work'] } });
    const plan = await ask('workspace:plan', { exclude: [] });
    expect(plan.impact.map(({ machine }) => machine)).toContain('tablet');
    expect((await evaluated()).evaluator).toBe('nix');
    await ask('evaluators:choose', { choice: 'embedded' });
    await vi.waitFor(() => expect(services.workspace?.evaluation.evaluator).toBe('embedded'), {
      timeout: 20_000,
    });
    expect(services.evaluators?.state.nix).toEqual({ kind: 'unused' });
    await ask('evaluators:choose', { choice: 'auto' });
    expect((await confirmed()).nix).toMatchObject({ differences: 0 });
    expect(services.settings.clan(clan).evaluator).toBe('auto');
  });

  test('choices for one session go to both evaluators and are not remembered', async () => {
    const other = path.join(fixture.base, 'other core');
    cpSync(path.join(clan, 'clan-core'), other, { recursive: true });
    await services.openDirectory(clan, { evaluator: 'nix', overrideInputs: { 'clan-core': other } });
    await vi.waitFor(() => expect(services.workspace?.evaluation.evaluator).toBe('nix'), { timeout: 20_000 });
    expect((await ask('inputs:get', {})).inputs).toContainEqual(
      expect.objectContaining({ name: 'clan-core', source: { kind: 'override', folder: other } }),
    );
    expect(services.settings.clan(clan)).toMatchObject({ evaluator: 'auto', overrideInputs: {} });
    await ask('inputs:reset', { input: 'clan-core' });
    expect((await ask('inputs:get', {})).inputs).not.toContainEqual(
      expect.objectContaining({ source: { kind: 'override', folder: other } }),
    );
  });

  test('inputs that only the network has: a quiet status that names them', async () => {
    const flake = path.join(clan, 'flake.nix');
    const text = readFileSync(flake, 'utf8');
    writeFileSync(flake, text.replace('path:./nixpkgs', 'github:NixOS/nixpkgs/nixos-unstable'));
    await services.openDirectory(clan);
    await evaluated();
    const state = await status('needs-network');
    expect(state).toMatchObject({
      mayFetch: false,
      diagnostics: [],
      nix: {
        problem: {
          code: 'system-nix.input-missing',
          input: 'nixpkgs',
          message: expect.stringMatching(
            /^The input “nixpkgs” of the flake is not on this machine \(https:\S+\)\.$/,
          ) as string,
        },
      },
    });
  });

  test('with consent they are fetched, in so many words, and the consent is remembered', async () => {
    const archive = execFileSync('tar', ['-C', clan, '-czf', '-', 'nixpkgs']);
    let requests = 0;
    const server = createServer((_request, response) => {
      requests++;
      response.end(archive);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = server.address() as AddressInfo;
      const flake = path.join(clan, 'flake.nix');
      const text = readFileSync(flake, 'utf8');
      writeFileSync(flake, text.replace('path:./nixpkgs', `http://127.0.0.1:${port}/nixpkgs.tar.gz`));
      await services.openDirectory(clan);
      await evaluated();
      const { nix } = await status('needs-network');
      expect(nix).toMatchObject({ problem: { input: 'nixpkgs' } });
      expect(requests).toBe(0);
      await ask('evaluators:allow-fetching', { isAllowed: true });
      expect((await confirmed()).nix).toMatchObject({ differences: 0 });
      expect(requests).toBeGreaterThan(0);
      const words = published.flatMap((state) => (state.nix.kind === 'working' ? [state.nix.progress] : []));
      expect(words).toContain('evaluating');
      expect(services.settings.clan(clan).mayFetch).toBe(true);
      expect(await ask('evaluators:allow-fetching', { isAllowed: false })).toMatchObject({ mayFetch: false });
    } finally {
      server.close();
    }
  });

  test('a file that git does not know is made known with one click', async () => {
    fixture.write(clan, {
      'extra.nix': '{ inventory.machines.extra = { }; }',
      'clan.nix': readFileSync(path.join(clan, 'clan.nix'), 'utf8').replace(
        'meta.name',
        'imports = [ ./extra.nix ];\n  meta.name',
      ),
    });
    fixture.track(clan, ['extra.nix']);
    await services.openDirectory(clan);
    await evaluated();
    const state = await status('failed');
    const [found] = state.diagnostics;
    expect(found).toMatchObject({
      code: 'system-nix.untracked-file',
      fix: { kind: 'git-intent-to-add', paths: ['extra.nix'] },
    });
    await ask('git:intent-to-add', { paths: [...(found?.fix?.paths ?? [])] });
    expect((await confirmed()).nix).toMatchObject({ differences: 0 });
  });

  test('closing in the middle ends the processes of Nix and leaves no copy', async () => {
    const appData = path.join(fixture.base, 'closing');
    await services.dispose();
    services = makeServices(appData);
    await services.openDirectory(clan);
    await evaluated();
    await status('working');
    await services.dispose();
    expect(readdirSync(path.join(appData, 'staging'))).toEqual([]);
    expect(processesOf(path.join(appData, 'staging'))).toEqual([]);
  });
});

test('without nix the clan opens as ever, and the reason is told', async () => {
  await services.dispose();
  services = makeServices(undefined, { kind: 'missing', lookedIn: ['/usr/bin'] });
  await services.openDirectory(clan);
  expect((await evaluated()).evaluator).toBe('embedded');
  expect(await status('unavailable')).toMatchObject({
    program: null,
    diagnostics: [],
    nix: { problem: { code: 'system-nix.missing' } },
  });
  expect(await ask('evaluators:choose', { choice: 'nix' })).toMatchObject({
    nix: { kind: 'unavailable' },
    diagnostics: [{ code: 'system-nix.instead' }],
  });
  expect((await evaluated()).evaluation?.machines).toHaveLength(3);
});

/** Processes with this text among their arguments. */
function processesOf(text: string): readonly string[] {
  // Only Linux has them as files.
  if (!existsSync('/proc')) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(text);
      } catch {
        // It has ended just now.
        return false;
      }
    });
}
