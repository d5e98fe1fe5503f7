/**
 * The report "Inventory + flake-parts integration": its examples as written, on clans in the layouts that it draws. Two of
 * them are sketches that no Nix evaluates, so they are completed: the drawing's `mkFlake` call lacks its arguments, and
 * the machine module of the complete example uses `inputs` without taking it.
 */
import { describe, expect, test } from 'vitest';
import { answer } from '../testing/guide-clan';
import { memoryClan } from '../testing/memory-clan';
import type { MemoryClan } from '../testing/memory-clan';

/** The flake of the report's complete example: every file below `modules/` is a flake-parts module. */
const dendriticFlake = `{
  inputs = {
    clan-core.url = "https://example.org/clan-core";
    clan-core.inputs.nixpkgs.follows = "nixpkgs";
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
    flake-parts.url = "github:hercules-ci/flake-parts";
    import-tree.url = "github:vic/import-tree";
  };
  outputs = inputs: inputs.flake-parts.lib.mkFlake { inherit inputs; }
    (inputs.import-tree ./modules);
}
`;

const core = `{ inputs, ... }: {
  imports = [ inputs.clan-core.flakeModules.default inputs.flake-parts.flakeModules.modules ];
  systems = [ "x86_64-linux" ];
  clan.meta.name = "guide";
}
`;

/** A clan made of flake-parts modules. */
function dendriticClan(files: Readonly<Record<string, string>>): MemoryClan {
  return memoryClan({ 'flake.nix': dendriticFlake, 'modules/clan/core.nix': core, ...files });
}

/** A clan with one machine, whose configuration ends with `body`; `clan` is more of clan.nix. */
function oneMachine(body: string, clan = ''): MemoryClan {
  return memoryClan({
    'clan.nix': `{ lib, config, ... }: {
      meta.name = "guide";
      inventory.machines.host.machineClass = "nixos";
      ${clan}
      machines.host = { config, pkgs, lib, ... }: { ${body} };
    }`,
  });
}

function machine(clan: MemoryClan, name: string): unknown {
  return answer(clan.session.machine(name));
}

describe('Where nixpkgs.config gets applied', () => {
  test('at the level of the machine it works: config, a predicate, overlays', () => {
    const clan = oneMachine(`
      nixpkgs.config.allowUnfree = true;
      nixpkgs.config.allowUnfreePredicate = pkg: builtins.elem (lib.getName pkg) [ "graphite-cli" "ngrok" ];
      nixpkgs.overlays = [ (final: prev: { }) ];
      asked = map config.nixpkgs.config.allowUnfreePredicate [ { pname = "ngrok"; } { pname = "vim"; } ];`);
    expect(machine(clan, 'host')).toMatchObject({
      nixpkgs: {
        config: { allowUnfree: true, allowUnfreePredicate: '<function>' },
        overlays: ['<function>'],
      },
      asked: [true, false],
    });
    expect(clan.session.problems()).toEqual([]);
  });

  test('at the level of the inventory it does not exist, and every place that says so is named', () => {
    const clan = memoryClan({
      'clan.nix': `{
        meta.name = "guide";
        # This does NOT exist and won't work
        inventory.machines.X.nixpkgs.config = { allowUnfree = true; };
      }`,
    });
    expect(answer(clan.session.inventory())).toEqual({
      failed: expect.stringContaining("The option `inventory.machines.X.nixpkgs' does not exist") as string,
    });
    expect(clan.session.problems()).toMatchObject([
      {
        code: 'module.unknown-option',
        message: 'The field nixpkgs of the machine X does not exist, but clan.nix sets it.',
        target: { kind: 'machine', machine: 'X' },
      },
    ]);
  });

  test('at the level of a service instance it does not exist either', () => {
    const clan = memoryClan({
      'clan.nix': `{
        meta.name = "guide";
        modules.serviceName = { manifest.name = "s"; roles.roleName = { }; };
        inventory.instances.serviceName.module.input = "self";
        # This is NOT supported
        inventory.instances.serviceName.roles.roleName.nixpkgs = { config.allowUnfree = true; };
      }`,
    });
    expect(answer(clan.session.inventory())).toEqual({
      failed: expect.stringContaining(
        "The option `inventory.instances.serviceName.roles.roleName.nixpkgs' does not exist",
      ) as string,
    });
    expect(clan.session.problems()[0]).toMatchObject({
      code: 'module.unknown-option',
      target: { kind: 'role', instance: 'serviceName', role: 'roleName' },
    });
  });
});

describe('Critical finding: nixpkgs is instantiated in two phases', () => {
  /** What the machine `show` sees of the others: for each system, and of the configuration that is deployed. */
  const shown = (pkgsForSystem: string): unknown =>
    machine(
      dendriticClan({
        'modules/two-phases.nix': `{ config, lib, ... }: {
          clan.inventory.machines.two = { };
          clan.machines.one.nixpkgs.hostPlatform = "riscv64-linux";
          ${pkgsForSystem}
          clan.machines.show.looked = lib.mapAttrs (_: machines:
            lib.genAttrs [ "one" "two" ] (name: {
              inherit (machines.\${name}.config.nixpkgs) hostPlatform;
              inherit (machines.\${name}.config.nixpkgs.pkgs) name;
            })) config.flake.clanInternals.machines;
          clan.machines.show.deployed = config.flake.nixosConfigurations.one.config.nixpkgs;
        }`,
        'modules/packages.nix': `{ perSystem = { system, ... }: {
          clan.pkgs = { name = "default for " + system; stdenv.hostPlatform = { inherit system; }; };
        }; systems = [ "aarch64-linux" "riscv64-linux" "aarch64-darwin" ]; }`,
      }),
      'show',
    );

  test('Option 3, pkgsForSystem: own packages for one system', () => {
    const found = shown(`clan.pkgsForSystem = system:
      if system == "x86_64-linux" then
        { name = "custom"; stdenv.hostPlatform.system = system; }
      else
        { name = "other"; stdenv.hostPlatform.system = system; };`);
    expect(found).toMatchObject({
      looked: {
        'x86_64-linux': {
          one: { hostPlatform: 'x86_64-linux', name: 'custom' },
          two: { hostPlatform: 'x86_64-linux', name: 'custom' },
        },
        'aarch64-darwin': { one: { hostPlatform: 'aarch64-darwin', name: 'other' } },
      },
    });
  });

  test('null falls back to the packages of nixpkgs', () => {
    const clan = dendriticClan({
      'modules/null.nix': `{ config, ... }: {
        clan.pkgsForSystem = system: if system == "x86_64-linux" then { name = "custom"; } else null;
        clan.inventory.machines.host = { };
        clan.machines.show.systems = map (system: config.flake.clanInternals.machines.\${system}.host.config.nixpkgs.pkgs.system or "own")
          [ "x86_64-linux" "aarch64-linux" "riscv64-linux" "aarch64-darwin" ];
      }`,
    });
    expect(machine(clan, 'show')).toMatchObject({
      systems: ['own', 'aarch64-linux', 'riscv64-linux', 'aarch64-darwin'],
    });
  });

  test('phase B forces pkgs and hostPlatform; the configuration that is deployed keeps its own', () => {
    expect(shown('')).toMatchObject({
      looked: { 'x86_64-linux': { one: { hostPlatform: 'x86_64-linux', name: 'default for x86_64-linux' } } },
      deployed: { hostPlatform: 'riscv64-linux' },
    });
    expect(shown('')).not.toHaveProperty('deployed.pkgs');
  });
});

describe('Role configuration', () => {
  test('machines by name and tags in one instance of a module', () => {
    const clan = memoryClan({
      'clan.nix': `{
        meta.name = "guide";
        modules.myservice = { manifest.name = "myservice"; roles.server = { }; roles.client = { }; };
        inventory.machines = { machine1 = { }; machine2.tags = [ "servers" ]; machine3.tags = [ "clients" ]; };
        inventory.instances.myservice = {
          module.name = "myservice";
          module.input = "self";
          roles = {
            server = {
              machines = { machine1 = {}; };
              tags = [ "servers" ];
            };
            client = {
              tags = [ "clients" ];
            };
          };
        };
      }`,
    });
    expect(answer(clan.session.settings())).toEqual({
      myservice: { server: { machine1: {}, machine2: {} }, client: { machine3: {} } },
    });
  });
});

describe('Test-Clan reference: the complete working example', () => {
  const files = {
    'modules/clan/machines.nix': `{ config, ... }: {
      clan.machines = {
        cinnabar = {
          imports = [ config.flake.modules.nixos."machines/nixos/cinnabar" ];
        };
      };
    }`,
    'modules/clan/inventory/machines.nix': `{ ... }: {
      clan.inventory.machines = {
        cinnabar = {
          machineClass = "nixos";
          tags = [ "nixos" "cloud" "hetzner" ];
        };
      };
    }`,
    'modules/nixos/base.nix': `{ inputs, ... }: {
      flake.overlays.default = final: prev: { fromBase = true; };
      flake.modules.nixos.base = {
        nixpkgs.overlays = [ inputs.self.overlays.default ];
        services.openssh.enable = true;
      };
    }`,
    'modules/machines/nixos/cinnabar.nix': `{ config, inputs, ... }: {
      flake.overlays.machine = final: prev: { fromMachine = true; };
      flake.modules.nixos."machines/nixos/cinnabar" = { lib, config, ... }: {
        imports = [ inputs.self.modules.nixos.base ];

        # CRITICAL: nixpkgs.config set at machine module level
        nixpkgs.config.allowUnfreePredicate = pkg:
          builtins.elem (lib.getName pkg) [ "graphite-cli" "ngrok" ];

        # Overlays applied here
        nixpkgs.overlays = [ inputs.self.overlays.machine ];

        # Machine configuration
        networking.hostName = "cinnabar";
        system.stateVersion = "25.05";
        seen = map (overlay: overlay { } { }) config.nixpkgs.overlays;
      };
    }`,
  };
  const clan = dendriticClan(files);

  test('the machine has what its module and the base module say', () => {
    expect(machine(clan, 'cinnabar')).toMatchObject({
      nixpkgs: { config: { allowUnfreePredicate: '<function>' } },
      networking: { hostName: 'cinnabar' },
      system: { stateVersion: '25.05' },
      services: { openssh: { enable: true } },
    });
    expect(clan.session.problems()).toEqual([]);
  });

  test('overlays of both places are applied', () => {
    const { seen } = machine(clan, 'cinnabar') as { seen: object[] };
    expect(Object.assign({}, ...seen)).toEqual({ fromBase: true, fromMachine: true });
  });

  test('inventory and configuration are merged: tags, class, outputs', () => {
    expect(answer(clan.session.inventory())).toMatchObject({
      meta: { name: 'guide' },
      machines: { cinnabar: { machineClass: 'nixos', tags: ['nixos', 'cloud', 'hetzner', 'all'] } },
    });
    expect(answer(clan.session.outputs())).toEqual({
      nixosConfigurations: ['cinnabar'],
      nixosModules: ['clan-machine-cinnabar'],
      darwinConfigurations: [],
      darwinModules: [],
    });
  });

  test('config.flake.modules reaches the base module as inputs.self.modules does', () => {
    const viaConfig = dendriticClan({
      ...files,
      'modules/machines/nixos/cinnabar.nix': `{ config, ... }: {
        flake.modules.nixos."machines/nixos/cinnabar" = { imports = [ config.flake.modules.nixos.base ]; };
      }`,
    });
    expect(machine(viaConfig, 'cinnabar')).toMatchObject({ services: { openssh: { enable: true } } });
  });

  test('the directory of the clan may bring machines as well (Q5)', () => {
    const withFolder = dendriticClan({
      ...files,
      'machines/onyx/configuration.nix': '{ services.from.folder = true; }',
    });
    expect(machine(withFolder, 'onyx')).toMatchObject({
      services: { from: { folder: true } },
      networking: { hostName: 'onyx' },
    });
  });
});

describe('Key insights for a repository', () => {
  test('Option A: directly in clan.machines', () => {
    const clan = dendriticClan({
      'modules/hosts.nix': '{ clan.machines.myhost = { nixpkgs.config.allowUnfree = true; }; }',
    });
    expect(machine(clan, 'myhost')).toMatchObject({ nixpkgs: { config: { allowUnfree: true } } });
  });

  test('Option B: through modules of the flake', () => {
    const clan = dendriticClan({
      'modules/machines/nixos/myhost.nix': `{
        flake.modules.nixos."machines/nixos/myhost" = { ... }: { nixpkgs.config = { allowUnfree = true; }; };
      }`,
      'modules/clan/machines.nix': `{ config, ... }: {
        clan.machines.myhost = { imports = [ config.flake.modules.nixos."machines/nixos/myhost" ]; };
      }`,
    });
    expect(machine(clan, 'myhost')).toMatchObject({ nixpkgs: { config: { allowUnfree: true } } });
  });

  test('pkgsForSystem is by default perSystem.clan.pkgs', () => {
    const clan = dendriticClan({
      'modules/pkgs.nix': `{ config, lib, ... }: {
        systems = [ "aarch64-linux" "riscv64-linux" "aarch64-darwin" ];
        perSystem = { system, ... }: { clan.pkgs = { name = "mine for " + system; stdenv.hostPlatform = { inherit system; }; }; };
        clan.machines.host = { };
        clan.machines.show.names = lib.mapAttrs (_: machines: machines.host.config.nixpkgs.pkgs.name)
          config.flake.clanInternals.machines;
      }`,
    });
    expect(machine(clan, 'show')).toMatchObject({
      names: { 'x86_64-linux': 'mine for x86_64-linux', 'aarch64-darwin': 'mine for aarch64-darwin' },
    });
  });

  test('Q6: the sub-options of clan exist', () => {
    const clan = dendriticClan({
      'modules/options.nix': `{
        clan = {
          inventory.tags.office = [ "host" ];
          machines.host = { given, ... }: { inherit given; };
          pkgsForSystem = _: null;
          specialArgs.given = "special";
          modules.svc = { manifest.name = "svc"; roles.a = { }; };
          templates.machine.small = { description = "Small"; path = ./.; };
          secrets.age.plugins = [ "age-plugin-yubikey" ];
        };
      }`,
    });
    expect(machine(clan, 'host')).toMatchObject({ given: 'special' });
    expect(answer(clan.session.inventory())).toMatchObject({
      machines: { host: { tags: ['all', 'nixos', 'office'] } },
    });
    const services = clan.session.services();
    expect(services.ok && services.value.map(({ id }) => id)).toEqual(['self-svc']);
  });
});
