/** The hash functions that Nix knows, on bytes. Long input can be cancelled. */
import { countRound, countSteps } from '../eval/budget';

/** The names of the hash functions. */
export type HashAlgorithm = 'md5' | 'sha1' | 'sha256' | 'sha512';

/** The length of each digest in bytes. */
export const digestLengths: Readonly<Record<HashAlgorithm, number>> = {
  md5: 16,
  sha1: 20,
  sha256: 32,
  sha512: 64,
};

/** The digest of bytes. */
export function digest(algorithm: HashAlgorithm, bytes: Uint8Array): Uint8Array {
  switch (algorithm) {
    case 'md5':
      return md5(bytes);
    case 'sha1':
      return sha1(bytes);
    case 'sha256':
      return sha256(bytes);
    case 'sha512':
      return sha512(bytes);
  }
}

/** The message with the padding that all four use: a one bit, zeros, the length in bits. */
function pad(bytes: Uint8Array, blockSize: 64 | 128, isLittleEndian: boolean): DataView {
  const lengthSize = blockSize / 8;
  const total = Math.ceil((bytes.length + 1 + lengthSize) / blockSize) * blockSize;
  const padded = new Uint8Array(total);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  const bits = BigInt(bytes.length) * 8n;
  view.setBigUint64(total - 8, bits, isLittleEndian);
  return view;
}

function rotateLeft(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}

function rotateRight(value: number, by: number): number {
  return (value >>> by) | (value << (32 - by));
}

function wordsToBytes(words: Iterable<number>, length: number, isLittleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const word of words) {
    view.setUint32(at, word >>> 0, isLittleEndian);
    at += 4;
  }
  return bytes;
}

const md5Shifts = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
const md5Constants = Array.from(
  { length: 64 },
  (_, index) => Math.floor(Math.abs(Math.sin(index + 1)) * 2 ** 32) | 0,
);

function md5(bytes: Uint8Array): Uint8Array {
  const view = pad(bytes, 64, true);
  const state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476);
  for (let offset = 0; offset < view.byteLength; offset += 64) {
    countRound(offset / 64);
    md5Block(view, offset, state);
  }
  return wordsToBytes(state, 16, true);
}

function md5Block(view: DataView, offset: number, state: Int32Array): void {
  let [a = 0, b = 0, c = 0, d = 0] = state;
  for (let step = 0; step < 64; step++) {
    const round = step >> 4;
    const mixed =
      round === 0
        ? (b & c) | (~b & d)
        : round === 1
          ? (d & b) | (~d & c)
          : round === 2
            ? b ^ c ^ d
            : c ^ (b | ~d);
    const word =
      round === 0
        ? step
        : round === 1
          ? (5 * step + 1) % 16
          : round === 2
            ? (3 * step + 5) % 16
            : (7 * step) % 16;
    const sum = (a + mixed + (md5Constants[step] ?? 0) + view.getInt32(offset + word * 4, true)) | 0;
    [a, d, c, b] = [d, c, b, (b + rotateLeft(sum, md5Shifts[round * 4 + (step % 4)] ?? 0)) | 0];
  }
  addWords(state, [a, b, c, d]);
}

function addWords(state: Int32Array, words: readonly number[]): void {
  words.forEach((word, index) => (state[index] = (state[index] ?? 0) + word));
}

function sha1(bytes: Uint8Array): Uint8Array {
  const view = pad(bytes, 64, false);
  const state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0);
  const schedule = new Int32Array(80);
  for (let offset = 0; offset < view.byteLength; offset += 64) {
    countRound(offset / 64);
    for (let index = 0; index < 16; index++) schedule[index] = view.getInt32(offset + index * 4);
    for (let index = 16; index < 80; index++) {
      const mixed =
        at(schedule, index - 3) ^
        at(schedule, index - 8) ^
        at(schedule, index - 14) ^
        at(schedule, index - 16);
      schedule[index] = rotateLeft(mixed, 1);
    }
    sha1Block(schedule, state);
  }
  return wordsToBytes(state, 20, false);
}

function at(words: Int32Array, index: number): number {
  return words[index] as number;
}

const sha1Constants = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6];

function sha1Block(schedule: Int32Array, state: Int32Array): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0] = state;
  for (let step = 0; step < 80; step++) {
    const round = Math.floor(step / 20);
    const mixed = round === 0 ? (b & c) | (~b & d) : round === 2 ? (b & c) | (b & d) | (c & d) : b ^ c ^ d;
    const sum = (rotateLeft(a, 5) + mixed + e + (sha1Constants[round] ?? 0) + at(schedule, step)) | 0;
    [e, d, c, b, a] = [d, c, rotateLeft(b, 30), a, sum];
  }
  addWords(state, [a, b, c, d, e]);
}

/** The first 64 bits of the fractional parts of the roots of the first primes, which SHA-2 takes its constants from. */
function primeRoots(count: number, root: 2 | 3): bigint[] {
  const primes: bigint[] = [];
  for (let candidate = 2n; primes.length < count; candidate++) {
    if (primes.every((prime) => candidate % prime !== 0n)) primes.push(candidate);
  }
  return primes.map((prime) => BigInt.asUintN(64, integerRoot(prime << BigInt(64 * root), BigInt(root))));
}

/** The largest integer whose power is not above a value. */
function integerRoot(value: bigint, power: bigint): bigint {
  let low = 0n;
  let high = 1n << 80n;
  while (low < high) {
    const middle = (low + high + 1n) >> 1n;
    if (middle ** power <= value) low = middle;
    else high = middle - 1n;
  }
  return low;
}

const sha512Constants = primeRoots(80, 3);
const sha512Start = primeRoots(8, 2);
const sha256Constants = Int32Array.from(sha512Constants.slice(0, 64), (word) =>
  Number(BigInt.asIntN(32, word >> 32n)),
);
const sha256Start = Int32Array.from(sha512Start, (word) => Number(BigInt.asIntN(32, word >> 32n)));

/** The SHA-256 digest of bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  const view = pad(bytes, 64, false);
  const state = Int32Array.from(sha256Start);
  const schedule = new Int32Array(64);
  for (let offset = 0; offset < view.byteLength; offset += 64) {
    countRound(offset / 64);
    for (let index = 0; index < 16; index++) schedule[index] = view.getInt32(offset + index * 4);
    for (let index = 16; index < 64; index++) {
      const early = at(schedule, index - 15);
      const late = at(schedule, index - 2);
      const s0 = rotateRight(early, 7) ^ rotateRight(early, 18) ^ (early >>> 3);
      const s1 = rotateRight(late, 17) ^ rotateRight(late, 19) ^ (late >>> 10);
      schedule[index] = at(schedule, index - 16) + s0 + at(schedule, index - 7) + s1;
    }
    sha256Block(schedule, state);
  }
  return wordsToBytes(state, 32, false);
}

function sha256Block(schedule: Int32Array, state: Int32Array): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let step = 0; step < 64; step++) {
    const s1 = rotateRight(e, 6) ^ rotateRight(e, 11) ^ rotateRight(e, 25);
    const first = (h + s1 + ((e & f) ^ (~e & g)) + at(sha256Constants, step) + at(schedule, step)) | 0;
    const s0 = rotateRight(a, 2) ^ rotateRight(a, 13) ^ rotateRight(a, 22);
    const second = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  addWords(state, [a, b, c, d, e, f, g, h]);
}

const mask = 0xffff_ffff_ffff_ffffn;

function rotateRight64(value: bigint, by: bigint): bigint {
  return ((value >> by) | (value << (64n - by))) & mask;
}

function sha512(bytes: Uint8Array): Uint8Array {
  const view = pad(bytes, 128, false);
  const state = [...sha512Start];
  for (let offset = 0; offset < view.byteLength; offset += 128) {
    // With large integers a block takes as long as some dozens of calls.
    countSteps(64);
    sha512Block(view, offset, state);
  }
  const result = new Uint8Array(64);
  const output = new DataView(result.buffer);
  state.forEach((word, index) => output.setBigUint64(index * 8, word));
  return result;
}

function sha512Block(view: DataView, offset: number, state: bigint[]): void {
  const schedule = Array.from({ length: 16 }, (_, index) => view.getBigUint64(offset + index * 8));
  for (let index = 16; index < 80; index++) {
    const early = schedule[index - 15] as bigint;
    const late = schedule[index - 2] as bigint;
    const s0 = rotateRight64(early, 1n) ^ rotateRight64(early, 8n) ^ (early >> 7n);
    const s1 = rotateRight64(late, 19n) ^ rotateRight64(late, 61n) ^ (late >> 6n);
    schedule.push(((schedule[index - 16] as bigint) + s0 + (schedule[index - 7] as bigint) + s1) & mask);
  }
  let [a, b, c, d, e, f, g, h] = state as [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint];
  for (let step = 0; step < 80; step++) {
    const s1 = rotateRight64(e, 14n) ^ rotateRight64(e, 18n) ^ rotateRight64(e, 41n);
    const first =
      h + s1 + ((e & f) ^ (~e & mask & g)) + (sha512Constants[step] as bigint) + (schedule[step] as bigint);
    const s0 = rotateRight64(a, 28n) ^ rotateRight64(a, 34n) ^ rotateRight64(a, 39n);
    const second = s0 + ((a & b) ^ (a & c) ^ (b & c));
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) & mask, c, b, a, (first + second) & mask];
  }
  [a, b, c, d, e, f, g, h].forEach(
    (word, index) => (state[index] = ((state[index] as bigint) + word) & mask),
  );
}
