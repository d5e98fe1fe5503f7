import { describe, expect, test } from 'vitest';
import { memoryClan, pingClan, pingInventory, pingService } from '../testing/memory-clan';

function codes(problems: readonly { readonly code: string }[]): readonly string[] {
  return problems.map(({ code }) => code);
}

describe('all problems of a clan', () => {
  test('are none when all is well', () => {
    expect(pingClan(pingInventory).session.problems()).toEqual([]);
  });

  test('an unknown role is told once, not again for every machine that it breaks', () => {
    const wrong = {
      instances: { hello: { module: { input: 'self', name: 'ping' }, roles: { servant: {} } } },
    };
    expect(codes(pingClan(wrong).session.problems())).toEqual(['clan.unknown-role']);
  });

  test('a service of an input that cannot be had is told once, with the input', () => {
    const { session } = memoryClan({
      'flake.nix': `{
        inputs.clan-core.url = "https://example.org/clan-core";
        inputs.far.url = "github:some/where";
        outputs = { self, clan-core, far, ... }: {
          clan = (clan-core.lib.clan { inherit self; imports = [ ./clan.nix ]; }).config;
        };
      }`,
      'clan.nix': `{
        meta.name = "m";
        inventory.machines.one = { };
        inventory.instances.hello = { module = { name = "hi"; input = "far"; }; roles.r.tags = [ "all" ]; };
        inventory.instances.wifi.roles.default.tags = [ "all" ];
      }`,
    });
    const problems = session.problems().filter(({ severity }) => severity === 'error');
    expect(problems.map(({ code, input, target }) => [code, input, target])).toEqual([
      ['clan.missing-input', 'far', { kind: 'instance', instance: 'hello' }],
      ['clan.unknown-module', 'clan-core', { kind: 'instance', instance: 'wifi' }],
    ]);
  });

  test('a wrong setting on the layer of the role is told once for all members', () => {
    const inventory = structuredClone(pingInventory);
    Object.assign(inventory.instances.hello.roles.server, {
      machines: { one: {}, two: {} },
      settings: { greeting: 'hi', port: 'seven' },
    });
    const problems = pingClan(inventory).session.problems();
    expect(problems.filter(({ code }) => code === 'module.type')).toMatchObject([
      {
        target: {
          kind: 'role',
          instance: 'hello',
          role: 'server',
          layer: { kind: 'role' },
          setting: ['port'],
        },
      },
    ]);
  });

  test('a missing setting is told for each member that lacks it', () => {
    const inventory = structuredClone(pingInventory);
    Object.assign(inventory.instances.hello.roles.server.machines, { two: {} });
    expect(
      pingClan(inventory)
        .session.problems()
        .filter(({ code }) => code === 'module.no-value'),
    ).toMatchObject([{ target: { layer: { kind: 'machine', machine: 'two' }, setting: ['greeting'] } }]);
  });

  test('settings of a role that has no members are looked at as well; what they lack may come with members', () => {
    const instances = {
      alone: roleOnly({ port: 'seven' }),
      tagged: {
        ...roleOnly({ prot: 1 }),
        roles: { server: { tags: { nobody: {} }, settings: { prot: 1 } } },
      },
      lacking: roleOnly({}),
    };
    const evaluation = pingClan({ instances }).session.evaluation();
    const found = evaluation.ok ? evaluation.value.diagnostics : [];
    const errors = found.filter(({ severity }) => severity === 'error');
    expect(errors).toMatchObject([
      {
        code: 'module.type',
        target: { instance: 'alone', role: 'server', layer: { kind: 'role' }, setting: ['port'] },
      },
      { code: 'module.unknown-option', target: { instance: 'tagged', role: 'server' } },
    ]);
    expect(errors).toHaveLength(2);
  });

  test('wrong settings are found however deep they are, in lists too', () => {
    const { session } = memoryClan({
      'clan.nix': `{
        meta.name = "m";
        modules.deep = ./deep.nix;
        inventory.machines.one = { };
        inventory.instances.d = { module = { input = "self"; name = "deep"; }; roles.r.machines.one.settings = {
          list = [ 1 "two" ];
          hosts.a.ports.web.number = "eighty";
          hosts.b = { };
        }; };
      }`,
      'deep.nix': `{ lib, ... }: let inherit (lib) mkOption types; in {
        _class = "clan.service";
        manifest = { name = "deep"; readme = "-"; };
        roles.r.description = "-";
        roles.r.interface.options = {
          list = mkOption { type = types.listOf types.int; };
          self = mkOption { type = types.raw; default = let loop = { inherit loop; }; in loop; };
          package = mkOption { type = types.raw; default = { type = "derivation"; broken = throw "not built"; }; };
          hosts = mkOption { type = types.attrsOf (types.submodule { options.ports = mkOption { default = { };
            type = types.attrsOf (types.submodule { options.number = mkOption { type = types.int; default = 1; }; });
          }; }); };
        };
      }`,
    });
    const found = session
      .problems()
      .map(({ code, target }) => [code, target?.kind === 'role' && target.setting]);
    expect(found).toEqual([
      ['module.type', ['hosts', 'a', 'ports', 'web', 'number']],
      ['module.type', ['list', 1]],
    ]);
  });

  test('options that a service took away are no problem as long as nobody sets them', () => {
    const files = (settings: string) => ({
      'clan.nix': `{ lib, ... }: {
        meta.name = "m";
        inventory.machines.one = { };
        inventory.instances.old = { module = { name = "old"; input = "self"; }; roles.r = { machines.one = { }; settings = ${settings}; }; };
        modules.old = {
          _class = "clan.service";
          manifest.name = "old"; manifest.description = "old"; manifest.readme = "old";
          roles.r.description = "r";
          roles.r.interface.options.gone = lib.mkOption {
            type = lib.types.raw; default = null; visible = false; apply = _: throw "gone was removed";
          };
        };
      }`,
    });
    const messages = (settings: string) =>
      memoryClan(files(settings))
        .session.problems()
        .map(({ message }) => message);
    expect(messages('{ }')).toEqual([]);
    expect(messages('{ gone = 1; }')).toEqual(['gone was removed']);
  });

  test('assertions and warnings of machines are among them', () => {
    const { session } = memoryClan({
      'clan.nix': `{
        meta.name = "m";
        machines.one = {
          assertions = [ { assertion = false; message = "one needs a disk"; } { assertion = true; message = "fine"; } ];
          warnings = [ "one is old" ];
        };
      }`,
    });
    expect(session.problems()).toMatchObject([
      {
        code: 'machine.assertion',
        severity: 'error',
        message: 'one needs a disk',
        target: { machine: 'one' },
      },
      { code: 'machine.warning', severity: 'warning', message: 'one is old', target: { machine: 'one' } },
    ]);
  });

  test('constraints name the role that breaks them', () => {
    const { session } = memoryClan({
      'clan.nix': `{
        meta.name = "m";
        modules.ping = { imports = [ ./ping.nix ]; manifest.constraints.roles.server.maxMachines = 1; };
        inventory.machines = { one = { }; two = { }; };
        inventory.instances.hello = {
          module = { input = "self"; name = "ping"; };
          roles.server = { tags = [ "all" ]; settings.greeting = "hi"; };
        };
      }`,
      'ping.nix': pingService,
    });
    expect(session.problems()).toMatchObject([
      {
        code: 'clan.constraint',
        severity: 'error',
        target: { kind: 'role', instance: 'hello', role: 'server' },
      },
    ]);
  });

  test('machines that fail for the same reason are told once', () => {
    const { session } = memoryClan({
      'clan.nix':
        '{ meta.name = "m"; machines.one = { imports = [ ./gone.nix ]; }; machines.two = { imports = [ ./gone.nix ]; }; }',
    });
    expect(session.problems()).toMatchObject([
      { code: 'nix.io', target: { kind: 'machine', machine: 'one' } },
    ]);
  });
});

/** An instance of the ping service whose server role has settings and no members. */
function roleOnly(settings: object): object {
  return { module: { input: 'self', name: 'ping' }, roles: { server: { settings } } };
}
