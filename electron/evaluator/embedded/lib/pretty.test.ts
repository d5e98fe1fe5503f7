import { describe, expect, it } from 'vitest';
import { AttrSet, NixError, PathValue, PrimOp, lazy } from '../nix';
import type { Slot } from '../nix';
import { toPretty } from './pretty';

const pretty = (value: Slot, more: Partial<Parameters<typeof toPretty>[0]> = {}): string =>
  toPretty({ allowPrettyValues: false, multiline: false, indent: '', ...more }, value);

describe('toPretty', () => {
  it.each<[string, Slot]>([
    ['5', 5n],
    ['1.5', 1.5],
    ['true', true],
    ['null', null],
    ['"a\\"\\${b}"', 'a"${b}'],
    ['/a/b', new PathValue('/a/b')],
    ['[ ]', []],
    ['[ 1 [ ] ]', [1n, []]],
    ['{ }', AttrSet.empty],
    ['{ "a b" = 1; c = 2; }', AttrSet.of({ c: 2n, 'a b': 1n })],
    ['<function>', new PrimOp('f', 1, () => null)],
    [
      '<function, args: {a, b?}>',
      new PrimOp(
        'f',
        1,
        () => null,
        [],
        new Map([
          ['b', true],
          ['a', false],
        ]),
      ),
    ],
    ['<derivation hello>', AttrSet.of({ type: 'derivation', name: 'hello' })],
    ['<derivation ???>', AttrSet.of({ type: 'derivation' })],
  ])('%s', (expected, value) => {
    expect(pretty(value)).toBe(expected);
  });

  it('breaks lines when asked to', () => {
    const value = AttrSet.of({ a: [1n], text: 'one\ntwo\n' });
    expect(pretty(value, { multiline: true })).toBe(
      "{\n  a = [\n    1\n  ];\n  text = ''\n    one\n    two\n  '';\n}",
    );
  });

  it('stops at a depth', () => {
    const endless: Slot = lazy(() => AttrSet.of({ inner: endless }));
    expect(pretty(endless, { depthLimit: 2 })).toBe('{ inner = { inner = { inner = "<unevaluated>"; }; }; }');
  });

  it('uses what values say about themselves only when allowed', () => {
    const value = AttrSet.of({ __pretty: new PrimOp('show', 1, () => 'shown'), val: 1n });
    expect(pretty(value, { allowPrettyValues: true })).toBe('shown');
    expect(pretty(value)).toContain('__pretty');
  });

  it('fails where the value fails', () => {
    const broken = lazy(() => {
      throw new NixError('throw', 'broken');
    });
    expect(() => pretty([broken])).toThrow('broken');
  });
});
