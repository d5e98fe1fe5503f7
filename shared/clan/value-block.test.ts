import { describe, expect, it } from 'vitest';
import { valueBlock } from './value-block';

describe('valueBlock', () => {
  it('keeps what is short on one line', () => {
    expect(valueBlock(null)).toBe('null');
    expect(valueBlock('500G')).toBe('"500G"');
    expect(valueBlock([22, 9090])).toBe('[ 22 9090 ]');
    expect(valueBlock({ a: true })).toBe('{ a = true; }');
  });

  it('shows texts of several lines as indented strings', () => {
    expect(valueBlock('first\n  second\n')).toBe("''\n  first\n    second\n''");
    expect(valueBlock('no end\nhere')).toBe("''\n  no end\n  here''");
  });

  it('escapes what an indented string would read differently', () => {
    expect(valueBlock("''\n${x}\n")).toBe("''\n  '''\n  ''${x}\n''");
    expect(valueBlock('a\tb\n')).toBe('"a\\tb\\n"');
    expect(valueBlock(' a\n b\n')).toBe('" a\\n b\\n"');
  });

  it('gives members of long sets and lists a line each', () => {
    const long = 'x'.repeat(70);
    expect(valueBlock({ 'a b': [long, 1] })).toBe(`{\n  "a b" = [\n    "${long}"\n    1\n  ];\n}`);
    expect(valueBlock({ script: 'a\nb\n' })).toBe("{\n  script = ''\n    a\n    b\n  '';\n}");
  });

  it('does not shorten', () => {
    expect(valueBlock('y'.repeat(5_000))).toHaveLength(5_002);
  });
});
