import { describe, expect, test } from 'vitest';
import type { NixIo } from '../evaluator/in-thread';
import { parseNixArguments } from './nix-arguments';
import { runNixCommand } from './nix-command';

/** A disk that holds some files. */
function diskOf(
  files: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string>> = {},
): NixIo {
  const fileType = (path: string): 'regular' | 'directory' | undefined => {
    if (path in files) return 'regular';
    return Object.keys(files).some((file) => file.startsWith(`${path}/`)) ? 'directory' : undefined;
  };
  return {
    readFile: (path) => files[path],
    readDir: () => undefined,
    fileType,
    realPath: (path) => (fileType(path) === undefined ? undefined : path),
    getEnv: (name) => environment[name] ?? '',
    currentTime: 0,
    currentSystem: 'x86_64-linux',
    trace: () => undefined,
  };
}

const disk = diskOf({
  '/f/a.nix': '{ x = { y = [ 1 { z = 2; } ]; }; "p.q" = 3; }',
  '/f/fn.nix': '{ name, times ? 2 }: "${name}${toString times}"',
  '/f/default.nix': '"folder"',
});

function run(
  argv: readonly string[],
  io: NixIo = disk,
  stdin = '',
): { out: string; err: string; code: number } {
  let out = '';
  let err = '';
  const streams = {
    stdout: (text: string) => void (out += text),
    stderr: (text: string) => void (err += text),
    stdin: () => stdin,
  };
  const code = runNixCommand(argv, streams, io);
  return { out, err, code };
}

describe('clan-inventory nix', () => {
  test.each([
    [['-E', '{ a = 1 + 1; }'], '{ a = <CODE>; }\n'],
    [['--eval', '--strict', '-E', '{ a = 1 + 1; }'], '{ a = 2; }\n'],
    [['--strict', '--json', '-E', '{ b = [ 1 null ]; a = "é"; }'], '{"a":"é","b":[1,null]}\n'],
    [['--raw', '-E', '"a\n"'], 'a\n'],
    [['--parse', '-E', 'x: x + 1'], '(x: (x + 1))\n'],
    [['-E', '1', '2'], '1\n2\n'],
    [['/f/a.nix', '-A', 'x.y.1.z', '-A', '"p.q"'], '2\n3\n'],
    [['/f'], '"folder"\n'],
    [['/f/fn.nix', '--argstr', 'name', 'n', '--arg', 'times', '1 + 2'], '"n3"\n'],
    [['-I', 'here=/f', '-E', 'import <here/default.nix>'], '"folder"\n'],
    [['-I/f', '<fn.nix>', '--argstr', 'name', 'n'], '"n2"\n'],
    [
      [
        '--override-input',
        'https://x.org/f',
        '/f/fn.nix',
        '-E',
        'builtins.readFile (builtins.fetchurl "https://x.org/f")',
      ],
      '"{ name, times ? 2 }: \\"\\${name}\\${toString times}\\""\n',
    ],
    [['-E', '(import <nixpkgs/lib>).concatStrings [ "a" "b" ]'], '"ab"\n'],
  ])('%j', (argv, out) => {
    expect(run(argv)).toEqual({ out, err: '', code: 0 });
  });

  test('reads an expression from standard input', () => {
    expect(run(['-'], disk, '1 + 2')).toEqual({ out: '3\n', err: '', code: 0 });
  });

  test('looks in NIX_PATH after -I', () => {
    const io = diskOf(
      { '/one/x.nix': '1', '/two/x.nix': '2', '/two/y.nix': '3' },
      { NIX_PATH: 'p=/two:/two' },
    );
    expect(run(['-I', 'p=/one', '-E', '[ (import <p/x.nix>) (import <y.nix>) ]', '--strict'], io).out).toBe(
      '[ 1 3 ]\n',
    );
  });

  test.each([
    [
      ['-E', '1 +'],
      'error: syntax error, unexpected end of file\n       at «string»:1:4:\n            1| 1 +\n             |    ^\n',
    ],
    [['/f/none.nix'], "error: path '/f/none.nix' does not exist\n"],
    [
      ['/f/a.nix', '-A', 'x.z'],
      "error: attribute 'z' in selection path 'x.z' not found\n       Did you mean y?\n",
    ],
    [['/f/a.nix', '-A', 'x.y.7'], "error: list index 7 in selection path 'x.y.7' is out of range\n"],
    [
      ['/f/a.nix', '-A', 'x.y.0.z'],
      "error: the expression selected by the selection path 'x.y.0.z' should be a set but is an integer\n",
    ],
  ])('%j fails', (argv, err) => {
    expect(run(argv)).toEqual({ out: '', err, code: 1 });
  });

  test.each([
    [['--frob'], "error: unrecognised flag '--frob'\nTry: clan-inventory --help\n"],
    [['-A'], "error: flag '-A' requires 1 argument(s)\nTry: clan-inventory --help\n"],
  ])('%j is not understood', (argv, err) => {
    expect(run(argv)).toEqual({ out: '', err, code: 2 });
  });
});

test('arguments are read in any order', () => {
  const parsed = parseNixArguments([
    'a.nix',
    '--xml',
    '--no-location',
    '-E',
    '--show-trace',
    '--attr',
    'x',
    '--include',
    'y',
  ]);
  expect(parsed).toMatchObject({
    ok: true,
    value: {
      inputs: ['a.nix'],
      format: 'xml',
      hasPositions: false,
      isExpression: true,
      hasFullTrace: true,
      attributes: ['x'],
      searchPath: ['y'],
    },
  });
});
