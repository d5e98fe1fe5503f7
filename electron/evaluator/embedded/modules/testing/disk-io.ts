import { lstatSync, readFileSync, readdirSync, realpathSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import type { FileType, NixIo } from '../../nix';

/** Reads the real disk; for tests whose cases are files. */
export function diskIo(trace: (message: string) => void = () => undefined): NixIo {
  return {
    readFile: (path) => attempt(() => readFileSync(path, 'utf8')),
    readDir: (path) =>
      attempt(
        () => new Map(readdirSync(path, { withFileTypes: true }).map((entry) => [entry.name, typeOf(entry)])),
      ),
    fileType: (path) => attempt(() => typeOf(lstatSync(path))),
    realPath: (path) => attempt(() => realpathSync(path)),
    getEnv: () => '',
    currentTime: 1_700_000_000,
    currentSystem: 'x86_64-linux',
    trace,
  };
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    // Nothing is there, or nothing that may be read: the same to evaluation.
    return undefined;
  }
}

function typeOf(entry: Pick<Dirent, 'isFile' | 'isDirectory' | 'isSymbolicLink'>): FileType {
  if (entry.isSymbolicLink()) return 'symlink';
  if (entry.isDirectory()) return 'directory';
  return entry.isFile() ? 'regular' : 'unknown';
}
