/**
 * The disk as evaluation may see it: the clan's directory, folders that stand for flake inputs, and what flake.nix
 * names as a `path:` input. Nothing else is readable, not even through a symlink, as in Nix's pure evaluation.
 */
import { isUtf8 } from 'node:buffer';
import fs from 'node:fs';
import path from 'node:path';
import { unzipSync } from 'node:zlib';
import { isInside, joinPath } from '../../../shared/base/posix-path';
import { NixError, decodeUtf8 } from '../embedded';
import type { FileStamp, FileType, NixIo } from '../embedded';
import { fromNixPath, toNixPath } from './host-path';

export interface DiskIoOptions {
  /** Absolute directories that may be read, in Nix's notation; null: everything, for `clan-inventory nix`. */
  readonly roots: readonly string[] | null;
  /** What `builtins.getEnv` sees. Absent: nothing, as in pure evaluation. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly trace?: (message: string) => void;
}

interface CachedFile {
  readonly mtime: number;
  readonly size: number;
  readonly text: string;
}

/** Files larger than this are kept on disk, not in the cache. */
const maxCachedBytes = 1_000_000;

/** A small archive can stand for more than any memory holds. */
const maxUnpackedBytes = 2 ** 30;

/** `NixIo` on the file system. Texts are kept as long as modification time and size stay the same. */
export class DiskIo implements NixIo {
  readonly currentTime = Math.floor(Date.now() / 1_000);
  readonly currentSystem = systemName();
  readonly #roots: Set<string> | null;
  readonly #options: DiskIoOptions;
  readonly #files = new Map<string, CachedFile>();
  /** Paths that were found inside the fence; looking again costs more than reading. */
  readonly #allowed = new Set<string>();

  constructor(options: DiskIoOptions) {
    this.#options = options;
    this.#roots = options.roots === null ? null : new Set(options.roots.flatMap(withRealPath));
    for (const root of options.roots ?? []) this.#allowPathInputs(root);
  }

  readFile(nixPath: string): string | undefined {
    return this.#access(nixPath, (file) => {
      const stat = fs.statSync(file);
      if (stat.isDirectory()) throw new NixError('io', `reading file '${nixPath}': it is a directory`);
      const cached = this.#files.get(nixPath);
      if (cached?.mtime === stat.mtimeMs && cached.size === stat.size) return cached.text;
      const bytes = fs.readFileSync(file);
      // Node would replace bytes that are no UTF-8; Nix keeps them.
      const text = isUtf8(bytes) ? bytes.toString('utf8') : decodeUtf8(bytes);
      if (stat.size <= maxCachedBytes) {
        this.#files.set(nixPath, { mtime: stat.mtimeMs, size: stat.size, text });
      }
      return text;
    });
  }

  readDir(nixPath: string): ReadonlyMap<string, FileType> | undefined {
    return this.#access(nixPath, (directory) => {
      const entries = fs.readdirSync(directory, { withFileTypes: true });
      return new Map(entries.map((entry) => [entry.name, typeOf(entry)]));
    });
  }

  fileType(nixPath: string): FileType | undefined {
    return this.#access(nixPath, (file) => typeOf(fs.lstatSync(file)), { followLast: false });
  }

  realPath(nixPath: string): string | undefined {
    return this.#access(nixPath, (file) => toNixPath(fs.realpathSync.native(file)));
  }

  readBytes(nixPath: string): Uint8Array | undefined {
    return this.#access(nixPath, (file) => fs.readFileSync(file));
  }

  readLink(nixPath: string): string | undefined {
    return this.#access(nixPath, (file) => fs.readlinkSync(file).replaceAll(path.sep, '/'), {
      followLast: false,
    });
  }

  isExecutable(nixPath: string): boolean {
    return this.#access(nixPath, (file) => (fs.statSync(file).mode & fs.constants.S_IXUSR) !== 0) ?? false;
  }

  modifiedTime(nixPath: string): number | undefined {
    return this.#access(nixPath, (file) => Math.floor(fs.lstatSync(file).mtimeMs / 1_000), {
      followLast: false,
    });
  }

  readSlice(nixPath: string, start: number, length: number): Uint8Array | undefined {
    return this.#access(nixPath, (file) => {
      const descriptor = fs.openSync(file, 'r');
      try {
        const bytes = new Uint8Array(Math.max(0, Math.min(length, fs.fstatSync(descriptor).size - start)));
        return bytes.subarray(0, fs.readSync(descriptor, bytes, 0, bytes.length, start));
      } finally {
        fs.closeSync(descriptor);
      }
    });
  }

  fileStamp(nixPath: string): FileStamp | undefined {
    return this.#access(
      nixPath,
      (file) => {
        const { size, mtimeNs } = fs.lstatSync(file, { bigint: true });
        const second = 1_000_000_000n;
        return {
          size: Number(size),
          modified: { seconds: Number(mtimeNs / second), nanoseconds: Number(mtimeNs % second) },
        };
      },
      { followLast: false },
    );
  }

  decompress(bytes: Uint8Array): Uint8Array | undefined {
    try {
      return unzipSync(bytes, { maxOutputLength: maxUnpackedBytes });
    } catch (error) {
      if (errorCode(error) === undefined) throw error;
      return undefined;
    }
  }

  /** The store is for everyone to read, but evaluation reads of it only what it names by hash. */
  openStorePath(nixPath: string): boolean {
    if (!/^\/nix\/store\/[0-9a-z]{32}-[^/]+$/.test(nixPath)) return false;
    if (!fs.existsSync(fromNixPath(nixPath))) return false;
    for (const root of withRealPath(nixPath)) this.#roots?.add(root);
    return true;
  }

  getEnv(name: string): string {
    return this.#options.environment?.[name] ?? '';
  }

  trace(message: string): void {
    this.#options.trace?.(message);
  }

  /** To be called when anything changed on disk: symlinks may lead elsewhere, flake.nix may name other inputs. */
  forget(): void {
    this.#allowed.clear();
    for (const root of this.#options.roots ?? []) this.#allowPathInputs(root);
  }

  /** Runs a file operation inside the fence; a missing file is undefined, any other trouble a NixError. */
  #access<T>(nixPath: string, use: (hostPath: string) => T, { followLast = true } = {}): T | undefined {
    try {
      const hostPath = fromNixPath(nixPath);
      this.#check(nixPath, hostPath, followLast);
      return use(hostPath);
    } catch (error) {
      const code = errorCode(error);
      if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
      if (code === undefined) throw error;
      throw new NixError('io', `cannot read '${nixPath}': ${plainReason(code)}`);
    }
  }

  #check(nixPath: string, hostPath: string, followLast: boolean): void {
    const roots = this.#roots;
    const key = followLast ? nixPath : `${nixPath}/.`;
    if (roots === null || this.#allowed.has(key)) return;
    if (!isBelowAny(nixPath, roots)) throw this.#refusal(nixPath);
    const real = followLast
      ? fs.realpathSync.native(hostPath)
      : path.join(fs.realpathSync.native(path.dirname(hostPath)), path.basename(hostPath));
    if (!isBelowAny(toNixPath(real), roots)) throw this.#refusal(nixPath);
    this.#allowed.add(key);
  }

  #refusal(nixPath: string): NixError {
    return new NixError(
      'restricted',
      `access to '${nixPath}' is not allowed: it is outside the clan and its path: inputs`,
      undefined,
      'Move the file into the clan, or name its folder as a path: input of flake.nix.',
    );
  }

  /** What flake.nix names by `path:` may be read too, and what the flakes found there name. */
  #allowPathInputs(root: string): void {
    const text = this.readFile(joinPath(root, 'flake.nix'));
    if (text === undefined) return;
    for (const input of pathInputsOf(text)) {
      const target = joinPath(root, input);
      if (this.#roots === null || this.#roots.has(target)) continue;
      for (const allowed of withRealPath(target)) this.#roots.add(allowed);
      this.#allowPathInputs(target);
    }
  }
}

/** Literal `path:` and relative URLs of inputs. Flakes forbid computing them, so the text says it all. */
export function pathInputsOf(flakeText: string): readonly string[] {
  const urls = flakeText.matchAll(/\burl\s*=\s*"(path:[^"?]*|\.{1,2}\/[^"?]*)/g);
  return [...urls].map(([, url = '']) => url.replace(/^path:/, ''));
}

function withRealPath(nixPath: string): string[] {
  try {
    return [nixPath, toNixPath(fs.realpathSync.native(fromNixPath(nixPath)))];
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return [nixPath];
  }
}

function isBelowAny(nixPath: string, roots: ReadonlySet<string>): boolean {
  for (const root of roots) if (isInside(nixPath, root)) return true;
  return false;
}

function typeOf(entry: fs.Dirent | fs.Stats): FileType {
  if (entry.isSymbolicLink()) return 'symlink';
  if (entry.isDirectory()) return 'directory';
  return entry.isFile() ? 'regular' : 'unknown';
}

function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

function plainReason(code: string): string {
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'ELOOP':
      return 'its symlinks go round in a circle';
    case 'EISDIR':
      return 'it is a directory';
    default:
      return code;
  }
}

function systemName(): string {
  const architecture = process.arch === 'arm64' ? 'aarch64' : 'x86_64';
  return `${architecture}-${process.platform === 'darwin' ? 'darwin' : 'linux'}`;
}
