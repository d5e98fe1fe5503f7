import { describe, expect, it } from 'vitest';
import { AttrSet, NixError, force, forceAttrs } from '../nix';
import {
  absentValue,
  fn,
  mkDefault,
  mkForce,
  mkIf,
  mkMerge,
  mkOption,
  nativeModule,
  setDefaultModuleLocation,
} from '.';
import { makeFixture, plainValue } from './testing/fixture';

describe('evaluating modules from TypeScript', () => {
  const fixture = makeFixture({ '/clan/word.nix': '{ word, ... }: { names = [ word ]; }' });
  const { system } = fixture;
  const { types } = system;
  const declarations = nativeModule({
    file: 'declarations',
    options: {
      names: mkOption({ type: types.listOf(types.str), default: [] }),
      group: { count: mkOption({ type: types.int, default: 1n }) },
    },
  });

  it('merges native modules with files and functions', () => {
    const configuration = system.evalModules({
      modules: [
        declarations,
        fixture.value('./word.nix'),
        fn((args) => AttrSet.of({ group: AttrSet.of({ count: BigInt([...args.names()].length) }) }), {
          config: false,
        }),
        setDefaultModuleLocation('labelled', AttrSet.of({ names: ['from label'] })),
      ],
      specialArgs: { word: 'from file' },
    });
    expect(plainValue(configuration.config)).toEqual({
      names: ['from label', 'from file'],
      group: { count: 7 },
    });
    expect(fixture.definitions(configuration, 'names').map((line) => line.split(' ').slice(0, 3))).toEqual([
      ['merged', '100', 'labelled'],
      ['merged', '100', '/clan/word.nix:1:18'],
      ['default', '1500', 'declarations'],
    ]);
  });

  it('knows properties', () => {
    const configuration = system.evalModules({
      modules: [
        declarations,
        AttrSet.of({
          names: mkMerge([mkIf(true, ['a']), mkIf(false, ['b'])]),
          group: AttrSet.of({ count: mkDefault(2n) }),
        }),
        AttrSet.of({ group: mkForce(AttrSet.of({ count: 3n })) }),
      ],
    });
    expect(plainValue(configuration.config)).toEqual({ names: ['a'], group: { count: 3 } });
  });

  it('extends an evaluation without touching it', () => {
    const base = system.evalModules({ modules: [declarations] });
    const extended = base.extendModules({ modules: [AttrSet.of({ names: ['x'] })], prefix: ['p'] });
    expect(plainValue(base.config)).toEqual({ names: [], group: { count: 1 } });
    expect(plainValue(extended.config)).toEqual({ names: ['x'], group: { count: 1 } });
    expect(extended.prefix).toEqual(['p']);
  });

  it('finds the evaluation behind what Nix code got', () => {
    const value = forceAttrs(
      fixture.value('lib.evalModules { modules = [ { options.a = lib.mkOption { default = 1; }; } ]; }'),
    );
    const configuration = system.configurationOf(value);
    expect(plainValue(configuration?.config ?? null)).toEqual({ a: 1 });
    expect(system.configurationOf(AttrSet.empty)).toBeUndefined();
  });

  it('fails with a Nix error where it is read, not before', () => {
    const configuration = system.evalModules({
      modules: [declarations, AttrSet.of({ group: AttrSet.of({ count: 'x' }) })],
    });
    const config = forceAttrs(configuration.config);
    expect(plainValue(config.get('names') ?? null)).toEqual([]);
    expect(() => force(forceAttrs(config.get('group') ?? null).get('count') ?? null)).toThrow(NixError);
    expect(plainValue(configuration.config)).toMatch(/group\.count.*signed integer/s);
  });
});

describe('optionAt', () => {
  const fixture = makeFixture();
  const configuration = fixture.evaluate(`[ {
    options.plain = lib.mkOption { type = lib.types.int; description = "one"; };
    options.users = lib.mkOption { type = lib.types.attrsOf (lib.types.submodule { options.shell = lib.mkOption { type = lib.types.str; description = "two"; }; }); };
    config.users.ann.shell = "sh";
  } ]`);
  const description = (...path: string[]): unknown =>
    plainValue(fixture.system.optionAt(configuration, path)?.get('description') ?? null);

  it('gives the declaration of an option, in submodules too', () => {
    expect(description('plain')).toBe('one');
    expect(description('users', 'ann', 'shell')).toBe('two');
  });

  it('gives nothing outside of options', () => {
    expect(fixture.system.optionAt(configuration, ['nothing'])).toBeUndefined();
    expect(fixture.system.optionAt(configuration, ['users', 'bob', 'shell'])).toBeUndefined();
    expect(fixture.system.optionAt(configuration, [])).toBeUndefined();
  });
});

describe('types made in TypeScript', () => {
  const { system, value } = makeFixture();
  const even = system.makeType({
    name: 'even',
    description: 'even number',
    check: (slot) => {
      const number = force(slot);
      return typeof number === 'bigint' && number % 2n === 0n;
    },
    merge: (_loc, definitions) =>
      definitions.reduce((sum, { value: slot }) => sum + (force(slot) as bigint), 0n),
  });
  const evaluate = (modules: string): unknown =>
    plainValue(
      system.evalModules({
        modules: [
          nativeModule({
            options: { x: mkOption({ type: system.types.listOf(even) }), y: mkOption({ type: even }) },
          }),
          ...(value(modules) as readonly AttrSet[]),
        ],
      }).config,
    );

  it('check and merge', () => {
    expect(evaluate('[ { x = [ 2 ]; y = 2; } { x = [ 4 ]; y = 4; } ]')).toEqual({ x: [4, 2], y: 6 });
    expect(evaluate('[ { x = [ 2 3 ]; y = 2; } ]')).toMatch(/entry 2.*is not of type `even number'/s);
  });
});

describe('the structural type', () => {
  const { system, value } = makeFixture();
  const { types } = system;
  const config = (modules: string): AttrSet =>
    forceAttrs(
      system.evalModules({
        modules: [
          nativeModule({ freeformType: types.lazyAttrsOf(types.structural) }),
          ...(value(modules) as readonly AttrSet[]),
        ],
      }).config,
    );

  it('merges sets, concatenates lists, and wants scalars to agree', () => {
    expect(plainValue(config('[ { a.b = 1; l = [ 1 ]; } { a.c = 2; l = [ 2 ]; a.b = 1; } ]'))).toEqual({
      a: { b: 1, c: 2 },
      l: [2, 1],
    });
    expect(plainValue(config('[ { a.b = 1; } { a.b = 2; } ]'))).toMatch(
      /a\.b.*conflicting definition values/s,
    );
  });

  it('marks what is switched off', () => {
    const set = forceAttrs(config('[ { a.b = lib.mkIf false 1; a.c = 2; } ]').get('a') ?? null);
    expect(force(set.get('b') ?? null)).toBe(absentValue);
    expect(force(set.get('c') ?? null)).toBe(2n);
  });

  it('lets one attribute depend on another', () => {
    expect(
      plainValue(config('[ ({ config, ... }: { a.x = 1; a.y = lib.mkIf (config.a.x == 1) 2; }) ]')),
    ).toEqual({ a: { x: 1, y: 2 } });
  });
});

describe('lib', () => {
  const fixture = makeFixture();

  it('has all names of nixpkgs, and says which of them it does not provide', () => {
    expect(fixture.json('lib ? mergeModules')).toBe(true);
    expect(fixture.json('lib.mergeModules')).toBe(
      'error: lib.modules.mergeModules is not provided by the embedded evaluator',
    );
    expect(fixture.json('lib.nothing or "absent"')).toBe('absent');
  });

  it('warns about deprecated types', () => {
    fixture.json(
      '(lib.evalModules { modules = [ { options.x = lib.mkOption { type = lib.types.loaOf lib.types.int; default = { }; }; } ]; }).config.x',
    );
    expect(fixture.traced.join()).toMatch(/types\.loaOf.*deprecated/);
  });

  it('warns where a union takes a value that is of neither type', () => {
    const text =
      '(lib.evalModules { modules = [ { freeformType = with lib.types; attrsOf (either int (listOf int)); x = 5; } ]; }).config.x';
    expect(fixture.json(text)).toBe(5);
    const before = fixture.traced.length;
    const loose =
      '(lib.types.either lib.types.int lib.types.bool).merge [ "o" ] [ { file = "f"; value = "text"; } ]';
    expect(fixture.json(loose)).toBe('text');
    expect(fixture.traced.slice(before).join()).toMatch(
      /`o` is neither a value of type `signed integer` nor `boolean`/,
    );
  });

  it('is stopped by the budget rather than by memory', () => {
    expect(fixture.json('lib.length (lib.range 1 99999999999999)')).toMatch(/^error: /);
    expect(fixture.json('lib.stringLength (lib.strings.replicate 99999999999999 "x")')).toMatch(/^error: /);
  });
});

describe('modules that import themselves', () => {
  it('are an error', () => {
    const fixture = makeFixture({
      '/clan/a.nix': '{ imports = [ ./b.nix ]; }',
      '/clan/b.nix': '{ imports = [ ./a.nix ]; }',
    });
    expect(plainValue(fixture.evaluate('[ ./a.nix ]').config)).toMatch(/infinite recursion/);
  });
});
