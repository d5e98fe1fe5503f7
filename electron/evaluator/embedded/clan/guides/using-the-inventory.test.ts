/**
 * The guide "Using the Inventory": each of its examples, as written, on a clan that has the machines it names. The guide
 * takes `borgbackup` from clan-core; a folder with a service of that name stands for it here.
 */
import { describe, expect, test } from 'vitest';
import { answer, guideClan, membersOf } from '../testing/guide-clan';

describe('Overview: borgbackup on a laptop, a workstation and a box', () => {
  const clan = guideClan(
    `inventory.instances = {
      borgbackup = {
        roles.client.machines."laptop" = {};
        roles.client.machines."workstation" = {};

        roles.server.machines."backup-box" = {};
      };
    };`,
    ['laptop', 'workstation', 'backup-box'],
  );

  test('makes two clients and one server', () => {
    expect(membersOf(clan, 'borgbackup')).toEqual({
      client: ['laptop', 'workstation'],
      server: ['backup-box'],
    });
  });

  test('brings the service to each of them', () => {
    expect(answer(clan.session.machine('laptop'))).toMatchObject({
      backup: { borgbackup: { folders: [], servers: ['backup-box'] } },
    });
    expect(answer(clan.session.machine('backup-box'))).toMatchObject({
      store: { borgbackup: { clients: ['laptop', 'workstation'], directory: '/var/lib/borg' } },
    });
    expect(clan.session.problems()).toEqual([]);
  });
});

describe('Module source specification: module left out, given in part, given in full', () => {
  const forms = {
    'left out': '',
    'the name alone': 'module.name = "borgbackup";',
    'the input alone': 'module.input = "clan-core";',
    'name and input': 'module = { name = "borgbackup"; input = "clan-core"; };',
  };
  test.each(Object.entries(forms))('%s', (_form, module) => {
    const clan = guideClan(
      `inventory.instances.borgbackup = {
        ${module}
        roles.client.machines."machine-a" = {};
        roles.server.machines."backup-host" = {};
      };`,
      ['machine-a', 'backup-host'],
    );
    expect(membersOf(clan, 'borgbackup')).toEqual({ client: ['machine-a'], server: ['backup-host'] });
    expect(answer(clan.session.machine('machine-a'))).toMatchObject({
      backup: { borgbackup: { servers: ['backup-host'] } },
    });
    expect(clan.session.problems()).toEqual([]);
  });
});

describe('Module Settings: for one machine, and for a role', () => {
  const clan = guideClan(
    `inventory.instances = {
      borgbackup = {
        # Settings for 'machine-a'
        roles.client.machines."machine-a" = {
            settings = {
                backupFolders = [
                    /home
                    /var
                ];
            };
        };
        roles.client.machines."machine-b" = {};
        roles.server.machines."backup-host" = {};

        # Settings for all machines of the role "server"
        roles.server.settings = {
            directory = "/var/lib/borgbackup";
        };
      };
    };`,
    ['machine-a', 'machine-b', 'backup-host'],
  );

  test('the machine has its folders, the other member has none, the role has its directory', () => {
    expect(answer(clan.session.settings())).toEqual({
      borgbackup: {
        client: { 'machine-a': { backupFolders: ['/home', '/var'] }, 'machine-b': { backupFolders: [] } },
        server: { 'backup-host': { directory: '/var/lib/borgbackup' } },
      },
    });
    expect(clan.session.problems()).toEqual([]);
  });

  test('the inventory shows paths where they were written', () => {
    expect(answer(clan.session.inventory())).toMatchObject({
      instances: {
        borgbackup: {
          roles: {
            client: { machines: { 'machine-a': { settings: { backupFolders: ['/home', '/var'] } } } },
          },
        },
      },
    });
  });

  test('the window may not write where Nix has written, and says where that is', () => {
    const form = clan.session.roleForm('borgbackup', 'server');
    const layers = form.ok ? form.value.layers : [];
    expect(layers.map(({ layer, isSet, access }) => [layer.kind, isSet, access.canWrite])).toEqual([
      ['role', true, false],
      ['machine', false, true],
    ]);
    expect(layers[0]?.access.reason).toContain('clan.nix');
  });
});

describe('Tags: all machines to a role', () => {
  const forms = {
    'as a list': 'roles.client.tags = [ "all" ];',
    'as a set': 'roles.client.tags."all" = {};',
  };
  test.each(Object.entries(forms))('%s', (_form, tags) => {
    const clan = guideClan(
      `inventory.instances = {
        borgbackup = {
          # "All" machines are assigned to the borgbackup 'client' role
          ${tags}
          # But only one specific machine (backup-host) is assigned to the 'server' role
          roles.server.machines."backup-host" = {};
        };
      };`,
      ['laptop', 'backup-host'],
    );
    expect(membersOf(clan, 'borgbackup')).toEqual({
      client: ['backup-host', 'laptop'],
      server: ['backup-host'],
    });
    expect(clan.session.problems()).toEqual([]);
  });
});

describe('Sharing additional Nix configuration: extraModules', () => {
  const files = {
    'nixosModules/borgbackup.nix': '{ ... }: { extra.from = "a file"; }',
    'inventory/path/to/non-serializable.nix': '{ ... }: { extra.from = "a file in a set"; }',
  };
  const instance = (extra: string): string => `inventory.instances = {
    borgbackup.roles.client = {
      machines."machine-a" = {};
      extraModules = ${extra};
    };
  };`;

  test('a file, named relative to the file that says so', () => {
    const clan = guideClan('imports = [ ./inventory/instances.nix ];', ['machine-a', 'bystander'], {
      ...files,
      'inventory/instances.nix': `{ ${instance('[ ../nixosModules/borgbackup.nix ]')} }`,
    });
    expect(answer(clan.session.machine('machine-a'))).toMatchObject({ extra: { from: 'a file' } });
    expect(answer(clan.session.machine('bystander'))).not.toHaveProperty('extra');
    expect(clan.session.problems()).toEqual([]);
  });

  test('a module of the flake', () => {
    const clan = guideClan(instance('[ self.nixosModules.borgbackup ]'), ['machine-a'], {
      ...files,
      'flake.nix': `{
        inputs.clan-core.url = "https://example.org/clan-core";
        outputs = { self, clan-core, ... }:
          let clan = clan-core.lib.clan { inherit self; imports = [ ./clan.nix ]; };
          in { clan = clan.config; nixosModules.borgbackup = import ./nixosModules/borgbackup.nix; };
      }`,
    });
    expect(answer(clan.session.machine('machine-a'))).toMatchObject({ extra: { from: 'a file' } });
    expect(clan.session.problems()).toEqual([]);
  });

  test('a set, which imports what cannot be JSON', () => {
    const clan = guideClan('imports = [ ./inventory/instances.nix ];', ['machine-a'], {
      ...files,
      'inventory/instances.nix': `{ ${instance('[ { imports = [ ./path/to/non-serializable.nix ]; services.x.enable = true; } ]')} }`,
    });
    expect(answer(clan.session.machine('machine-a'))).toMatchObject({
      extra: { from: 'a file in a set' },
      services: { x: { enable: true } },
    });
    expect(clan.session.problems()).toEqual([]);
  });

  test('does not disturb the inventory, which leaves it out', () => {
    const clan = guideClan(instance('[ ({ pkgs, ... }: { extra.from = pkgs.system; }) ]'), ['machine-a']);
    expect(JSON.stringify(answer(clan.session.inventory()))).not.toContain('extraModules');
    expect(answer(clan.session.machine('machine-a'))).toMatchObject({ extra: { from: 'x86_64-linux' } });
  });
});

describe('Picking and defining services: modules from several inputs', () => {
  const files = {
    'flake.nix': `{
      inputs.clan-core.url = "https://example.org/clan-core";
      inputs.your-org-modules.url = "path:./your-org";
      outputs = { self, clan-core, ... }:
        let clan = clan-core.lib.clan { inherit self; imports = [ ./clan.nix ]; };
        in { clan = clan.config; };
    }`,
    'your-org/flake.nix': '{ outputs = _: { clan.modules.greeter = ./greeter.nix; }; }',
    'your-org/greeter.nix': `{
      _class = "clan.service";
      manifest.name = "greeter"; manifest.readme = "Greets.";
      roles.default = { description = "Greets"; perInstance = { instanceName, ... }: { nixosModule.greeted.\${instanceName} = true; }; };
    }`,
  };

  test('clan-core, another flake and the flake itself, side by side', () => {
    const clan = guideClan(
      `modules.own = ./your-org/greeter.nix;
      inventory.instances = {
        borgbackup.roles.server.machines."box" = {};
        work = { module = { name = "greeter"; input = "your-org-modules"; }; roles.default.machines."box" = {}; };
        home = { module = { name = "own"; input = "self"; }; roles.default.machines."box" = {}; };
      };`,
      ['box'],
      files,
    );
    expect(answer(clan.session.machine('box'))).toMatchObject({
      store: { borgbackup: { directory: '/var/lib/borg' } },
      greeted: { home: true, work: true },
    });
    const services = clan.session.services();
    expect(services.ok && services.value.map(({ id, usedBy }) => [id, usedBy])).toEqual([
      ['<clan-core>-borgbackup', ['borgbackup']],
      ['self-own', ['home']],
      ['your-org-modules-greeter', ['work']],
    ]);
  });

  test('several instances of one service, each by its own name', () => {
    const clan = guideClan(
      `inventory.instances = {
        near = { module.name = "borgbackup"; roles.server.machines."box" = {}; };
        far = { module.name = "borgbackup"; roles.server = { machines."box" = {}; settings.directory = "/far"; }; };
      };`,
      ['box'],
    );
    expect(answer(clan.session.machine('box'))).toMatchObject({
      store: { near: { directory: '/var/lib/borg' }, far: { directory: '/far' } },
    });
  });
});
