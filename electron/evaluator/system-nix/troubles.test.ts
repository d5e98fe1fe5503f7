/** What goes wrong around Nix: programs that misbehave, disks, and what a crash of this app leaves behind. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { EvaluatorInput, EvaluatorFailure } from '../evaluator';
import { findNix } from './find-nix';
import type { FoundNix } from './find-nix';
import { nixEnvironment } from './nix-environment';
import { nixSearchProblem } from './nix-search-problem';
import { NixFixture } from './testing/nix-fixture';

const fixture = new NixFixture();
afterAll(() => fixture.dispose());

/** A clan of one file, and the failure of asking this script about it. */
async function failureOf(
  script: string,
  options: { readonly timeout?: number; readonly stagingFolder?: string } = {},
): Promise<EvaluatorFailure> {
  const evaluator = await fixture.evaluator(fixture.folder({ 'flake.nix': '{ }' }), {
    nix: scripted(script),
    stagingFolder: options.stagingFolder ?? fixture.staging,
    limits: options.timeout === undefined ? {} : { timeout: options.timeout },
  });
  const answer = await evaluator.query({ kind: 'inventory' });
  if (answer.ok) throw new Error(answer.value.text);
  return answer.error;
}

function scripted(script: string): FoundNix {
  return { kind: 'found', program: fixture.script(script), version: '2.99', evalJobs: null };
}

function failedWith(code: string, message: unknown): unknown {
  return { kind: 'failed', diagnostics: [{ code, severity: 'error', message }] };
}

describe('a program in the place of nix', () => {
  test.each([
    ['prints nothing', 'exit 0', 'system-nix.bad-answer', /does not understand/],
    ['prints something else', 'echo hello', 'system-nix.bad-answer', /does not understand/],
    ['fails without a word', 'exit 3', 'system-nix.broken', /code 3 and said nothing/],
    ['is killed', 'kill -9 $$', 'system-nix.memory', /was killed/],
    ['crashes', 'kill -SEGV $$', 'system-nix.broken', /crashed \(SIGSEGV\)/],
    [
      'says something in colour',
      String.raw`printf '\033[31;1merror:\033[0m access to \033[35;1m/x\033[0m is forbidden\n' >&2; exit 1`,
      'nix.restricted',
      /^access to \/x is forbidden$/,
    ],
    [
      'says something in colour and JSON',
      String.raw`printf '@nix {"action":"msg","level":0,"msg":"\\u001b[31;1merror:\\u001b[0m boom","raw_msg":"\\u001b[35;1mboom\\u001b[0m"}\n' >&2; exit 1`,
      'nix.throw',
      /^boom$/,
    ],
    [
      'says something that is no text',
      String.raw`printf 'error: b\377\376d\n' >&2; exit 1`,
      'nix.throw',
      /^b.+d$/,
    ],
    ['says half a line', String.raw`printf '@nix {"action":"msg","lev' >&2; exit 1`, 'nix.throw', /@nix/],
    [
      'cannot read a newer lock file',
      `echo "error: unsupported tarball input attribute 'lastModified'" >&2; exit 1`,
      'system-nix.too-old',
      /older than the one that wrote flake\.lock/,
    ],
    [
      'cannot reach its store',
      `echo "error: cannot connect to daemon at '/nix/var/x': Connection refused" >&2; exit 1`,
      'system-nix.store',
      /cannot use its store/,
    ],
    ['runs out of memory', `echo "error: out of memory" >&2; exit 1`, 'system-nix.memory', /more memory/],
  ])('%s', async (_what, script, code, message) => {
    expect(await failureOf(script)).toMatchObject(
      failedWith(code, expect.stringMatching(message) as string) as object,
    );
    expect(fixture.stagedCopies()).toEqual([]);
  });

  test('never ends: it is ended, with its children', async () => {
    const mark = path.join(fixture.base, 'still-running');
    const script = `(sleep 2; touch '${mark}') & sleep 30`;
    expect(await failureOf(script, { timeout: 300 })).toMatchObject(
      failedWith('system-nix.timeout', 'Nix did not finish within 0 s and was stopped.') as object,
    );
    await new Promise((resolve) => setTimeout(resolve, 2_200));
    expect(existsSync(mark)).toBe(false);
  });

  test('talks without end: what it says is not kept', async () => {
    const script = `i=0; while [ $i -lt 20000 ]; do echo "warning: number $i of many warnings" >&2; i=$((i+1)); done; echo "error: enough" >&2; exit 1`;
    expect(await failureOf(script)).toMatchObject(failedWith('nix.throw', 'enough') as object);
  });

  test('is gone when it is needed', async () => {
    const evaluator = await fixture.evaluator(fixture.folder({ 'flake.nix': '{ }' }), {
      nix: { ...scripted('exit 0'), program: path.join(fixture.base, 'gone') },
    });
    expect(await evaluator.query({ kind: 'inventory' })).toMatchObject({
      error: failedWith('system-nix.missing', expect.stringContaining('cannot be started any more')),
    });
  });

  test('is cancelled by a newer edit', async () => {
    const evaluator = await fixture.evaluator(fixture.folder({ 'flake.nix': '{ }' }), {
      nix: scripted('sleep 30'),
    });
    const input: EvaluatorInput = { revision: 1, current: '{}', saved: null, changedPaths: null };
    const started = Date.now();
    const first = evaluator.evaluate(input);
    const preview = evaluator.machinePreview('box');
    await new Promise((resolve) => setTimeout(resolve, 200));
    void evaluator.evaluate({ ...input, revision: 2 });
    expect(await first).toEqual({ ok: false, error: { kind: 'superseded' } });
    expect(await preview).toEqual({ ok: false, error: { kind: 'superseded' } });
    await evaluator.dispose();
    expect(Date.now() - started).toBeLessThan(10_000);
    expect(fixture.stagedCopies()).toEqual([]);
  });
});

describe('looking for nix', () => {
  const found = async (script: string | null): Promise<string> => {
    const folder = script === null ? fixture.base : path.dirname(fixture.script(script));
    const search = await findNix({ environment: { PATH: folder }, folders: [], timeout: 500 });
    return search.kind === 'found' ? search.version : nixSearchProblem(search).code;
  };

  test.each([
    ['nowhere', null, 'system-nix.missing'],
    ['too old', 'echo "nix (Nix) 2.3.16"', 'system-nix.too-old'],
    ['something else', 'echo "nix 1.0 is a game"', 'system-nix.broken'],
    ['never answers', 'sleep 20', 'system-nix.broken'],
    ['fails', 'exit 1', 'system-nix.broken'],
    ['Nix', 'echo "nix (Nix) 2.18.1"', '2.18.1'],
    ['Lix', 'echo "nix (Lix, like Nix) 2.91.0"', '2.91.0'],
    ['Determinate Nix', 'echo "nix (Determinate Nix 3.1.0) 2.26.3"', '2.26.3'],
  ])('%s', async (_what, script, answer) => {
    expect(await found(script)).toBe(answer);
  });
});

describe('the environment of a process', () => {
  const taken = {
    HOME: '/home/me',
    USER: 'me',
    PATH: '/bin',
    XDG_CONFIG_HOME: '/c',
    XDG_CACHE_HOME: '/d',
    NIX_REMOTE: 'ssh-ng://builder',
    NIX_CONF_DIR: '/etc/mynix',
    NIX_USER_CONF_FILES: '/u/nix.conf',
    NIX_CONFIG: 'builders = ssh://big',
    NIX_STORE_DIR: '/s',
    NIX_SSL_CERT_FILE: '/certs',
    SSL_CERT_FILE: '/certs',
    TMPDIR: '/t',
  };
  const left = {
    NIX_PATH: 'nixpkgs=/x',
    NIX_SHOW_STATS: '1',
    LD_PRELOAD: '/x.so',
    LANG: 'de_AT',
    GC_DONT_GC: '1',
    SECRET: 's',
  };
  const network = { SSH_AUTH_SOCK: '/agent', https_proxy: 'http://proxy:1' };

  test('keeps what sets up the Nix of the user, its builders and its store, and nothing else', () => {
    const environment = nixEnvironment(
      { ...taken, ...left, ...network },
      { mayUseNetwork: true, memoryMegabytes: 100 },
    );
    expect(environment).toMatchObject({
      ...taken,
      ...network,
      LC_ALL: 'C.UTF-8',
      GC_MAXIMUM_HEAP_SIZE: '104857600',
    });
    expect(Object.keys(left).filter((name) => name in environment)).toEqual([]);
  });

  test('has no way to the network without consent', () => {
    const environment = nixEnvironment(
      { ...taken, ...network },
      { mayUseNetwork: false, memoryMegabytes: 100 },
    );
    expect(environment).toMatchObject({
      ...taken,
      https_proxy: 'http://127.0.0.1:9',
      GIT_ALLOW_PROTOCOL: 'file',
    });
    expect(environment['SSH_AUTH_SOCK']).toBeUndefined();
  });
});

describe('the folder for copies', () => {
  test('what a crashed app left there is removed by the next one; what another one uses stays', async () => {
    const staging = path.join(fixture.base, 'after-a-crash');
    // A number that no process has: they end at 2^22.
    for (const name of ['99999999-abc', `${process.ppid}-abc`])
      mkdirSync(path.join(staging, name), { recursive: true });
    writeFileSync(path.join(staging, '99999999-abc', 'flake.nix'), '{ }');
    writeFileSync(path.join(staging, '99999999-registry.json'), '{ }');
    await failureOf('exit 1', { stagingFolder: staging });
    expect(existsSync(path.join(staging, '99999999-abc'))).toBe(false);
    expect(existsSync(path.join(staging, '99999999-registry.json'))).toBe(false);
    expect(existsSync(path.join(staging, `${process.ppid}-abc`))).toBe(true);
  });

  test('a disk that takes nothing is a failure, and is tried again', async () => {
    const file = path.join(fixture.base, 'a-file');
    writeFileSync(file, '');
    const evaluator = await fixture.evaluator(fixture.folder({ 'flake.nix': '{ }' }), {
      nix: scripted('exit 3'),
      stagingFolder: path.join(file, 'below'),
    });
    for (let attempt = 0; attempt < 2; attempt++) {
      expect(await evaluator.query({ kind: 'inventory' })).toMatchObject({
        error: failedWith('system-nix.staging', expect.stringMatching(/could not be made: (ENOTDIR|EEXIST)/)),
      });
    }
  });

  test.skipIf(process.getuid?.() === 0)('a file that may not be read is a failure', async () => {
    const directory = fixture.folder({ 'flake.nix': '{ }', 'flake.lock': '{ }' });
    const { chmodSync } = await import('node:fs');
    chmodSync(path.join(directory, 'flake.lock'), 0o000);
    const evaluator = await fixture.evaluator(directory, { nix: scripted('exit 3') });
    expect(await evaluator.query({ kind: 'inventory' })).toMatchObject({
      error: failedWith('system-nix.staging', expect.stringContaining('EACCES')),
    });
    expect(fixture.stagedCopies()).toEqual([]);
  });
});
