/** One pack of a Git repository: many objects in a file, and an index (version 2) that tells where each begins. */
import { bytesOfHex, hexOf, type ObjectType } from './object-id';

/** An object as it is written in a pack. */
export type PackEntry =
  | { readonly kind: 'whole'; readonly type: ObjectType; readonly content: Uint8Array }
  /** Instructions that make it of another object. */
  | { readonly kind: 'delta'; readonly base: DeltaBase; readonly content: Uint8Array };

/** The object that a difference is from: in the same pack, or by name. */
export type DeltaBase =
  { readonly kind: 'offset'; readonly offset: number } | { readonly kind: 'name'; readonly id: string };

type ReadSlice = (start: number, length: number) => Uint8Array | undefined;

const headerLength = 8;
const fanoutLength = 256 * 4;
const idLength = 20;
/** The longest head of an entry: its size, and the name or the distance of its base. */
const entryHeadLength = 32;

const wholeTypes: Readonly<Record<number, ObjectType>> = { 1: 'commit', 2: 'tree', 3: 'blob', 4: 'tag' };
const offsetDelta = 6;
const namedDelta = 7;

/** A pack, of which only the parts that are asked for are read. */
export class Pack {
  #counts: DataView | null | undefined;
  readonly #names = new Map<number, Uint8Array>();

  constructor(
    private readonly readIndex: ReadSlice,
    private readonly readPack: ReadSlice,
    private readonly decompress: (bytes: Uint8Array) => Uint8Array | undefined,
  ) {}

  /** Where an object begins; undefined when it is not in this pack, or the index cannot be read. */
  offsetOf(id: string): number | undefined {
    const counts = this.#fanout();
    if (counts === null) return undefined;
    const wanted = bytesOfHex(id);
    const first = wanted[0] ?? 0;
    const total = counts.getUint32(255 * 4);
    const start = first === 0 ? 0 : counts.getUint32((first - 1) * 4);
    const names = this.#namesFrom(start, counts.getUint32(first * 4), first);
    for (let low = 0, high = names.length / idLength; low < high;) {
      const middle = (low + high) >>> 1;
      const order = compare(names.subarray(middle * idLength, (middle + 1) * idLength), wanted);
      if (order === 0) return this.#offset(start + middle, total);
      if (order < 0) low = middle + 1;
      else high = middle;
    }
    return undefined;
  }

  /** The names with the same first byte, one after the other; kept, as who asks for one asks for many. */
  #namesFrom(start: number, end: number, first: number): Uint8Array {
    let names = this.#names.get(first);
    if (names === undefined) {
      const length = Math.max(end - start, 0) * idLength;
      const read = this.readIndex(headerLength + fanoutLength + start * idLength, length);
      names = read?.length === length ? read : new Uint8Array();
      this.#names.set(first, names);
    }
    return names;
  }

  /** The object that begins at a place; undefined when it cannot be read. */
  entryAt(offset: number): PackEntry | undefined {
    const head = this.readPack(offset, entryHeadLength);
    if (head === undefined) return undefined;
    let at = 0;
    const next = (): number => head[at++] ?? 0;
    let byte = next();
    const type = (byte >> 4) & 7;
    let size = byte & 0x0f;
    for (let factor = 16; (byte & 0x80) !== 0; factor *= 128) {
      byte = next();
      size += (byte & 0x7f) * factor;
    }
    let base: DeltaBase | undefined;
    if (type === offsetDelta) {
      byte = next();
      let distance = byte & 0x7f;
      while ((byte & 0x80) !== 0) {
        byte = next();
        distance = (distance + 1) * 128 + (byte & 0x7f);
      }
      base = { kind: 'offset', offset: offset - distance };
    } else if (type === namedDelta) {
      base = { kind: 'name', id: hexOf(head.subarray(at, at + idLength)) };
      at += idLength;
    }
    // What deflate cannot make smaller grows by a few bytes in each block.
    const compressed = this.readPack(offset + at, size + Math.ceil(size / 1_000) + 128);
    const content = compressed === undefined ? undefined : this.decompress(compressed);
    if (content?.length !== size) return undefined;
    if (base !== undefined) return { kind: 'delta', base, content };
    const whole = wholeTypes[type];
    return whole === undefined ? undefined : { kind: 'whole', type: whole, content };
  }

  /** How many objects there are up to each first byte of a name. */
  #fanout(): DataView | null {
    if (this.#counts !== undefined) return this.#counts;
    const start = this.readIndex(0, headerLength + fanoutLength);
    const isVersion2 =
      start?.length === headerLength + fanoutLength && hexOf(start.subarray(0, 8)) === 'ff744f6300000002';
    this.#counts = isVersion2 ? new DataView(start.buffer, start.byteOffset + headerLength) : null;
    return this.#counts;
  }

  #offset(index: number, total: number): number | undefined {
    const offsets = headerLength + fanoutLength + total * (idLength + 4);
    const short = numberAt(this.readIndex(offsets + index * 4, 4));
    if (short === undefined || short < 0x80000000) return short;
    // Packs of more than two gigabytes have a table of long offsets behind that of the short ones.
    const long = this.readIndex(offsets + total * 4 + (short - 0x80000000) * 8, 8);
    const high = numberAt(long?.subarray(0, 4));
    const low = numberAt(long?.subarray(4));
    return high === undefined || low === undefined ? undefined : high * 2 ** 32 + low;
  }
}

function numberAt(bytes: Uint8Array | undefined): number | undefined {
  if (bytes?.length !== 4) return undefined;
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
}

function compare(one: Uint8Array, two: Uint8Array): number {
  for (let index = 0; index < one.length; index++) {
    const difference = (one[index] ?? 0) - (two[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
