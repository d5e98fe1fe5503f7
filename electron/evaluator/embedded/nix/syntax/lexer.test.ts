import { describe, expect, test } from 'vitest';
import { SourceFile } from '../source/source-file';
import { tokenize } from './lexer';
import { unescapeIndented, unescapeString } from './token-list';
import type { TokenKind } from './tokens';

function tokensOf(text: string): { kind: TokenKind; text: string }[] {
  const list = tokenize(new SourceFile('«string»', text));
  return list.kinds.map((kind, index) => ({ kind, text: list.textAt(index) }));
}

/** The tokens of a text as `kind` or `kind:source text`. */
function kinds(text: string): string[] {
  return tokensOf(text).map(({ kind, text: source }) =>
    source === kind || source === '' ? kind : `${kind}:${source}`,
  );
}

/** What is wrong with the literal that the tokens end with. */
function problem(text: string): string | undefined {
  const list = tokenize(new SourceFile('«string»', text));
  expect(list.kinds.at(-1)).toBe('MALFORMED');
  return list.malformed?.message;
}

describe('names, numbers and punctuation', () => {
  test.each([
    ["a' b-c _d let", ["ID:a'", 'ID:b-c', 'ID:_d', 'let', 'EOF']],
    ['1 1.5 .5 1.e3 00', ['INT:1', 'FLOAT:1.5', 'FLOAT:.5', 'FLOAT:1.e3', 'INT:00', 'EOF']],
    ['a.b ... ->//++', ['ID:a', '.', 'ID:b', '...', '->', '//', '++', 'EOF']],
    ['1.2.3', ['FLOAT:1.2', 'FLOAT:.3', 'EOF']],
    ['a|>b<|c', ['ID:a', '|>', 'ID:b', '<|', 'ID:c', 'EOF']],
    ['%', ['INVALID:%', 'EOF']],
  ])('%s', (text, expected) => {
    expect(kinds(text)).toEqual(expected);
  });
});

describe('the longest token wins', () => {
  test.each([
    ['a/b', ['PATH:a/b', 'PATH_END', 'EOF']],
    ['a.b/c', ['PATH:a.b/c', 'PATH_END', 'EOF']],
    ['a / b', ['ID:a', '/', 'ID:b', 'EOF']],
    ['a//b', ['ID:a', '//', 'ID:b', 'EOF']],
    ["a'/b", ["ID:a'", 'PATH:/b', 'PATH_END', 'EOF']],
    ['x:y', ['URI:x:y', 'EOF']],
    ['x: y', ['ID:x', ':', 'ID:y', 'EOF']],
    ['<a/b>', ['SPATH:<a/b>', 'EOF']],
    ['a<b', ['ID:a', '<', 'ID:b', 'EOF']],
    ['~/x', ['HPATH:~/x', 'PATH_END', 'EOF']],
  ])('%s', (text, expected) => {
    expect(kinds(text)).toEqual(expected);
  });
});

describe('strings', () => {
  test('resolve escapes', () => {
    expect(kinds(String.raw`"a\"\${$$"`)[1]).toBe(String.raw`STR:a\"\${$$`);
    expect(unescapeString(String.raw`a\n\t\"\\\${\q$$`)).toBe('a\n\t"\\${q$$');
  });

  test('make line feeds of carriage returns', () => {
    expect(unescapeString('a\r\nb\rc')).toBe('a\nb\nc');
  });

  test('nest through interpolation', () => {
    expect(kinds('"a${"b${c}"}d"')).toEqual([
      '"',
      'STR:a',
      '${',
      '"',
      'STR:b',
      '${',
      'ID:c',
      '}',
      '"',
      '}',
      'STR:d',
      '"',
      'EOF',
    ]);
  });

  test('end interpolation at its own brace', () => {
    expect(kinds('"${{ a = 1; }}"')).toEqual([
      '"',
      '${',
      '{',
      'ID:a',
      '=',
      'INT:1',
      ';',
      '}',
      '}',
      '"',
      'EOF',
    ]);
  });

  test('refuse null bytes', () => {
    expect(problem('"a\0b"')).toContain('contains null bytes');
  });
});

describe('indented strings', () => {
  test('tell escapes from source text', () => {
    const tokens = tokensOf("''a''${b''\\n'''c'd''").filter(({ kind }) => kind.startsWith('IND'));
    expect(
      tokens.map(({ kind, text }) => [kind, kind === 'IND_ESCAPE' ? unescapeIndented(text) : text]),
    ).toEqual([
      ['IND_OPEN', "''"],
      ['IND_STR', 'a'],
      ['IND_ESCAPE', '$'],
      ['IND_STR', '{b'],
      ['IND_ESCAPE', '\n'],
      ['IND_ESCAPE', "''"],
      ['IND_STR', "c'd"],
      ['IND_CLOSE', "''"],
    ]);
  });
});

describe('paths with interpolation', () => {
  test('go on after it', () => {
    expect(kinds('./a/${x}b/c d')).toEqual([
      'PATH:./a/',
      '${',
      'ID:x',
      '}',
      'STR:b/c',
      'PATH_END',
      'ID:d',
      'EOF',
    ]);
  });

  test('may not end in a slash', () => {
    expect(problem('./a/ b')).toBe('path has a trailing slash');
  });
});

describe('comments', () => {
  test('are skipped, also unusual ones', () => {
    expect(kinds('1 # a\n/* b * / ** */2/***/3')).toEqual(['INT:1', 'INT:2', 'INT:3', 'EOF']);
  });

  test('that never end are none', () => {
    expect(kinds('/* a').slice(0, 2)).toEqual(['/', '*']);
  });
});

test('a long run of operators takes no quadratic time', () => {
  const started = performance.now();
  tokenize(new SourceFile('«string»', '1+'.repeat(30_000)));
  expect(performance.now() - started).toBeLessThan(5_000);
});

test.each([
  ['9223372036854775808', "invalid integer '9223372036854775808'"],
  ['1.5e400', "invalid float '1.5e400'"],
  ['1.0e-310', "invalid float '1.0e-310'"],
])('%s does not fit in 64 bits', (text, message) => {
  expect(problem(text)).toBe(message);
});

test('numbers at the limits fit', () => {
  expect(kinds('9223372036854775807 2.3e-308 0.0e-400').map((kind) => kind.split(':')[0])).toEqual([
    'INT',
    'FLOAT',
    'FLOAT',
    'EOF',
  ]);
});

test('a null byte ends the text', () => {
  expect(kinds('1 \0 )')).toEqual(['INT:1', 'EOF']);
});

test('more tokens than expected are no trouble', () => {
  expect(kinds('('.repeat(10_001))).toHaveLength(10_002);
});
