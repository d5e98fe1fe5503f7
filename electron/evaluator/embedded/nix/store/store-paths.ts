/** Names and hashes of store paths, computed and never looked up: nothing is written anywhere. */
import { NixError } from '../errors';
import { encodeUtf8 } from '../value/string-bytes';
import { sha256 } from './digest';
import { toBase16, toNix32, type Hash } from './hash-text';

/** The folder of all store paths. */
export const storeDir = '/nix/store';

/** The SHA-256 of a text, in base 16. */
export function sha256Hex(text: string): string {
  return toBase16(sha256(encodeUtf8(text)));
}

/** A store path from what kind of thing it is, the hash of what it holds, and its name. */
export function makeStorePath(type: string, innerHex: string, name: string): string {
  checkStoreName(name);
  const long = sha256(encodeUtf8(`${type}:sha256:${innerHex}:${storeDir}:${name}`));
  return `${storeDir}/${toNix32(foldHash(long, 20))}-${name}`;
}

/** A shorter hash: the bytes beyond its length are folded over the first ones. */
export function foldHash(bytes: Uint8Array, length: number): Uint8Array {
  const folded = new Uint8Array(length);
  bytes.forEach((byte, index) => (folded[index % length] = (folded[index % length] ?? 0) ^ byte));
  return folded;
}

/** The path of a text in the store that refers to others. */
export function textPath(name: string, text: string, references: readonly string[]): string {
  const type = ['text', ...[...references].sort()].join(':');
  return makeStorePath(type, sha256Hex(text), name);
}

/** What of a file or folder is hashed: its bytes, its archive, its bytes as a text with references, or its Git tree. */
export type IngestionMethod = 'flat' | 'nar' | 'text' | 'git';

/** How derivations and store paths write the methods. */
export const methodPrefixes: Readonly<Record<IngestionMethod, string>> = {
  flat: '',
  nar: 'r:',
  text: 'text:',
  git: 'git:',
};

/** The path of something whose hash is known. Throws NixError when the method does not take that kind of hash. */
export function fixedOutputPath(name: string, hash: Hash, method: IngestionMethod): string {
  const hex = toBase16(hash.bytes);
  if (method === 'nar' && hash.algorithm === 'sha256') return makeStorePath('source', hex, name);
  if (method === 'text') {
    if (hash.algorithm === 'sha256') return makeStorePath('text', hex, name);
    throw new NixError('eval', `text outputs are hashed with sha256, not ${hash.algorithm}`);
  }
  if (method === 'git' && hash.algorithm !== 'sha1')
    throw new NixError('eval', 'Git file ingestion must use SHA-1 hash');
  const inner = `fixed:out:${methodPrefixes[method]}${hash.algorithm}:${hex}:`;
  return makeStorePath('output:out', sha256Hex(inner), name);
}

/** Throws NixError when a store path cannot have this name. */
export function checkStoreName(name: string): void {
  if (name === '') throw new NixError('eval', 'name must not be empty');
  if (name.length > 211) throw new NixError('eval', `name '${name}' must be no longer than 211 characters`);
  const bad = /[^0-9a-zA-Z+\-._?=]/.exec(name);
  if (bad !== null) throw new NixError('eval', `name '${name}' contains illegal character '${bad[0]}'`);
  if (/^\.\.?(-|$)/.test(name)) throw new NixError('eval', `name '${name}' is not valid`);
}

/** The store path that a path is or lies in; undefined outside the store. */
export function storePathOf(path: string): string | undefined {
  return /^\/nix\/store\/[0-9a-z]{32}-[^/]+/.exec(path)?.[0];
}

/** Whether a path is one of the store's own entries: a hash and a name that are well formed, and nothing below. */
export function isStorePath(path: string): boolean {
  const [, name] = /^\/nix\/store\/[0-9a-df-np-sv-z]{32}-([0-9a-zA-Z+\-._?=]{1,211})$/.exec(path) ?? [];
  return name !== undefined && !/^\.\.?(-|$)/.test(name);
}

/** The hash in a store path. */
export function hashPartOf(path: string): string {
  return path.slice(storeDir.length + 1, storeDir.length + 33);
}

/** The name in a store path. */
export function nameOf(path: string): string {
  return path.slice(storeDir.length + 34);
}
