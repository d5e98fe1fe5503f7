/**
 * The earlier edition of the guide, "Using clanServices": each of its examples, as written. They name the module with
 * name and input where the later edition leaves it out, and give tags as a set.
 */
import { describe, expect, test } from 'vitest';
import { answer, guideClan, membersOf } from '../testing/guide-clan';

describe('Overview: borgbackup on a laptop, a server and a box', () => {
  test('the module is that of the instance name', () => {
    const clan = guideClan(
      `inventory.instances = {
        borgbackup = {
          roles.client.machines."laptop" = {};
          roles.client.machines."server1" = {};

          roles.server.machines."backup-box" = {};
        };
      };`,
      ['laptop', 'server1', 'backup-box'],
    );
    expect(membersOf(clan, 'borgbackup')).toEqual({ client: ['laptop', 'server1'], server: ['backup-box'] });
    expect(clan.session.problems()).toEqual([]);
  });
});

describe('Override and simplified example: the same instance with its module and without', () => {
  const instance = (module: string): string => `inventory.instances = {
    borgbackup = {
      ${module}
      roles.client.machines."machine-a" = {};
      roles.server.machines."backup-host" = {};
    };
  };`;
  const machines = ['machine-a', 'backup-host'];

  test('configure the machines alike', () => {
    const full = guideClan(instance('module = { name = "borgbackup"; input = "clan-core"; };'), machines);
    const simple = guideClan(instance(''), machines);
    for (const machine of machines) {
      const { backup, store } = answer(full.session.machine(machine)) as Record<string, unknown>;
      expect(answer(simple.session.machine(machine))).toMatchObject(
        backup === undefined ? { store } : { backup },
      );
    }
    expect(answer(full.session.settings())).toEqual(answer(simple.session.settings()));
  });

  test('are two groups all the same: one of the input, one of Clan itself', () => {
    const clan = guideClan(
      `inventory.instances = {
        borgbackup.roles.server.machines."box" = {};
        other = { module = { name = "borgbackup"; input = "clan-core"; }; roles.server.machines."box" = {}; };
      };`,
      ['box'],
    );
    expect(Object.keys(answer(clan.session.manifests()) as object)).toEqual([
      '<clan-core>-borgbackup',
      'clan-core-borgbackup',
    ]);
  });
});

describe('Configuration example: settings of one client', () => {
  const clan = guideClan(
    `inventory.instances = {
      borgbackup-example = {
        module =  {
          name = "borgbackup";
          input = "clan-core";
        };
        roles.client.machines."machine-a" = {
          # 'client' -Settings of 'machine-a'
          settings = {
            backupFolders = [
              /home
              /var
            ];
          };
        };
        roles.server.machines."backup-host" = {};
      };
    };`,
    ['machine-a', 'backup-host'],
  );

  test('reach that machine under the name of the instance', () => {
    expect(answer(clan.session.machine('machine-a'))).toMatchObject({
      backup: { 'borgbackup-example': { folders: ['/home', '/var'], servers: ['backup-host'] } },
    });
    expect(clan.session.problems()).toEqual([]);
  });

  test('come with a form that knows what they are', () => {
    const form = clan.session.roleForm('borgbackup-example', 'client');
    expect(form.ok && form.value.effective).toEqual({ 'machine-a': { backupFolders: ['/home', '/var'] } });
    expect(form.ok && form.value.schema['$defs']).toMatchObject({
      Input: { properties: { backupFolders: { 'x-clan': { typeName: 'listOf' } } } },
    });
  });
});

describe('Tags: the tag all', () => {
  test('puts every machine into the role', () => {
    const clan = guideClan(
      `inventory.instances = {
        borgbackup-example = {
          module =  {
            name = "borgbackup";
            input = "clan-core";
          };
          #
          # The 'all' -tag targets all machines
          roles.client.tags."all" = {};
          # ---------------------------
          roles.server.machines."backup-host" = {};
        };
      };`,
      ['laptop', 'backup-host'],
    );
    expect(membersOf(clan, 'borgbackup-example')).toEqual({
      client: ['backup-host', 'laptop'],
      server: ['backup-host'],
    });
    expect(answer(clan.session.inventory())).toMatchObject({
      instances: { 'borgbackup-example': { roles: { client: { tags: { all: {} } } } } },
    });
  });
});

describe('Migrate from clanModules: inventory.services of before', () => {
  const clan = guideClan(
    `inventory.services.borgbackup.backups = {
      roles.client.machines = [ "laptop" ];
      roles.server.machines = [ "backup-box" ];
    };`,
    ['laptop', 'backup-box'],
  );

  test('is refused, with the way to instances', () => {
    const problems = clan.session.problems();
    expect(problems).toMatchObject([
      {
        code: 'module.removed-option',
        severity: 'error',
        message: 'The option services has been removed from Clan, but clan.nix sets it.',
        hint: expect.stringContaining('inventory.instances') as string,
        span: { path: 'clan.nix' },
      },
    ]);
  });

  test('shows in the window, which still shows the machines', () => {
    const evaluation = clan.session.evaluation();
    expect(evaluation.ok && evaluation.value.diagnostics.map(({ code }) => code)).toEqual([
      'module.removed-option',
    ]);
    expect(evaluation.ok && evaluation.value.machines.map(({ name }) => name)).toEqual([
      'backup-box',
      'laptop',
    ]);
  });

  test('does not keep machines from evaluating', () => {
    expect(answer(clan.session.machine('laptop'))).toMatchObject({ networking: { hostName: 'laptop' } });
  });
});
