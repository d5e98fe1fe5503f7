import { describe, expect, it } from 'vitest';
import { nativeModule } from './native-module';
import { makeFixture } from './testing/fixture';

const files = {
  '/clan/options.nix': `{ lib, ... }: {
  options.port = lib.mkOption { type = lib.types.port; default = 80; };
  options.names = lib.mkOption { type = lib.types.listOf lib.types.str; default = [ ]; };
  options.users = lib.mkOption {
    default = { };
    type = lib.types.attrsOf (lib.types.submodule { options.shell = lib.mkOption { type = lib.types.str; default = "sh"; }; });
  };
  options.env = lib.mkOption { type = lib.types.attrsOf lib.types.str; default = { }; };
  options.either = lib.mkOption { type = with lib.types; either int (attrsOf int); };
  options.maybe = lib.mkOption { type = with lib.types; nullOr (attrsOf int); default = null; };
  options.any = lib.mkOption { type = lib.types.anything; default = { }; };
  options.raw = lib.mkOption { type = lib.types.raw; default = { }; };
}`,
  '/clan/one.nix': `{ lib, ... }: {
  port = lib.mkDefault 81;
  names = [ "one" ];
  users.ann.shell = "zsh";
  env.A = "one";
  any.deep.x = 1;
  raw.inner = 1;
}`,
  '/clan/two.nix': `{ lib, ... }: {
  config = lib.mkIf true {
    port = lib.mkForce 82;
    names = lib.mkBefore [ "two" ];
    env = lib.mkMerge [ { B = "two"; } (lib.mkIf false { A = "never"; }) ];
    any.deep.y = 2;
    either.z = 3;
    maybe.m = 4;
  };
}`,
};

describe('definitionsOf', () => {
  const fixture = makeFixture(files);
  const configuration = fixture.evaluate('[ ./options.nix ./one.nix ./two.nix ]');
  const definitions = (path: string): string[] => fixture.definitions(configuration, path);

  it('lists winners and losers of an option with their places', () => {
    expect(definitions('port')).toEqual([
      'won 50 /clan/two.nix:3:5 82',
      'default 1500 /clan/options.nix:2:56 80',
      'overridden 1000 /clan/one.nix:2:3 81',
    ]);
  });

  it('lists merged definitions in the order of the value', () => {
    expect(definitions('names')).toEqual([
      'merged 100 order 500 /clan/two.nix:4:5 ["two"]',
      'merged 100 /clan/one.nix:3:3 ["one"]',
      'default 1500 /clan/options.nix:3:73 []',
    ]);
  });

  it('goes into submodules and elements', () => {
    expect(definitions('users.ann.shell')).toEqual([
      'won 100 /clan/one.nix:4:3 "zsh"',
      'default 1500 /clan/options.nix:6:106 "sh"',
    ]);
    expect(definitions('users.ann')).toEqual(['won 100 /clan/one.nix:4:3 {"shell":"zsh"}']);
    expect(definitions('env.A')).toEqual(['won 100 /clan/one.nix:5:3 "one"']);
    expect(definitions('env.B')).toEqual(['won 100 /clan/two.nix:5:27 "two"']);
  });

  it('goes through types that wrap another', () => {
    expect(definitions('either.z')).toEqual(['won 100 /clan/two.nix:7:5 3']);
    expect(definitions('maybe.m')).toEqual(['won 100 /clan/two.nix:8:5 4']);
    expect(definitions('any.deep.x')).toEqual(['won 100 /clan/one.nix:6:3 1']);
    expect(definitions('raw.inner')).toEqual(['won 100 /clan/one.nix:7:3 1']);
  });

  it('tells which modules brought the defining one in', () => {
    const nested = makeFixture({
      '/clan/top.nix': '{ imports = [ ./middle.nix ./shared.nix ]; }',
      '/clan/middle.nix': '{ ... }: { imports = [ { imports = [ ./deep.nix ]; } ./shared.nix ]; }',
      '/clan/deep.nix': `{ lib, ... }: {
        options.a = lib.mkOption { type = lib.types.submodule { options.b = lib.mkOption { default = 0; }; }; };
        config.a.b = 1;
      }`,
      '/clan/shared.nix': '{ lib, ... }: { a.b = lib.mkDefault 2; }',
    });
    const evaluation = nested.evaluate('[ ./top.nix ]');
    const chains = nested.system
      .definitionsOf(evaluation, ['a', 'b'])
      .map(({ file, isDefault, importedBy }) => [isDefault ? 'default' : file, importedBy]);
    expect(chains).toEqual([
      ['/clan/deep.nix', ['/clan/top.nix', '/clan/middle.nix']],
      ['default', ['/clan/top.nix', '/clan/middle.nix']],
      ['/clan/shared.nix', ['/clan/top.nix']],
    ]);
    const [own] = nested.system.definitionsOf(nested.evaluate('[ ./deep.nix ]'), ['a', 'b']);
    expect(own?.importedBy).toEqual([]);
  });

  it('has nothing to say about what is not there', () => {
    expect(definitions('nothing')).toEqual([]);
    expect(definitions('users.bob.shell')).toEqual([]);
    expect(definitions('')).toEqual([]);
  });
});

describe('definitionsOf a freeform configuration', () => {
  const fixture = makeFixture({
    '/clan/a.nix': '{ networking.hostName = "a"; networking.hosts = [ 1 ]; service.enable = true; }',
    '/clan/b.nix':
      '{ lib, ... }: { networking = lib.mkDefault { hostName = "b"; domain = "d"; }; service.enable = lib.mkForce false; }',
    '/clan/c.nix': '{ networking.hosts = [ 2 ]; }',
  });
  const { types } = fixture.system;
  const configuration = fixture
    .evaluate('[ ./a.nix ./b.nix ./c.nix ]')
    .extendModules({ modules: [nativeModule({ freeformType: types.lazyAttrsOf(types.structural) })] });

  it('finds the leaves of structural values', () => {
    const definitions = (path: string): string[] => fixture.definitions(configuration, path);
    expect(definitions('networking.hosts')).toEqual([
      'merged 100 /clan/c.nix:1:3 [2]',
      'merged 100 /clan/a.nix:1:30 [1]',
    ]);
    expect(definitions('service.enable')).toEqual([
      'won 50 /clan/b.nix:1:79 false',
      'overridden 100 /clan/a.nix:1:56 true',
    ]);
    expect(definitions('networking.hostName')).toEqual([
      'won 100 /clan/a.nix:1:3 "a"',
      'overridden 1000 /clan/b.nix:1:46 "b"',
    ]);
    expect(definitions('networking.domain')).toEqual(['overridden 1000 /clan/b.nix:1:62 "d"']);
  });
});
