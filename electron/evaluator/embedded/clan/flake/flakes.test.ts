import { describe, expect, test } from 'vitest';
import { toPlainJson } from '../../schema/exact-json';
import { memoryClan, plainFlake } from '../testing/memory-clan';
import type { MemoryClan } from '../testing/memory-clan';

/** A machine's configuration, or the message of its failure. */
function machine({ session }: MemoryClan, name: string): unknown {
  const result = session.machine(name);
  return result.ok ? toPlainJson(result.value) : result.error[0]?.message;
}

function machineNames({ session }: MemoryClan): unknown {
  const result = session.evaluation();
  return result.ok ? result.value.machines.map((found) => found.name) : result.error[0]?.message;
}

/** A plain flake with more inputs, whose machines see them all. */
function flakeWith(inputs: string): string {
  return plainFlake
    .replace('outputs = { self, clan-core, ... }:', `${inputs}\n  outputs = inputs@{ self, clan-core, ... }:`)
    .replace('inherit self;', 'inherit self; specialArgs = { inherit inputs; };');
}

const showingInputs = '{ meta.name = "m"; machines.one = { inputs, ... }: { seen = inputs.x.greeting; }; }';

describe('inputs', () => {
  test('given by path are evaluated from their folder', () => {
    for (const url of ['path:./sub', './sub', 'path:/clan/sub']) {
      const clan = memoryClan({
        'flake.nix': flakeWith(`inputs.x.url = "${url}";`),
        'clan.nix': showingInputs,
        'sub/flake.nix': '{ outputs = { self }: { greeting = "hi from ${toString self}"; }; }',
      });
      expect(machine(clan, 'one')).toMatchObject({ seen: 'hi from /clan/sub' });
    }
  });

  test('that are no flakes are their folder', () => {
    const clan = memoryClan({
      'flake.nix': flakeWith('inputs.x = { url = "path:./sub"; flake = false; };'),
      'clan.nix':
        '{ meta.name = "m"; machines.one = { inputs, ... }: { seen = builtins.readFile "${inputs.x}/text"; }; }',
      'sub/text': 'words',
    });
    expect(machine(clan, 'one')).toMatchObject({ seen: 'words' });
  });

  test('follow others', () => {
    const clan = memoryClan({
      'flake.nix': flakeWith('inputs.sub.url = "path:./sub"; inputs.x.follows = "sub/inner";'),
      'clan.nix': showingInputs,
      'sub/flake.nix': '{ inputs.inner.url = "path:./inner"; outputs = _: { }; }',
      'sub/inner/flake.nix': '{ outputs = _: { greeting = "followed"; }; }',
    });
    expect(machine(clan, 'one')).toMatchObject({ seen: 'followed' });
  });

  test('of an input follow those of the flake, or are others', () => {
    const files = {
      'clan.nix': showingInputs,
      'sub/flake.nix': `{
        inputs.inner.url = "github:not/here";
        inputs.deep.url = "path:./deep";
        outputs = { inner, deep, ... }: { greeting = "sub with \${inner.greeting} and \${deep.greeting}"; };
      }`,
      'sub/deep/flake.nix':
        '{ inputs.inner.url = "github:not/here"; outputs = { inner, ... }: { greeting = "deep with ${inner.greeting}"; }; }',
      'mine/flake.nix': '{ outputs = _: { greeting = "mine"; }; }',
      'theirs/below/flake.nix': '{ outputs = _: { greeting = "theirs"; }; }',
    };
    const clan = memoryClan({
      ...files,
      'flake.nix': flakeWith(`
        inputs.mine.url = "path:./mine";
        inputs.x.url = "path:./sub";
        inputs.x.inputs.inner.follows = "mine";
        inputs.x.inputs.deep.inputs.inner.url = "path:./theirs?dir=below";`),
    });
    expect(machine(clan, 'one')).toMatchObject({ seen: 'sub with mine and deep with theirs' });
  });

  test('may be the flake itself, and repositories on disk', () => {
    const clan = memoryClan({
      'flake.nix': flakeWith(
        'inputs.x.url = "git+file:///clan/repo?dir=flake&ref=main"; inputs.me.follows = "";',
      ),
      'clan.nix':
        '{ meta.name = "m"; machines.one = { inputs, ... }: { seen = inputs.x.greeting; me = inputs.me.clan.meta.name or inputs.me.clan.inventory.meta.name; }; }',
      'repo/flake/flake.nix': '{ outputs = _: { greeting = "from a repository"; }; }',
    });
    expect(machine(clan, 'one')).toMatchObject({ seen: 'from a repository', me: 'm' });
  });

  test('that nobody reads may be unknown: they can be passed on and listed', () => {
    const clan = memoryClan({
      'flake.nix': flakeWith(
        'inputs.x.url = "github:some/where"; inputs.y.url = "sourcehut:~a/b"; inputs.z.follows = "x/inner";',
      ),
      'clan.nix': `{ meta.name = "m"; machines.one = { inputs, lib, ... }: {
        names = lib.attrNames inputs;
        kept = lib.attrNames (lib.mapAttrs (name: input: [ name input ]) inputs);
        modules = lib.optional false inputs.y.nixosModules.default;
      }; }`,
    });
    expect(machine(clan, 'one')).toMatchObject({
      names: ['clan-core', 'self', 'x', 'y', 'z'],
      kept: ['clan-core', 'self', 'x', 'y', 'z'],
      modules: [],
    });
    expect(clan.session.problems()).toEqual([]);
  });

  test('can be overridden by a folder', () => {
    const clan = memoryClan(
      {
        'flake.nix': flakeWith('inputs.x.url = "github:some/where";'),
        'clan.nix': showingInputs,
        'mine/flake.nix': '{ outputs = _: { greeting = "mine"; }; }',
      },
      { overrideInputs: { x: '/clan/mine' } },
    );
    expect(machine(clan, 'one')).toMatchObject({ seen: 'mine' });
  });

  test('are taken from where the lock file has them', () => {
    const locked = { type: 'path', path: './sub' };
    const nodes = { root: { inputs: { x: 'x' } }, x: { locked, original: { type: 'github' } } };
    const clan = memoryClan({
      'flake.nix': flakeWith('inputs.x.url = "github:some/where";'),
      'flake.lock': JSON.stringify({ version: 7, root: 'root', nodes }),
      'clan.nix': showingInputs,
      'sub/flake.nix': '{ outputs = _: { greeting = "locked"; }; }',
    });
    expect(machine(clan, 'one')).toMatchObject({ seen: 'locked' });
  });

  test('know their source, and other flakes can be had by name or path', () => {
    const clan = memoryClan(
      {
        'flake.nix': flakeWith('inputs.x.url = "path:./sub";'),
        'clan.nix': `{ meta.name = "m"; machines.one = { inputs, ... }: {
        hash = inputs.x.narHash;
        date = inputs.self.lastModifiedDate;
        lib = (builtins.getFlake "nixpkgs").lib.toUpper "native";
        other = (builtins.getFlake "path:/clan/sub").greeting;
        mine = (builtins.getFlake "github:a/b").outPath;
      }; }`,
        'sub/flake.nix': '{ outputs = { self }: { greeting = "hi from ${toString self}"; }; }',
        'mine/flake.nix': '{ outputs = _: { }; }',
      },
      { overrideInputs: { 'github:a/b': '/clan/mine' } },
    );
    expect(machine(clan, 'one')).toMatchObject({
      hash: expect.stringMatching(/^sha256-/) as string,
      date: '19700101000000',
      lib: 'NATIVE',
      other: 'hi from /clan/sub',
      mine: '/clan/mine',
    });
  });

  test('are recognised by their URL, whatever they are called', () => {
    const clan = memoryClan({
      'flake.nix': `{
        inputs.clan.url = "https://git.example.org/clan/clan-core/archive/main.tar.gz";
        inputs.unstable.url = "github:NixOS/nixpkgs/nixos-unstable";
        outputs = { self, clan, unstable }: {
          clan = (clan.lib.clan {
            inherit self;
            meta.name = unstable.lib.concatStrings [ "a" "b" ];
            inventory.machines.one = { };
          }).config;
        };
      }`,
    });
    expect(machineNames(clan)).toEqual(['one']);
  });

  test('that cannot be had say how to give them', () => {
    const clan = memoryClan({
      'flake.nix': flakeWith('inputs.x.url = "github:some/where";'),
      'clan.nix': showingInputs,
    });
    expect(machine(clan, 'one')).toMatchObject({ seen: '«inputs.x.greeting»' });
    expect(clan.session.problems()).toEqual([]);
    const preview = clan.session.machinePreview('one');
    expect(preview.ok ? preview.value.diagnostics : []).toMatchObject([
      {
        code: 'machine.missing-input',
        input: 'x',
        hint: expect.stringContaining('--override-input x PATH') as string,
      },
    ]);
  });
});

const partsFlake = (module: string): string => `{
  inputs.clan-core.url = "https://example.org/clan-core";
  inputs.flake-parts.url = "github:hercules-ci/flake-parts";
  inputs.import-tree.url = "github:vic/import-tree";
  outputs = inputs: inputs.flake-parts.lib.mkFlake { inherit inputs; } ${module};
}
`;

describe('flake-parts', () => {
  test('takes the clan under both of its names', () => {
    const clan = memoryClan({
      'flake.nix': partsFlake(`{
        systems = [ "x86_64-linux" ];
        imports = [ inputs.clan-core.flakeModules.default ];
        clan = { meta.name = "m"; inventory.machines.one = { }; };
        flake.clan.inventory.machines.two = { };
      }`),
    });
    expect(machineNames(clan)).toEqual(['one', 'two']);
  });

  test('evaluates perSystem with its arguments, and transposes it', () => {
    const clan = memoryClan({
      'flake.nix': partsFlake(`({ self, config, getSystem, withSystem, ... }: {
        systems = [ "x86_64-linux" "aarch64-linux" ];
        imports = [ inputs.clan-core.flakeModules.default ];
        perSystem = { system, self', lib, ... }: {
          legacyPackages = { name = "for " + system; };
        };
        clan.meta.name = "m";
        clan.machines.one = {
          transposed = self.legacyPackages.aarch64-linux.name;
          direct = (getSystem "x86_64-linux").legacyPackages.name;
          other = withSystem "riscv64-linux" ({ config, ... }: config.legacyPackages.name);
        };
      })`),
    });
    expect(machine(clan, 'one')).toMatchObject({
      transposed: 'for aarch64-linux',
      direct: 'for x86_64-linux',
      other: 'for riscv64-linux',
    });
  });

  test('refuses two definitions of an output that nobody declared', () => {
    const clan = memoryClan({
      'flake.nix': partsFlake(`{
        systems = [ ];
        imports = [ inputs.clan-core.flakeModules.default { flake.own = 1; flake.twice = 1; } { flake.twice = 2; } ];
        clan.meta.name = "m";
        flake.clan.machines.one = { self, ... }: { inherit (self) own twice; };
      }`),
    });
    expect(machine(clan, 'one')).toMatchObject({ own: 1, twice: '<error>' });
    expect(clan.session.problems()[0]?.message).toContain('flake.twice');
  });

  test('publishes modules by class', () => {
    const clan = memoryClan({
      'flake.nix': partsFlake(`({ config, ... }: {
        systems = [ ];
        imports = [ inputs.clan-core.flakeModules.default inputs.flake-parts.flakeModules.modules ];
        flake.modules.nixos.base = { services.base.enable = true; };
        flake.modules.darwin.base = { wrong = true; };
        clan.meta.name = "m";
        clan.machines.one.imports = [ config.flake.modules.nixos.base ];
        clan.machines.two.imports = [ config.flake.modules.darwin.base ];
      })`),
    });
    expect(machine(clan, 'one')).toMatchObject({ services: { base: { enable: true } } });
    expect(machine(clan, 'two')).toContain('"darwin"');
  });

  test('wants the arguments of the outputs function', () => {
    const clan = memoryClan({
      'flake.nix':
        '{ inputs.flake-parts.url = "github:a/flake-parts"; outputs = i: i.flake-parts.lib.mkFlake { } { }; }',
    });
    expect(machineNames(clan)).toContain('mkFlake needs the arguments');
  });
});

describe('import-tree', () => {
  const files = {
    'parts/clan.nix':
      '{ inputs, ... }: { imports = [ inputs.clan-core.flakeModules.default ]; systems = [ ]; clan.meta.name = "m"; }',
    'parts/machines/one.nix': '{ clan.inventory.machines.one = { }; }',
    'parts/machines/two.nix': '{ clan.inventory.machines.two = { }; }',
    'parts/machines/_draft.nix': '{ clan.inventory.machines.draft = { }; }',
    'parts/_lib/x.nix': 'throw "not a module"',
    'parts/notes.md': 'no Nix',
  };

  test('imports every Nix file whose path has no underscore part', () => {
    const clan = memoryClan({ 'flake.nix': partsFlake('(inputs.import-tree ./parts)'), ...files });
    expect(machineNames(clan)).toEqual(['one', 'two']);
  });

  test('filters', () => {
    const filtered = memoryClan({
      'flake.nix': partsFlake(
        '((inputs.import-tree.filterNot (path: builtins.match ".*two.*" path != null)) ./parts)',
      ),
      ...files,
    });
    expect(machineNames(filtered)).toEqual(['one']);
    const matched = memoryClan({
      'flake.nix': partsFlake('((inputs.import-tree.match ".*(clan|two)[.]nix") ./parts)'),
      ...files,
    });
    expect(machineNames(matched)).toEqual(['two']);
  });
});
