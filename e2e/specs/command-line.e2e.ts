/** The command line as a user runs it: a process for each command, its output compared with what clan-core says. */
import { execFile } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { copyClan } from '../fixtures/clan-copy';
import { comparable } from '../fixtures/comparable';

const root = join(import.meta.dirname, '../..');
const bin = join(root, 'electron/cli/bin.mjs');
const examples = join(root, 'assets/examples');
const backup = join(examples, 'backup');
const expectedRoot = join(root, 'e2e/fixtures/expected');

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function run(args: readonly string[], stdin = ''): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [bin, ...args], (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
    child.stdin?.end(stdin);
  });
}

/** `schemas.json` is what `schema` prints, `machine.NAME.json` what `preview DIR NAME` prints. */
function commandFor(directory: string, file: string): readonly string[] {
  const name = file.slice(0, -'.json'.length);
  if (name.startsWith('machine.')) return ['preview', directory, name.slice('machine.'.length)];
  return [name === 'schemas' ? 'schema' : name, directory];
}

describe.each([
  ['backup', readdirSync(join(expectedRoot, 'backup'))],
  // The rest of it is compared without a process for each answer: see examples.test.ts.
  ['homelab', ['inventory.json', 'schemas.json', 'settings.json', 'machine.echo.json', 'machine.gaia.json']],
  ['dendritic', ['exports.json', 'machine.counter.json']],
])('answers of the %s example', (example, files) => {
  const directory = join(examples, example);
  test.each(files)('%s', async (file) => {
    const { code, stdout, stderr } = await run(commandFor(directory, file));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const expected: unknown = JSON.parse(readFileSync(join(expectedRoot, example, file), 'utf8'));
    expect(comparable(JSON.parse(stdout), directory)).toEqual(comparable(expected, directory));
  });
});

test('a part of a machine with where it comes from', async () => {
  const { code, stdout } = await run([
    'preview',
    backup,
    'laptop',
    '--attr',
    'services.openssh.ports',
    '--provenance',
  ]);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    config: [22],
    provenance: { 'services.openssh.ports': [{ instance: 'admins', role: 'server', outcome: 'won' }] },
  });
});

test('the inputs of the flake, with a checkout in the place of one', async () => {
  const { code, stdout } = await run(['inputs', backup, '--override-input', `extra=${examples}/dendritic`]);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject([
    { name: 'clan-core', known: 'clan-core', source: { kind: 'built-in' } },
    { name: 'nixpkgs', known: 'nixpkgs', source: { kind: 'built-in' } },
  ]);
});

test('check is silent about a clan in order', async () => {
  expect(await run(['check', backup])).toEqual({ code: 0, stdout: '', stderr: 'No problems found.\n' });
});

test('check tells place and kind of a mistake, for people and as JSON', async () => {
  const clan = copyClan('backup', { git: false });
  try {
    writeFileSync(join(clan.directory, 'clan.nix'), '{\n  meta.name = ;\n}\n');
    const text = await run(['check', clan.directory]);
    expect(text.code).toBe(1);
    expect(text.stdout).toMatch(/^clan\.nix:2:\d+: error: .*\[nix\.parse\]$/m);
    const json = await run(['check', clan.directory, '--json']);
    expect(json.code).toBe(1);
    expect(JSON.parse(json.stdout)).toContainEqual(
      expect.objectContaining({ code: 'nix.parse', severity: 'error' }),
    );
  } finally {
    clan.remove();
  }
});

test.each([
  [['preview', backup, 'nobody'], 1],
  [['inventory', join(root, 'assets')], 1],
  [['inventory', join(root, 'nowhere')], 2],
  [['frobnicate', backup], 2],
  [['settings', backup, '--override-input', 'nixpkgs', root], 2],
  [['settings', backup, '--override-input', 'clan-core=/nowhere'], 2],
  [[], 2],
])('%j fails with its reason on stderr', async (args, code) => {
  const outcome = await run(args);
  expect(outcome).toMatchObject({ code, stderr: expect.stringMatching(/\S/) as unknown });
});

test.each([
  [['nix', '--eval', '-E', '1 + 1'], '', '2\n'],
  [['nix', '--eval', '--strict', '--json', '-E', '{ a = [ 1 2 ]; }'], '', '{"a":[1,2]}\n'],
  [['nix', '-'], '"from " + "stdin"', '"from stdin"\n'],
  [['nix', '--parse', '-E', 'x: x'], '', '(x: x)\n'],
  [
    ['nix', '--eval', '--strict', '--xml', '--no-location', '-E', '1'],
    '',
    "<?xml version='1.0' encoding='utf-8'?>\n<expr>\n  <int value=\"1\" />\n</expr>\n",
  ],
  [['nix', '--eval', '-E', 'let f = n: if n == 0 then 0 else 1 + f (n - 1); in f 9000'], '', '9000\n'],
])('%j', async (args, stdin, stdout) => {
  expect(await run(args, stdin)).toEqual({ code: 0, stdout, stderr: '' });
});
