import { describe, expect, test } from 'vitest';
import { toPlainJson } from '../schema/exact-json';
import type { QueryResult } from './session-types';
import { openClan } from './open-clan';
import {
  MemoryDisk,
  memoryClan,
  pingClan,
  pingInventory,
  pingService,
  plainFlake,
} from './testing/memory-clan';

function valueOf<T>(result: QueryResult<T>): T {
  if (result.ok) return result.value;
  throw new Error(JSON.stringify(result.error, null, 2));
}

function firstError(result: QueryResult<unknown>): { code: string; message: string; place: string } {
  if (result.ok) throw new Error('expected a failure');
  const [error] = result.error;
  const { span } = error ?? {};
  return {
    code: error?.code ?? '',
    message: error?.message ?? '',
    place: span === undefined ? '' : `${span.path}:${span.line}:${span.column}`,
  };
}

describe('an open clan', () => {
  test('evaluates settings and configurations of members', () => {
    const { session } = pingClan(pingInventory);
    expect(toPlainJson(valueOf(session.settings()))).toEqual({
      hello: { server: { one: { port: 7, greeting: 'hi' } }, client: { one: {}, two: {} } },
    });
    expect(toPlainJson(valueOf(session.machine('one')))).toMatchObject({
      services: { ping: { server: { port: 7, greeting: 'hi', host: 'one' }, targets: { hello: ['one'] } } },
      networking: { hostName: 'one' },
    });
  });

  test('follows an unsaved text, and goes on with the next one', () => {
    const { session } = pingClan(pingInventory);
    const port = (): unknown => {
      const config = toPlainJson(valueOf(session.machine('one'))) as {
        services: { ping: { server: { port: number } } };
      };
      return config.services.ping.server.port;
    };
    expect(port()).toBe(7);
    const edited = structuredClone(pingInventory);
    Object.assign(edited.instances.hello.roles.server.machines.one.settings, { port: 8 });
    session.update({ changedPaths: [], inventoryJsonText: JSON.stringify(edited) });
    expect(port()).toBe(8);
    session.update({ changedPaths: [], inventoryJsonText: JSON.stringify(pingInventory) });
    expect(port()).toBe(7);
  });

  test('takes null for a missing inventory.json', () => {
    const { session } = pingClan(pingInventory);
    session.update({ changedPaths: [], inventoryJsonText: null });
    expect(valueOf(session.evaluation()).instances).toEqual([]);
  });

  test('sees files that others changed', () => {
    const { session, disk } = pingClan();
    expect(valueOf(session.evaluation()).machines.map((machine) => machine.name)).toEqual(['one', 'two']);
    disk.write('/clan/clan.nix', '{ meta.name = "pings"; inventory.machines.three = { }; }');
    disk.write('/clan/machines/four/configuration.nix', '{ }');
    session.update({ changedPaths: ['/clan/clan.nix', '/clan/machines/four'] });
    expect(valueOf(session.evaluation()).machines.map((machine) => machine.name)).toEqual(['four', 'three']);
  });

  test('tells which files evaluation looked at', () => {
    const { session } = pingClan();
    valueOf(session.inventory());
    expect(session.filesRead).toEqual(
      expect.arrayContaining(['/clan/flake.nix', '/clan/clan.nix', '/clan/machines']),
    );
  });
});

describe('bad input', () => {
  test('a malformed inventory.json is reported with its place, and the rest opens', () => {
    const { session } = memoryClan({
      'clan.nix': '{ meta.name = "m"; inventory.machines.one = { }; }',
      'inventory.json': '{\n  "machines": {\n    "two": { "tags": ["a",] }\n  }\n}\n',
    });
    const { machines, diagnostics } = valueOf(session.evaluation());
    expect(machines.map((machine) => machine.name)).toEqual(['one']);
    expect(diagnostics).toMatchObject([
      { code: 'inventory.syntax', span: { path: 'inventory.json', line: 3, column: 27 } },
    ]);
    expect(session.problems()).toMatchObject([{ code: 'inventory.syntax' }]);
  });

  test('an inventory.json that holds a list is reported', () => {
    const { session } = pingClan([]);
    expect(valueOf(session.evaluation()).diagnostics).toMatchObject([{ code: 'inventory.no-object' }]);
    // Other tools get what Nix gives: no answer rather than one without the file.
    for (const answer of [session.inventory(), session.outputs(), session.members(), session.machine('one')])
      expect(answer).toMatchObject({ ok: false, error: [{ code: 'inventory.no-object' }] });
  });

  test('a syntax error in Nix names file, line and column', () => {
    const { session } = memoryClan({ 'clan.nix': '{\n  meta.name = ;\n}\n' });
    expect(firstError(session.evaluation())).toMatchObject({ code: 'nix.parse', place: 'clan.nix:2:15' });
    for (const result of [
      session.members(),
      session.services(),
      session.roleForm('a', 'b'),
      session.machinePreview('a'),
    ]) {
      expect(firstError(result).code).toBe('nix.parse');
    }
  });

  test('a folder without flake.nix, and one with a missing file, say what is missing', () => {
    const nothing = openClan({ io: new MemoryDisk(new Map([['/clan/readme', '']])), directory: '/clan' });
    expect(firstError(nothing.evaluation())).toMatchObject({
      code: 'nix.io',
      message: "the folder '/clan' has no flake.nix",
    });
    const { session } = memoryClan({});
    expect(firstError(session.evaluation())).toMatchObject({
      code: 'nix.io',
      message: expect.stringContaining('clan.nix') as string,
    });
  });

  test('a flake without a clan says what is missing', () => {
    const { session } = memoryClan({ 'flake.nix': '{ outputs = { self }: { }; }' });
    expect(firstError(session.evaluation())).toMatchObject({
      code: 'nix.missing-attribute',
      message: "the flake has no output 'clan'",
    });
  });

  test('a flake that hands out only parts of its clan is a clan all the same', () => {
    const { session } = memoryClan({
      'flake.nix': plainFlake.replace(
        'clan = clan.config;',
        'inherit (clan.config) clanInternals nixosConfigurations;',
      ),
      'clan.nix': '{ meta.name = "m"; inventory.machines.one = { }; }',
    });
    expect(valueOf(session.evaluation()).machines.map(({ name }) => name)).toEqual(['one']);
    expect(session.machine('one').ok).toBe(true);
  });

  test('an input that is not to be had fails only what needs it', () => {
    const { session } = memoryClan({
      'flake.nix': plainFlake
        .replace(
          'outputs = { self, clan-core, ... }',
          'inputs.disko.url = "github:a/disko";\n  outputs = inputs@{ self, clan-core, ... }',
        )
        .replace('inherit self;', 'inherit self; specialArgs = { inherit inputs; };'),
      'clan.nix': `{
        meta.name = "m";
        machines.one = { inputs, ... }: { imports = [ inputs.disko.nixosModules.default ]; };
        machines.two = { services.x.enable = true; };
      }`,
    });
    expect(valueOf(session.evaluation()).machines.map((machine) => machine.name)).toEqual(['one', 'two']);
    expect(session.machine('two').ok).toBe(true);
    // A module of it is left out of the preview, which says so.
    expect(session.machine('one').ok).toBe(true);
    expect(valueOf(session.machinePreview('one')).diagnostics.map(({ message }) => message)).toEqual([
      expect.stringContaining('inputs.disko'),
    ]);
  });

  test('a value that depends on itself fails alone', () => {
    const { session } = memoryClan({
      'clan.nix': `{
        meta.name = "m";
        machines.one = { config, ... }: { a = config.b; b = config.a; };
        machines.two = { a = 1; };
      }`,
    });
    expect(firstError(session.machine('one')).code).toBe('nix.infinite-recursion');
    expect(session.machine('two').ok).toBe(true);
    expect(valueOf(session.machinePreview('two')).root?.children?.map((node) => node.name)).toContain('a');
  });

  test('a function that calls itself for ever fails alone', () => {
    const { session } = memoryClan({
      'clan.nix':
        '{ meta.name = "m"; machines.one = let f = n: 1 + f n; in { a = f 1; b = 2; }; machines.two = { a = 1; }; }',
    });
    const preview = valueOf(session.machinePreview('one'));
    expect(preview.root?.children?.find(({ name }) => name === 'a')).toMatchObject({ kind: 'error' });
    expect(preview.root?.children?.find(({ name }) => name === 'b')).toMatchObject({
      kind: 'value',
      text: '2',
    });
    expect(session.machine('two').ok).toBe(true);
  });

  test('an endless loop is stopped by the time limit, and the session goes on', () => {
    const { session } = memoryClan(
      {
        'clan.nix': `{
          meta.name = "m";
          machines.one = let f = n: if n < 0 then n else f (builtins.bitXor n 1); in { a = builtins.foldl' (x: y: f 1) 0 [ 1 2 ]; };
          machines.two = { a = 1; };
        }`,
      },
      { limits: { timeoutMs: 300, maxDepth: 1_000_000 } },
    );
    expect(['nix.limit', 'nix.stack-overflow']).toContain(firstError(session.machine('one')).code);
    expect(session.machine('two').ok).toBe(true);
  });

  test('endless data is stopped too', () => {
    const { session } = memoryClan(
      { 'clan.nix': '{ meta.name = "m"; machines.one = let s = { n = s; }; in { a = s; }; }' },
      { limits: { timeoutMs: 2_000 } },
    );
    expect(['nix.limit', 'nix.stack-overflow']).toContain(firstError(session.machine('one')).code);
  });

  test('a cancelled query says so and leaves the session usable', () => {
    const { session } = memoryClan({
      'clan.nix': `{
        meta.name = "m";
        machines.one.sum = builtins.foldl' builtins.add 0 (builtins.genList (n: n * n) 50000);
      }`,
    });
    session.setLimits({ isCancelled: () => true });
    expect(firstError(session.machine('one')).code).toBe('nix.cancelled');
    session.setLimits({});
    expect(session.machine('one').ok).toBe(true);
  });

  test('wrong settings of one member leave everything else readable', () => {
    const wrong = structuredClone(pingInventory);
    Object.assign(wrong.instances.hello.roles.server.machines.one.settings, { port: 'loud' });
    const { session } = pingClan(wrong);
    const { machines, diagnostics } = valueOf(session.evaluation());
    expect(machines.length).toBe(2);
    expect(diagnostics).toMatchObject([
      {
        target: {
          kind: 'role',
          instance: 'hello',
          role: 'server',
          layer: { machine: 'one' },
          setting: ['port'],
        },
      },
    ]);
    expect(session.machine('two').ok).toBe(true);
  });
});

describe('one bad apple', () => {
  test('an unknown field of a machine does not hide the machines', () => {
    const { session } = memoryClan({
      'clan.nix':
        '{ meta.name = "m"; inventory.machines.good.description = "fine"; inventory.machines.bad.tag = [ "x" ]; }',
    });
    const { machines, diagnostics } = valueOf(session.evaluation());
    expect(machines.map(({ name }) => name)).toEqual(['bad', 'good']);
    expect(machines[1]?.fields['description']?.value).toBe('fine');
    expect(diagnostics).toMatchObject([
      { code: 'module.unknown-option', target: { kind: 'machine', machine: 'bad' } },
    ]);
  });

  test('settings that are no data hide nothing but themselves', () => {
    const { session } = memoryClan({
      'clan.nix': `{
        meta.name = "m";
        modules.ping = ./ping.nix;
        inventory.machines = { one = { }; two = { }; };
        inventory.instances.hello = {
          module = { input = "self"; name = "ping"; };
          roles.server.machines.one.settings.imports = [ ];
          roles.client.machines.two = { };
        };
      }`,
      'ping.nix': pingService,
    });
    const { instances, diagnostics } = valueOf(session.evaluation());
    const members = instances[0]?.roles.map((role) => [
      role.name,
      role.members.map(({ machine }) => machine),
    ]);
    expect(members).toEqual([
      ['client', ['two']],
      ['server', ['one']],
    ]);
    expect(diagnostics.length).toBeGreaterThan(0);
  });
});

describe('names', () => {
  const odd = ['a.b', 'with space', 'quo"te', 'ümläut', '${x}', 'constructor', '__proto__', '0'];

  test('any name works for machines and instances', () => {
    const machines = Object.fromEntries(odd.map((name) => [name, {}]));
    const text = `{"machines":{${odd.map((name) => `${JSON.stringify(name)}:{}`).join(',')}}}`;
    expect(Object.keys(machines).length).toBeGreaterThan(5);
    const { session } = memoryClan({ 'clan.nix': '{ meta.name = "m"; }', 'inventory.json': text });
    const evaluation = valueOf(session.evaluation());
    expect(evaluation.machines.map((machine) => machine.name).sort()).toEqual([...odd].sort());
    for (const name of odd) {
      expect(toPlainJson(valueOf(session.machine(name)))).toMatchObject({ networking: { hostName: name } });
    }
  });
});
