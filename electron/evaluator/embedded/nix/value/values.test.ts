import { describe, expect, test } from 'vitest';
import { SourceFile } from '../source/source-file';
import { floatToText, formatFloat } from './float-text';
import { baseNameOf, dirOf, expandPathLiteral, normalizePath, resolvePath } from './paths';
import { quoteString } from './quote-string';
import { Shape } from './shape';
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
    expect(source.lineColumn(offset)).toMatchObject({ line, column });
  });
});

describe('sets of a shape', () => {
  const source = new SourceFile('/a.nix', 'x'.repeat(100));
  const spanAt = (start: number) => ({ source, start, end: start + 1 });
  const shape = (...names: string[]) => Shape.of(names);

  test('with the same names have the same shape', () => {
    expect(shape('a', 'b')).toBe(shape('a', 'b'));
    expect(shape('a', 'b')).not.toBe(shape('ab'));
    expect(AttrSet.shaped(shape('a', 'b'), [1n, 2n]).names()).toEqual(['a', 'b']);
  });

  test('find few names and many', () => {
    const names = Array.from({ length: 20 }, (_, index) => `n${String(index).padStart(2, '0')}`);
    const set = AttrSet.shaped(
      Shape.of(names),
      names.map((_, index) => BigInt(index)),
    );
    expect([set.get('n00'), set.get('n19'), set.get('n20'), set.has('n07'), set.size]).toEqual([
      0n,
      19n,
      undefined,
      true,
      20,
    ]);
    expect(set.entries.get('n03')).toBe(3n);
    expect(set.toMap().size).toBe(20);
  });

  test('join by shape, with their places', () => {
    const left = AttrSet.shaped(shape('a', 'c'), [1n, 2n], [spanAt(1), spanAt(2)]);
    const right = AttrSet.shaped(shape('b', 'c'), [3n, 4n], [spanAt(3), spanAt(4)]);
    const both = left.update(right);
    expect(both.shape).toBe(shape('a', 'b', 'c'));
    expect(both.slots).toEqual([1n, 3n, 4n]);
    expect(both.names().map((name) => both.positionOf(name)?.start)).toEqual([1, 3, 4]);
    expect([...(both.positions ?? [])].map(([name, span]) => [name, span.start])).toEqual([
      ['a', 1],
      ['b', 3],
      ['c', 4],
    ]);
    expect(right.update(left).slots).toEqual([1n, 3n, 2n]);
  });

  test('share the array of places when the same expression joins again and again', () => {
    const step = AttrSet.shaped(shape('a', 'n'), [1n, 1n], [spanAt(5), spanAt(6)]);
    let set = AttrSet.shaped(shape('m', 'n'), [0n, 0n], [spanAt(1), spanAt(2)]);
    const seen = new Set<unknown>();
    for (let round = 0; round < 10; round++) {
      set = set.update(step);
      seen.add((set as unknown as { places: unknown }).places);
    }
    expect(seen.size).toBe(2);
    expect(set.positionOf('m')?.start).toBe(1);
  });
});

describe('large sets', () => {
  const one = (name: string, value: bigint) => new AttrSet(new Map([[name, value]]));
  const grown = (size: number) => {
    let set: AttrSet = AttrSet.empty;
    const versions: AttrSet[] = [];
    for (let index = 0; index < size; index++) {
      set = set.update(one(`n${(index * 7919) % 1000}`, BigInt(index)));
      versions.push(set);
    }
    return versions;
  };

  test('grow by updates, and every version stays what it was', () => {
    const versions = grown(500);
    expect(versions.map((set) => set.size)).toEqual(versions.map((_, index) => index + 1));
    const early = versions[99];
    const late = versions[499];
    expect([early?.get('n0'), early?.has('n100'), late?.get('n0')]).toEqual([0n, false, 0n]);
    expect(late?.names()).toHaveLength(500);
    expect([...(late?.names() ?? [])]).toEqual([...(late?.entries.keys() ?? [])].sort(compareBytes));
    expect(early?.toMap().size).toBe(100);
  });

  test('count a name once, and the last value of it wins', () => {
    const base = grown(200).at(-1) ?? AttrSet.empty;
    const changed = base.update(one('n0', 77n)).update(one('new', 78n)).update(one('n0', 79n));
    expect([changed.size, changed.get('n0'), changed.get('new'), base.get('n0')]).toEqual([
      201,
      79n,
      78n,
      0n,
    ]);
    const seen = new Map<string, unknown>();
    changed.forEach((slot, name) => {
      expect(seen.has(name)).toBe(false);
      seen.set(name, slot);
    });
    expect(seen.get('n0')).toBe(79n);
  });

  test('keep the places of the attributes that count', () => {
    const source = new SourceFile('/a.nix', 'x'.repeat(100));
    const placed = (name: string, start: number) =>
      new AttrSet(new Map([[name, null]]), new Map([[name, { source, start, end: start + 1 }]]));
    const base = grown(200).at(-1) ?? AttrSet.empty;
    const set = base.update(placed('a', 1)).update(placed('n0', 2)).update(one('a', 3n));
    const starts = () => ['a', 'n0', 'n919'].map((name) => set.positionOf(name)?.start);
    expect(starts()).toEqual([undefined, 2, undefined]);
    expect([...(set.positions ?? [])].map(([name, span]) => [name, span.start])).toEqual([['n0', 2]]);
    expect(set.entries.size).toBe(201);
    expect(starts()).toEqual([undefined, 2, undefined]);
  });

  test('adding attributes one by one looks at few of them again', () => {
    let copied = 0;
    const original = Map.prototype.set;
    const count = (size: number) => {
      copied = 0;
      Map.prototype.set = function (this: Map<unknown, unknown>, key, value) {
        copied++;
        return original.call(this, key, value) as Map<unknown, unknown>;
      };
      try {
        grown(size);
      } finally {
        Map.prototype.set = original;
      }
      return copied / size;
    };
    // Copying each time would be half the size for each attribute.
    expect(count(900)).toBeLessThan(40);
  });
});
