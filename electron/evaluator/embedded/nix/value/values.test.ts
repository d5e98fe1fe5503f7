import { describe, expect, test } from 'vitest';
import { SourceFile } from '../source/source-file';
import { floatToText, formatFloat } from './float-text';
import { baseNameOf, dirOf, expandPathLiteral, normalizePath, resolvePath } from './paths';
import { quoteString } from './quote-string';
import { showValue } from './show-value';
import { byteLength, byteSubstring, decodeUtf8, encodeUtf8, joinText } from './string-bytes';
import { AttrSet, PathValue, compareBytes, lazy } from './value';

describe('sets', () => {
  const source = new SourceFile('/a.nix', '{ b = 1; a = 2; }');
  const spanAt = (start: number) => ({ source, start, end: start + 1 });

  test('have names in the order of their bytes', () => {
    const set = AttrSet.of({ b: 1n, a: 2n, B: 3n, '😀': 4n, '\uff5e': 5n, '': 6n });
    expect(set.names()).toEqual(['', 'B', 'a', 'b', '\uff5e', '😀']);
  });

  test('update to the attributes and places of the right one', () => {
    const left = new AttrSet(
      new Map([
        ['a', 1n],
        ['b', 2n],
      ]),
      new Map([
        ['a', spanAt(1)],
        ['b', spanAt(2)],
      ]),
    );
    const right = new AttrSet(
      new Map([
        ['b', 3n],
        ['c', 4n],
      ]),
      new Map([['c', spanAt(3)]]),
    );
    const both = left.update(right);
    expect([...both.entries]).toEqual([
      ['a', 1n],
      ['b', 3n],
      ['c', 4n],
    ]);
    expect(['a', 'b', 'c'].map((name) => both.positionOf(name)?.start)).toEqual([1, undefined, 3]);
    expect([left.update(AttrSet.empty), AttrSet.empty.update(right)]).toEqual([left, right]);
  });

  test('ask for places only when somebody wants them', () => {
    let asked = 0;
    const set = new AttrSet(new Map([['a', 1n]]), () => {
      asked++;
      return new Map([['a', spanAt(5)]]);
    });
    expect(set.get('a')).toBe(1n);
    expect(asked).toBe(0);
    expect([set.positionOf('a')?.start, set.positionOf('b'), asked]).toEqual([5, undefined, 1]);
  });
});

test('strings compare by their bytes', () => {
  expect(['b', 'a', '😀', '\uffee', ''].sort(compareBytes)).toEqual(['', 'a', 'b', '\uffee', '😀']);
});

describe('floats', () => {
  test.each([
    [0, '0'],
    [-0, '-0'],
    [1, '1'],
    [0.1, '0.1'],
    [1.5e-7, '1.5e-07'],
    [0.0001, '0.0001'],
    [0.00001, '1e-05'],
    [999999.4, '999999'],
    [999999.5, '1e+06'],
    [123456789.123, '1.23457e+08'],
    [1e100, '1e+100'],
    [Infinity, 'inf'],
    [NaN, 'nan'],
  ])('%d prints as %s', (value, text) => {
    expect(formatFloat(value)).toBe(text);
  });

  test('have six digits as strings', () => {
    expect([1, 0.1, 1e21, -2.5].map(floatToText)).toEqual([
      '1.000000',
      '0.100000',
      '1000000000000000000000.000000',
      '-2.500000',
    ]);
  });
});

describe('bytes of strings', () => {
  test('are counted', () => {
    expect(['', 'a', 'é', '€', '😀'].map(byteLength)).toEqual([0, 1, 2, 3, 4]);
  });

  test('can be taken one by one and put together again', () => {
    const text = 'aé€😀z';
    const parts = Array.from({ length: byteLength(text) }, (_, index) => byteSubstring(text, index, 1));
    expect(parts.map(byteLength)).toEqual(parts.map(() => 1));
    expect(parts.reduce(joinText, '')).toBe(text);
    expect(byteSubstring(text, 1, 2)).toBe('é');
    expect(byteSubstring(text, 50, 2)).toBe('');
  });

  test('that form no character survive as bytes', () => {
    const bytes = Uint8Array.of(0x61, 0xff, 0xc3, 0xe2, 0x82, 0xed, 0xa0, 0x80, 0xc0, 0x80, 0x7a);
    expect([...encodeUtf8(decodeUtf8(bytes))]).toEqual([...bytes]);
  });
});

describe('paths', () => {
  test.each([
    ['/a/./b/../c', '/a/c'],
    ['/../..', '/'],
    ['//a//b/', '/a/b'],
    ['/a/...', '/a/...'],
    ['/', '/'],
  ])('%s is %s', (path, plain) => {
    expect(normalizePath(path)).toBe(plain);
  });

  test('resolve against a folder', () => {
    expect([resolvePath('/a', 'b'), resolvePath('/a', '/b'), resolvePath('/a', '../c')]).toEqual([
      '/a/b',
      '/b',
      '/c',
    ]);
    const place = { baseDir: '/a/b', homeDir: '/home' };
    expect(['./x', '../x/', '~/x', '/x/', './.'].map((text) => expandPathLiteral(text, place))).toEqual([
      '/a/b/x',
      '/a/x/',
      '/home/x',
      '/x/',
      '/a/b',
    ]);
  });

  test('have a folder and a name', () => {
    expect(['/a/b', '/a', 'a', 'a//b', '//', ''].map(dirOf)).toEqual(['/a', '/', '.', 'a', '//', '.']);
    expect(['/a/b', '/a/b/', 'a', '/', ''].map(baseNameOf)).toEqual(['b', 'b', 'a', '', '']);
  });
});

test('strings are quoted as Nix prints them', () => {
  expect(quoteString('a"b\\c\n\r\t${d}$e')).toBe('"a\\"b\\\\c\\n\\r\\t\\${d}$e"');
});

describe('values in messages', () => {
  test('show what is there already', () => {
    const thunk = lazy(() => 1n);
    expect(showValue(AttrSet.of({ a: thunk, 'b c': [1n, 'x', new PathValue('/p'), null, true, 1.5] }))).toBe(
      '{ a = «thunk»; "b c" = [ 1 "x" /p null true 1.5 ]; }',
    );
    thunk.force();
    expect(showValue([thunk, AttrSet.empty, []])).toBe('[ 1 { } [ ] ]');
  });

  test('are cut', () => {
    expect(showValue(Array.from({ length: 12 }, () => 0n))).toBe(`[ ${'0 '.repeat(10)}«2 items elided» ]`);
    expect(showValue('x'.repeat(1025))).toBe(`"${'x'.repeat(1024)}" «1 byte elided»`);
  });
});

describe('places in source', () => {
  const source = new SourceFile('/a.nix', 'one\ntwo\r\nthree\rfour');

  test.each([
    [0, 1, 1],
    [3, 1, 4],
    [4, 2, 1],
    [9, 3, 1],
    [15, 4, 1],
    [18, 4, 4],
  ])('offset %d is line %d, column %d', (offset, line, column) => {
    expect(source.lineColumn(offset)).toEqual({ line, column });
  });
});
