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
    [
      ['/f/a.nix', '-A', 'x.0'],
      "error: the expression selected by the selection path 'x.0' should be a list but is a set\n",
    ],
    [
      ['--raw', '-E', '1'],
      'error:\n       … while generating the nix-instantiate output\n\n       error: cannot coerce an integer to a string: 1\n',
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
    [['--frob'], "unrecognised flag '--frob'"],
    [['-A'], "'-A' requires an argument"],
    [['--arg', 'a'], "flag '--arg' requires 2 argument(s), but only 1 were given"],
    [['--max-call-depth', 'x'], "'x' is not a depth for max-call-depth"],
  ])('%j is not understood', (argv, problem) => {
    const err = `error: ${problem}\nTry 'clan-inventory nix --help' for more information.\n`;
    expect(run(argv)).toEqual({ out: '', err, code: 1 });
  });

  test.each([
    [['-E', '-'], '3\n'],
    [['--parse', '-E', '-'], '(1 + 2)\n'],
    [['-'], '3\n'],
  ])('%j reads standard input', (argv, out) => {
    expect(run(argv, disk, '1 + 2').out).toBe(out);
  });

  test('refuses to print a tree with a variable that nothing binds', () => {
    expect(run(['--parse', '-E', '{ a = b; }'])).toMatchObject({ out: '', code: 1 });
    expect(run(['--parse', '-E', 'with { }; b']).out).toBe('(with { }; b)\n');
  });

  test.each([
    [['--raw', '-E', '{ outPath = "x"; }'], 'x'],
    [['--find-file', 'fn.nix', 'p/default.nix', '-I', '/f', '-I', 'p=/f'], '/f/fn.nix\n/f/default.nix\n'],
    [
      [
        '-E',
        '1',
        '--read-write-mode',
        '--option',
        'cores',
        '1',
        '--quiet',
        '--extra-experimental-features',
        'x',
      ],
      '1\n',
    ],
    [['--max-call-depth', '20', '-E', '(builtins.tryEval 1).value'], '1\n'],
    [['-E'], ''],
  ])('%j', (argv, out) => {
    expect(run(argv)).toEqual({ out, err: '', code: 0 });
  });

  test('limits the depth of calls', () => {
    const program = 'let f = n: if n == 0 then 0 else 1 + f (n - 1); in f 50';
    expect(run(['--option', 'max-call-depth', '20', '-E', program]).err).toContain('max-call-depth exceeded');
    expect(run(['--max-call-depth', '100', '-E', program]).out).toBe('50\n');
  });

  test.each([['--help'], ['--version']])('answers %s', (flag) => {
    expect(run([flag])).toMatchObject({ err: '', code: 0, out: expect.stringMatching(/nix/i) as unknown });
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
