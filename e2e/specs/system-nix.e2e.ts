/** The command line with the user's own Nix, on a clan whose inputs are folders beside it. */
import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

const root = join(import.meta.dirname, '../..');
const bin = join(root, 'electron/cli/bin.mjs');
const hasNix = spawnSync('nix', ['--version'], { encoding: 'utf8' }).stdout?.startsWith('nix (') ?? false;

let base: string;
let clan: string;
beforeAll(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'cli-nix-')));
  clan = join(base, 'clan');
  cpSync(join(root, 'e2e/fixtures/nix-clan'), clan, { recursive: true });
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command; Nix has a store of its own, so that none has to be installed for all users. */
function run(args: readonly string[], path = process.env['PATH']): Promise<Outcome> {
  const below = (name: string): string => join(base, 'nix', name);
  const env = {
    PATH: path,
    HOME: below('home'),
    NIX_STORE_DIR: below('store'),
    NIX_STATE_DIR: below('state'),
    NIX_LOG_DIR: below('log'),
    NIX_CONF_DIR: below('conf'),
    XDG_CACHE_HOME: below('cache'),
  };
  return new Promise((resolve) => {
    execFile(process.execPath, [bin, ...args], { env, maxBuffer: 1 << 24 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

describe.skipIf(!hasNix)('with the real nix', () => {
  test.each([
    ['settings', []],
    ['members', []],
    ['preview', ['desk', '--attr', 'services']],
  ])('%s is what the embedded evaluator says', async (command, more) => {
    const args = [command, clan, ...more];
    const nix = await run([...args, '--evaluator', 'nix']);
    const embedded = await run(args);
    expect({ code: nix.code, stderr: nix.stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(nix.stdout)).toEqual(JSON.parse(embedded.stdout));
  });

  test('auto says who answered', async () => {
    const { code, stderr } = await run(['outputs', clan, '--evaluator', 'auto']);
    expect(code).toBe(0);
    expect(stderr).toMatch(/answered by Nix \d/);
  });

  test('a folder in the place of an input goes to Nix as well', async () => {
    const other = join(base, 'other core');
    cpSync(join(clan, 'clan-core'), other, { recursive: true });
    // What a checkout is known by.
    mkdirSync(join(other, 'clanServices'));
    const file = join(other, 'modules/clan/module.nix');
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace('lib.mkDefault name', 'lib.mkDefault "not-${name}"'),
    );
    const args = ['preview', clan, 'desk', '--attr', 'networking.hostName', '--evaluator', 'nix'];
    const { code, stdout } = await run([...args, '--override-input', 'clan-core', other]);
    expect([code, JSON.parse(stdout)]).toEqual([0, 'not-desk']);
  });

  test('doctor tells what both can do', async () => {
    const { code, stdout } = await run(['doctor', clan]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Embedded evaluator: reads the clan/);
    expect(stdout).toMatch(/System Nix 2\.\S+ \(.+\): reads the clan/);
    expect(stdout).toMatch(/input clan-core: on disk/);
    expect(stdout).toMatch(/In the window: automatic .* may not fetch inputs/);
    expect(stdout).toMatch(/nix-eval-jobs is (not )?installed/);
    expect(stdout).toMatch(/Copies for Nix are made in /);
  });
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('a command that is stopped by %s ends the processes of Nix', async (signal, expected) => {
  const folder = mkdtempSync(join(base, 'slow-'));
  const started = join(folder, 'started');
  const script = `#!/bin/sh
if [ "$1" = --version ]; then echo "nix (Nix) 2.26.3"; exit; fi
sleep 1000 &
echo $! > ${started}.new; mv ${started}.new ${started}
wait
`;
  writeFileSync(join(folder, 'nix'), script, { mode: 0o755 });
  const env = { ...process.env, PATH: `${folder}:${process.env['PATH'] ?? ''}` };
  const command = spawn(process.execPath, [bin, 'settings', clan, '--evaluator', 'nix'], { env });
  const ended = once(command, 'exit');
  await vi.waitFor(() => expect(existsSync(started)).toBe(true), { timeout: 20_000 });
  command.kill(signal);
  const [code] = (await ended) as readonly unknown[];
  expect(code).toBe(expected);
  const sleeper = Number(readFileSync(started, 'utf8'));
  await vi.waitFor(() => expect(isRunning(sleeper)).toBe(false), { timeout: 5_000 });
});

/** A process that has ended and was not waited for yet does not run any more. */
function isRunning(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.trim().startsWith('Z');
}

/** Where installers put it, which the app looks into besides PATH. */
const isInstalled = ['/nix/var/nix/profiles/default/bin/nix', '/run/current-system/sw/bin/nix'].some((file) =>
  existsSync(file),
);

describe.skipIf(isInstalled)('without nix', () => {
  test('asking for it says what to do', async () => {
    const { code, stderr } = await run(['settings', clan, '--evaluator', 'nix'], '/nonexistent');
    expect(code).toBe(1);
    expect(stderr).toContain('There is no nix on this machine. [system-nix.missing]');
  });

  test('auto falls back to the embedded evaluator, and doctor says why', async () => {
    const auto = await run(['outputs', clan, '--evaluator', 'auto'], '/nonexistent');
    expect(auto.code).toBe(0);
    expect(auto.stderr).toContain('answered by the embedded evaluator');
    const doctor = await run(['doctor', clan], '/nonexistent');
    expect(doctor.code).toBe(0);
    expect(doctor.stdout).toContain('System Nix: not available');
  });
});
