import type { FileType, NixIo } from '../io';

/** What the in-memory disk holds: absolute path to text. Folders follow from the paths. */
export interface MemoryIoOptions {
  readonly files?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
}

/** A disk in memory. Files can be changed between evaluations; traces are collected. */
export class MemoryIo implements NixIo {
  readonly currentTime = 1_700_000_000;
  readonly currentSystem = 'x86_64-linux';
  readonly traces: string[] = [];
  /** How often each file was read. */
  readonly reads = new Map<string, number>();
  readonly #files: Map<string, string>;
  readonly #environment: Readonly<Record<string, string>>;

  constructor({ files = {}, environment = {} }: MemoryIoOptions = {}) {
    this.#files = new Map(Object.entries(files));
    this.#environment = environment;
  }

  write(path: string, text: string): void {
    this.#files.set(path, text);
  }

  readFile(path: string): string | undefined {
    this.reads.set(path, (this.reads.get(path) ?? 0) + 1);
    return this.#files.get(path);
  }

  readDir(path: string): ReadonlyMap<string, FileType> | undefined {
    const prefix = path === '/' ? '/' : `${path}/`;
    const entries = new Map<string, FileType>();
    for (const file of this.#files.keys()) {
      if (!file.startsWith(prefix)) continue;
      const [name = '', ...rest] = file.slice(prefix.length).split('/');
      entries.set(name, rest.length > 0 ? 'directory' : 'regular');
    }
    return entries.size === 0 ? undefined : entries;
  }

  fileType(path: string): FileType | undefined {
    if (path === '/') return 'directory';
    if (this.#files.has(path)) return 'regular';
    return this.readDir(path) === undefined ? undefined : 'directory';
  }

  realPath(path: string): string | undefined {
    return this.fileType(path) === undefined ? undefined : path;
  }

  getEnv(name: string): string {
    return this.#environment[name] ?? '';
  }

  trace(message: string): void {
    this.traces.push(message);
  }
}
