/** A disk in memory with all that a real one has: bytes, executables, symlinks, empty folders, times. */
import type { FileType, NixIo } from '../io';
import { dirOf, resolvePath } from '../value/paths';
import { decodeUtf8, encodeUtf8 } from '../value/string-bytes';

/** What stands at a path: a text or bytes, a program, a link, or a folder (others follow from the paths). */
export type TreeEntry =
  | string
  | Uint8Array
  | { readonly program: string | Uint8Array }
  | { readonly link: string }
  | { readonly folder: true };

/** When every file was changed. */
const modified = 1_700_000_000;

/** A disk in memory, described once and never changed. */
export class TreeIo implements NixIo {
  readonly currentTime = modified;
  readonly currentSystem = 'x86_64-linux';
  readonly #entries = new Map<string, TreeEntry>();

  constructor(
    entries: Readonly<Record<string, TreeEntry>>,
    /** Store paths that count as being on this machine. */
    private readonly storePaths: readonly string[] = [],
  ) {
    for (const [path, entry] of Object.entries(entries)) {
      this.#entries.set(path, entry);
      for (let folder = dirOf(path); !this.#entries.has(folder); folder = dirOf(folder))
        this.#entries.set(folder, { folder: true });
    }
  }

  readFile(path: string): string | undefined {
    const bytes = this.readBytes(path);
    return bytes === undefined ? undefined : decodeUtf8(bytes);
  }

  readBytes(path: string): Uint8Array | undefined {
    const entry = this.#entries.get(this.realPath(path) ?? '');
    const content = typeof entry === 'object' && 'program' in entry ? entry.program : entry;
    if (typeof content === 'string') return encodeUtf8(content);
    return content instanceof Uint8Array ? content : undefined;
  }

  readDir(path: string): ReadonlyMap<string, FileType> | undefined {
    const folder = this.realPath(path);
    if (folder === undefined || this.fileType(folder) !== 'directory') return undefined;
    const inside = [...this.#entries.keys()].filter((other) => other !== '/' && dirOf(other) === folder);
    return new Map(
      inside.map((other) => [other.slice(folder.length).replace('/', ''), this.fileType(other) ?? 'unknown']),
    );
  }

  fileType(path: string): FileType | undefined {
    const folder = path === '/' ? '' : this.realPath(dirOf(path));
    if (folder === undefined) return undefined;
    const entry = this.#entries.get(
      path === '/' ? '/' : resolvePath(folder, path.slice(dirOf(path).length).replace(/^\//, '')),
    );
    if (entry === undefined) return undefined;
    if (typeof entry === 'string' || entry instanceof Uint8Array || 'program' in entry) return 'regular';
    return 'link' in entry ? 'symlink' : 'directory';
  }

  realPath(path: string): string | undefined {
    let real = '/';
    for (const part of path.split('/')) {
      if (part === '') continue;
      const next = resolvePath(real, part);
      const entry = this.#entries.get(next);
      if (entry === undefined) return undefined;
      const isLink = typeof entry === 'object' && 'link' in entry;
      const target = isLink ? this.realPath(resolvePath(real, entry.link)) : next;
      if (target === undefined) return undefined;
      real = target;
    }
    return real;
  }

  readLink(path: string): string | undefined {
    const entry = this.#entries.get(path);
    return typeof entry === 'object' && 'link' in entry ? entry.link : undefined;
  }

  isExecutable(path: string): boolean {
    const entry = this.#entries.get(path);
    return typeof entry === 'object' && 'program' in entry;
  }

  modifiedTime(): number {
    return modified;
  }

  openStorePath(path: string): boolean {
    return this.storePaths.includes(path);
  }

  getEnv(): string {
    return '';
  }

  trace(_message?: string): void {
    // Nobody listens.
  }
}
