import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeAtomically } from './atomic-write';
import { clanDirectoryAt, openClanDirectory } from './clan-directory';
import { diskSteps } from './file-steps';
import type { FileSteps } from './file-steps';
import { findClanRoot } from './find-root';
import { createGit, readStatus } from './git';
import { hashOf, interpretInventory, readInventoryFile, writeProblem } from './inventory-file';
import { gitEnvironment, runGit } from './run-git';
import { scanDirectory } from './scan';
import { isIgnored, watchProblem } from './watch';
import type { DirectoryChange } from './watch';

let base: string;
beforeEach(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'clän dir ')));
});
afterEach(() => {
  rmSync(base, { recursive: true, force: true });
});

function file(name: string, content: string | Uint8Array = ''): string {
  const path = join(base, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return path;
}

/** Runs as a user without rights, because tests may run as root, whom nothing stops. */
async function asNobody<T>(action: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0) return action();
  chmodSync(base, 0o755);
  process.setegid?.(65534);
  process.seteuid?.(65534);
  try {
    return await action();
  } finally {
    process.seteuid?.(0);
    process.setegid?.(0);
  }
}

describe('finding the root', () => {
  it('takes the nearest folder with a flake, from anywhere inside', async () => {
    file('outer/flake.nix');
    file('outer/inner/flake.nix');
    mkdirSync(join(base, 'outer/inner/machines/deep'), { recursive: true });
    mkdirSync(join(base, 'outer/other'));
    expect(await findClanRoot(join(base, 'outer/inner/machines/deep'))).toEqual({
      ok: true,
      value: join(base, 'outer/inner'),
    });
    expect(await findClanRoot(join(base, 'outer/other'))).toEqual({ ok: true, value: join(base, 'outer') });
  });

  it('does not look beyond the repository', async () => {
    file('flake.nix');
    mkdirSync(join(base, 'repo/.git'), { recursive: true });
    mkdirSync(join(base, 'repo/sub'));
    expect(await findClanRoot(join(base, 'repo/sub'))).toMatchObject({
      ok: false,
      error: { code: 'directory.not-a-clan' },
    });
  });

  it('says what is missing', async () => {
    file('marked/.clan-flake');
    file('file');
    expect(await findClanRoot(join(base, 'marked'))).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('has no flake.nix') as string },
    });
    expect(await findClanRoot(join(base, 'nothing'))).toMatchObject({
      ok: false,
      error: { code: 'directory.not-found' },
    });
    expect(await findClanRoot(join(base, 'file'))).toMatchObject({
      ok: false,
      error: { code: 'directory.not-a-folder' },
    });
    expect(await openClanDirectory(base)).toMatchObject({
      ok: false,
      error: { code: 'directory.not-a-clan' },
    });
  });

  it('opens through a link', async () => {
    file('real/flake.nix');
    symlinkSync('real', join(base, 'link'));
    expect(await openClanDirectory(join(base, 'link'))).toMatchObject({
      ok: true,
      value: { root: join(base, 'real') },
    });
  });
});

describe('reading inventory.json', () => {
  it.each<[string, string, string, number, number]>([
    ['a comma too many', '{\n  "a": 1,\n}', 'inventory.malformed', 3, 1],
    ['no comma', '{\n  "a": 1\n  "b": 2\n}', 'inventory.malformed', 3, 3],
    ['a comment', '{ // no\n}', 'inventory.malformed', 1, 3],
    ['no end', '{"a": [1', 'inventory.malformed', 1, 9],
    ['a control character', '{"a": "\t"}', 'inventory.malformed', 1, 7],
    ['a number like Nix', '{"a": 01}', 'inventory.malformed', 1, 8],
    ['two values', '{} {}', 'inventory.malformed', 1, 4],
    ['nothing', ' \n', 'inventory.malformed', 1, 1],
    ['a conflict of git', '{\n<<<<<<< HEAD\n}', 'inventory.malformed', 2, 1],
    ['a list', '\n[1]', 'inventory.not-an-object', 2, 1],
    ['a value', 'null', 'inventory.not-an-object', 1, 1],
  ])('%s has a place', (_, text, code, line, column) => {
    const found = interpretInventory(Buffer.from(text));
    expect(found).toMatchObject({
      kind: 'malformed',
      diagnostic: { code, span: { path: 'inventory.json', line, column } },
    });
  });

  it('takes a byte order mark, CRLF and any name', () => {
    const found = interpretInventory(Buffer.from('\ufeff{\r\n"__proto__": {"ü": 1}\r\n}'));
    expect(found).toMatchObject({
      kind: 'valid',
      hasByteOrderMark: true,
      text: '{\r\n"__proto__": {"ü": 1}\r\n}',
      warnings: [],
    });
    expect(found.kind === 'valid' && Object.keys(found.value)).toEqual(['__proto__']);
  });

  it('warns of names that stand twice', () => {
    const found = interpretInventory(Buffer.from('{"a": {"x": 1},\n "a": {"y": [{"z": 1, "z": 2}]}}'));
    expect(found).toMatchObject({
      kind: 'valid',
      value: { a: { y: [{ z: 2 }] } },
      warnings: [
        { code: 'inventory.duplicate-key', span: { line: 2, column: 2 } },
        { code: 'inventory.duplicate-key', span: { line: 2, column: 23 } },
      ],
    });
  });

  it('tells what is no text, no file, not there, or not to be read', async () => {
    expect(interpretInventory(Uint8Array.of(0x7b, 0xff, 0x7d))).toMatchObject({
      diagnostic: { code: 'inventory.not-text' },
    });
    mkdirSync(join(base, 'folder'));
    expect(await readInventoryFile(join(base, 'folder'))).toMatchObject({
      diagnostic: { code: 'inventory.not-a-file' },
    });
    expect(await readInventoryFile(join(base, 'nothing'))).toEqual({ kind: 'missing' });
    symlinkSync('nowhere', join(base, 'dangling'));
    expect(await readInventoryFile(join(base, 'dangling'))).toMatchObject({
      diagnostic: { code: 'inventory.unreadable' },
    });
    const secret = file('secret', '{}');
    chmodSync(secret, 0o000);
    const found = await asNobody(() => readInventoryFile(secret));
    expect(found).toMatchObject({
      kind: 'unreadable',
      diagnostic: { message: expect.stringContaining('permission') as string },
    });
  });
});

describe('writing inventory.json', () => {
  const write = (path: string, expectedHash: string | null, steps?: FileSteps) =>
    writeAtomically(path, Buffer.from('new'), { expectedHash, ...(steps ? { steps } : {}) });

  it('replaces what was read and keeps its mode', async () => {
    const path = file('x.json', 'old');
    chmodSync(path, 0o640);
    expect(await write(path, hashOf('old'))).toEqual({ ok: true, value: hashOf('new') });
    expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toEqual(['new', 0o640]);
    expect(readdirSync(base)).toEqual(['x.json']);
  });

  it.runIf(process.getuid?.() === 0)('leaves a file to its owner', async () => {
    const path = file('x.json', 'old');
    chownSync(path, 4321, 1234);
    expect(await write(path, hashOf('old'))).toMatchObject({ ok: true });
    const { uid, gid } = statSync(path);
    expect([uid, gid]).toEqual([4321, 1234]);
  });

  it('makes a file only where there is none', async () => {
    const path = join(base, 'x.json');
    expect(await write(path, null)).toMatchObject({ ok: true });
    expect(await write(path, null)).toMatchObject({
      ok: false,
      error: { code: 'inventory.changed-on-disk' },
    });
  });

  it('never replaces what somebody changed, also at the last moment', async () => {
    const path = file('x.json', 'old');
    expect(await write(path, hashOf('older'))).toMatchObject({
      ok: false,
      error: { code: 'inventory.changed-on-disk' },
    });
    const late: FileSteps = {
      ...diskSteps,
      writeNew: async (...args) => {
        await diskSteps.writeNew(...args);
        writeFileSync(path, 'theirs');
      },
    };
    expect(await write(path, hashOf('old'), late)).toMatchObject({
      ok: false,
      error: { code: 'inventory.changed-on-disk' },
    });
    expect([readFileSync(path, 'utf8'), readdirSync(base)]).toEqual(['theirs', ['x.json']]);
  });

  it('writes through a link and leaves the link', async () => {
    file('store/real.json', 'old');
    symlinkSync('store/real.json', join(base, 'link.json'));
    expect(await write(join(base, 'link.json'), hashOf('old'))).toMatchObject({ ok: true });
    expect(lstatSync(join(base, 'link.json')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(base, 'store/real.json'), 'utf8')).toBe('new');
  });

  it.each(['writeNew', 'rename', 'syncDirectory'] as const)(
    'leaves all of the old or all of the new when it stops at %s',
    async (step) => {
      const path = file('x.json', 'old');
      const failing: FileSteps = {
        ...diskSteps,
        [step]: () => Promise.reject(Object.assign(new Error('x'), { code: 'EIO' })),
      };
      const outcome = await write(path, hashOf('old'), failing);
      // After the rename the new file is there: that the folder could not be flushed changes nothing about it.
      expect(outcome).toMatchObject(
        step === 'syncDirectory' ? { ok: true } : { ok: false, error: { code: 'inventory.write-failed' } },
      );
      expect(readFileSync(path, 'utf8')).toBe(step === 'syncDirectory' ? 'new' : 'old');
      expect(readdirSync(base)).toEqual(['x.json']);
    },
  );

  it('leaves the old file whole when the process dies at any step', async () => {
    const path = file('x.json', 'old');
    // A process that dies stops for ever: the promise never settles and nothing after it runs.
    const died = new Promise<void>(() => undefined);
    let reached = '';
    const dying: FileSteps = {
      ...diskSteps,
      rename: () => {
        reached = 'rename';
        return died;
      },
    };
    void write(path, hashOf('old'), dying);
    for (const end = Date.now() + 5_000; reached === '' && Date.now() < end;)
      await new Promise((done) => setTimeout(done, 5));
    expect(reached).toBe('rename');
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(
      readdirSync(base)
        .filter((name) => name.endsWith('.tmp'))
        .map((name) => readFileSync(join(base, name), 'utf8')),
    ).toEqual(['new']);
    expect(await write(path, hashOf('old'))).toMatchObject({ ok: true });
  });

  it('says that permission is missing', async () => {
    file('clan/flake.nix');
    const path = file('clan/inventory.json', '{}');
    chmodSync(join(base, 'clan'), 0o555);
    const clan = clanDirectoryAt(join(base, 'clan'));
    await asNobody(async () => {
      expect(await clan.writeInventory('{"a":1}', false, hashOf('{}'))).toMatchObject({
        ok: false,
        error: { code: 'inventory.read-only' },
      });
    });
    expect(readFileSync(path, 'utf8')).toBe('{}');
    chmodSync(join(base, 'clan'), 0o755);
    expect(await clan.writeProblem()).toBeNull();
  });

  it('looks at the file and its folder to tell whether it can be written', async () => {
    const path = file('inventory.json', '{}');
    const asked: string[] = [];
    const deny = (denied: string) => (place: string) => {
      asked.push(place);
      return place === denied
        ? Promise.reject(Object.assign(new Error('x'), { code: 'EROFS' }))
        : Promise.resolve();
    };
    const problem = { code: 'inventory.read-only', message: expect.stringContaining('read-only') as string };
    expect(await writeProblem(path, deny(base))).toMatchObject(problem);
    expect(await writeProblem(path, deny(path))).toMatchObject(problem);
    expect(await writeProblem(join(base, 'new.json'), deny(path))).toBeNull();
    expect(asked).toEqual([path, base, path, base]);
  });

  it('keeps a byte order mark', async () => {
    const clan = clanDirectoryAt(base);
    expect(await clan.writeInventory('{}', true, null)).toMatchObject({ ok: true });
    expect(readFileSync(join(base, 'inventory.json'))).toEqual(Buffer.from('\ufeff{}'));
  });
});

describe('looking through the folder', () => {
  it('finds machines, also hidden ones, and links that look like some', async () => {
    mkdirSync(join(base, 'machines/athena'), { recursive: true });
    mkdirSync(join(base, 'machines/.cache'));
    file('machines/README.md');
    symlinkSync('athena', join(base, 'machines/alias'));
    expect(await scanDirectory(base)).toMatchObject({
      machineFolders: ['.cache', 'athena'],
      diagnostics: [
        { code: 'directory.machine-link', message: expect.stringContaining('machines/alias') as string },
      ],
    });
    expect(await scanDirectory(join(base, 'machines'))).toEqual({ machineFolders: [], diagnostics: [] });
    file('odd/machines', 'a file');
    expect(await scanDirectory(join(base, 'odd'))).toMatchObject({
      machineFolders: [],
      diagnostics: [{ code: 'directory.unreadable', severity: 'warning' }],
    });
  });

  it.each([
    ['clan.nix', false],
    ['deep/module.nix', false],
    ['inventory.json', false],
    ['machines/a/facter.json', false],
    ['machines/a/secret.bin', false],
    ['vars/shared/x/value', false],
    ['.git', false],
    ['.git/HEAD', false],
    ['.git/index', false],
    ['.git/index.lock', true],
    ['.git/objects', true],
    ['node_modules', true],
    ['result', true],
    ['result-1', true],
    ['photo.jpg', true],
    ['.inventory.json.abc.tmp', true],
    ['deep/module.nix~', true],
  ])('watching %s: ignored is %s', (name, expected) => {
    expect(isIgnored('/clan', join('/clan', name), true)).toBe(expected);
  });

  it('says what it means when watching fails', () => {
    const limit = Object.assign(new Error('x'), { code: 'ENOSPC' });
    expect(watchProblem(limit)).toMatchObject({
      code: 'directory.watch-failed',
      severity: 'warning',
      message: expect.stringContaining('limit of watched files') as string,
    });
    expect(watchProblem(new Error('odd')).message).toContain('odd');
  });

  it('reports changes in bursts, with what they touch', async () => {
    file('flake.nix', '1');
    const changes: DirectoryChange[] = [];
    const watch = clanDirectoryAt(base).watch(
      (change) => changes.push(change),
      () => undefined,
    );
    await watch.ready;
    const next = async (count: number): Promise<void> => {
      for (const end = Date.now() + 8_000; changes.length < count;) {
        if (Date.now() > end) throw new Error('no change was reported');
        await new Promise((done) => setTimeout(done, 10));
      }
    };
    file('inventory.json', '{}');
    await next(1);
    expect(changes[0]).toEqual({
      paths: [join(base, 'inventory.json')],
      isInventoryTouched: true,
      isSourceTouched: true,
      isGitTouched: false,
    });
    file('photo.jpg', 'x');
    writeFileSync(join(base, 'new.json'), '{"a":1}');
    renameSync(join(base, 'new.json'), join(base, 'inventory.json'));
    await next(2);
    expect(changes.at(-1)?.isInventoryTouched).toBe(true);
    expect(changes.flatMap((change) => change.paths)).not.toContain(join(base, 'photo.jpg'));
    await watch.close();
  });

  it('notices changes of an inventory that is a link out of the clan', async () => {
    file('clan/flake.nix', '{ }');
    file('elsewhere/shared.json', '{}');
    symlinkSync('../elsewhere/shared.json', join(base, 'clan/inventory.json'));
    let tell: (change: DirectoryChange) => void = () => undefined;
    const touched = new Promise<DirectoryChange>((resolve) => (tell = resolve));
    const watch = clanDirectoryAt(join(base, 'clan')).watch(
      (change) => {
        tell(change);
      },
      () => undefined,
    );
    await watch.ready;
    file('elsewhere/shared.json', '{"a":1}');
    expect((await touched).isInventoryTouched).toBe(true);
    await watch.close();
  });
});

describe('git', () => {
  const git = (...args: readonly string[]): string =>
    execFileSync('git', args, {
      cwd: base,
      encoding: 'utf8',
      stdio: 'pipe',
      env: gitEnvironment(process.env),
    });
  const start = (): void => {
    git('init', '-q', '-b', 'main');
    git('config', 'user.name', 'Test');
    git('config', 'user.email', 'test@example.org');
    file('flake.nix', '{ }');
    git('add', '.');
    git('commit', '-q', '-m', 'start');
  };
  const inventory = (): string => join(base, 'inventory.json');

  it('knows the states of the file', async () => {
    const repository = createGit(inventory());
    expect(await repository.status()).toEqual({ kind: 'none' });
    start();
    const states: (string | undefined)[] = [];
    const look = async (): Promise<void> => {
      states.push((await repository.status()).inventoryFile);
    };
    await look();
    file('inventory.json', '{}');
    await look();
    file('.gitignore', '*.json');
    await look();
    rmSync(join(base, '.gitignore'));
    expect(await repository.intentToAdd()).toEqual({ ok: true, value: null });
    await look();
    git('add', 'inventory.json');
    await look();
    git('commit', '-q', '-m', 'add');
    await look();
    file('inventory.json', '{"a":1}');
    await look();
    expect(states).toEqual(['missing', 'untracked', 'ignored', 'modified', 'staged', 'tracked', 'modified']);
    expect(await repository.status()).toEqual({
      kind: 'repository',
      branch: 'main',
      inventoryFile: 'modified',
    });
  });

  it('works in a folder below the repository, on a detached head, and with a file that is a link', async () => {
    start();
    file('clans/a b/real.json', '{}');
    symlinkSync('real.json', join(base, 'clans/a b/inventory.json'));
    const repository = createGit(join(base, 'clans/a b/inventory.json'));
    expect(await repository.commit('Add')).toEqual({ ok: true, value: null });
    expect(git('show', '--name-only', '--format=').trim()).toBe('clans/a b/real.json');
    git('checkout', '-q', '--detach');
    expect(await repository.status()).toEqual({ kind: 'repository', inventoryFile: 'tracked' });
  });

  it('commits the file alone, runs hooks, and takes the message as it is', async () => {
    start();
    file('other', 'x');
    git('add', 'other');
    file('inventory.json', '{}');
    file('.git/hooks/pre-commit', '#!/bin/sh\ntouch hook-ran\n');
    chmodSync(join(base, '.git/hooks/pre-commit'), 0o755);
    const message = '--amend "quoted" $(touch evil)\n\nbody';
    expect(await createGit(inventory()).commit(message)).toEqual({ ok: true, value: null });
    expect(git('log', '-1', '--format=%B').trim()).toBe(message);
    expect(git('show', '--name-only', '--format=').trim()).toBe('inventory.json');
    expect(git('status', '--porcelain')).toContain('A  other');
    expect([existsSync(join(base, 'hook-ran')), existsSync(join(base, 'evil'))]).toEqual([true, false]);
  });

  it('tells why a commit failed', async () => {
    start();
    file('inventory.json', '{}');
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
    const options = { directory: base, timeout: 5_000 };
    expect(await runGit(['status'], { ...options, environment: { PATH: '/nonexistent' } })).toEqual({
      kind: 'missing',
    });
    mkdirSync(join(base, 'bin'));
    file('bin/git', '#!/bin/sh\nsleep 30\n');
    chmodSync(join(base, 'bin/git'), 0o755);
    const environment = { PATH: `${join(base, 'bin')}:/usr/bin:/bin` };
    expect(await runGit(['status'], { directory: base, timeout: 200, environment })).toEqual({
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
