/**
 * The module system of a `lib` that is only known as Nix code knows it. The native one stands for a checkout here: it
 * follows the same protocol, and needs none.
 */
import { describe, expect, test } from 'vitest';
import {
  AttrSet,
  PrimOp,
  callFunction,
  force,
  forceAttrs,
  forceString,
  runWithBudget,
  toJsonValue,
} from '../nix';
import type { Slot } from '../nix';
import { createCheckoutSystem, createModuleSystem, overlayWithCheckout } from '.';
import { mkOption } from './mk-option';
import { fn, nativeModule } from './native-module';
import { guarded, makeFixture } from './testing/fixture';

const fixture = makeFixture();
const checkout = createCheckoutSystem(fixture.system.lib);
const { types } = checkout;

/** The value of an option of this type with one definition; `error: …` when it does not fit. */
function valueOf(type: AttrSet, value: Slot): unknown {
  const configuration = checkout.evalModules({
    modules: [nativeModule({ options: { o: mkOption({ type }) }, config: AttrSet.of({ o: value }) })],
  });
  return guarded(() => toJsonValue(forceAttrs(configuration.config).get('o') ?? null));
}

const isEven = (value: Slot): boolean => force(value) === 2n;
const inner = nativeModule({ options: { i: mkOption({ type: types.int, default: 7n }) } });

const made: readonly (readonly [string, AttrSet, Slot, unknown])[] = [
  ['raw', types.raw, 1n, 1],
  ['anything', types.anything, AttrSet.of({ a: 1n }), { a: 1 }],
  ['unspecified', types.unspecified, 'x', 'x'],
  ['bool', types.bool, true, true],
  ['int', types.int, 3n, 3],
  ['float', types.float, 1.5, 1.5],
  ['number', types.number, 2n, 2],
  ['str', types.str, 's', 's'],
  ['path', types.path, '/a', '/a'],
  ['attrs', types.attrs, AttrSet.of({ a: 1n }), { a: 1 }],
  ['lines', types.lines, 'l', 'l'],
  ['port', types.port, 80n, 80],
  ['intUnsigned', types.intUnsigned, 0n, 0],
  ['intPositive', types.intPositive, 1n, 1],
  ['json', types.json, [null, true], [null, true]],
  ['structural', types.structural, AttrSet.of({ a: ['b'] }), { a: ['b'] }],
  ['strMatching', types.strMatching('a+'), 'aa', 'aa'],
  ['enum', types.enum(['a', 'b']), 'b', 'b'],
  ['listOf', types.listOf(types.int), [1n], [1]],
  ['attrsOf', types.attrsOf(types.int), AttrSet.of({ a: 1n }), { a: 1 }],
  ['lazyAttrsOf', types.lazyAttrsOf(types.int), AttrSet.of({ a: 1n }), { a: 1 }],
  ['nullOr', types.nullOr(types.int), null, null],
  ['either', types.either(types.int, types.str), 's', 's'],
  ['oneOf', types.oneOf([types.int, types.str, types.bool]), false, false],
  ['coercedTo', types.coercedTo(types.int, new PrimOp('show', 1, () => 'n'), types.str), 1n, 'n'],
  ['unique', types.unique('only once', types.int), 1n, 1],
  ['addCheck', types.addCheck(types.int, isEven), 2n, 2],
  ['submodule', types.submodule([inner]), AttrSet.of({}), { i: 7 }],
  [
    'submoduleWith',
    types.submoduleWith({ modules: [inner], specialArgs: { x: 1n } }),
    AttrSet.of({}),
    { i: 7 },
  ],
  [
    'attrTag',
    types.attrTag(AttrSet.of({ a: mkOption({ type: types.int }) })),
    AttrSet.of({ a: 1n }),
    { a: 1 },
  ],
];

describe('types of a checkout', () => {
  test.each(made)('%s', (_name, type, value, expected) => {
    expect(valueOf(type, value)).toEqual(expected);
  });

  test('refuse what does not fit, naming the option', () => {
    expect(valueOf(types.port, 70_000n)).toMatch(
      /^error: A definition for option `o' is not of type `16 bit/,
    );
    expect(valueOf(types.addCheck(types.int, isEven), 3n)).toMatch(
      /^error: A definition for option `o' is not/,
    );
  });

  test('of modules, options, packages and functions are those of lib', () => {
    const names = [types.deferredModule, types.optionType, types.package, types.functionTo(types.int)].map(
      (type) => forceString(type.get('name') ?? null),
    );
    expect(names).toEqual(['deferredModule', 'optionType', 'package', 'functionTo']);
    expect(types.deferredModuleWith({ staticModules: [inner] }).get('_type')).toBe('option-type');
  });
});

describe('an evaluation by a checkout', () => {
  const configuration = checkout.evalModules({
    class: 'nixos',
    prefix: ['outer'],
    specialArgs: { given: 'special' },
    modules: [
      fn(
        (args) =>
          nativeModule({
            options: { a: mkOption({ type: types.str }) },
            config: AttrSet.of({ a: args.get('given') ?? null }),
          }),
        {
          given: false,
        },
      ),
    ],
  });

  test('has configuration, options and arguments', () => {
    expect(guarded(() => toJsonValue(configuration.config))).toEqual({ a: 'special' });
    expect(runWithBudget({}, () => forceAttrs(configuration.options).has('a'))).toBe(true);
    expect(runWithBudget({}, () => forceAttrs(configuration.module).has('args'))).toBe(true);
    expect(forceString(configuration.value.get('class') ?? null)).toBe('nixos');
  });

  test('can be extended', () => {
    const more = nativeModule({
      config: AttrSet.of({ a: AttrSet.of({ _type: 'override', priority: 50n, content: 'more' }) }),
    });
    const extended = configuration.extendModules({ modules: [more], specialArgs: AttrSet.of({ other: 1n }) });
    expect(guarded(() => toJsonValue(extended.config))).toEqual({ a: 'more' });
    expect(extended.prefix).toEqual(['outer']);
  });
});

test('the native module system takes everything else from a checkout', () => {
  const foreign = AttrSet.of({ mine: 'checkout', toUpper: 'checkout', types: 'checkout', mkIf: 'checkout' });
  const { lib } = createModuleSystem(makeFixture().host, { overlays: [overlayWithCheckout(() => foreign)] });
  const text = (name: string): unknown => force(lib.get(name) ?? null);
  expect([text('mine'), text('toUpper')]).toEqual(['checkout', 'checkout']);
  expect(text('types')).toBeInstanceOf(AttrSet);
  expect(force(callFunction(lib.get('mkIf') ?? null, true, 1n))).toBeInstanceOf(AttrSet);
});
