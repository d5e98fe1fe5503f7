import { expect, test } from 'vitest';
import { parseCommand } from './arguments';
import { parseAttrPath, showAttrPath } from './attr-path';

const here = { directory: '.', evaluator: 'embedded', overrideInputs: {} } as const;

test.each([
  [['--help'], { kind: 'help' }],
  [['inventory', '--help'], { kind: 'help' }],
  [['--version'], { kind: 'version' }],
  [['inventory', '.'], { kind: 'query', query: 'inventory', ...here }],
  [['settings', '.', '--json'], { kind: 'query', query: 'settings', ...here }],
  [
    ['members', '--override-input', 'clan-core', '../core', '.'],
    {
      kind: 'query',
      query: 'members',
      directory: '.',
      evaluator: 'embedded',
      overrideInputs: { 'clan-core': '../core' },
    },
  ],
  [
    ['inputs', '.', '--override-input', 'nixpkgs=/a=b', '--override-input', 'x', 'y'],
    {
      kind: 'query',
      query: 'inputs',
      directory: '.',
      evaluator: 'embedded',
      overrideInputs: { nixpkgs: '/a=b', x: 'y' },
    },
  ],
  [['settings', '.', '--evaluator', 'nix'], { kind: 'query', query: 'settings', ...here, evaluator: 'nix' }],
  [['doctor', '.'], { kind: 'doctor', ...here }],
  [['schema', '.'], { kind: 'schema', module: null, role: null, ...here }],
  [['schema', '.', 'backup', 'client'], { kind: 'schema', module: 'backup', role: 'client', ...here }],
  [
    ['preview', '.', 'athena'],
    { kind: 'preview', machine: 'athena', path: [], withProvenance: false, ...here },
  ],
  [
    ['preview', '.', 'athena', '--attr', 'a."b.c"', '--provenance'],
    { kind: 'preview', machine: 'athena', path: ['a', 'b.c'], withProvenance: true, ...here },
  ],
  [['check', '.', '--json'], { kind: 'check', asJson: true, ...here }],
  [['nix', '--eval', '-E', '1'], { kind: 'nix', rest: ['--eval', '-E', '1'] }],
  [['serve', '--port', '1'], { kind: 'serve', rest: ['--port', '1'] }],
  [
    ['inventory', '--', '--odd'],
    { kind: 'query', query: 'inventory', directory: '--odd', evaluator: 'embedded', overrideInputs: {} },
  ],
])('%j', (argv, value) => {
  expect(parseCommand(argv)).toEqual({ ok: true, value });
});

test.each([
  [[], 'no command'],
  [['frobnicate', '.'], 'unknown command frobnicate'],
  [['inventory'], 'needs the directory'],
  [['inventory', '.', 'more'], 'too many arguments'],
  [['preview', '.'], 'name of a machine'],
  [['preview', '.', 'm', '--attr'], '--attr needs'],
  [['preview', '.', 'm', '--attr', 'a..b'], 'not an attribute path'],
  [['settings', '.', '--attr', 'a'], '--attr belongs to preview'],
  [['settings', '.', '--provenance'], '--provenance belongs to preview'],
  [['inventory', '.', '--bogus'], 'unknown option --bogus'],
  [['inventory', '.', '--override-input', 'x'], '--override-input needs'],
  [['inventory', '.', '--override-input', 'x='], '--override-input needs'],
  [['inventory', '.', '--evaluator', 'lix'], '--evaluator is one of'],
  [['doctor'], 'needs the directory'],
  [['doctor', '.', 'x'], 'too many arguments'],
])('%j is refused', (argv, part) => {
  expect(parseCommand(argv)).toEqual({ ok: false, error: expect.stringContaining(part) as unknown });
});

test.each([
  ['a', ['a']],
  ['a.b-c', ['a', 'b-c']],
  ['"a b".c', ['a b', 'c']],
  ['a."say \\"hi\\""', ['a', 'say "hi"']],
  ['"".a', ['', 'a']],
  ['', null],
  ['a.', null],
  ['.a', null],
  ['a"b"', null],
])('the attribute path %s', (text, names) => {
  expect(parseAttrPath(text)).toEqual(names);
});

test('paths are shown so that they can be read again', () => {
  const names = ['a', 'b.c', 'say "hi"', '1'];
  expect(parseAttrPath(showAttrPath(names))).toEqual(names);
});
