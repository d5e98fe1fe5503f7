/**
 * The inputs of a flake as its lock file pins them, with the store path that each has once it was fetched. Nix names a
 * source after its content, so what is there can be told without asking Nix, and without fetching anything.
 */
import { createHash } from 'node:crypto';
import { isJsonObject } from '../../../shared/base/json';
import type { Json, JsonObject } from '../../../shared/base/json';

export interface LockedInput {
  /** How the flake calls it; inputs of inputs as `clan-core/disko`. */
  readonly name: string;
  /** Where it comes from, as people write it: `github:NixOS/nixpkgs`. */
  readonly url: string;
  /** Null: its content is not pinned by a hash (a folder inside the flake, for newer versions of Nix). */
  readonly storePath: string | null;
}

/** The inputs that a lock file names, direct ones first. `locks`: as in flake.lock, or in `nix flake metadata`. */
export function lockedInputs(locks: Json | undefined, storeFolder: string): readonly LockedInput[] {
  const nodes = objectAt(locks, 'nodes');
  const rootName = isJsonObject(locks) && typeof locks['root'] === 'string' ? locks['root'] : 'root';
  const found = new Map<string, LockedInput>();
  let level: readonly (readonly [string, string])[] = [['', rootName]];
  // Each level of inputs in turn; a node that several share keeps its shortest name.
  while (level.length > 0) {
    const next: [string, string][] = [];
    for (const [name, key] of level) {
      if (found.has(key)) continue;
      const node = objectAt(nodes, key);
      found.set(key, { name, url: urlOf(node), storePath: storePathOf(node, storeFolder) });
      for (const [input, target] of Object.entries(objectAt(node, 'inputs'))) {
        // A list means that it follows another input, which has a node of its own.
        if (typeof target === 'string') next.push([name === '' ? input : `${name}/${input}`, target]);
      }
    }
    level = next;
  }
  return [...found].filter(([key]) => key !== rootName).map(([, input]) => input);
}

function objectAt(value: Json | undefined, key: string): JsonObject {
  const member = isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return isJsonObject(member) ? member : {};
}

function urlOf(node: JsonObject): string {
  const original = objectAt(node, 'original');
  const text = (key: string): string => (typeof original[key] === 'string' ? original[key] : '');
  const branch = text('ref') === '' ? '' : `/${text('ref')}`;
  switch (text('type')) {
    case 'github':
    case 'gitlab':
    case 'sourcehut':
      return `${text('type')}:${text('owner')}/${text('repo')}${branch}`;
    case 'path':
      return `path:${text('path')}`;
    case 'indirect':
      return text('id');
    default:
      return text('url') === '' ? text('type') : text('url');
  }
}

function storePathOf(node: JsonObject, storeFolder: string): string | null {
  const hash = objectAt(node, 'locked')['narHash'];
  return typeof hash === 'string' && hash.startsWith('sha256-') ? sourcePath(hash, storeFolder) : null;
}

/** The store path of a fetched source with this hash. */
export function sourcePath(narHash: string, storeFolder: string): string {
  const content = Buffer.from(narHash.slice('sha256-'.length), 'base64').toString('hex');
  const identity = `source:sha256:${content}:${storeFolder}:source`;
  return `${storeFolder}/${nixBase32(shortened(createHash('sha256').update(identity).digest()))}-source`;
}

const shortLength = 20;

/** A hash folded to the length that store paths use. */
function shortened(digest: Buffer): Uint8Array {
  const short = new Uint8Array(shortLength);
  digest.forEach((byte, index) => {
    const place = index % shortLength;
    short[place] = (short[place] ?? 0) ^ byte;
  });
  return short;
}

const digits = '0123456789abcdfghijklmnpqrsvwxyz';

/** Nix's own base 32: groups of five bits from the end, without the letters e, o, t and u. */
function nixBase32(bytes: Uint8Array): string {
  let text = '';
  for (let index = Math.ceil((bytes.length * 8) / 5) - 1; index >= 0; index--) {
    const bit = index * 5;
    const [byte, shift] = [Math.floor(bit / 8), bit % 8];
    const value = ((bytes[byte] ?? 0) >> shift) | ((bytes[byte + 1] ?? 0) << (8 - shift));
    text += digits.charAt(value & 31);
  }
  return text;
}
