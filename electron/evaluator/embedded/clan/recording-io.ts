import type { FileStamp, FileType, NixIo } from '../nix';

/** An I/O that remembers what was looked at. */
export class RecordingIo implements NixIo {
  readonly #paths = new Set<string>();

  constructor(private readonly inner: NixIo) {}

  /** Files and folders that were read or looked for. */
  get paths(): ReadonlySet<string> {
    return this.#paths;
  }

  readFile(path: string): string | undefined {
    this.#paths.add(path);
    return this.inner.readFile(path);
  }

  readDir(path: string): ReadonlyMap<string, FileType> | undefined {
    this.#paths.add(path);
    return this.inner.readDir(path);
  }

  fileType(path: string): FileType | undefined {
    this.#paths.add(path);
    return this.inner.fileType(path);
  }

  realPath(path: string): string | undefined {
    return this.inner.realPath(path);
  }

  readBytes(path: string): Uint8Array | undefined {
    this.#paths.add(path);
    return this.inner.readBytes?.(path);
  }

  readLink(path: string): string | undefined {
    this.#paths.add(path);
    return this.inner.readLink?.(path);
  }

  isExecutable(path: string): boolean {
    return this.inner.isExecutable?.(path) ?? false;
  }

  modifiedTime(path: string): number | undefined {
    this.#paths.add(path);
    return this.inner.modifiedTime?.(path);
  }

  readSlice(path: string, start: number, length: number): Uint8Array | undefined {
    this.#paths.add(path);
    if (this.inner.readSlice !== undefined) return this.inner.readSlice(path, start, length);
    return this.inner.readBytes?.(path)?.subarray(start, start + length);
  }

  fileStamp(path: string): FileStamp | undefined {
    this.#paths.add(path);
    return this.inner.fileStamp?.(path);
  }

  decompress(bytes: Uint8Array): Uint8Array | undefined {
    return this.inner.decompress?.(bytes);
  }

  openStorePath(path: string): boolean {
    return this.inner.openStorePath?.(path) === true;
  }

  getEnv(name: string): string {
    return this.inner.getEnv(name);
  }

  get currentTime(): number {
    return this.inner.currentTime;
  }

  get currentSystem(): string {
    return this.inner.currentSystem;
  }

  trace(message: string): void {
    this.inner.trace(message);
  }
}
