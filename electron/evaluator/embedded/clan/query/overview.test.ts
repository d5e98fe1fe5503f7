import { describe, expect, test } from 'vitest';
import type { ClanEvaluation, EvaluatedInstance, EvaluatedRole } from '../../../../../shared/clan/evaluation';
import { memoryClan, pingClan, pingInventory, pingService } from '../testing/memory-clan';
import type { MemoryClan } from '../testing/memory-clan';

function overview({ session }: MemoryClan): ClanEvaluation {
  const result = session.evaluation();
  if (result.ok) return result.value;
  throw new Error(JSON.stringify(result.error));
}

function instance(evaluation: ClanEvaluation, name: string): EvaluatedInstance {
  const found = evaluation.instances.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`no instance ${name}`);
  return found;
}

function role(evaluation: ClanEvaluation, name: string): EvaluatedRole {
  const found = instance(evaluation, 'hello').roles.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`no role ${name}`);
  return found;
}

describe('machines', () => {
  test('say where their tags come from', () => {
    const clan = memoryClan({
      'clan.nix': `{
        meta.name = "m";
        inventory.machines.one.tags = [ "nix" ];
        inventory.tags.listed = [ "one" ];
      }`,
      'inventory.json': '{ "machines": { "one": { "tags": ["json"] } } }',
    });
    const [one] = overview(clan).machines;
    expect(one?.tags.map(({ tag, origin, place }) => [tag, origin, place?.label])).toEqual([
      ['nix', 'nix', 'clan.nix:3'],
      ['json', 'json', 'inventory.json'],
      ['all', 'computed', undefined],
      ['listed', 'static', 'clan.nix:4'],
      ['nixos', 'computed', undefined],
    ]);
  });

  test('can be deleted only when inventory.json alone has them', () => {
    const clan = memoryClan({
      'clan.nix': '{ meta.name = "m"; inventory.machines.fixed.description = "from Nix"; }',
      'inventory.json': '{ "machines": { "loose": {}, "fixed": {} } }',
      'machines/folder/configuration.nix': '{ }',
    });
    const { machines } = overview(clan);
    expect(machines.map(({ name, access }) => [name, access.canDelete])).toEqual([
      ['fixed', false],
      ['folder', false],
      ['loose', true],
    ]);
    expect(machines.map(({ definedIn }) => definedIn.map((place) => place.label))).toEqual([
      ['inventory.json', 'clan.nix:1'],
      ['machines/folder/'],
      ['inventory.json'],
    ]);
    const description = machines[0]?.fields['description'];
    expect(description).toMatchObject({ value: 'from Nix', isSet: true, access: { canWrite: false } });
    expect(description?.access.reason).toContain('clan.nix');
  });
});

describe('tags', () => {
  test('are computed, static or plain, with the machines that carry them', () => {
    const clan = memoryClan({
      'clan.nix': `{
        meta.name = "m";
        inventory.machines.mac.machineClass = "darwin";
        inventory.machines.one.tags = [ "plain" ];
        inventory.tags.listed = [ "one" "nobody" ];
      }`,
    });
    expect(overview(clan).tags).toEqual([
      { name: 'all', kind: 'computed', machines: ['mac', 'one'] },
      { name: 'darwin', kind: 'computed', machines: ['mac'] },
      { name: 'listed', kind: 'static', machines: ['one'] },
      { name: 'nixos', kind: 'computed', machines: ['one'] },
      { name: 'plain', kind: 'plain', machines: ['one'] },
    ]);
  });
});

describe('instances', () => {
  test('list members with the reasons, and roles that nobody uses yet', () => {
    const evaluation = overview(pingClan(pingInventory));
    expect(role(evaluation, 'server').members).toMatchObject([
      { machine: 'one', exists: true, reasons: [{ kind: 'direct' }] },
    ]);
    expect(role(evaluation, 'client').members.map(({ machine, reasons }) => [machine, reasons])).toEqual([
      ['one', [{ kind: 'tag', tag: 'all' }]],
      ['two', [{ kind: 'tag', tag: 'all' }]],
    ]);
    const bare = overview(pingClan({ instances: { hello: { module: { input: 'self', name: 'ping' } } } }));
    expect(instance(bare, 'hello').roles.map(({ name, exists }) => [name, exists])).toEqual([
      ['client', true],
      ['server', true],
    ]);
  });

  test('show the settings that are set, with their layer and place', () => {
    const { layers } = role(overview(pingClan(pingInventory)), 'server');
    expect(layers).toMatchObject([
      {
        layer: { kind: 'machine', machine: 'one' },
        value: { greeting: 'hi' },
        isSet: true,
        access: { canWrite: true },
        place: { kind: 'json', span: { path: 'inventory.json' } },
      },
    ]);
  });

  test('lock settings that Nix defines', () => {
    const clan = memoryClan({
      'clan.nix': `{
        meta.name = "m";
        modules.ping = ./ping.nix;
        inventory.machines.one = { };
        inventory.instances.hello = {
          module = { input = "self"; name = "ping"; };
          roles.server.machines.one.settings.greeting = "hi";
        };
      }`,
      'ping.nix': pingService,
    });
    const [layer] = role(overview(clan), 'server').layers;
    expect(layer).toMatchObject({ access: { canWrite: false }, place: { kind: 'nix', label: 'clan.nix:7' } });
    expect(layer?.access.reason).toContain('clan.nix');
  });

  test('of unknown modules, inputs and roles are there, with a problem', () => {
    const evaluation = overview(
      pingClan({
        instances: {
          core: { module: { name: 'borgbackup' } },
          far: { module: { input: 'elsewhere', name: 'x' } },
          wrong: { module: { input: 'self', name: 'pong' } },
          hello: { module: { input: 'self', name: 'ping' }, roles: { servant: { machines: { one: {} } } } },
        },
      }),
    );
    expect(evaluation.instances.map(({ name, service }) => [name, service])).toEqual([
      ['core', null],
      ['far', null],
      ['hello', 'self-ping'],
      ['wrong', null],
    ]);
    expect(role(evaluation, 'servant').exists).toBe(false);
    const codes = evaluation.diagnostics.map(({ code, target }) => [code, target?.kind]);
    expect(codes).toEqual(
      expect.arrayContaining([
        ['clan.unknown-module', 'instance'],
        ['clan.unknown-input', 'instance'],
        ['clan.unknown-role', 'role'],
      ]),
    );
  });

  test('with machines and tags that do not exist get warnings', () => {
    const inventory = structuredClone(pingInventory);
    Object.assign(inventory.instances.hello.roles.server.machines, {
      ghost: { settings: { greeting: 'boo' } },
    });
    Object.assign(inventory.instances.hello.roles.client.tags, { nowhere: {} });
    const evaluation = overview(pingClan(inventory));
    expect(evaluation.diagnostics.map(({ code, severity }) => [code, severity])).toEqual([
      ['clan.empty-tag', 'warning'],
      ['clan.unknown-machine', 'warning'],
    ]);
    expect(role(evaluation, 'server').members.map(({ machine, exists }) => [machine, exists])).toEqual([
      ['ghost', false],
      ['one', true],
    ]);
  });
});

describe('services', () => {
  test('are those of the flake, with their roles and who uses them', () => {
    expect(overview(pingClan(pingInventory)).services).toMatchObject([
      {
        id: 'self-ping',
        input: 'self',
        name: 'ping',
        manifestName: 'ping',
        description: 'Knows who is there',
        roles: [
          { name: 'client', description: 'Asks' },
          { name: 'server', description: 'Answers' },
        ],
        usedBy: ['hello'],
      },
    ]);
  });

  test('that cannot be evaluated do not hide the others', () => {
    const clan = memoryClan({
      'clan.nix': '{ meta.name = "m"; modules.ping = ./ping.nix; modules.broken = { roles.a = { }; }; }',
      'ping.nix': pingService,
    });
    const { services, diagnostics } = overview(clan);
    expect(services.map(({ id }) => id)).toEqual(['self-broken', 'self-ping']);
    expect(diagnostics).toMatchObject([
      { code: 'clan.service-fails', message: expect.stringContaining('self-broken') as string },
    ]);
  });
});

describe('the classes of a role', () => {
  const classesOf = (machines: string): readonly unknown[] => {
    const clan = memoryClan({
      'clan.nix': `{
        meta.name = "m";
        inventory.machines = ${machines};
        modules.svc = {
          manifest.name = "svc";
          roles.both.perInstance = { ... }: { nixosModule.a = 1; darwinModule = { ... }: { b = 2; }; };
          roles.linux.perInstance = { ... }: { nixosModule.a = 1; };
          roles.broken.perInstance = { ... }: throw "no";
          roles.lonely = { };
        };
        inventory.instances.hello = {
          module = { name = "svc"; input = "self"; };
          roles.both.tags.all = { };
          roles.linux.tags.all = { };
          roles.linux.extraModules = [ { c = 3; } ];
          roles.broken.tags.all = { };
        };
      }`,
    });
    const evaluation = overview(clan);
    return ['both', 'linux', 'broken', 'lonely'].map((name) => role(evaluation, name).classes);
  };

  test('are told by the modules it gives', () => {
    expect(classesOf('{ one = { }; mac.machineClass = "darwin"; }')).toEqual([
      ['nixos', 'darwin'],
      ['nixos'],
      null,
      null,
    ]);
  });

  test('are not looked for where every machine is a NixOS machine', () => {
    expect(classesOf('{ one = { }; }')).toEqual([null, null, null, null]);
  });
});
