/** Digests as text: base16, Nix's own base32, base64, and SRI (`sha256-…`). */
import { NixError } from '../errors';
import { digestLengths, type HashAlgorithm } from './digest';

/** The ways to write a digest. */
export type HashFormat = 'base16' | 'nix32' | 'base64' | 'sri';

/** A digest with the name of its function. */
export interface Hash {
  readonly algorithm: HashAlgorithm;
  readonly bytes: Uint8Array;
}

const nix32Digits = '0123456789abcdfghijklmnpqrsvwxyz';
const base64Digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Bytes as lower-case hexadecimal digits. */
export function toBase16(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Nix's base32: its own digits, least significant last. */
export function toNix32(bytes: Uint8Array): string {
  let text = '';
  for (let index = Math.ceil((bytes.length * 8) / 5) - 1; index >= 0; index--) {
    const bit = index * 5;
    const byte = bit >> 3;
    const pair = (bytes[byte] ?? 0) | ((bytes[byte + 1] ?? 0) << 8);
    text += nix32Digits.charAt((pair >> (bit & 7)) & 31);
  }
  return text;
}

/** Bytes as padded base64. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let index = 0; index < bytes.length; index += 3) {
    const rest = bytes.length - index;
    const triple = ((bytes[index] ?? 0) << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0);
    text += base64Digits.charAt(triple >> 18);
    text += base64Digits.charAt((triple >> 12) & 63);
    text += rest > 1 ? base64Digits.charAt((triple >> 6) & 63) : '=';
    text += rest > 2 ? base64Digits.charAt(triple & 63) : '=';
  }
  return text;
}

/** A digest in one of the formats. */
export function formatHash(hash: Hash, format: HashFormat): string {
  switch (format) {
    case 'base16':
      return toBase16(hash.bytes);
    case 'nix32':
      return toNix32(hash.bytes);
    case 'base64':
      return toBase64(hash.bytes);
    case 'sri':
      return `${hash.algorithm}-${toBase64(hash.bytes)}`;
  }
}

/** The hash function of that name. Throws NixError for an unknown one. */
export function parseAlgorithm(name: string): HashAlgorithm {
  if (Object.hasOwn(digestLengths, name)) return name as HashAlgorithm;
  throw new NixError('eval', `unknown hash algorithm '${name}', expect 'md5', 'sha1', 'sha256', or 'sha512'`);
}

/** Reads a digest in any format: `sha256:…`, `sha256-…`, or bare when the function is given. Throws NixError. */
export function parseHash(text: string, algorithm: HashAlgorithm | undefined): Hash {
  const [, name, separator, rest = ''] = /^([a-z0-9]+)([:-])([^]*)$/.exec(text) ?? [];
  if (name === undefined || !Object.hasOwn(digestLengths, name)) {
    if (algorithm === undefined) {
      throw new NixError(
        'eval',
        `hash '${text}' does not include a type, nor is the type otherwise known from context`,
      );
    }
    return { algorithm, bytes: decode(text, text, algorithm, false) };
  }
  const found = parseAlgorithm(name);
  if (algorithm !== undefined && found !== algorithm) {
    throw new NixError('eval', `hash '${text}' should have type '${algorithm}' but has type '${found}'`);
  }
  return { algorithm: found, bytes: decode(rest, text, found, separator === '-') };
}

/** As {@link parseHash}, but no text stands for a digest of zeros, of SHA-256 unless the function is given. */
export function parseHashOrNone(text: string, algorithm: HashAlgorithm | undefined): Hash {
  if (text !== '') return parseHash(text, algorithm);
  if (algorithm === undefined) {
    throw new NixError('eval', 'empty hash requires explicit hash algorithm');
  }
  return { algorithm, bytes: new Uint8Array(digestLengths[algorithm]) };
}

function decode(digits: string, text: string, algorithm: HashAlgorithm, isSri: boolean): Uint8Array {
  const length = digestLengths[algorithm];
  if (!isSri && digits.length === length * 2) return fromBase16(digits, text);
  if (!isSri && digits.length === Math.ceil((length * 8) / 5)) return fromNix32(digits, text, length);
  if (isSri || digits.length === Math.ceil(length / 3) * 4) {
    const bytes = fromBase64(digits, text);
    if (bytes.length === length) return bytes;
  }
  throw new NixError('eval', `hash '${text}' has wrong length for hash algorithm '${algorithm}'`);
}

function fromBase16(digits: string, text: string): Uint8Array {
  if (!/^[0-9a-fA-F]*$/.test(digits)) throw new NixError('eval', `invalid base-16 hash '${text}'`);
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

function fromNix32(digits: string, text: string, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let index = 0; index < digits.length; index++) {
    const digit = nix32Digits.indexOf(digits[digits.length - index - 1] ?? '');
    if (digit < 0) throw new NixError('eval', `invalid base-32 hash '${text}'`);
    const byte = (index * 5) >> 3;
    const shift = (index * 5) & 7;
    bytes[byte] = (bytes[byte] ?? 0) | ((digit << shift) & 0xff);
    const carry = digit >> (8 - shift);
    if (byte < length - 1) bytes[byte + 1] = (bytes[byte + 1] ?? 0) | carry;
    else if (carry !== 0) throw new NixError('eval', `invalid base-32 hash '${text}'`);
  }
  return bytes;
}

function fromBase64(digits: string, text: string): Uint8Array {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(digits)) throw new NixError('eval', `invalid base-64 hash '${text}'`);
  const bytes: number[] = [];
  let bits = 0;
  let buffer = 0;
  for (const char of digits.replace(/=+$/, '')) {
    buffer = ((buffer << 6) | base64Digits.indexOf(char)) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((buffer >> bits) & 0xff);
    }
  }
  return Uint8Array.from(bytes);
}
