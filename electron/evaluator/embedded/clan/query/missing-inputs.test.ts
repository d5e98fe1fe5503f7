/** Clans whose flake has inputs that are not on this machine: what is shown, what fails, and the way out that is offered. */
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../../../../shared/base/diagnostic';
import type { MachinePreview, PreviewNode } from '../../../../../shared/clan/evaluation';
import type { QueryResult } from '../session-types';
import { memoryClan } from '../testing/memory-clan';
import type { MemoryClan } from '../testing/memory-clan';

const flake = (inputs: string): string => `{
  inputs.clan-core.url = "https://example.org/clan-core";
  ${inputs}
  outputs = inputs@{ self, clan-core, ... }: {
    clan = (clan-core.lib.clan { inherit self; imports = [ ./clan.nix ]; specialArgs = { inherit inputs; }; }).config;
  };
}
`;

const foo = 'inputs.foo.url = "github:some/foo";';

function withMachine(module: string, inputs = foo, more: Record<string, string> = {}): MemoryClan {
  return memoryClan({
    'flake.nix': flake(inputs),
    'clan.nix': `{ meta.name = "m"; machines.one = ${module}; }`,
    ...more,
  });
}

function value<T>(result: QueryResult<T>): T {
  if (result.ok) return result.value;
  throw new Error(JSON.stringify(result.error));
}

function failure<T>(result: QueryResult<T>): readonly Diagnostic[] {
  return result.ok ? [] : result.error;
}

function preview(clan: MemoryClan): MachinePreview {
  return value(clan.session.machinePreview('one'));
}

function leaves(node: PreviewNode | null, path: readonly string[] = []): readonly string[] {
  if (node === null) return [];
  if (node.children !== undefined)
    return node.children.flatMap((child) => leaves(child, [...path, child.name]));
  const onlyIf = node.onlyIf === undefined ? '' : ` only if ${node.onlyIf}`;
  return [`${path.join('.')} = ${node.text}${onlyIf}`];
}

function lines(module: string, inputs?: string, more?: Record<string, string>): readonly string[] {
  return leaves(preview(withMachine(module, inputs, more)).root).filter((line) =>
    /^(x|y|nixpkgs)\b/.test(line),
  );
}

const offers = (found: readonly Diagnostic[]): unknown =>
  found.map(({ code, severity, input }) => [code, severity, input]);

describe('in a machine', () => {
  test('what an input gives stands for itself', () => {
    expect(
      lines(`{ inputs, pkgs, lib, ... }: {
        x.package = inputs.foo.packages.\${pkgs.stdenv.hostPlatform.system}.default;
        x.text = "\${inputs.foo.packages.x86_64-linux.tool}/bin/tool";
        x.called = inputs.foo.lib.mkThing { a = 1; };
        x.list = [ inputs.foo.a pkgs.jq ];
        x.file = "\${inputs.foo}/file.conf";
        x.read = builtins.readFile "\${inputs.foo}/file.conf";
        x.json = (builtins.fromJSON (builtins.readFile (inputs.foo + "/a.json"))).name;
        x.imported = import inputs.foo { inherit pkgs; };
        x.inner = inputs.foo.inputs.nixpkgs.lib.version;
        x.or = inputs.foo.lib.name or "none";
        x.same = inputs.foo.rev == "abc";
        x.self = inputs.self.outPath;
        nixpkgs.overlays = [ inputs.foo.overlays.default ];
      }`),
    ).toEqual([
      'nixpkgs.overlays = [ «inputs.foo.overlays.default» ]',
      'x.called = «inputs.foo.lib.mkThing { … }»',
      'x.file = "«inputs.foo»/file.conf"',
      'x.imported = «import inputs.foo { … }»',
      'x.inner = «inputs.foo.inputs.nixpkgs.lib.version»',
      'x.json = «(builtins.fromJSON (builtins.readFile "${inputs.foo}/a.json")).name»',
      'x.list = [ «inputs.foo.a» «pkgs.jq» ]',
      'x.or = «inputs.foo.lib.name»',
      'x.package = «inputs.foo.packages.x86_64-linux.default»',
      'x.read = «builtins.readFile "${inputs.foo}/file.conf"»',
      'x.same = «inputs.foo.rev == "abc"»',
      'x.self = "/clan"',
      'x.text = "«inputs.foo.packages.x86_64-linux.tool»/bin/tool"',
    ]);
  });

  test('conditions on an input keep what they are around', () => {
    expect(
      lines(`{ inputs, lib, ... }: {
        x.given = lib.optionals (inputs ? foo) [ 1 ];
        x.absent = lib.optionals (inputs ? bar) [ 1 ];
        x.has = inputs.foo ? nixosModules;
        x.called = if builtins.hasAttr "x" inputs.foo then 1 else 2;
        x.list = lib.optional (inputs.foo ? x) "a";
        y = lib.mkIf (inputs.foo.enable) { z = 1; };
      }`),
    ).toEqual([
      'x.absent = [ ]',
      'x.called = «if inputs.foo ? x then 1 else 2»',
      'x.given = [ 1 ]',
      'x.has = «inputs.foo ? nixosModules»',
      'x.list = [ «if inputs.foo ? x then "a"» ]',
      'y.z = 1 only if inputs.foo.enable',
    ]);
  });

  test('what needs the value marks its leaf alone, and tells which checkout would help', () => {
    const found = preview(
      withMachine(`{ inputs, ... }: {
        x.names = builtins.attrNames inputs.foo.packages;
        x.mapped = builtins.mapAttrs (name: value: value) inputs.foo.packages;
        x.ok = 1;
      }`),
    );
    expect(leaves(found.root).filter((line) => line.startsWith('x'))).toEqual([
      'x.mapped = needs system Nix',
      'x.names = needs system Nix',
      'x.ok = 1',
    ]);
    const leaf = found.root?.children?.find(({ name }) => name === 'x')?.children?.[1];
    expect(leaf?.diagnostic).toMatchObject({
      code: 'nix.needs-system-nix',
      input: 'foo',
      hint: 'Give a local checkout of it: --override-input foo PATH',
    });
    expect(offers(found.diagnostics)).toEqual([['machine.missing-input', 'info', 'foo']]);
  });

  test('its modules are left out wherever and however they are imported', () => {
    const found = preview(
      withMachine(
        `{ inputs, lib, ... }: {
          imports = [
            inputs.foo.nixosModules.a
            "\${inputs.foo}/module.nix"
            (import "\${inputs.foo}/other.nix" { inherit lib; })
            ./deep.nix
            ({ ... }: inputs.foo.lib.makeModule "x")
          ] ++ lib.optional (inputs.foo ? b) ./never.nix;
          disabledModules = [ inputs.foo.nixosModules.c ];
          x.ok = 1;
        }`,
        foo,
        {
          'deep.nix': `{ inputs, ... }: { imports = builtins.attrValues inputs.foo.nixosModules; x.deep = 2; }`,
          'never.nix': '{ x.never = 1; }',
        },
      ),
    );
    expect(leaves(found.root).filter((line) => line.startsWith('x'))).toEqual(['x.deep = 2', 'x.ok = 1']);
    expect(offers(found.diagnostics)).toEqual(Array(6).fill(['machine.left-out', 'info', 'foo']));
    expect(found.diagnostics[0]?.message).toBe(
      'The preview goes without the module inputs.foo.nixosModules.a, which clan.nix imports: the flake input foo is not on this machine, and inputs are not fetched.',
    );
  });

  test('inputs are told apart from sources, listed, and taken for flakes', () => {
    expect(
      lines(
        `{ inputs, lib, ... }: {
          x.flakes = lib.attrNames (lib.filterAttrs (_: lib.isType "flake") inputs);
          x.registry = lib.mapAttrs (_: flake: { inherit flake; }) { inherit (inputs) foo; };
        }`,
        `${foo} inputs.src = { url = "github:some/src"; flake = false; };`,
      ),
    ).toEqual(['x.flakes = [ "clan-core" "foo" "self" ]', 'x.registry.foo.flake = «inputs.foo»']);
  });

  test('a folder that is not on this machine, what would be fetched, and lists of systems', () => {
    expect(
      lines(
        `{ inputs, lib, ... }: {
          imports = [ (builtins.fetchTarball "https://example.org/module.tar.gz") ];
          x.beside = inputs.beside.lib.version;
          x.fetched = builtins.fetchGit { url = "https://example.org/x"; rev = "0000000000000000000000000000000000000000"; };
          x.systems = import inputs.systems;
          x.linux = lib.genAttrs (import inputs.linux) (system: 1);
        }`,
        `inputs.beside.url = "path:/home/somebody/beside";
         inputs.systems.url = "github:nix-systems/default";
         inputs.linux.url = "github:nix-systems/default-linux";`,
      ),
    ).toEqual([
      'x.beside = «inputs.beside.lib.version»',
      'x.fetched = «builtins.fetchGit { … }»',
      'x.linux.aarch64-linux = 1',
      'x.linux.x86_64-linux = 1',
      'x.systems = [ "aarch64-darwin" "aarch64-linux" "x86_64-darwin" "x86_64-linux" ]',
    ]);
  });

  test('packages as a whole are one value, and variants of a machine are not looked into', () => {
    const module = `{ pkgs, utils, lib, extendModules, modulesPath, ... }: {
      options.variant = lib.mkOption {
        inherit (extendModules { modules = [ { imports = [ (modulesPath + "/a.nix") ]; x.own = 1; } ]; }) type;
        default = { };
        visible = "shallow";
      };
      config.x.pkgs = pkgs;
      config.x.escaped = utils.escapeSystemdPath "/a";
    }`;
    const clan = withMachine(module);
    expect(leaves(preview(clan).root).filter((line) => /^(x|variant)/.test(line))).toEqual([
      'variant = { … }',
      'x.escaped = «utils.escapeSystemdPath "/a"»',
      'x.pkgs = «pkgs»',
    ]);
    expect(value(clan.session.machine('one'))).toMatchObject({
      variant: '<configuration>',
      x: { pkgs: '«pkgs»' },
    });
    expect(clan.session.problems()).toEqual([]);
  });

  test('an argument of modules may help to declare options', () => {
    expect(
      lines(`{
        imports = [
          { _module.args.mkPort = default: { type = "x"; inherit default; }; }
          ({ lib, mkPort, ... }: { options.y.port = lib.mkOption { default = (mkPort 1).default; }; options.y.more = (mkPort { a = lib.mkOption { default = 2; }; }).default; })
        ];
        x.free = 1;
      }`),
    ).toEqual(['x.free = 1', 'y.more.a = 2', 'y.port = 1']);
  });

  test('an input that follows one that is not here is an input by its own name', () => {
    expect(
      lines(`{ inputs, ... }: { x.a = inputs.bar.a; }`, `${foo} inputs.bar.follows = "foo/bar";`),
    ).toEqual(['x.a = «inputs.bar.a»']);
  });

  test('what nixpkgs has beside its library stands for itself too, and is no missing input', () => {
    const clan = withMachine(
      `{ inputs, ... }: {
        imports = [ inputs.nixpkgs.nixosModules.notDetected "\${inputs.nixpkgs}/nixos/modules/profiles/hardened.nix" ];
        x.hello = (import inputs.nixpkgs { system = "aarch64-linux"; config.allowUnfree = true; }).hello;
        x.system = (import inputs.nixpkgs { system = "aarch64-linux"; }).system;
        x.legacy = inputs.nixpkgs.legacyPackages.x86_64-linux.hello;
        x.cli = inputs.clan-core.packages.x86_64-linux.clan-cli;
      }`,
      'inputs.nixpkgs.url = "github:NixOS/nixpkgs";',
    );
    const found = preview(clan);
    expect(leaves(found.root).filter((line) => line.startsWith('x'))).toEqual([
      'x.cli = «clan-core.packages.x86_64-linux.clan-cli»',
      'x.hello = «pkgs.hello»',
      'x.legacy = «pkgs.hello»',
      'x.system = "aarch64-linux"',
    ]);
    expect(offers(found.diagnostics)).toEqual([
      ['machine.left-out', 'info', undefined],
      ['machine.left-out', 'info', undefined],
    ]);
  });
});

describe('where the clan itself needs the content', () => {
  test('a service of the input names it', () => {
    const clan = memoryClan({
      'flake.nix': flake(foo),
      'clan.nix': `{
        meta.name = "m";
        inventory.machines.one = { };
        inventory.instances.a = { module = { input = "foo"; name = "svc"; }; roles.r.machines.one = { }; };
      }`,
    });
    expect(clan.session.problems()).toMatchObject([
      {
        code: 'clan.missing-input',
        input: 'foo',
        message: "the flake input 'foo' (github:some/foo) is not available: inputs are not fetched",
        target: { kind: 'instance', instance: 'a' },
      },
    ]);
    expect(failure(clan.session.settings())).toMatchObject([{ input: 'foo' }]);
    expect(value(clan.session.evaluation()).machines.map(({ name }) => name)).toEqual(['one']);
  });

  test('so does a service of the clan that is one of the input', () => {
    const clan = memoryClan({
      'flake.nix': flake(foo),
      'clan.nix': `{ inputs, ... }: {
        meta.name = "m";
        modules.svc = inputs.foo.clan.modules.svc;
        inventory.machines.one = { };
        inventory.instances.a = { module = { input = "self"; name = "svc"; }; roles.r.machines.one = { }; };
      }`.replace('{ inputs, ... }:', '{ self, ... }: let inherit (self) inputs; in'),
    });
    expect(clan.session.problems()).toMatchObject([{ input: 'foo', target: { kind: 'instance' } }]);
  });

  test.each([
    ['a description', 'inventory.machines.one.description = inputs.foo.text;'],
    ['tags', 'inventory.machines.one.tags = inputs.foo.tags;'],
    ['settings', 'inventory.instances.a.roles.server.settings.greeting = "hi ${inputs.foo.text}";'],
  ])('a value of the inventory does: %s', (_what, written) => {
    const clan = memoryClan({
      'flake.nix': flake(foo),
      'clan.nix': `{ self, ... }: let inherit (self) inputs; in {
        meta.name = "m";
        modules.ping = { ... }: {
          _class = "clan.service";
          manifest.name = "ping"; manifest.description = "Pings"; manifest.readme = "";
          roles.server.description = "";
          roles.server.interface = { lib, ... }: { options.greeting = lib.mkOption { type = lib.types.str; default = "x"; }; };
        };
        inventory.machines.one = { };
        inventory.instances.a = { module = { input = "self"; name = "ping"; }; roles.server.machines.one = { }; };
        ${written}
      }`,
    });
    expect(failure(clan.session.inventory())).toMatchObject([{ input: 'foo' }]);
    const evaluation = value(clan.session.evaluation());
    expect(evaluation.machines.map(({ name }) => name)).toEqual(['one']);
    expect(evaluation.diagnostics).toContainEqual(
      expect.objectContaining({ code: 'nix.needs-system-nix', input: 'foo' }),
    );
  });

  test('Clan itself is an input too, whatever the flake calls it', () => {
    const files = {
      'flake.nix': `{
        inputs.clan.url = "https://git.clan.lol/clan/clan-core/archive/main.tar.gz";
        outputs = { self, clan }: { clan = (clan.lib.clan {
          inherit self;
          meta.name = "m";
          inventory.machines.one = { };
          inventory.instances.a = { module = { input = "clan"; name = "svc"; }; roles.r.machines.one = { }; };
        }).config; };
      }`,
      'core/clanServices/svc/default.nix': `{ ... }: {
        _class = "clan.service";
        manifest.name = "svc"; manifest.description = "Serves"; manifest.readme = "Read";
        roles.r.description = "";
      }`,
    };
    expect(memoryClan(files).session.problems()).toMatchObject([
      { code: 'clan.missing-input', input: 'clan' },
    ]);
    const given = memoryClan(files, { overrideInputs: { 'clan-core': '/clan/core' } });
    expect(given.session.problems()).toEqual([]);
  });

  test('a flake made by the input names it', () => {
    const clan = memoryClan({
      'flake.nix': `{
        inputs.foo.url = "github:some/foo";
        outputs = inputs: inputs.foo.lib.mkFlake { inherit inputs; } { };
      }`,
    });
    expect(failure(clan.session.evaluation())).toMatchObject([
      { input: 'foo', message: expect.stringContaining("needs the flake input 'foo'") as string },
    ]);
  });
});

describe('flake-parts with modules of inputs that are not here', () => {
  const parts = (module: string): Record<string, string> => ({
    'flake.nix': `{
      inputs.clan-core.url = "https://example.org/clan-core";
      inputs.flake-parts.url = "github:hercules-ci/flake-parts";
      inputs.fmt.url = "github:some/fmt";
      inputs.systems.url = "github:nix-systems/default";
      outputs = inputs: inputs.flake-parts.lib.mkFlake { inherit inputs; } ${module};
    }`,
  });

  test('goes without them and says so', () => {
    const clan = memoryClan(
      parts(`({ config, ... }: {
        imports = [ inputs.clan-core.flakeModules.default inputs.fmt.flakeModule inputs.flake-parts.flakeModules.easyOverlay ];
        systems = import inputs.systems;
        fmt-options.a = 1;
        perSystem = { config, ... }: { fmt.enable = true; legacyPackages.wrapped = config.fmt.build.wrapper; };
        clan.meta.name = "m";
        clan.inventory.machines.one = { };
        clan.machines.one = { pkgs, ... }: {
          x.own = config.fmt-options.a;
          x.other = config.fmt-options.b;
          x.formatter = inputs.self.legacyPackages.x86_64-linux.wrapped;
        };
      })`),
    );
    const evaluation = value(clan.session.evaluation());
    expect(evaluation.machines.map(({ name }) => name)).toEqual(['one']);
    expect(offers(evaluation.diagnostics)).toEqual([
      ['clan.left-out', 'warning', 'fmt'],
      ['clan.left-out', 'warning', undefined],
    ]);
    expect(leaves(preview(clan).root).filter((line) => line.startsWith('x'))).toEqual([
      'x.formatter = «config.fmt.build.wrapper»',
      'x.other = «config.fmt-options.b»',
      'x.own = 1',
    ]);
    expect(clan.session.problems().filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('still refuses unknown options where nothing was left out', () => {
    const clan = memoryClan(
      parts(`{
        imports = [ inputs.clan-core.flakeModules.default ];
        systems = [ ];
        fmt-options.a = 1;
        clan.meta.name = "m";
      }`),
    );
    expect(failure(clan.session.evaluation())[0]?.message).toContain("`fmt-options' does not exist");
  });

  test('forgets what was left out when the file no longer imports it', () => {
    const clan = memoryClan(
      parts(`{
        imports = [ inputs.clan-core.flakeModules.default inputs.fmt.flakeModule ];
        clan.meta.name = "m";
      }`),
    );
    expect(offers(value(clan.session.evaluation()).diagnostics)).toEqual([
      ['clan.left-out', 'warning', 'fmt'],
    ]);
    clan.disk.write(
      '/clan/flake.nix',
      (clan.disk.readFile('/clan/flake.nix') ?? '').replace('inputs.fmt.flakeModule', ''),
    );
    clan.session.update({ changedPaths: ['/clan/flake.nix'] });
    expect(value(clan.session.evaluation()).diagnostics).toEqual([]);
  });
});

test.each(['', 'input = "clan-core";'])(
  'a service of Clan itself offers a checkout of clan-core: module {%s}',
  (input) => {
    const clan = memoryClan({
      'clan.nix': `{
        meta.name = "m";
        inventory.machines.one = { };
        inventory.instances.tor = { module = { name = "tor"; ${input} }; roles.server.machines.one = { }; };
      }`,
    });
    expect(clan.session.problems()).toMatchObject([
      { severity: 'error', input: 'clan-core', target: { kind: 'instance', instance: 'tor' } },
    ]);
  },
);
