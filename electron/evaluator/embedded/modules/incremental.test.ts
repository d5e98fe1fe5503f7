import { describe, expect, test } from 'vitest';
import { AttrSet } from '../nix';
import type { Slot } from '../nix';
import { KeptEvaluations, mkOption, nativeModule } from '.';
import { makeFixture, plainValue } from './testing/fixture';

const clients = `
  let
    client = { name, config, lib, ... }: {
      options.port = lib.mkOption { type = lib.types.port; };
      options.address = lib.mkOption { type = lib.types.str; };
      config.address = builtins.trace "address of \${name}" "\${name}:\${toString config.port}";
    };
  in lib.evalModules {
    modules = [
      { options.clients = lib.mkOption { type = lib.types.attrsOf (lib.types.submodule client); }; }
      { clients.a.port = 1; clients.b.port = 2; clients.c.port = 3; }
    ];
  }`;

describe('evaluating modules again', () => {
  test('evaluates only the submodules that have other definitions', () => {
    const fixture = makeFixture();
    const found = fixture.json(`
      let base = ${clients};
      in {
        before = base.config.clients;
        after = (base.extendModules { modules = [ { clients.b.port = lib.mkForce 20; } ]; }).config.clients;
      }`);
    expect(found).toMatchObject({
      before: { a: { address: 'a:1' }, b: { address: 'b:2' }, c: { address: 'c:3' } },
      after: { a: { address: 'a:1' }, b: { address: 'b:20' }, c: { address: 'c:3' } },
    });
    const times = (name: string): number =>
      fixture.traced.filter((line) => line.includes(`address of ${name}`)).length;
    expect([times('a'), times('b'), times('c')]).toEqual([1, 2, 1]);
  });

  test('evaluates a submodule again that another function defines', () => {
    const fixture = makeFixture();
    const found = fixture.json(`
      let base = ${clients};
      in (base.extendModules {
        modules = [ { clients.d = { config, ... }: { port = 4; }; } ];
      }).config.clients.d`);
    expect(found).toEqual({ address: 'd:4', port: 4 });
  });

  test('calls a module once for the same arguments, and again for others', () => {
    const fixture = makeFixture({
      '/clan/options.nix':
        '{ lib, extra, ... }: builtins.trace "loaded" { options.x = lib.mkOption { default = extra; }; }',
    });
    const found = fixture.json(`
      let of = extra: (lib.evalModules { modules = [ ./options.nix ]; specialArgs = { inherit extra; }; }).config.x;
      in [ (of 1) (of 1) (of 2) (of 2) ]`);
    expect(found).toEqual([1, 1, 2, 2]);
    expect(fixture.traced.filter((line) => line.includes('loaded'))).toHaveLength(2);
  });

  test('calls a module that asks for the configuration for every evaluation', () => {
    const fixture = makeFixture({
      '/clan/options.nix':
        '{ lib, config, ... }: { options.x = lib.mkOption { }; options.y = lib.mkOption { default = config.x; }; }',
    });
    const found = fixture.json(`
      let of = x: (lib.evalModules { modules = [ ./options.nix { inherit x; } ]; }).config.y;
      in [ (of 1) (of 2) ]`);
    expect(found).toEqual([1, 2]);
  });

  test('gives a default that depends on its place to each place', () => {
    const fixture = makeFixture();
    const found = fixture.json(`
      let
        named = { name, lib, ... }: { options.label = lib.mkOption { default = name; }; };
        plain.options.list = lib.mkOption { default = [ ]; type = lib.types.listOf lib.types.int; };
      in (lib.evalModules {
        modules = [
          { options.m = lib.mkOption { type = lib.types.attrsOf (lib.types.submodule [ named plain ]); }; }
          { m.one = { }; m.two.list = [ 1 ]; m.three = { }; }
        ];
      }).config.m`);
    expect(found).toEqual({
      one: { label: 'one', list: [] },
      two: { label: 'two', list: [1] },
      three: { label: 'three', list: [] },
    });
  });
});

describe('submodules that are kept from one evaluation of the whole to the next', () => {
  /** Evaluates elements whose option `tags` gets what `late` says as well; each time the type is declared anew. */
  function elementsOf(): {
    readonly evaluated: () => number;
    readonly evaluate: (elements: Slot, late: (name: string) => Slot) => unknown;
  } {
    const fixture = makeFixture();
    const { types } = fixture.system;
    const store = new KeptEvaluations();
    const element = fixture.value(`{ name, lib, ... }: {
      options.tags = lib.mkOption { type = lib.types.listOf lib.types.str; default = [ ]; };
      options.label = lib.mkOption { default = builtins.trace "evaluated" name; };
    }`);
    const noModule = fixture.value('{ }');
    return {
      evaluated: () => fixture.traced.length,
      evaluate: (elements, late) => {
        const keeping = { store, late: { option: 'tags', file: 'late', values: late } };
        const type = types.attrsOf(types.submoduleWith({ modules: [noModule, element], keeping }));
        const { config } = fixture.system.evalModules({
          modules: [
            nativeModule({ options: { elements: mkOption({ type }) }, config: AttrSet.of({ elements }) }),
          ],
        });
        return plainValue(config);
      },
    };
  }

  const one = AttrSet.of({ tags: ['own'] });
  const two = AttrSet.of({});

  test('evaluates what has other definitions, and adds what is said late', () => {
    const { evaluated, evaluate } = elementsOf();
    const first = evaluate(AttrSet.of({ one, two }), (name) => [`late-${name}`]);
    expect(first).toEqual({
      elements: {
        one: { label: 'one', tags: ['own', 'late-one'] },
        two: { label: 'two', tags: ['late-two'] },
      },
    });
    expect(evaluated()).toBe(2);
    const again = evaluate(AttrSet.of({ one, two }), (name) => [`late-${name}`]);
    expect(again).toEqual(first);
    expect(evaluated()).toBe(2);
    const changed = evaluate(AttrSet.of({ one, two: AttrSet.of({ tags: ['new'] }) }), () => ['other']);
    expect(changed).toEqual({
      elements: {
        one: { label: 'one', tags: ['own', 'other'] },
        two: { label: 'two', tags: ['new', 'other'] },
      },
    });
    expect(evaluated()).toBe(3);
  });

  test('says what is wrong with a late definition as if it were any other', () => {
    const { evaluate } = elementsOf();
    expect(evaluate(AttrSet.of({ one }), () => [1n])).toMatch(/elements\.one\.tags/);
    expect(evaluate(AttrSet.of({ one }), () => ['fine'])).toEqual({
      elements: { one: { label: 'one', tags: ['own', 'fine'] } },
    });
  });

  test('does not keep what failed', () => {
    const { evaluate } = elementsOf();
    const broken = AttrSet.of({ label: AttrSet.of({ _type: 'if', condition: 1n, content: 'x' }) });
    expect(evaluate(AttrSet.of({ one: broken }), () => [])).toMatch(/mkIf/);
    expect(evaluate(AttrSet.of({ one: broken }), () => [])).toMatch(/mkIf/);
    expect(evaluate(AttrSet.of({ one }), () => [])).toEqual({
      elements: { one: { label: 'one', tags: ['own'] } },
    });
  });
});
