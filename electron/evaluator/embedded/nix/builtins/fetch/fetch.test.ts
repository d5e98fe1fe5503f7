/** What fetching finds without a network, and what it says where it finds nothing. */
import { describe, expect, test } from 'vitest';
import { NixError } from '../../errors';
import { runWithBudget } from '../../eval/budget';
import type { InterpreterOptions } from '../../eval/interpreter';
import { lockedFolder } from '../../flake/locked-folder';
import { parseGitIndex } from '../../git/index-file';
import { createInterpreter } from '../../interpreter';
import { printValue } from '../../print/print-value';
import { TreeIo, type TreeEntry } from '../../testing/tree-io';
import { AttrSet } from '../../value/value';

function evaluate(text: string, options: InterpreterOptions): string {
  return runWithBudget({}, () =>
    printValue(createInterpreter(options).evalText(text, { baseDir: '/', label: '«string»' }), {
      isStrict: true,
    }),
  );
}

function failure(text: string, options: InterpreterOptions): NixError {
  try {
    evaluate(text, options);
  } catch (error) {
    if (error instanceof NixError) return error;
    throw error;
  }
  throw new Error(`no error from: ${text}`);
}

const nothing = new TreeIo({});

describe('the folder that the user gives', () => {
  const io = new TreeIo({
    '/mine/flake.nix': '{ outputs = { self }: { x = "mine"; }; }',
    '/mine/sub/flake.nix': '{ outputs = { self }: { x = "sub"; }; }',
    '/file': 'text',
  });

  test.each([
    ['github:a/b', '(builtins.getFlake "github:a/b").x', '"mine"'],
    ['github:a/b', '(builtins.getFlake "github:a/b/main").x', '"mine"'],
    ['github:a/b/main', '(builtins.getFlake "github:a/b/main?dir=sub").x', '"sub"'],
    ['nixpkgs', '(builtins.getFlake "nixpkgs").x', '"mine"'],
    ['flake:nixpkgs', '(builtins.getFlake "nixpkgs/unstable").x', '"mine"'],
    [
      'https://x.org/a.tar.gz',
      '(import "${builtins.fetchTarball "https://x.org/a.tar.gz"}/flake.nix") ? outputs',
      'true',
    ],
    [
      'https://x.org/a.git',
      '(builtins.fetchGit { url = "https://x.org/a.git"; ref = "m"; }) ? outPath',
      'true',
    ],
    ['git+https://x.org/a.git', '(builtins.fetchTree "git+https://x.org/a.git?ref=m") ? outPath', 'true'],
    ['https://x.org/hg', '(builtins.fetchMercurial "https://x.org/hg") ? outPath', 'true'],
  ])('for %s answers %s', (key, text, value) => {
    expect(evaluate(text, { io, overrides: { [key]: '/mine' } })).toBe(value);
  });

  test('may be a file for fetchurl', () => {
    const options = { io, overrides: { 'https://x.org/f': '/file' } };
    expect(evaluate('builtins.readFile (builtins.fetchurl "https://x.org/f")', options)).toBe('"text"');
    expect(failure('builtins.fetchurl { url = "https://x.org/f"; sha256 = ""; }', options).message).toContain(
      'hash mismatch',
    );
  });

  test('stays where it is when sources are used in place', () => {
    const options = { io, hasSourcesInPlace: true, overrides: { 'github:a/b': '/mine' } };
    expect(evaluate('(builtins.getFlake "github:a/b").outPath', options)).toBe('"/mine"');
    expect(evaluate('(builtins.getFlake "path:/mine?dir=sub").outPath', options)).toBe('"/mine/sub"');
    expect(evaluate('(builtins.getFlake "path:/mine").narHash', options)).toMatch(/^"sha256-/);
    expect(evaluate('(builtins.getFlake "path:/mine").lastModifiedDate', options)).toBe('"20231114221320"');
  });
});

describe('the store of this machine', () => {
  const narHash = 'sha256-pNBj7DgB862U2N88cYhhH+nrhRDSNQpx7FJWyXacAvg=';
  const storePath = '/nix/store/89zrq3qq3k168arai381v4s9rsy1hq1l-source';
  const io = new TreeIo({ [`${storePath}/a.nix`]: '3' }, [storePath]);

  test.each([
    `(builtins.fetchTree { type = "github"; owner = "a"; repo = "b"; narHash = "${narHash}"; })`,
    `(builtins.fetchTree "https://x.org/a.tar.gz?narHash=${narHash}")`,
    `(builtins.fetchTarball { url = "https://x.org/a.tar.gz"; sha256 = "${narHash}"; })`,
    `(builtins.fetchTarball { url = "https://x.org/a.tar.gz"; sha256 = "${narHash}"; name = "other"; })`,
    `(builtins.fetchGit { url = "https://x.org/a"; rev = "${'a'.repeat(40)}"; narHash = "${narHash}"; })`,
    `(builtins.path { path = /none; name = "source"; sha256 = "${narHash}"; })`,
    `(builtins.fetchClosure { fromStore = "https://x.org"; fromPath = "${storePath}"; })`,
  ])('is read for %s', (text) => {
    expect(evaluate(`import "\${${text}}/a.nix"`, { io })).toBe('3');
  });

  test('gives what the reference says about the tree', () => {
    const text = `builtins.removeAttrs (builtins.fetchTree { type = "github"; owner = "a"; repo = "b";
      narHash = "${narHash}"; lastModified = 0; rev = "${'a'.repeat(40)}"; }) [ "outPath" ]`;
    expect(evaluate(text, { io })).toBe(
      `{ lastModified = 0; lastModifiedDate = "19700101000000"; narHash = "${narHash}"; rev = "${'a'.repeat(40)}"; shortRev = "aaaaaaa"; }`,
    );
  });

  test('has files too', () => {
    const path = '/nix/store/1q82x5ah029adc0r5p06p3ivlzzh3hss-empty';
    const sha256 = 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=';
    const text = `builtins.fetchurl { url = "https://x.org/empty"; sha256 = "${sha256}"; }`;
    expect(evaluate(text, { io: new TreeIo({ [path]: '' }, [path]) })).toBe(`"${path}"`);
  });
});

describe('what is not on this machine', () => {
  test.each([
    ['builtins.fetchurl "https://x.org/a"', 'https://x.org/a'],
    ['builtins.fetchTarball { url = "https://x.org/a.tar.gz"; }', 'https://x.org/a.tar.gz'],
    ['builtins.fetchGit { url = "git@x.org:a/b.git"; ref = "m"; }', 'git+ssh://git@x.org/a/b.git?ref=m'],
    ['builtins.fetchMercurial { url = "https://x.org/hg"; }', 'https://x.org/hg'],
    ['builtins.fetchTree { type = "gitlab"; owner = "a"; repo = "b"; }', 'gitlab:a/b'],
    ['builtins.getFlake "github:a/b/c"', 'github:a/b/c'],
  ])('%s fails with its address and the ways out', (text, address) => {
    const error = failure(text, { io: nothing });
    expect([error.kind, error.message, error.hint]).toEqual([
      'unsupported',
      `cannot fetch '${address}': this evaluator fetches nothing, and it is not in the Nix store of this machine`,
      expect.stringContaining(`--override-input '${address}' PATH`),
    ]);
  });

  test.each([
    'builtins.fetchTarball "file:///d/a.tar.gz"',
    'builtins.fetchTarball { url = "file:/d/a.tar.gz"; }',
    'builtins.fetchTree { type = "tarball"; url = "file:///d/a.tar.gz"; }',
    'builtins.getFlake "file:///d/a.tar.gz"',
  ])('because it is in an archive says that none is unpacked: %s', (text) => {
    const io = new TreeIo({ '/d/a.tar.gz': 'packed' });
    const error = failure(text, { io });
    expect([error.kind, error.message]).toEqual([
      'unsupported',
      "'/d/a.tar.gz' is a file, and this evaluator unpacks no archives",
    ]);
    expect(error.hint).toContain('--override-input');
    expect(failure(text, { io: nothing }).message).toContain('cannot fetch');
  });

  test('as an input fails when the input is used, and names it', () => {
    const io = new TreeIo({
      '/f/flake.nix': `{
        inputs.far.url = "github:a/b";
        inputs.near = { url = "path:./near"; inputs.deep.url = "github:c/d"; };
        outputs = { self, far, near }: { x = 1; y = far.x; z = near.z; };
      }`,
      '/f/near/flake.nix': '{ inputs.deep.url = "github:c/d"; outputs = i: { z = i.deep.x; }; }',
    });
    expect(evaluate('(builtins.getFlake "/f").x', { io })).toBe('1');
    const error = failure('(builtins.getFlake "/f").y', { io });
    expect(error.message).toContain("the flake input 'far' is not available: cannot fetch 'github:a/b'");
    expect(error.hint).toContain('--override-input far PATH');
    expect(failure('(builtins.getFlake "/f").z', { io }).hint).toContain('--override-input near/deep PATH');
  });

  test.each([
    ['builtins.fetchTree { owner = "a"; }', "argument 'type' is missing"],
    ['builtins.fetchTree { type = "path"; path = "a"; }', 'uses a relative path'],
    ['builtins.fetchTree { type = "path"; path = "/x"; name = "y"; }', "attribute 'name' isn’t supported"],
    ['builtins.fetchurl { url = "a"; foo = 1; }', "unsupported argument 'foo' to 'fetchurl'"],
    ['builtins.fetchTarball { }', "'url' argument required"],
    ['builtins.fetchMercurial { }', "'url' argument required"],
    ['builtins.fetchMercurial { url = "a"; foo = 1; }', "unsupported argument 'foo' to 'fetchMercurial'"],
    ['builtins.fetchClosure { fromPath = "/x"; foo = 1; }', "attribute 'foo' isn't supported"],
    ['builtins.fetchClosure { fromPath = "/x"; }', "attribute 'fromStore' is missing"],
    ['builtins.fetchClosure { fromPath = "/x"; fromStore = "s"; }', "path '/x' is not in the Nix store"],
    ['builtins.getFlake "/none"', "path '/none' does not exist"],
  ])('%s says what is wrong', (text, message) => {
    expect(failure(text, { io: nothing }).message).toContain(message);
  });
});

describe('flakes', () => {
  const lock = {
    version: 7,
    root: 'root',
    nodes: {
      root: { inputs: { far: 'far_2', same: ['far'], sub: 'sub', files: 'files' } },
      far_2: {
        inputs: { deep: ['sub'] },
        locked: {
          type: 'github',
          owner: 'a',
          repo: 'b',
          rev: 'a'.repeat(40),
          narHash: 'sha256-pNBj7DgB862U2N88cYhhH+nrhRDSNQpx7FJWyXacAvg=',
        },
        original: { type: 'github', owner: 'a', repo: 'b' },
      },
      sub: { locked: { type: 'path', path: './sub' }, original: { type: 'path', path: './sub' }, parent: [] },
      files: {
        locked: { type: 'path', path: './sub' },
        original: { type: 'path', path: './sub' },
        flake: false,
      },
    },
  };
  const stored = '/nix/store/89zrq3qq3k168arai381v4s9rsy1hq1l-source';
  const files: Record<string, TreeEntry> = {
    '/f/flake.nix': `{
      inputs = { far.url = "github:a/b"; same.follows = "far"; sub.url = "path:./sub"; files = { url = "path:./sub"; flake = false; }; me.follows = ""; };
      outputs = inputs: { x = inputs.far.x; y = inputs.same.x; z = builtins.readDir inputs.files; me = inputs.me.sub; sub = 8; };
    }`,
    '/f/flake.lock': JSON.stringify(lock),
    '/f/sub/flake.nix': '{ outputs = _: { n = 5; }; }',
    [`${stored}/flake.nix`]: '{ inputs.deep.url = "github:c/d"; outputs = { self, deep }: { x = deep.n; }; }',
  };

  test('are locked to what the store has', () => {
    const io = new TreeIo(files, [stored]);
    expect(evaluate('let f = builtins.getFlake "/f"; in [ f.x f.y f.z f.me ]', { io })).toBe(
      '[ 5 5 { "flake.nix" = "regular"; } 8 ]',
    );
    expect(evaluate('(builtins.getFlake "/f").inputs.far.rev', { io })).toBe(`"${'a'.repeat(40)}"`);
  });

  test('take native inputs and given folders before locked ones', () => {
    const io = new TreeIo({ ...files, '/mine/flake.nix': '{ outputs = _: { x = "mine"; }; }' });
    const native = AttrSet.of({ x: 'native' });
    const nativeFlake = (name: string): AttrSet | undefined => (name === 'far' ? native : undefined);
    expect(evaluate('(builtins.getFlake "/f").y', { io, nativeFlake })).toBe('"native"');
    expect(evaluate('(builtins.getFlake "/f").y', { io, nativeFlake, overrides: { far: '/mine' } })).toBe(
      '"mine"',
    );
    expect(evaluate('(builtins.getFlake "/f").y', { io, overrides: { 'github:a/b': '/mine' } })).toBe(
      '"mine"',
    );
    expect(evaluate('(builtins.getFlake "far").x', { io, nativeFlake })).toBe('"native"');
  });

  test.each([
    ['{ outputs = 1; }', undefined, 'but found an integer'],
    ['{ }', undefined, "lacks attribute 'outputs'"],
    ['{ inputs.a.follows = "a"; outputs = i: { x = i.a; }; }', undefined, "input 'a' follows itself"],
    ['{ inputs.a.follows = "b/c"; outputs = i: { x = i.a; }; }', undefined, 'follows a non-existent input'],
    ['{ outputs = i: { x = 1; }; }', '[]', 'is malformed: it is no JSON object'],
    ['{ outputs = i: { x = 1; }; }', '{', 'is malformed'],
    ['{ outputs = i: { x = 1; }; }', '{"version": 9}', 'unsupported version 9'],
    ['{ outputs = i: { x = 1; }; }', '{"version": 7, "root": "r"}', 'it has no nodes'],
    [
      '{ outputs = i: { x = 1; }; }',
      '{"version": 7, "root": "r", "nodes": {"r": 1}}',
      "node 'r' is no object",
    ],
    [
      '{ outputs = i: { x = 1; }; }',
      '{"version": 7, "root": "r", "nodes": {"r": {"inputs": {"a": 1}}}}',
      'neither a node nor',
    ],
    [
      '{ inputs.a.url = "x"; outputs = i: { x = i.a; }; }',
      '{"version": 7, "root": "r", "nodes": {"r": {"inputs": {"a": ["a"]}}}}',
      'follow cycle detected',
    ],
  ])('%s with lock %s fails', (flake, lockText, message) => {
    const io = new TreeIo({
      '/f/flake.nix': flake,
      ...(lockText === undefined ? {} : { '/f/flake.lock': lockText }),
    });
    expect(failure('(builtins.getFlake "/f").x', { io }).message).toContain(message);
  });
});

describe('a locked input', () => {
  const stored = '/nix/store/89zrq3qq3k168arai381v4s9rsy1hq1l-source';
  const narHash = 'sha256-pNBj7DgB862U2N88cYhhH+nrhRDSNQpx7FJWyXacAvg=';
  const lockOf = (locked: object): TreeIo => {
    const nodes = { root: { inputs: { x: 'x', y: ['x'] } }, x: { locked } };
    return new TreeIo({ '/f/flake.lock': JSON.stringify({ version: 7, root: 'root', nodes }) }, [stored]);
  };

  test.each([
    [{ type: 'path', path: './sub' }, '/f/sub'],
    [{ type: 'path', path: '/abs', dir: 'inner' }, '/abs/inner'],
    [{ type: 'github', owner: 'a', repo: 'b', narHash }, stored],
    [{ type: 'github', owner: 'a', repo: 'b', narHash, dir: 'd' }, `${stored}/d`],
    [
      {
        type: 'github',
        owner: 'a',
        repo: 'b',
        narHash: 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
      },
      undefined,
    ],
    [{ type: 'github', owner: 'a', repo: 'b' }, undefined],
  ])('%j is in %s', (locked, folder) => {
    const io = lockOf(locked);
    expect(lockedFolder(io, '/f', 'x')).toBe(folder);
    expect(lockedFolder(io, '/f', 'y')).toBeUndefined();
    expect(lockedFolder(nothing, '/f', 'x')).toBeUndefined();
  });
});

describe('declared inputs', () => {
  test.each([
    ['{ type = "path"; path = "./sub"; }', '5'],
    ['{ type = "path"; path = "/f/sub"; }', '5'],
    ['{ url = ./sub; }', '5'],
    ['{ url = "path:../g"; }', '6'],
  ])('%s are found', (declaration, value) => {
    const io = new TreeIo({
      '/f/flake.nix': `{ inputs.x = ${declaration}; outputs = i: { x = i.x.n; }; }`,
      '/f/sub/flake.nix': '{ outputs = _: { n = 5; }; }',
      '/g/flake.nix': '{ outputs = _: { n = 6; }; }',
    });
    expect(evaluate('(builtins.getFlake "/f").x', { io, hasSourcesInPlace: true })).toBe(value);
  });

  test('have text where text belongs', () => {
    const io = new TreeIo({ '/f/flake.nix': '{ inputs.x.url = 1; outputs = i: { x = i.x; }; }' });
    expect(failure('(builtins.getFlake "/f").x', { io }).message).toContain("'url' is not a string");
  });
});

describe('Git', () => {
  // Written by Git: a, gone, sub/deep/yy, sub/x; `gone` is no longer in the folder.
  const versions = {
    2: 'RElSQwAAAAIAAAAEawEUBSqIdOVrARQFKoh05QAA/gAAIiZzAACBpAAAAAAAAAAAAAAAAniYGSJhOyr7YCUEL/a9h4rBmU6FAAFhAGsBFAUqiHTlawEUBSqIdOUAAP4AACIndQAAgaQAAAAAAAAAAAAAAAUobF9XdpFtfX1YSZiMqdg+ciz5wgAEZ29uZQAAAAAAAGsBFAUqiHTlawEUBSqIdOUAAP4AACLFvQAAgaQAAAAAAAAAAAAAAAzvlMWaz0DFCSIqokToDAHTdkPvOwALc3ViL2RlZXAveXkAAAAAAAAAawEUBSqIdOVrARQFKoh05QAA/gAAIsW8AACBpAAAAAAAAAAAAAAABurRwPSwaBUOy27UGDpEwmls/kAPAAVzdWIveAAAAAAA3obuLoOzWx71JMJX3EuQ4IheUaM=',
    4: 'RElSQwAAAAQAAAAEawEUBSqIdOVrARQFKoh05QAA/gAAIiZzAACBpAAAAAAAAAAAAAAAAniYGSJhOyr7YCUEL/a9h4rBmU6FAAEAYQBrARQFKoh05WsBFAUqiHTlAAD+AAAiJ3UAAIGkAAAAAAAAAAAAAAAFKGxfV3aRbX19WEmYjKnYPnIs+cIABAFnb25lAGsBFAUqiHTlawEUBSqIdOUAAP4AACLFvQAAgaQAAAAAAAAAAAAAAAzvlMWaz0DFCSIqokToDAHTdkPvOwALBHN1Yi9kZWVwL3l5AGsBFAUqiHTlawEUBSqIdOUAAP4AACLFvAAAgaQAAAAAAAAAAAAAAAbq0cD0sGgVDstu1Bg6RMJpbP5ADwAFB3gAsq5naZXsgZGNaUZAzBHdOZ8LtrE=',
  };
  const index = (version: 2 | 4): Uint8Array => Uint8Array.from(Buffer.from(versions[version], 'base64'));

  test.each([2, 4] as const)('index of version %d is read', (version) => {
    const entries = parseGitIndex(index(version)) ?? [];
    expect(entries.map(({ name }) => name)).toEqual(['a', 'gone', 'sub/deep/yy', 'sub/x']);
    expect(entries[0]).toEqual({
      name: 'a',
      mode: 0o100644,
      id: '78981922613b2afb6025042ff6bd878ac1994e85',
      size: 2,
      modified: { seconds: 1_795_232_773, nanoseconds: 713_585_893 },
      isAssumedUnchanged: false,
      isUnfinished: false,
    });
  });

  test('what is no index is refused', () => {
    const whole = index(2);
    expect(parseGitIndex(new Uint8Array(3))).toBeUndefined();
    expect(parseGitIndex(whole.subarray(0, 100))).toBeUndefined();
    expect(parseGitIndex(Uint8Array.of(...whole.subarray(0, 7), 9, ...whole.subarray(8)))).toBeUndefined();
  });

  const tree: Readonly<Record<string, TreeEntry>> = {
    '/r/a': 'changed',
    '/r/new': 'not tracked',
    '/r/sub/x': '',
    '/r/sub/deep/yy': '',
    '/r/.git/index': index(2),
    '/r/.git/HEAD': 'ref: refs/heads/main\n',
    '/r/.git/packed-refs': `# pack-refs\n${'c'.repeat(40)} refs/heads/main\n`,
    '/w/.git': 'gitdir: /r/.git/worktrees/w\n',
    '/w/a': '',
    '/r/.git/worktrees/w/index': index(4),
    '/r/.git/worktrees/w/HEAD': 'ref: refs/heads/main\n',
    '/r/.git/worktrees/w/commondir': '../..\n',
  };

  test('shows the files that it tracks, as they are now', () => {
    const io = new TreeIo(tree);
    const text =
      'let t = builtins.fetchGit /r; in [ (builtins.readDir t) (builtins.readFile "${t}/a") t.dirtyRev t.rev ]';
    expect(evaluate(text, { io })).toBe(
      `[ { a = "regular"; sub = "directory"; } "changed" "${'c'.repeat(40)}-dirty" "${'0'.repeat(40)}" ]`,
    );
    expect(evaluate('(builtins.fetchTree "git+file:///r") ? rev', { io })).toBe('false');
    expect(evaluate('(builtins.fetchTree "git+file:///w").dirtyShortRev', { io })).toBe('"ccccccc-dirty"');
    expect(evaluate('builtins.readDir (builtins.fetchTree "git+file:///w")', { io })).toBe(
      '{ a = "regular"; }',
    );
  });

  test('commits and branches of it are not there', () => {
    const io = new TreeIo(tree);
    expect(failure('builtins.fetchGit { url = /r; ref = "main"; }', { io }).message).toContain(
      "cannot fetch 'git+file:///r?ref=main'",
    );
    expect(failure('builtins.fetchGit /r/sub', { io }).message).toContain("cannot fetch 'git+file:///r/sub'");
  });
});
