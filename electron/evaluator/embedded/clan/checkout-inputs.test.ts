/** Checkouts in the place of inputs that there are natively: what is taken from them, and what stays ours. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openClan } from './open-clan';
import type { EvaluatorSession } from './session-types';
import { nodeIo } from './testing/node-io';

const nixpkgs = process.env['NIXPKGS_LIB'];

let base: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'checkouts-'));
  write(
    'clan/flake.nix',
    `{
      inputs.clan-core.url = "https://example.org/clan-core";
      inputs.nixpkgs.follows = "clan-core/nixpkgs";
      inputs.unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
      outputs = { self, clan-core, unstable, ... }: {
        clan = (clan-core.lib.clan { inherit self; specialArgs = { inherit unstable; }; imports = [ ./clan.nix ]; }).config;
      };
    }`,
  );
  write(
    'clan/clan.nix',
    `{ lib, ... }: {
  meta.name = "m";
  inventory.machines.one.description = lib.mark or "native";
  machines.one = { lib, unstable, ... }: {
    seen = lib.mark or "native";
    other = unstable.lib.mark or "native";
    list = lib.mkBefore [ 1 ];
  };
}
`,
  );
  write(
    'clan/machines/one/configuration.nix',
    '{ lib, ... }: { list = [ 2 ]; seen = lib.mkDefault "lost"; }\n',
  );
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

function write(file: string, text: string): void {
  mkdirSync(join(base, file, '..'), { recursive: true });
  writeFileSync(join(base, file), text);
}

/** A checkout of nixpkgs whose library says which one it is. */
function writeNixpkgs(name: string, mark: string): string {
  write(`${name}/lib/modules.nix`, '{ }');
  write(
    `${name}/lib/default.nix`,
    `(import ${resolve(nixpkgs ?? '.')}/lib).extend (_: _: { mark = "${mark}"; })`,
  );
  return join(base, name);
}

function open(overrideInputs: Readonly<Record<string, string>>): EvaluatorSession {
  return openClan({ io: nodeIo(), directory: join(base, 'clan'), overrideInputs });
}

function machine(session: EvaluatorSession): unknown {
  const found = session.machine('one');
  return found.ok ? found.value : found.error.map(({ message }) => message);
}

describe('a folder in the place of nixpkgs', () => {
  test('that has no library is told, and what to give instead', () => {
    write('empty/README.md', '');
    expect(open({ nixpkgs: join(base, 'empty') }).problems()).toMatchObject([
      {
        message: expect.stringContaining('is no checkout of nixpkgs') as string,
        hint: expect.stringContaining('nixpkgs.lib') as string,
      },
    ]);
  });

  if (nixpkgs === undefined) test.skip('gives its lib: skipped, NIXPKGS_LIB names no checkout of nixpkgs');
});

describe.runIf(nixpkgs !== undefined)('a checkout in the place of nixpkgs', () => {
  test('gives its lib to the clan, its machines and other inputs that are nixpkgs', () => {
    const session = open({ nixpkgs: writeNixpkgs('mine', 'mine') });
    expect(machine(session)).toMatchObject({ seen: 'mine', other: 'mine', list: [1n, 2n] });
    const inventory = session.inventory();
    expect(inventory.ok && inventory.value).toMatchObject({ machines: { one: { description: 'mine' } } });
  });

  test('may be one of several', () => {
    const session = open({ unstable: writeNixpkgs('theirs', 'theirs') });
    expect(machine(session)).toMatchObject({ seen: 'native', other: 'theirs' });
  });

  test('loses nothing of where values come from', () => {
    const session = open({ nixpkgs: writeNixpkgs('mine', 'mine') });
    const found = session.provenance('one', ['list']);
    expect(found.ok && found.value.definitions).toMatchObject([
      { place: { label: 'clan.nix:7' }, order: 500, outcome: 'merged', text: '[ 1 ]' },
      { place: { label: 'machines/one/configuration.nix:1' }, outcome: 'merged', text: '[ 2 ]' },
    ]);
    const seen = session.provenance('one', ['seen']);
    expect(seen.ok && seen.value.definitions).toMatchObject([
      { text: '"mine"', outcome: 'won', priority: 100 },
      { text: '"lost"', outcome: 'overridden', priority: 1000 },
    ]);
    const evaluation = session.evaluation();
    const definedIn = evaluation.ok ? evaluation.value.machines[0]?.definedIn : [];
    expect(definedIn?.map(({ label }) => label)).toEqual(['machines/one/', 'clan.nix:3', 'clan.machines']);
  });

  test('is read again when it changes', () => {
    const folder = writeNixpkgs('mine', 'before');
    const session = open({ nixpkgs: folder });
    expect(machine(session)).toMatchObject({ seen: 'before' });
    writeNixpkgs('mine', 'after');
    session.update({ changedPaths: [join(folder, 'lib/default.nix')] });
    expect(machine(session)).toMatchObject({ seen: 'after' });
  });
});
