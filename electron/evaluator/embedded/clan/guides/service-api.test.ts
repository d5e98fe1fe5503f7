/**
 * The guide "API" of clan.service modules, which describes an earlier release than the reference does: each attribute and
 * each of its examples. Where the two differ both forms are accepted, and the difference is told.
 */
import { describe, expect, test } from 'vitest';
import { answer } from '../testing/guide-clan';
import { memoryClan } from '../testing/memory-clan';
import type { MemoryClan } from '../testing/memory-clan';

/** A clan with services by name, and a body of clan.nix that uses them. */
function serviceClan(services: Readonly<Record<string, string>>, body: string): MemoryClan {
  const files = Object.entries(services).map(([name, text]) => [`services/${name}.nix`, text] as const);
  const modules = Object.keys(services).map((name) => `  modules.${name} = ./services/${name}.nix;\n`);
  return memoryClan({
    'clan.nix': `{ lib, ... }: {\n  meta.name = "guide";\n${modules.join('')}${body}\n}\n`,
    ...Object.fromEntries(files),
  });
}

/** What one machine has, apart from what Clan adds to each. */
function configured(clan: MemoryClan, machine: string): unknown {
  return answer(clan.session.machine(machine));
}

const jonAndSara = 'inventory.machines = { jon = { }; sara = { }; };';

/** Two instances A and B of a service, jon in both, sara in B. */
const instancesAB = (service: string): string => `${jonAndSara}
  inventory.instances.A = { module = { name = "${service}"; input = "self"; }; roles.peer.machines.jon = { }; };
  inventory.instances.B = { module = { name = "${service}"; input = "self"; }; roles.peer.machines = { jon = { }; sara = { }; }; };`;

/** A service that shows every machine of its instance all exports that have no scope. */
const reader = `{ ... }: {
  _class = "clan.service";
  manifest.name = "reader"; manifest.readme = "Reads.";
  roles.default = {
    description = "Reads";
    perInstance = { exports, ... }: { nixosModule.read = { inherit (exports) instances; }; };
  };
  perMachine = { exports, ... }: { nixosModule.read = { inherit (exports) machines; }; };
}`;
const readerInstance = `
  inventory.instances.reading = { module = { name = "reader"; input = "self"; }; roles.default.machines.jon = { }; };`;

describe('exports, exports.instances, exports.machines', () => {
  const exporting = `{ ... }: {
    _class = "clan.service";
    manifest.name = "exporting"; manifest.readme = "Exports.";
    roles.peer = {
      description = "Exports";
      perInstance = { instanceName, machine, ... }:
      {
        exports.foo = 1;
      };
    };
    perMachine = { machine, ... }:
    {
      exports.foo = 1;
    };
  }`;
  const clan = serviceClan({ exporting, reader }, instancesAB('exporting') + readerInstance);

  test('all other services can access exports.instances.A.foo, exports.machines.jon.foo', () => {
    expect(configured(clan, 'jon')).toMatchObject({
      read: {
        instances: { A: { foo: 1 }, B: { foo: 1 } },
        machines: { jon: { foo: 1 }, sara: { foo: 1 } },
      },
    });
  });

  test('are told to be of an earlier release, once for a role and once for perMachine', () => {
    const told = clan.session.problems();
    expect(told).toMatchObject([
      {
        code: 'clan.export-without-scope',
        severity: 'warning',
        message: expect.stringContaining('foo') as string,
        hint: expect.stringContaining('mkExports') as string,
        target: { kind: 'role', instance: 'A', role: 'peer' },
        span: { path: 'services/exporting.nix', line: 8 },
      },
      {
        code: 'clan.export-without-scope',
        target: { kind: 'instance', instance: 'A' },
        span: { path: 'services/exporting.nix', line: 13 },
      },
      { code: 'clan.reads-plain-exports', target: { kind: 'instance', instance: 'reading' } },
    ]);
    const evaluation = clan.session.evaluation();
    expect(evaluation.ok && evaluation.value.diagnostics).toEqual(told);
  });

  test('of the current release stand beside them', () => {
    const both = serviceClan(
      {
        reader,
        exporting,
        scoped: `{ clanLib, exports, lib, ... }: {
          _class = "clan.service";
          manifest = { name = "scoped"; readme = "Exports."; exports.out = [ "peer" ]; };
          roles.peer = {
            description = "Exports";
            perInstance = { mkExports, machine, ... }: {
              exports = mkExports { peer.port = 2222; };
              nixosModule.ports = lib.mapAttrsToList (_: value: value.peer.port)
                (clanLib.selectExports (scope: scope.serviceName == "scoped") exports);
            };
          };
        }`,
      },
      `${instancesAB('exporting')}${readerInstance}
      inventory.instances.C = { module = { name = "scoped"; input = "self"; }; roles.peer.machines.jon = { }; };`,
    );
    expect(configured(both, 'jon')).toMatchObject({
      ports: [2222],
      read: { instances: { A: { foo: 1 }, B: { foo: 1 } } },
    });
    expect(answer(both.session.exports())).toMatchObject({
      'scoped:C:peer:jon': { peer: { port: 2222 } },
      instances: { A: { foo: 1 } },
      machines: { sara: { foo: 1 } },
    });
  });

  test('are merged as modules are: sets by name, lists the last first, different values conflict', () => {
    const merging = serviceClan(
      {
        reader,
        exporting: `{ ... }: {
          _class = "clan.service";
          manifest.name = "exporting"; manifest.readme = "Exports.";
          roles.peer = {
            description = "Exports";
            perInstance = { instanceName, machine, ... }: {
              exports.hosts.\${machine.name} = { name = machine.name; };
              exports.names = [ machine.name ];
              exports.first = machine.name;
            };
          };
        }`,
      },
      instancesAB('exporting') + readerInstance.replace('machines.jon', 'machines.sara'),
    );
    const { instances } = answer(merging.session.exports()) as { instances: Record<string, object> };
    expect(instances['B']).toEqual({
      hosts: { jon: { name: 'jon' }, sara: { name: 'sara' } },
      names: ['sara', 'jon'],
      first: '<error>',
    });
    expect(instances['A']).toMatchObject({ first: 'jon' });
    const conflict = merging.session.problems().find(({ code }) => code === 'module.conflict');
    expect(conflict?.message).toContain('"jon" in services/exporting.nix');
  });
});

describe('manifest', () => {
  const manifest = (text: string): MemoryClan =>
    serviceClan(
      {
        svc: `{ config, ... }: {
          _class = "clan.service";
          manifest = { name = "svc"; ${text} };
          roles.peer = {
            description = "A peer";
            perInstance = { ... }: { nixosModule.api = config.manifest.features.API; };
          };
        }`,
      },
      instancesAB('svc'),
    );

  test('categories: every one of the guide, and those that came later', () => {
    const ofGuide = [
      'AudioVideo', 'Audio', 'Video', 'Development', 'Education', 'Game', 'Graphics', 'Social',
      'Network', 'Office', 'Science', 'System', 'Settings', 'Utility', 'Uncategorized',
    ]; // prettier-ignore
    const all = [...ofGuide, 'Desktop'];
    const clan = manifest(`readme = "-"; categories = [ ${all.map((name) => `"${name}"`).join(' ')} ];`);
    expect(answer(clan.session.manifests())).toMatchObject({ 'self-svc': { categories: all } });
    expect(answer(manifest('categories = [ "Backup" ];').session.manifests())).toMatchObject({
      failed: expect.stringContaining('manifest.categories') as string,
    });
  });

  test('defaults: Uncategorized, a text for the description, an empty readme', () => {
    expect(answer(manifest('').session.manifests())).toMatchObject({
      'self-svc': { name: 'svc', categories: ['Uncategorized'], description: 'No description', readme: '' },
    });
  });

  test('features.API is true, cannot be set, and is not shown', () => {
    const clan = manifest('');
    expect(configured(clan, 'sara')).toMatchObject({ api: true });
    expect(JSON.stringify(answer(clan.session.manifests()))).not.toContain('features');
    expect(configured(manifest('features.API = false;'), 'sara')).toMatchObject({ api: '<error>' });
    const [problem] = manifest('features.API = false;').session.problems();
    expect(problem?.message).toContain('manifest.features.API');
  });
});

describe('perMachine', () => {
  test('knows the machine with its roles, and the instances that it is in', () => {
    const clan = serviceClan(
      {
        svc: `{ ... }: {
          _class = "clan.service";
          manifest.name = "svc"; manifest.readme = "-";
          roles.peer = {
            description = "A peer";
            interface = { lib, ... }: { options.timeout = lib.mkOption { type = lib.types.int; default = 30; }; };
          };
          #              ↓ machine.roles ...
          perMachine = { machine, instances, ... }:
          {               # ↓ nixos-config
            nixosModule = { config ,... }: {
              systemd.services.foo = {
                enable = true;
              };
              seen = { inherit machine instances; };
            };
          };
        }`,
      },
      `${jonAndSara}
      inventory.instances.A = {
        module = { name = "svc"; input = "self"; };
        roles.peer = { settings.timeout = lib.mkDefault 20; machines.jon.settings.timeout = 60; };
      };
      inventory.instances.B = { module = { name = "svc"; input = "self"; }; roles.peer.machines.sara = { }; };`,
    );
    expect(configured(clan, 'jon')).toMatchObject({
      systemd: { services: { foo: { enable: true } } },
      seen: {
        machine: { name: 'jon', roles: ['peer'] },
        instances: {
          A: {
            roles: { peer: { machines: { jon: { settings: { timeout: 60 } } }, settings: { timeout: 20 } } },
          },
        },
      },
    });
    expect(configured(clan, 'jon')).not.toHaveProperty('seen.instances.B');
  });
});

describe('roles', () => {
  test('a service that defines none says so', () => {
    const clan = serviceClan({ svc: '{ manifest.name = "svc"; }' }, instancesAB('svc'));
    expect(configured(clan, 'jon')).toMatchObject({ failed: expect.stringContaining('roles') as string });
    expect(
      clan.session
        .problems()
        .map(({ message }) => message)
        .join('\n'),
    ).toContain('self-svc');
  });

  test('the roles used must be among those defined', () => {
    const clan = serviceClan(
      { svc: '{ manifest.name = "svc"; roles.client = { }; roles.server = { }; }' },
      instancesAB('svc'),
    );
    expect(clan.session.problems()).toMatchObject([
      { code: 'clan.unknown-role', target: { instance: 'A', role: 'peer' } },
      { code: 'clan.unknown-role', target: { instance: 'B', role: 'peer' } },
    ]);
  });
});

describe('roles.<roleName>.interface', () => {
  test('declares the settings: a timeout in seconds', () => {
    const clan = serviceClan(
      {
        svc: `{ lib, ... }: let inherit (lib) mkOption types; in {
          _class = "clan.service";
          manifest.name = "svc"; manifest.readme = "-";
          roles.peer = {
            description = "A peer";
            interface =
            {
              options.timeout = mkOption {
                type = types.int;
                default = 30;
                description = "Timeout in seconds";
              };
            };
          };
        }`,
      },
      instancesAB('svc'),
    );
    expect(answer(clan.session.schemas())).toMatchObject({
      'self-svc': {
        peer: {
          $defs: {
            Input: {
              properties: { timeout: { type: 'integer', default: 30, description: 'Timeout in seconds' } },
            },
          },
        },
      },
    });
    expect(answer(clan.session.settings())).toMatchObject({ A: { peer: { jon: { timeout: 30 } } } });
  });
});

describe('roles.<roleName>.perInstance', () => {
  const clan = serviceClan(
    {
      webly: `{ lib, ... }: {
        _class = "clan.service";
        manifest.name = "webly"; manifest.readme = "-";
        roles.server.description = "Serves";
        roles.client = {
          description = "Asks";
          interface = { options.timeout = lib.mkOption { type = lib.types.int; default = 30; }; };
          perInstance = { instanceName, settings, machine, roles, extendSettings, ... }:
          {
            # Keep in mind that this module is produced once per-instance
            #                 ↓ nixos-config
            nixosModule = { config ,... }: {
              # create one systemd service per instance
              systemd.services."webly-\${instanceName}" = {
                inherit (settings) timeout;
                extended = (extendSettings { timeout = lib.mkForce 61; }).timeout;
                inherit machine roles;
              };
            };
          };
        };
      }`,
    },
    `${jonAndSara}
    inventory.instances.A = {
      module = { name = "webly"; input = "self"; };
      roles.client = { settings.timeout = lib.mkDefault 30; machines.jon.settings.timeout = 60; };
      roles.server.machines.jon = { };
    };
    inventory.instances.B = { module = { name = "webly"; input = "self"; }; roles.client.machines.jon = { }; };`,
  );

  test('makes one service an instance, from the settings of the machine', () => {
    expect(configured(clan, 'jon')).toMatchObject({
      systemd: { services: { 'webly-A': { timeout: 60 }, 'webly-B': { timeout: 30 } } },
    });
  });

  test('extendSettings gives the settings with a module more', () => {
    expect(configured(clan, 'jon')).toMatchObject({
      systemd: { services: { 'webly-A': { extended: 61 } } },
    });
  });

  test('machine and roles are as the guide draws them, roles.<r>.settings included', () => {
    expect(configured(clan, 'jon')).toMatchObject({
      systemd: {
        services: {
          'webly-A': {
            machine: { name: 'jon', roles: ['client', 'server'] },
            roles: {
              client: { machines: { jon: { settings: { timeout: 60 } } }, settings: { timeout: 30 } },
              server: { machines: { jon: { settings: {} } }, settings: {} },
            },
          },
        },
      },
    });
  });

  test('reading roles.<r>.settings is told to be of an earlier release', () => {
    expect(clan.session.problems()).toMatchObject([
      {
        code: 'clan.role-settings',
        severity: 'warning',
        message: expect.stringContaining('webly') as string,
        hint: expect.stringContaining('machines.<machine>.settings') as string,
        target: { kind: 'instance', instance: 'A' },
      },
    ]);
  });
});
