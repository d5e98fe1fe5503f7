import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createGit, readStatus } from './git';
import { gitProblem } from './git-problem';
import { gitEnvironment, runGit } from './run-git';
import { useTemporaryFolder } from './testing/temporary-folder';
import { waitingForLock } from './wait-for-lock';

const folder = useTemporaryFolder();

describe('git', () => {
  const git = (...args: readonly string[]): string =>
    execFileSync('git', args, {
      cwd: folder.base,
      encoding: 'utf8',
      stdio: 'pipe',
      env: gitEnvironment(process.env),
    });
  const start = (): void => {
    git('init', '-q', '-b', 'main');
    git('config', 'user.name', 'Test');
    git('config', 'user.email', 'test@example.org');
    folder.file('flake.nix', '{ }');
    git('add', '.');
    git('commit', '-q', '-m', 'start');
  };
  const inventory = (): string => join(folder.base, 'inventory.json');

  it('waits while another git command holds the index, then commits', async () => {
    start();
    folder.file('inventory.json', '{}');
    const lock = join(folder.base, '.git/index.lock');
    folder.file('.git/index.lock', '');
    let attempts = 0;
    const repository = createGit(inventory(), (args, options) => {
      attempts += 1;
      if (attempts === 3) rmSync(lock);
      return runGit(args, options);
    });
    expect(await repository.commit('all of it')).toEqual({ ok: true, value: null });
    expect(
      git('show', '--format=%s', '--name-only', 'HEAD')
        .trim()
        .split(/\s*\n+/),
    ).toEqual(['all of it', 'inventory.json']);
  });

  it('says so when the index stays locked, and which file to look at', async () => {
    start();
    folder.file('inventory.json', '{}');
    folder.file('.git/index.lock', '');
    const pauses: number[] = [];
    const run = waitingForLock(runGit, (milliseconds) => {
      pauses.push(milliseconds);
      return Promise.resolve();
    });
    const answer = await run(['add', '--intent-to-add', 'inventory.json'], {
      directory: folder.base,
      timeout: 10_000,
    });
    expect(pauses).toHaveLength(6);
    expect(answer.kind).toBe('failed');
    if (answer.kind === 'done') return;
    const problem = gitProblem(answer, 'Not committed');
    expect([problem.code, problem.message]).toEqual([
      'git.locked',
      'Not committed: another git command is at work in this repository.',
    ]);
    expect(problem.hint).toContain(join('.git', 'index.lock'));
  });

  it('knows the states of the file', async () => {
    const repository = createGit(inventory());
    expect(await repository.status()).toEqual({ kind: 'none' });
    start();
    const states: (string | undefined)[] = [];
    const look = async (): Promise<void> => {
      states.push((await repository.status()).inventoryFile);
    };
    await look();
    folder.file('inventory.json', '{}');
    await look();
    folder.file('.gitignore', '*.json');
    await look();
    rmSync(join(folder.base, '.gitignore'));
    expect(await repository.intentToAdd()).toEqual({ ok: true, value: null });
    await look();
    git('add', 'inventory.json');
    await look();
    git('commit', '-q', '-m', 'add');
    await look();
    folder.file('inventory.json', '{"a":1}');
    await look();
    expect(states).toEqual(['missing', 'untracked', 'ignored', 'modified', 'staged', 'tracked', 'modified']);
    expect(await repository.status()).toEqual({
      kind: 'repository',
      branch: 'main',
      inventoryFile: 'modified',
    });
  });

  it('makes other files of the clan known, and nothing that is none of its business', async () => {
    folder.file('.gitignore', '*.secret');
    start();
    folder.file('services/new/default.nix', '{ }');
    folder.file('services/new/key.secret', 'x');
    folder.file('-odd name.nix', '{ }');
    folder.file('inner/flake.nix', '{ }');
    execFileSync('git', ['init', '-q'], { cwd: join(folder.base, 'inner') });
    const repository = createGit(inventory());
    const known = (): string => git('-c', 'core.quotePath=false', 'ls-files', '-z').replaceAll('\0', ' ');
    const before = known();
    for (const paths of [
      ['../outside.nix'],
      ['/etc/passwd'],
      ['.'],
      ['services/../..'],
      ['.git/config'],
      ['no-such.nix'],
      ['services/new/key.secret'],
      ['inner'],
      ['services/new', 'no-such.nix'],
    ]) {
      expect(await repository.intentToAddFiles(paths), paths.join()).toMatchObject({
        ok: false,
        error: { code: 'git.refused-path' },
      });
    }
    expect(known()).toBe(before);
    expect(await repository.intentToAddFiles(['services/new', '-odd name.nix', 'flake.nix'])).toEqual({
      ok: true,
      value: null,
    });
    expect(known()).toBe('-odd name.nix .gitignore flake.nix services/new/default.nix ');
    // The content itself stays out of the index.
    expect(git('diff', '--cached', '--name-only')).toBe('');
    expect(await repository.intentToAddFiles(['services/new'])).toEqual({ ok: true, value: null });
  });

  it('works in a folder below the repository, on a detached head, and with a file that is a link', async () => {
    start();
    folder.file('clans/a b/real.json', '{}');
    symlinkSync('real.json', join(folder.base, 'clans/a b/inventory.json'));
    const repository = createGit(join(folder.base, 'clans/a b/inventory.json'));
    expect(await repository.commit('Add')).toEqual({ ok: true, value: null });
    expect(git('show', '--name-only', '--format=').trim()).toBe('clans/a b/real.json');
    git('checkout', '-q', '--detach');
    expect(await repository.status()).toEqual({ kind: 'repository', inventoryFile: 'tracked' });
  });

  it('commits the file alone, runs hooks, and takes the message as it is', async () => {
    start();
    folder.file('other', 'x');
    git('add', 'other');
    folder.file('inventory.json', '{}');
    folder.file('.git/hooks/pre-commit', '#!/bin/sh\ntouch hook-ran\n');
    chmodSync(join(folder.base, '.git/hooks/pre-commit'), 0o755);
    const message = '--amend "quoted" $(touch evil)\n\nbody';
    expect(await createGit(inventory()).commit(message)).toEqual({ ok: true, value: null });
    expect(git('log', '-1', '--format=%B').trim()).toBe(message);
    expect(git('show', '--name-only', '--format=').trim()).toBe('inventory.json');
    expect(git('status', '--porcelain')).toContain('A  other');
    expect([existsSync(join(folder.base, 'hook-ran')), existsSync(join(folder.base, 'evil'))]).toEqual([
      true,
      false,
    ]);
  });

  it('tells why a commit failed', async () => {
    start();
    folder.file('inventory.json', '{}');
    const repository = createGit(inventory());
    expect(await repository.commit('one')).toMatchObject({ ok: true });
    expect(await repository.commit('two')).toMatchObject({
      ok: false,
      error: { code: 'git.failed', hint: 'The file is the same as in the last commit.' },
    });
  });

  it('is not led astray by the environment of another git process', () => {
    const cleaned = gitEnvironment({
      PATH: '/bin',
      GIT_DIR: '/elsewhere',
      GIT_INDEX_FILE: 'x',
      GIT_AUTHOR_NAME: 'Me',
    });
    expect(cleaned).toMatchObject({ PATH: '/bin', GIT_AUTHOR_NAME: 'Me', GIT_TERMINAL_PROMPT: '0' });
    expect(Object.keys(cleaned)).not.toContain('GIT_DIR');
  });

  it('lives without git, and stops a git that takes too long', async () => {
    const options = { directory: folder.base, timeout: 5_000 };
    expect(await runGit(['status'], { ...options, environment: { PATH: '/nonexistent' } })).toEqual({
      kind: 'missing',
    });
    mkdirSync(join(folder.base, 'bin'));
    folder.file('bin/git', '#!/bin/sh\nsleep 30\n');
    chmodSync(join(folder.base, 'bin/git'), 0o755);
    const environment = { PATH: `${join(folder.base, 'bin')}:/usr/bin:/bin` };
    expect(await runGit(['status'], { directory: folder.base, timeout: 200, environment })).toEqual({
      kind: 'timeout',
    });
    const missing = createGit(inventory(), () => Promise.resolve({ kind: 'missing' }));
    expect(await missing.status()).toEqual({ kind: 'none' });
    expect(await missing.intentToAdd()).toMatchObject({ ok: false, error: { code: 'git.unavailable' } });
    const slow = createGit(inventory(), () => Promise.resolve({ kind: 'timeout' }));
    expect(await slow.commit('x')).toMatchObject({ ok: false, error: { code: 'git.timeout' } });
  });

  it('reads an unmerged file as modified', () => {
    expect(readStatus('# branch.head main\0u UU N... 1 2 3 4 a b c inventory.json\0', true)).toEqual({
      kind: 'repository',
      branch: 'main',
      inventoryFile: 'modified',
    });
  });
});
