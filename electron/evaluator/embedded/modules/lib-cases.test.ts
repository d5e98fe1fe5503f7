/** Functions of `lib` compared with what nixpkgs' `lib` gives on Nix 2.26.3. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createModuleSystem } from './module-system';
import { NixError, createInterpreter, printValue, runWithBudget } from '../nix';
import type { Interpreter, Value } from '../nix';
import { flakeTree } from '../nix/testing/flake-tree';
import { goldenCases } from '../nix/testing/golden-cases';
import { TreeIo, type TreeEntry } from '../nix/testing/tree-io';

class TracingIo extends TreeIo {
  readonly traces: string[] = [];

  override trace(message?: string): void {
    this.traces.push(message ?? '');
  }
}

function interpreterOf(io: TreeIo): Interpreter {
  let lib: Value | undefined;
  const value = (): Value => (lib ??= createModuleSystem(interpreter).lib);
  const interpreter: Interpreter = createInterpreter({
    io,
    searchPath: [{ kind: 'value', prefix: 'nixpkgs/lib', value }],
  });
  return interpreter;
}

/** One interpreter a disk: the library is made once. */
const interpreters = new Map<TreeIo, Interpreter>();

function evaluate(text: string, io: TreeIo): string {
  const interpreter = interpreters.get(io) ?? interpreterOf(io);
  interpreters.set(io, interpreter);
  return runWithBudget({}, () =>
    printValue(interpreter.evalText(text, { baseDir: '/', label: '«string»' }), { isStrict: true }),
  );
}

/** The printed value; null where evaluation fails. */
function outcome(text: string, io: TreeIo): string | null {
  try {
    return evaluate(text, io);
  } catch (error) {
    if (error instanceof NixError) return null;
    throw error;
  }
}

const io = new TreeIo(flakeTree);

describe.each(['fileset', 'fileset-type', 'packages', 'families', 'functions', 'platforms', 'modules'])(
  '%s',
  (name) => {
    test.each(goldenCases(join(import.meta.dirname, '../lib/testdata', `${name}.json`)))(
      '%s',
      (_, text, value) => {
        expect(outcome(text, io)).toBe(value);
      },
    );
  },
);

const lib = 'let lib = import <nixpkgs/lib>; fs = lib.fileset; t = /tmp/flakes/tree; in';

test('sets of files are shown as a tree', () => {
  const tracing = new TracingIo(flakeTree);
  const files = 'fs.unions [ (t + "/sub/deep") (t + "/a.nix") (t + "/link") (t + "/empty") ]';
  const text = `${lib} fs.trace (${files}) (fs.trace fs.empty (fs.trace t (fs.trace (fs.difference t (t + "/sub/b.nix")) (fs.trace (t + "/empty") 1))))`;
  expect(evaluate(text, tracing)).toBe('1');
  expect(tracing.traces.map((line) => line.replace('trace: ', ''))).toEqual([
    '/tmp/flakes/tree',
    '- a.nix (regular)',
    '- link (symlink)',
    '- sub',
    '  - deep (all files in directory)',
    '(empty)',
    '/tmp/flakes/tree (all files in directory)',
    '/tmp/flakes/tree',
    '- .hid (regular)',
    '- a.nix (regular)',
    '- dangling (symlink)',
    '- dirlink (symlink)',
    '- exec (regular)',
    '- link (symlink)',
    '- sub',
    '  - deep (all files in directory)',
    '  - x y (regular)',
    '- zero (regular)',
    '- é (regular)',
    '(empty)',
  ]);
  const valued = new TracingIo(flakeTree);
  expect(evaluate(`${lib} fs.toList (fs.traceVal (t + "/sub/b.nix"))`, valued)).toBe(
    '[ /tmp/flakes/tree/sub/b.nix ]',
  );
  expect(valued.traces).toHaveLength(2);
});

describe('a repository', () => {
  // The index of Git for the files a, gone, sub/deep/yy and sub/x.
  const index =
    'RElSQwAAAAQAAAAEawEUBSqIdOVrARQFKoh05QAA/gAAIiZzAACBpAAAAAAAAAAAAAAAAniYGSJhOyr7YCUEL/a9h4rBmU6FAAEAYQBrARQFKoh05WsBFAUqiHTlAAD+AAAiJ3UAAIGkAAAAAAAAAAAAAAAFKGxfV3aRbX19WEmYjKnYPnIs+cIABAFnb25lAGsBFAUqiHTlawEUBSqIdOUAAP4AACLFvQAAgaQAAAAAAAAAAAAAAAzvlMWaz0DFCSIqokToDAHTdkPvOwALBHN1Yi9kZWVwL3l5AGsBFAUqiHTlawEUBSqIdOUAAP4AACLFvAAAgaQAAAAAAAAAAAAAAAbq0cD0sGgVDstu1Bg6RMJpbP5ADwAFB3gAsq5naZXsgZGNaUZAzBHdOZ8LtrE=';
  const repository: Readonly<Record<string, TreeEntry>> = {
    '/r/a': '',
    '/r/new': '',
    '/r/sub/x': '',
    '/r/sub/deep/yy': '',
    '/r/.git/index': Uint8Array.from(Buffer.from(index, 'base64')),
    '/r/.git/HEAD': 'ref: refs/heads/main\n',
    '/r/.git/refs/heads/main': `${'c'.repeat(40)}\n`,
    '/packed/.git/HEAD': 'ref: refs/heads/main\n',
    '/packed/.git/packed-refs': `# all\n${'d'.repeat(40)} refs/heads/main\n`,
    '/w/.git': 'gitdir: ../r/.git/worktrees/w\n',
    '/r/.git/worktrees/w/commondir': '../..\n',
    '/r/.git/worktrees/w/HEAD': 'ref: refs/heads/main\n',
  };
  const git = new TreeIo(repository);

  test('gives the files that Git tracks', () => {
    for (const tracked of ['fs.gitTracked /r', 'fs.gitTrackedWith { recurseSubmodules = true; } /r'])
      expect(evaluate(`${lib} fs.toList (${tracked})`, git)).toBe('[ /r/a /r/sub/deep/yy /r/sub/x ]');
    expect(outcome(`${lib} fs.gitTracked /r/sub`, git)).toBeNull();
    expect(outcome(`${lib} fs.gitTracked "x"`, git)).toBeNull();
    expect(outcome(`${lib} fs.gitTracked /r/a`, git)).toBeNull();
    expect(outcome(`${lib} fs.gitTrackedWith { recurseSubmodules = 1; } /r`, git)).toBeNull();
  });

  test('has a commit', () => {
    expect(evaluate(`${lib} lib.commitIdFromGitRepo /r/.git`, git)).toBe(`"${'c'.repeat(40)}"`);
    expect(evaluate(`${lib} lib.commitIdFromGitRepo /packed/.git`, git)).toBe(`"${'d'.repeat(40)}"`);
    expect(evaluate(`${lib} lib.pathIsGitRepo /r`, git)).toBe('false');
  });
});

describe('packages in a folder', () => {
  const packages = new TreeIo({
    '/p/a.nix': '{ }: { v = 1; }',
    '/p/n/c.nix': '{ a }: { v = a.v + 1; }',
    '/p/own/package.nix': '{ }: { v = 3; }',
    '/p/readme': 'not Nix',
    '/h/foo/foo.cabal': '',
    '/h/bar/none': '',
  });

  test('are called with each other', () => {
    const text = `${lib} let p = lib.packagesFromDirectoryRecursive {
      callPackage = lib.callPackageWith { }; newScope = lib.callPackageWith; directory = /p; };
      in [ p.a.v p.n.c.v p.own.v p.recurseForDerivations ]`;
    expect(evaluate(text, packages)).toBe('[ 1 2 3 true ]');
    const plain = `${lib} lib.packagesFromDirectoryRecursive { callPackage = path: _: baseNameOf path; directory = /p; }`;
    expect(evaluate(plain, packages)).toBe('{ a = "a.nix"; n = { c = "c.nix"; }; own = "package.nix"; }');
  });

  test('of Haskell are found by their file', () => {
    expect(evaluate(`${lib} lib.filesystem.haskellPathsInDir /h`, packages)).toBe('{ foo = /h/foo; }');
  });
});

test('what is not provided says so and names the ways out', () => {
  expect(() => evaluate(`${lib} lib.mergeModules [ ] [ ]`, io)).toThrow(
    expect.objectContaining({
      kind: 'unsupported',
      message: 'lib.modules.mergeModules is not provided by the embedded evaluator',
      hint: expect.stringContaining('--override-input nixpkgs PATH') as string,
    }) as NixError,
  );
});
