import { describe, expect, it } from 'vitest';
import { escapeNixIdentifier, escapeNixString } from './identifiers';

describe('escapeNixIdentifier', () => {
  it.each([
    ['name', 'name'],
    ["_a-b'1", "_a-b'1"],
    ['1a', '"1a"'],
    ['a.b', '"a.b"'],
    ['if', '"if"'],
    ['or', '"or"'],
    ['', '""'],
    ['ä', '"ä"'],
  ])('%s', (name, expected) => {
    expect(escapeNixIdentifier(name)).toBe(expected);
  });
});

describe('escapeNixString', () => {
  it('leaves nothing that Nix would interpret', () => {
    expect(escapeNixString('a"\\\n${b}')).toBe('"a\\"\\\\\\n\\${b}"');
  });
});
