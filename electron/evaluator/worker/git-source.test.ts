/** Repositories made by the real Git, as sources: what Nix 2.26 gives for them was compared by hand, case by case. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { openClan } from '../embedded';
import { createInterpreter, printValue, runWithBudget } from '../embedded/nix';
import { DiskIo } from './disk-io';

const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'git-source-')));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

let count = 0;
let repo = '';
beforeEach(() => {
  repo = path.join(folder, String(count++));
  fs.mkdirSync(repo);
  git('init', '-q', '-b', 'main');
  write('a', 'one\n');
  write('run', '#!/bin/sh\n');
  fs.chmodSync(path.join(repo, 'run'), 0o755);
  fs.symlinkSync('a', path.join(repo, 'link'));
  for (const name of ['sub/deep/x', 'sub-x/f', 'sub.y', 'untracked']) write(name, `${name}\n`);
  git('add', 'a', 'run', 'link', 'sub', 'sub-x', 'sub.y');
  commit('one');
});

function git(...args: string[]): string {
  const time = '2024-02-03T04:05:06Z';
  return execFileSync('git', ['-C', repo, '-c', 'user.name=n', '-c', 'user.email=n@x', ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      GIT_AUTHOR_DATE: time,
      GIT_COMMITTER_DATE: time,
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_SYSTEM: '/dev/null',
    },
  }).trim();
}

function commit(message: string): void {
  git('commit', '-q', '--allow-empty', '-m', message);
}

function write(name: string, text: string): void {
  fs.mkdirSync(path.dirname(path.join(repo, name)), { recursive: true });
  fs.writeFileSync(path.join(repo, name), text);
}

function evaluate(text: string): string {
  const io = new DiskIo({ roots: null });
  return runWithBudget({}, () =>
    printValue(createInterpreter({ io }).evalText(text, { baseDir: '/', label: '«string»' }), {
      isStrict: true,
    }),
  );
}

/** What the source says of its commit. */
function source(where = `builtins.fetchGit ${repo}`): string {
  return evaluate(
    `let s = ${where}; in { inherit (s) rev revCount lastModified; dirty = s.dirtyRev or null; }`,
  );
}

function clean(revCount: number): string {
  return `{ dirty = null; lastModified = 1706933106; rev = "${git('rev-parse', 'HEAD')}"; revCount = ${revCount}; }`;
}

function dirty(): string {
  return `{ dirty = "${git('rev-parse', 'HEAD')}-dirty"; lastModified = 1706933106; rev = "${'0'.repeat(40)}"; revCount = 0; }`;
}

describe('a clean working tree', () => {
  test('is its commit, with the hash that Nix gives it', () => {
    expect(evaluate(`builtins.removeAttrs (builtins.fetchGit ${repo}) [ "outPath" "rev" "shortRev" ]`)).toBe(
      '{ lastModified = 1706933106; lastModifiedDate = "20240203040506"; narHash = "sha256-QdfA8f3uHgDcJqn5apuTlA51HJphlCEZqrs57jQdiwo="; revCount = 1; submodules = false; }',
    );
    expect(evaluate(`(builtins.fetchGit ${repo}).shortRev`)).toBe(
      `"${git('rev-parse', 'HEAD').slice(0, 7)}"`,
    );
    expect(evaluate(`builtins.attrNames (builtins.readDir (builtins.fetchGit ${repo}))`)).toBe(
      '[ "a" "link" "run" "sub" "sub-x" "sub.y" ]',
    );
  });

  test('is that also when files were only touched, and when they are not tracked', () => {
    fs.utimesSync(path.join(repo, 'a'), 1, 1);
    write('new', 'not tracked');
    expect(source()).toBe(clean(1));
  });

  test('is read from packs, with objects written as differences, and from borrowed ones', () => {
    const lines = Array.from({ length: 200 }, (_, index) => `line ${index} ${'x'.repeat(index)}\n`);
    for (let index = 0; index < 20; index++) {
      write('long', [...lines, String(index)].join(''));
      git('add', 'long');
      // Long messages that hardly differ: commits are written as differences too.
      commit(`${lines.join('')}${index}`);
    }
    git('gc', '-q');
    expect(
      git('verify-pack', '-v', ...packs())
        .split('\n')
        .some((line) => /commit .* \d+ [0-9a-f]{40}$/.test(line)),
    ).toBe(true);
    expect(source()).toBe(clean(21));
    const original = repo;
    repo = path.join(folder, `${count++}`);
    execFileSync('git', ['clone', '-q', '--shared', original, repo]);
    expect(source()).toBe(clean(21));
  });

  test('can be a worktree, stand on no branch, or lack old commits', () => {
    commit('two');
    const original = repo;
    repo = `${original}-worktree`;
    execFileSync('git', ['-C', original, 'worktree', 'add', '-q', '-b', 'other', repo]);
    expect(source()).toBe(clean(2));
    git('checkout', '-q', '--detach', 'HEAD~1');
    expect(source()).toBe(clean(1));
    repo = `${original}-shallow`;
    execFileSync('git', ['clone', '-q', '--depth', '1', `file://${original}`, repo]);
    expect(source()).toBe(clean(1));
  });

  test('has an index of version 4, and files that Git is told not to look at', () => {
    git('update-index', '--index-version', '4');
    git('update-index', '--skip-worktree', 'a');
    git('update-index', '--assume-unchanged', 'sub.y');
    write('a', 'changed');
    fs.rmSync(path.join(repo, 'sub.y'));
    expect(source()).toBe(clean(1));
  });

  test('is given to who asks for its commit or its branch', () => {
    const rev = git('rev-parse', 'HEAD');
    expect(source(`builtins.fetchGit { url = ${repo}; rev = "${rev}"; ref = "elsewhere"; }`)).toBe(clean(1));
    for (const ref of ['main', 'refs/heads/main', 'HEAD'])
      expect(source(`builtins.fetchGit { url = ${repo}; ref = "${ref}"; }`)).toBe(clean(1));
    expect(() => source(`builtins.fetchGit { url = ${repo}; rev = "${'1'.repeat(40)}"; }`)).toThrow(
      /^cannot fetch/,
    );
    expect(() => source(`builtins.fetchGit { url = ${repo}; ref = "other"; }`)).toThrow(/^cannot fetch/);
    write('a', 'changed');
    expect(() => source(`builtins.fetchGit { url = ${repo}; ref = "main"; }`)).toThrow(/^cannot fetch/);
  });

  test('is the source of a flake', () => {
    write('flake.nix', '{ outputs = { self }: { at = [ self.rev self.revCount self.lastModified ]; }; }');
    git('add', 'flake.nix');
    commit('flake');
    expect(evaluate(`(builtins.getFlake "git+file://${repo}").at`)).toBe(
      `[ "${git('rev-parse', 'HEAD')}" 2 1706933106 ]`,
    );
  });
});

function packs(): readonly string[] {
  const at = path.join(repo, '.git/objects/pack');
  return fs.readdirSync(at).flatMap((name) => (name.endsWith('.idx') ? [path.join(at, name)] : []));
}

describe('a working tree has changes when', () => {
  test.each<[string, () => void]>([
    ['a file has another content', () => write('a', 'two\n')],
    ['a file has another content of the same length', () => write('a', 'two!')],
    ['a file can be executed', () => fs.chmodSync(path.join(repo, 'a'), 0o755)],
    ['a program cannot be executed', () => fs.chmodSync(path.join(repo, 'run'), 0o644)],
    ['a file is gone', () => fs.rmSync(path.join(repo, 'sub/deep/x'))],
    [
      'a file is a link',
      () => {
        fs.rmSync(path.join(repo, 'a'));
        fs.symlinkSync('run', path.join(repo, 'a'));
      },
    ],
    [
      'a link leads elsewhere',
      () => {
        fs.rmSync(path.join(repo, 'link'));
        fs.symlinkSync('b', path.join(repo, 'link'));
      },
    ],
    ['a file was added', () => git('add', 'untracked')],
    ['a file is about to be added', () => git('add', '-N', 'untracked')],
    ['a file was removed from the index', () => git('rm', '-q', '--cached', 'a')],
    [
      'a change was added and taken back',
      () => {
        write('a', 'two\n');
        git('add', 'a');
        write('a', 'one\n');
      },
    ],
  ])('%s', (_, change) => {
    change();
    expect(source()).toBe(dirty());
  });

  test('nobody can tell, because the commit cannot be read', () => {
    const object = git('rev-parse', 'HEAD').replace(/^../, '$&/');
    fs.chmodSync(path.join(repo, '.git/objects', object), 0o644);
    fs.writeFileSync(path.join(repo, '.git/objects', object), 'broken');
    expect(source()).toMatch(
      /^\{ dirty = "[0-9a-f]{40}-dirty"; lastModified = \d{10}; rev = "0{40}"; revCount = 0; \}$/,
    );
  });

  test('there is no commit yet', () => {
    repo = `${repo}-empty`;
    fs.mkdirSync(repo);
    git('init', '-q');
    expect(evaluate(`let s = builtins.fetchGit ${repo}; in [ s.rev s.lastModified (s ? dirtyRev) ]`)).toBe(
      `[ "${'0'.repeat(40)}" 0 false ]`,
    );
  });
});

test('a commit that cannot be counted fails only where its number is asked for', () => {
  commit('two');
  const object = git('rev-parse', 'HEAD~1').replace(/^../, '$&/');
  fs.rmSync(path.join(repo, '.git/objects', object), { force: true });
  expect(evaluate(`(builtins.fetchGit ${repo}).rev`)).toBe(`"${git('rev-parse', 'HEAD')}"`);
  expect(() => evaluate(`(builtins.fetchGit ${repo}).revCount`)).toThrow(/^cannot read all commits of/);
});

test('a clan tells its machines which commit it is', () => {
  write(
    'flake.nix',
    `{
      inputs.clan-core.url = "https://example.org/clan-core";
      outputs = { self, clan-core, ... }: {
        clan = (clan-core.lib.clan {
          inherit self;
          meta.name = "m";
          machines.one = {
            revision = self.rev or self.dirtyRev or "none";
            short = self.shortRev or self.dirtyShortRev or "none";
            hasRev = self ? rev;
            known = self.sourceInfo.revCount or 0;
            others = builtins.attrNames self.sourceInfo;
          };
        }).config;
      };
    }`,
  );
  git('add', 'flake.nix');
  commit('clan');
  const head = git('rev-parse', 'HEAD');
  const shown = (): Readonly<Record<string, string>> => {
    const session = openClan({ io: new DiskIo({ roots: [repo] }), directory: repo });
    const preview = session.machinePreview('one');
    const nodes = preview.ok ? (preview.value.root?.children ?? []) : [];
    return Object.fromEntries(nodes.map(({ name, text }) => [name, text]));
  };
  expect(shown()).toMatchObject({
    revision: `"${head}"`,
    short: `"${head.slice(0, 7)}"`,
    hasRev: 'true',
    known: '2',
    others: '[ "lastModified" "lastModifiedDate" "narHash" "outPath" ]',
  });
  write('a', 'changed');
  expect(shown()).toMatchObject({
    revision: `"${head}-dirty"`,
    short: `"${head.slice(0, 7)}-dirty"`,
    hasRev: 'false',
    known: '0',
  });
  repo = `${repo}-plain`;
  fs.cpSync(repo.replace(/-plain$/, ''), repo, {
    recursive: true,
    filter: (from) => path.basename(from) !== '.git',
    verbatimSymlinks: true,
  });
  expect(shown()).toMatchObject({ revision: '"none"', hasRev: 'false' });
});
