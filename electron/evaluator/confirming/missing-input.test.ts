import { expect, test } from 'vitest';
import { ok } from '../../../shared/base/result';
import { explained } from './missing-input';
import { ScriptedEvaluator, failureOf } from './testing/scripted';

const inputs = [
  { name: 'nixpkgs', url: 'github:NixOS/nixpkgs/nixos-unstable' },
  { name: 'cc', url: 'https://git.clan.lol/clan/clan-core/archive/main.tar.gz' },
  { name: 'own', url: 'git+ssh://git@example.org/own.git?ref=main' },
  { name: 'nameless', url: null },
];
const embedded = new ScriptedEvaluator();
embedded.query = () => Promise.resolve(ok({ text: '', value: inputs, diagnostics: [] }));

function missing(text: string, more: object = {}) {
  const message = `An input of the flake is not on this machine: ${text}`;
  return failureOf('system-nix.input-missing', { message, hint: 'Allow it.', ...more });
}

test.each([
  ['nixpkgs', 'https://api.github.com/repos/NixOS/nixpkgs/tarball/0123', 'download'],
  ['cc', 'https://git.clan.lol/clan/clan-core/archive/main.tar.gz', 'download'],
  ['own', 'ssh://git@example.org/own.git', 'access'],
])('%s is the input of %s', async (input, address, verb) => {
  const text = `unable to ${verb} '${address}': Couldn't connect to server (7)`;
  const failure = await explained(missing(text), embedded, false);
  expect(failure).toMatchObject({
    diagnostics: [
      {
        input,
        hint: 'Allow it.',
        message: `The input “${input}” of the flake is not on this machine (${address}).`,
      },
    ],
  });
  const online = await explained(missing(text), embedded, true);
  expect(online).toMatchObject({
    diagnostics: [{ input, message: `The input “${input}” of the flake is not on this machine: ${text}` }],
  });
});

test('the way to the error names it', async () => {
  const trace = [
    { message: 'while evaluating' },
    { message: "while updating the flake input 'clan-core/disko'" },
  ];
  expect(await explained(missing('something', { trace }), embedded, true)).toMatchObject({
    diagnostics: [{ input: 'clan-core/disko', hint: expect.stringContaining('online') as string }],
  });
});

test('what is unknown, or something else, stays as it is', async () => {
  const unknown = missing("unable to download 'https://example.org/x'");
  expect(await explained(unknown, embedded, true)).toMatchObject({
    diagnostics: [
      { message: expect.stringContaining("unable to download 'https://example.org/x'") as string },
    ],
  });
  expect(await explained(unknown, embedded, false)).toEqual(
    failureOf('system-nix.input-missing', {
      message: 'An input of the flake is not on this machine (https://example.org/x).',
      hint: 'Allow it.',
    }),
  );
  const without = missing("program 'git' failed with exit code 128");
  expect(await explained(without, embedded, false)).toEqual(without);
  const other = failureOf('nix.throw');
  expect(await explained(other, embedded, false)).toBe(other);
  expect(await explained({ kind: 'superseded' }, embedded, false)).toEqual({ kind: 'superseded' });
});
