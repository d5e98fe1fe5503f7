import { expect, test } from 'vitest';
import { obstacleTo } from './electron-launcher';
import { parseServeArguments } from './serve-arguments';

const nothing = { directory: null, port: 0, evaluator: null, overrideInputs: {} };

test.each([
  [[], nothing],
  [['clan'], { ...nothing, directory: 'clan' }],
  [['clan', '--port', '8080'], { ...nothing, directory: 'clan', port: 8080 }],
  [['--port=0'], nothing],
  [['--evaluator', 'nix', 'clan'], { ...nothing, directory: 'clan', evaluator: 'nix' }],
  [
    ['clan', '--override-input', 'a', './b', '--override-input', 'c=d=e'],
    { ...nothing, directory: 'clan', overrideInputs: { a: './b', c: 'd=e' } },
  ],
])('%j is understood', (argv, value) => {
  expect(parseServeArguments(argv)).toEqual({ ok: true, value });
});

test.each([
  [['--port', 'x']],
  [['--port', '70000']],
  [['a', 'b']],
  [['--nope']],
  [['--port']],
  [['clan', '--evaluator', 'both']],
  [['--evaluator', 'nix']],
  [['clan', '--override-input', 'a']],
  [['clan', '--override-input', 'a=']],
  [['clan', '--override-input']],
])('%j is refused with a sentence', (argv) => {
  expect(parseServeArguments(argv)).toEqual({ ok: false, error: expect.stringMatching(/\S/) as unknown });
});

test.each([
  [{}, 'linux', 1000, 'There is no display for Electron'],
  [{ DISPLAY: '' }, 'linux', 1000, 'There is no display for Electron'],
  [{ DISPLAY: ':0' }, 'linux', 1000, null],
  [{ WAYLAND_DISPLAY: 'wayland-0' }, 'linux', 0, 'Electron does not run as root'],
  [{}, 'darwin', 501, null],
] as const)('with %j on %s as %i the obstacle is %s', (environment, platform, user, expected) => {
  expect(obstacleTo(environment, platform, user)).toBe(expected);
});
