/** The real disk, for tests that read whole clans. */
import { lstatSync, readFileSync, readdirSync, realpathSync } from 'node:fs';
import type { FileType, NixIo } from '../../nix';

/** Reads from disk; everything else is fixed. */
export function nodeIo(): NixIo {
  return {
    readFile: (path) => attempt(() => readFileSync(path, 'utf8')),
    readDir: (path) =>
      attempt(
        () =>
          new Map(
            readdirSync(path, { withFileTypes: true }).map((entry) => [entry.name, typeOf(entry)] as const),
          ),
      ),
    fileType: (path) => attempt(() => typeOf(lstatSync(path))),
    realPath: (path) => attempt(() => realpathSync(path)),
    getEnv: () => '',
    currentTime: 1_700_000_000,
    currentSystem: 'x86_64-linux',
    trace: () => undefined,
  };
}

interface Typed {
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

function typeOf(entry: Typed): FileType {
  if (entry.isFile()) return 'regular';
  if (entry.isDirectory()) return 'directory';
  return entry.isSymbolicLink() ? 'symlink' : 'unknown';
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
