/** The folder that a flake's lock file gives to one of its inputs, as far as it is on this machine. */
import type { NixIo } from '../io';
import { parseHash } from '../store/hash-text';
import { fixedOutputPath } from '../store/store-paths';
import { resolvePath } from '../value/paths';
import type { FlakeRef } from './flake-ref';
import { parseLockFile } from './lock-file';

/**
 * The folder of an input of the flake in `directory`: a `path:` input, or a store path that its hash names. Undefined
 * when there is no lock file, no such input, or nothing on disk. Throws NixError when the lock file is malformed.
 */
export function lockedFolder(io: NixIo, directory: string, name: string): string | undefined {
  const path = `${directory}/flake.lock`;
  const text = io.readFile(path);
  if (text === undefined) return undefined;
  const lock = parseLockFile(text, path);
  const target = lock.nodes.get(lock.root)?.inputs.get(name);
  const locked = typeof target === 'string' ? lock.nodes.get(target)?.locked : undefined;
  const root = locked === undefined ? undefined : rootOf(io, directory, locked);
  const dir = locked?.get('dir');
  return root !== undefined && typeof dir === 'string' ? resolvePath(root, dir) : root;
}

function rootOf(io: NixIo, directory: string, locked: FlakeRef): string | undefined {
  const path = locked.get('path');
  if (locked.get('type') === 'path' && typeof path === 'string') return resolvePath(directory, path);
  const narHash = locked.get('narHash');
  if (typeof narHash !== 'string') return undefined;
  const stored = fixedOutputPath('source', parseHash(narHash, 'sha256'), 'nar');
  return io.openStorePath?.(stored) === true ? stored : undefined;
}
