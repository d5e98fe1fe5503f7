/** The table of what NixOS options say about merging: which paths it knows, and what comes of it in a machine. */
import { describe, expect, test } from 'vitest';
import type { StructuralRule } from '../../modules';
import { memoryClan } from '../testing/memory-clan';
import { isNixosEntry, nixosRule } from './nixos-conventions';

const lines: StructuralRule = { kind: 'text', separator: '\n' };

test.each<readonly [string, StructuralRule | undefined]>([
  ['environment.etc.motd.text', lines],
  ['environment.etc.motd.mode', undefined],
  ['systemd.services.backup.script', lines],
  ['boot.initrd.postDeviceCommands', lines],
  ['boot.initrd.Command', undefined],
  ['services.nginx.virtualHosts.a.extraConfig', lines],
  ['services.nginx.extraConfig', lines],
  ['clan.core.state.a.postBackupScript', lines],
  // Of type `either str path`.
  ['clan.core.vars.generators.a.script', undefined],
  ['networking.wg-quick.interfaces.wg0.postUp', lines],
  ['services.xserver.xkb.options', { kind: 'text', separator: ',' }],
  ['virtualisation.docker.extraOptions', { kind: 'text', separator: ' ' }],
  ['systemd.services.backup.serviceConfig.ExecStart', { kind: 'gathered' }],
  ['systemd.user.timers.backup.timerConfig.OnCalendar', { kind: 'gathered' }],
  ['systemd.network.networks.lan.networkConfig.DNS', { kind: 'gathered' }],
  ['systemd.services.backup.environment.PATH', undefined],
  ['networking.firewall.allowedTCPPorts', undefined],
  ['networking.hostName', undefined],
  ['', undefined],
])('%s: %j', (path, expected) => {
  expect(nixosRule(path.split('.'))).toEqual(expected);
});

test.each([
  ['users.users.ann', true],
  ['systemd.services.backup', true],
  ['users.users', false],
  ['users.users.ann.openssh', false],
])('entry %s: %s', (path, expected) => {
  expect(isNixosEntry(path.split('.'))).toBe(expected);
});

/** The machine, or the messages of what fails in it. */
function machine(module: string): unknown {
  const { session } = memoryClan({ 'clan.nix': `{ meta.name = "m"; machines.one = ${module}; }` });
  const errors = session.problems().filter(({ severity }) => severity === 'error');
  if (errors.length > 0) return errors.map(({ message }) => message);
  const found = session.machine('one');
  return found.ok ? found.value : found.error;
}

describe('in a machine', () => {
  test('texts, units and lists of several modules merge as in NixOS', () => {
    expect(
      machine(`{ lib, pkgs, ... }: lib.mkMerge [
        {
          services.xserver.xkb.options = "ctrl:nocaps";
          virtualisation.docker.extraOptions = "--debug";
          systemd.services.a.serviceConfig = { ReadWritePaths = "/a"; Type = "oneshot"; };
          systemd.services.a.after = [ "b.service" ];
          systemd.services.a.script = "one \${pkgs.jq}";
          users.users.ann.extraGroups = [ "wheel" ];
          environment.systemPackages = [ pkgs.b ];
          services.x.enable = true;
        }
        {
          services.xserver.xkb.options = "compose:menu";
          virtualisation.docker.extraOptions = lib.mkBefore "--live-restore";
          systemd.services.a.serviceConfig = { ReadWritePaths = [ "/b" "/c" ]; Type = "oneshot"; };
          systemd.services.a.after = [ "c.service" ];
          systemd.services.a.script = "two";
          users.users.ann.extraGroups = [ "audio" ];
          environment.systemPackages = [ pkgs.a ];
          services.x.enable = true;
        }
      ]`),
    ).toMatchObject({
      services: { xserver: { xkb: { options: 'ctrl:nocaps,compose:menu' } }, x: { enable: true } },
      virtualisation: { docker: { extraOptions: '--live-restore --debug' } },
      systemd: {
        services: {
          a: {
            after: ['b.service', 'c.service'],
            script: 'one «pkgs.jq»\ntwo',
            serviceConfig: { ReadWritePaths: ['/a', '/b', '/c'], Type: 'oneshot' },
          },
        },
      },
      users: { users: { ann: { extraGroups: ['wheel', 'audio'] } } },
      environment: { systemPackages: ['«pkgs.b»', '«pkgs.a»'] },
    });
  });

  test.each([
    ['systemd.services.a.serviceConfig.Type', '"simple"', '"oneshot"'],
    ['networking.domain', '"a.org"', '"b.org"'],
    ['services.x.enable', 'true', 'false'],
    ['services.x.port', '1', '2'],
    ['users.motd', 'null', '"text"'],
    ['clan.core.vars.generators.a.script', '"one"', '"two"'],
  ])('%s still conflicts, and both places are told', (option, one, two) => {
    const found = machine(`{ imports = [
      { _file = "one.nix"; ${option} = ${one}; }
      { _file = "two.nix"; ${option} = ${two}; }
    ]; }`);
    expect(found).toEqual([expect.stringContaining(`The option ${option}`) as string]);
    expect(String(found)).toMatch(/one\.nix/);
    expect(String(found)).toMatch(/two\.nix/);
  });

  test('what two services say alike of one generator is there once', () => {
    expect(
      machine(`{ pkgs, lib, ... }: lib.mkMerge (map (name: {
        clan.core.vars.generators.ssh = {
          share = true;
          script = "\${pkgs.openssh}/bin/ssh-keygen -f $out/key";
          files.key = { secret = true; mode = "0400"; };
          prompts.host = { type = "line"; description = "Name"; };
          validation.names.\${name} = true;
          dependencies = [ "ca-\${name}" ];
          runtimeInputs = [ pkgs.\${name} ];
        };
        clan.core.state.db.preBackupScript = "dump \${name}";
      }) [ "a" "b" ])`),
    ).toMatchObject({
      clan: {
        core: {
          state: { db: { preBackupScript: 'dump a\ndump b' } },
          vars: {
            generators: {
              ssh: {
                share: true,
                script: '«pkgs.openssh»/bin/ssh-keygen -f $out/key',
                files: { key: { secret: true, mode: '0400' } },
                prompts: { host: { type: 'line', description: 'Name' } },
                validation: { names: { a: true, b: true } },
                dependencies: ['ca-a', 'ca-b'],
                runtimeInputs: ['«pkgs.a»', '«pkgs.b»'],
              },
            },
          },
        },
      },
    });
  });

  test('an option of NixOS that a clan declares once more keeps the options that it has there', () => {
    const declared = (option: string): string => `
      options.${option} = lib.mkOption {
        type = lib.types.attrsOf (lib.types.submodule { options.team = lib.mkOption { type = lib.types.str; }; });
      };`;
    expect(
      machine(`{ lib, ... }: {
        ${declared('users.users')}
        config.users.users.ann = { team = "ops"; isNormalUser = true; extraGroups = [ "wheel" ]; };
      }`),
    ).toMatchObject({
      users: { users: { ann: { team: 'ops', isNormalUser: true, extraGroups: ['wheel'] } } },
    });
    expect(
      machine(`{ lib, config, ... }: {
        ${declared('users.users')}
        config.users.users.ann.team = "ops";
        config.x = lib.mapAttrs (_: user: user.extraGroups) config.users.users;
      }`),
    ).toMatchObject({ x: { ann: '«config.users.users.ann.extraGroups»' } });
    expect(
      machine(`{ lib, ... }: { ${declared('mine')} config.mine.ann = { team = "ops"; other = true; }; }`),
    ).toEqual([expect.stringContaining('The option mine.ann.other does not exist')]);
  });
});
