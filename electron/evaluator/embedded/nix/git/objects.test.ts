/** Objects that no Git would write so today, or that are broken: what Git writes is tested in the worker's tests. */
import { deflateSync, unzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { TreeIo, type TreeEntry } from '../testing/tree-io';
import { applyDelta } from './delta';
import { hexOf, objectId } from './object-id';
import { GitObjects } from './objects';
import { readSlice } from './read-slice';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const asText = (bytes: Uint8Array | undefined): string | undefined =>
  bytes === undefined ? undefined : new TextDecoder().decode(bytes);

class UnpackingIo extends TreeIo {
  decompress(bytes: Uint8Array): Uint8Array | undefined {
    try {
      return unzipSync(bytes);
    } catch {
      return undefined;
    }
  }
}

describe('a difference', () => {
  const base = text('hello world');
  test('copies and inserts', () => {
    // Copy 5 from 0, insert "!", copy 5 from 6.
    const delta = Uint8Array.of(11, 11, 0b1001_0000, 5, 1, 0x21, 0b1001_0001, 6, 5);
    expect(asText(applyDelta(base, delta))).toBe('hello!world');
  });

  test('copies 64 KiB where it gives no length', () => {
    const long = new Uint8Array(0x10000 + 1).fill(7);
    const delta = Uint8Array.of(0x81, 0x80, 4, 0x80, 0x80, 4, 0b1000_0001, 1);
    expect(applyDelta(long, delta)).toEqual(long.subarray(1));
  });

  test.each([
    ['is for an object of another size', [10, 1, 1, 0x21]],
    ['copies from behind the end', [11, 5, 0b1001_0001, 9, 5]],
    ['makes more than it says', [11, 1, 2, 0x21, 0x21]],
    ['makes less than it says', [11, 2, 1, 0x21]],
    ['has the instruction that is reserved', [11, 1, 0, 0x21]],
  ])('that %s is none', (_, bytes) => {
    expect(applyDelta(base, Uint8Array.from(bytes))).toBeUndefined();
  });
});

test('objects are named by type and content', () => {
  expect(objectId('blob', text('one\n'))).toBe('5626abf0f72e58d7a153368ba57db4c673c0e171');
  expect(objectId('tree', new Uint8Array())).toBe('4b825dc642cb6eb9a060e54bf8d69288fbee4904');
});

/** A pack of one index with these objects, at the given places. */
function packOf(entries: readonly { id: string; at: bigint }[]): Uint8Array {
  const sorted = [...entries].sort((one, two) => (one.id < two.id ? -1 : 1));
  const bytes: number[] = [0xff, 0x74, 0x4f, 0x63, 0, 0, 0, 2];
  const push32 = (value: number): void => {
    bytes.push((value >>> 24) & 255, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
  };
  for (let first = 0; first < 256; first++)
    push32(sorted.filter(({ id }) => Number.parseInt(id.slice(0, 2), 16) <= first).length);
  for (const { id } of sorted) bytes.push(...Buffer.from(id, 'hex'));
  sorted.forEach(() => push32(0));
  const long = sorted.filter(({ at }) => at >= 0x80000000n);
  for (const entry of sorted)
    push32(long.includes(entry) ? 0x80000000 + long.indexOf(entry) : Number(entry.at));
  for (const { at } of long) {
    push32(Number(at >> 32n));
    push32(Number(at & 0xffffffffn));
  }
  return Uint8Array.from(bytes);
}

/** An entry of a pack: type, size below 16, what names the base, content. */
function entry(type: number, content: Uint8Array, base: readonly number[] = []): Uint8Array {
  return Uint8Array.from([type * 16 + content.length, ...base, ...deflateSync(content)]);
}

function objectsWith(index: Uint8Array, pack: Uint8Array, more: Record<string, TreeEntry> = {}): GitObjects {
  const io = new UnpackingIo({ '/o/pack/p.idx': index, '/o/pack/p.pack': pack, ...more });
  return new GitObjects(io, '/o');
}

const one = objectId('blob', text('one'));
const two = objectId('blob', text('two'));
/** Insert "two", for a base of three bytes. */
const makesTwo = Uint8Array.of(3, 3, 3, ...text('two'));

describe('a pack', () => {
  test('has objects that are made of others by name or by place', () => {
    const first = entry(3, text('one'));
    const named = entry(7, makesTwo, [...Buffer.from(one, 'hex')]);
    const placed = entry(6, makesTwo, [first.length]);
    const byName = objectsWith(
      packOf([
        { id: one, at: 0n },
        { id: two, at: BigInt(first.length) },
      ]),
      Buffer.concat([first, named]),
    );
    expect(asText(byName.read(two)?.content)).toBe('two');
    const byPlace = objectsWith(
      packOf([{ id: two, at: BigInt(first.length) }]),
      Buffer.concat([first, placed]),
    );
    expect(byPlace.read(two)).toMatchObject({ type: 'blob', content: text('two') });
    expect(byPlace.read(one)).toBeUndefined();
  });

  test('has objects far behind', () => {
    const found: (readonly [string, number])[] = [];
    class FarIo extends UnpackingIo {
      readSlice(path: string, start: number, length: number): Uint8Array | undefined {
        found.push([path, start]);
        return path.endsWith('.pack')
          ? entry(3, text('one'))
          : readSlice(new TreeIo({ [path]: index }), path, start, length);
      }
    }
    const index = packOf([{ id: one, at: 5_000_000_000n }]);
    const io = new FarIo({ '/o/pack/p.idx': index, '/o/pack/p.pack': '' });
    new GitObjects(io, '/o').read(one);
    expect(found).toContainEqual(['/o/pack/p.pack', 5_000_000_000]);
  });

  test.each<[string, Uint8Array, Uint8Array]>([
    [
      'whose index has another version',
      Uint8Array.of(0xff, 0x74, 0x4f, 0x63, 0, 0, 0, 3),
      entry(3, text('one')),
    ],
    ['whose index ends early', packOf([{ id: one, at: 0n }]).subarray(0, 1040), entry(3, text('one'))],
    ['that ends before the object', packOf([{ id: one, at: 99n }]), entry(3, text('one'))],
    ['with an object that is not compressed', packOf([{ id: one, at: 0n }]), text('3one and more')],
    ['with an object of a type that is not known', packOf([{ id: one, at: 0n }]), entry(5, text('one'))],
    [
      'with an object that is made of itself',
      packOf([{ id: one, at: 0n }]),
      entry(7, makesTwo, [...Buffer.from(one, 'hex')]),
    ],
  ])('%s has nothing to read', (_, index, pack) => {
    expect(objectsWith(index, pack).read(one)).toBeUndefined();
  });
});

describe('loose objects', () => {
  const path = `/o/${one.slice(0, 2)}/${one.slice(2)}`;
  const empty = packOf([]);

  test('are read, also from folders that the repository borrows from', () => {
    const loose = { [path.replace('/o/', '/other/')]: deflateSync(text('blob 3\0one')) };
    const objects = objectsWith(empty, entry(3, text('x')), {
      ...loose,
      '/o/info/alternates': '# here\n../other\n',
    });
    expect(asText(objects.read(one)?.content)).toBe('one');
  });

  test.each([
    ['not compressed', text('blob 3\0one')],
    ['of a type that is not known', deflateSync(text('blub 3\0one'))],
    ['without a head', deflateSync(text('one'))],
  ])('that are %s are none', (_, bytes) => {
    expect(objectsWith(empty, entry(3, text('x')), { [path]: bytes }).read(one)).toBeUndefined();
  });

  test('cannot be read where the host does not unpack', () => {
    const io = new TreeIo({ [path]: deflateSync(text('blob 3\0one')) });
    expect(new GitObjects(io, '/o').read(one)).toBeUndefined();
    expect(hexOf(Uint8Array.of(0, 255))).toBe('00ff');
  });
});
