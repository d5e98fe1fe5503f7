/** Previews of clans that use services of inputs that are not on this machine. */
import { describe, expect, test } from 'vitest';
import type { MachinePreview, PreviewNode } from '../../../../../shared/clan/evaluation';
import type { EvaluatorSession, QueryResult } from '../session-types';
import { memoryClan, pingService } from '../testing/memory-clan';
import type { MemoryClan } from '../testing/memory-clan';

const flake = `{
  inputs.clan-core.url = "https://example.org/clan-core";
  inputs.foo.url = "github:some/foo";
  outputs = { self, clan-core, ... }: { clan = (clan-core.lib.clan { inherit self; imports = [ ./clan.nix ]; }).config; };
}
`;

/** Tells its word to everybody, and hears what others tell. */
const talk = `{ lib, exports, ... }: {
  _class = "clan.service";
  manifest.name = "talk"; manifest.description = "Talks"; manifest.readme = "Read.";
  manifest.exports.out = [ "told" ];
  roles.peer = {
    description = "";
    perInstance = { mkExports, machine, ... }: {
      exports = mkExports { told.word = machine.name; };
      nixosModule.heard = lib.mapAttrsToList (_: value: value.told.word) exports;
    };
  };
}
`;

const clanNix = `{ lib, ... }: {
  meta.name = "m";
  modules = { ping = ./ping.nix; talk = ./talk.nix; };
  exportInterfaces.told.options.word = lib.mkOption { type = lib.types.str; };
  machines.one.own.value = 1;
}
`;

const hello = {
  module: { input: 'self', name: 'ping' },
  roles: { server: { machines: { one: { settings: { greeting: 'hi' } } } }, client: { tags: { all: {} } } },
};
const remote = { module: { input: 'foo', name: 'svc' }, roles: { r: { tags: { far: {} } } } };
const core = { module: { name: 'sshd' }, roles: { server: { machines: { two: {} } } } };
const talking = { module: { input: 'self', name: 'talk' }, roles: { peer: { tags: { all: {} } } } };

interface Content {
  readonly machines: object;
  readonly instances: Readonly<Record<string, object>>;
}

const machines = { one: { tags: ['far'] }, two: {} };
const content: Content = { machines, instances: { hello, remote, core, talking } };

function textOf(value: Content): string {
  return JSON.stringify(value, null, 2);
}

function open(overrideInputs: Readonly<Record<string, string>> = {}, given = content): MemoryClan {
  return memoryClan(
    {
      'flake.nix': flake,
      'clan.nix': clanNix,
      'ping.nix': pingService,
      'talk.nix': talk,
      'inventory.json': textOf(given),
      'foo/flake.nix': `{ outputs = { ... }: { clan.modules.svc = { ... }: {
        _class = "clan.service";
        manifest.name = "svc"; manifest.readme = "Read."; manifest.description = "";
        roles.r = { description = ""; perInstance.nixosModule.remote.here = true; };
      }; }; }`,
      'core/clanServices/sshd/default.nix': `{ ... }: {
        _class = "clan.service";
        manifest.name = "sshd"; manifest.readme = "Read."; manifest.description = "";
        roles.server = { description = ""; perInstance.nixosModule.sshd.here = true; };
      }`,
    },
    { overrideInputs },
  );
}

const both = { foo: '/clan/foo', 'clan-core': '/clan/core' };

function value<T>(result: QueryResult<T>): T {
  if (result.ok) return result.value;
  throw new Error(JSON.stringify(result.error));
}

function leaves(node: PreviewNode | null, path: readonly string[] = []): readonly string[] {
  if (node === null) return [];
  if (node.children === undefined) return [`${path.join('.')} = ${node.text}`];
  return node.children.flatMap((child) => leaves(child, [...path, child.name]));
}

function shown(session: EvaluatorSession, machine: string): readonly string[] {
  return leaves(value(session.machinePreview(machine)).root).filter((line) =>
    /^(own|services|heard|remote|sshd)\b/.test(line),
  );
}

function notices({ diagnostics }: MachinePreview): unknown {
  return diagnostics.map(({ code, severity, input, message }) => [code, severity, input, message]);
}

const withoutFoo = [
  'machine.left-out',
  'info',
  'foo',
  'The preview goes without the service svc of the input foo, which the instance remote uses: the flake input foo is not on this machine, and inputs are not fetched.',
];
const ofOne = [
  'heard = [ "one" "two" ]',
  'own.value = 1',
  'services.ping.server.greeting = "hi"',
  'services.ping.server.host = "one"',
  'services.ping.server.port = 7',
  'services.ping.targets.hello = [ "one" ]',
];
const ofTwo = ['heard = [ "one" "two" ]', 'services.ping.targets.hello = [ "one" ]'];

describe('the preview of a machine', () => {
  test('shows everything but the services that are not here, and names those that the machine is in', () => {
    const { session } = open();
    expect(shown(session, 'one')).toEqual(ofOne);
    expect(shown(session, 'two')).toEqual(ofTwo);
    const found = value(session.machinePreview('one'));
    expect(notices(found)).toEqual([withoutFoo]);
    expect(found.diagnostics[0]).toMatchObject({
      hint: 'Give a local checkout of it: --override-input foo PATH',
      target: { kind: 'machine', machine: 'one' },
    });
    expect(notices(value(session.machinePreview('two')))).toMatchObject([
      ['machine.left-out', 'info', 'clan-core', expect.stringContaining('the service sshd') as string],
    ]);
  });

  test('tells where its values come from', () => {
    const { session } = open();
    const { definitions } = value(session.provenance('one', ['services', 'ping', 'server', 'greeting']));
    expect(definitions).toMatchObject([
      { instance: 'hello', role: 'server', settings: [{ setting: ['greeting'], text: '"hi"' }] },
    ]);
  });

  test('has all values in full, as the preview shows them', () => {
    const { session } = open();
    expect(value(session.shownMachine('one'))).toMatchObject({ heard: ['one', 'two'], own: { value: 1n } });
    expect(value(open(both).session.shownMachine('one'))).toEqual(value(open(both).session.machine('one')));
  });

  test('has the services once there are checkouts of their inputs', () => {
    const { session } = open(both);
    expect(shown(session, 'one')).toEqual([ofOne[0], ofOne[1], 'remote.here = true', ...ofOne.slice(2)]);
    expect(shown(session, 'two')).toEqual([...ofTwo, 'sshd.here = true']);
    expect(notices(value(session.machinePreview('one')))).toEqual([]);
    expect(session.problems()).toEqual([]);
    const half = open({ foo: '/clan/foo' }).session;
    expect(shown(half, 'one')).toContain('remote.here = true');
    expect(notices(value(half.machinePreview('one')))).toEqual([]);
    expect(shown(half, 'two')).toEqual(ofTwo);
  });

  test('names an instance on every machine where its members cannot be told', () => {
    const odd = { ...remote, roles: { r: { tags: 'far' } } };
    const { session } = open({}, { machines, instances: { hello, odd } });
    for (const machine of ['one', 'two'])
      expect(value(session.machinePreview(machine)).diagnostics).toMatchObject([
        { code: 'machine.left-out', input: 'foo' },
      ]);
  });

  test('fails where a service is wrong for another reason', () => {
    const unknown = { module: { input: 'self', name: 'nope' }, roles: {} };
    const { session } = open({}, { machines, instances: { hello, remote, unknown } });
    expect(session.machinePreview('one')).toMatchObject({
      error: [{ message: expect.stringContaining("'nope'") as string }],
    });
  });
});

describe('everything else', () => {
  test('fails as Clan does', () => {
    const { session } = open();
    value(session.machinePreview('one'));
    for (const answer of [session.machine('one'), session.settings(), session.manifests(), session.checks()])
      expect(answer.ok).toBe(false);
    expect(session.exports()).toEqual({ ok: true, value: '<error>' });
    expect(value(session.outputs())).toMatchObject({ nixosConfigurations: ['one', 'two'] });
  });

  test('says what is wrong with the instances, and with machines apart from it', () => {
    const { session, disk } = open();
    const ofInstances = [
      { code: 'clan.unknown-module', severity: 'error', input: 'clan-core', target: { instance: 'core' } },
      { code: 'clan.missing-input', severity: 'error', input: 'foo', target: { instance: 'remote' } },
    ];
    expect(session.problems()).toMatchObject(ofInstances);
    disk.write('/clan/clan.nix', clanNix.replace('own.value = 1', 'own.value = throw "bad"'));
    session.update({ changedPaths: ['/clan/clan.nix'] });
    expect(session.problems()).toMatchObject([
      ...ofInstances,
      { message: 'bad', target: { kind: 'machine', machine: 'one', option: ['own', 'value'] } },
    ]);
  });
});

describe('after edits', () => {
  const steps: readonly Content[] = [
    { machines, instances: { hello, talking } },
    { machines, instances: { hello, talking, remote } },
    { machines: { ...machines, three: { tags: ['far'] } }, instances: { hello, talking, remote } },
    { machines, instances: { talking, remote, core } },
    { machines: { one: {}, two: { tags: ['far'] } }, instances: { talking, remote, hello } },
    content,
  ];

  test.each([
    ['without checkouts', {}],
    ['with one', { foo: '/clan/foo' }],
    ['with both', both],
  ])('previews are those of a clan that is opened anew: %s', (_what, overrides) => {
    const { session } = open(overrides);
    for (const step of steps) {
      value(session.machinePreview('one'));
      session.update({ changedPaths: [], inventoryJsonText: textOf(step) });
      const anew = open(overrides, step).session;
      for (const machine of ['one', 'two']) {
        expect(session.machinePreview(machine)).toEqual(anew.machinePreview(machine));
        expect(session.machine(machine)).toEqual(anew.machine(machine));
      }
      expect(session.problems()).toEqual(anew.problems());
    }
  });
});
