import { describe, expect, test } from 'vitest';
import { NixError } from '../errors';
import { SourceFile } from '../source/source-file';
import { tokenize } from './lexer';

/** The tokens of a text as `kind` or `kind:source text`. */
function kinds(text: string): string[] {
  return tokenize(new SourceFile('«string»', text)).map(({ kind, start, end }) => {
    const source = text.slice(start, end);
    return source === kind || source === '' ? kind : `${kind}:${source}`;
  });
}

function values(text: string): string[] {
  return tokenize(new SourceFile('«string»', text)).flatMap((token) =>
    token.text === '' ? [] : [token.text],
  );
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
    expect(values(String.raw`"a\n\t\"\\\${\q$$"`)).toEqual(['a\n\t"\\${q$$']);
  });

  test('make line feeds of carriage returns', () => {
    expect(values('"a\r\nb\rc"')).toEqual(['a\nb\nc']);
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
    expect(() => kinds('"a\0b"')).toThrow(NixError);
  });
});

describe('indented strings', () => {
  test('tell escapes from source text', () => {
    const tokens = tokenize(new SourceFile('«string»', "''a''${b''\\n'''c''"));
    expect(tokens.map(({ kind, text, isVerbatim }) => [kind, text, isVerbatim])).toEqual([
      ['IND_OPEN', '', true],
      ['IND_STR', 'a', true],
      ['IND_STR', '$', false],
      ['IND_STR', '{b', true],
      ['IND_STR', '\n', false],
      ['IND_STR', "''", false],
      ['IND_STR', 'c', true],
      ['IND_CLOSE', '', true],
      ['EOF', '', true],
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
    expect(() => kinds('./a/ b')).toThrow('path has a trailing slash');
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

test('integers must fit in 64 bits', () => {
  expect(() => kinds('9223372036854775808')).toThrow("invalid integer '9223372036854775808'");
});
