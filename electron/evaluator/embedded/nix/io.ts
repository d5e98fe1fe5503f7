/** What a directory entry is, in Nix's words. */
export type FileType = 'regular' | 'directory' | 'symlink' | 'unknown';

/** Size and time of a file. */
export interface FileStamp {
  readonly size: number;
  /** When it was last changed, since 1970. */
  readonly modified: { readonly seconds: number; readonly nanoseconds: number };
}

/**
 * Everything the interpreter may ask of the outside world. All paths are absolute and POSIX. Calls are synchronous:
 * evaluation runs in a worker. A missing file is `undefined`; any other trouble throws a NixError of kind `io`
 * (or `restricted`, when the host does not let evaluation read there).
 */
export interface NixIo {
  readFile(path: string): string | undefined;
  readDir(path: string): ReadonlyMap<string, FileType> | undefined;
  /** Type of the entry itself (symlinks not followed); undefined when there is nothing. */
  fileType(path: string): FileType | undefined;
  /** The path with every symlink resolved; undefined when it leads nowhere. */
  realPath(path: string): string | undefined;
  /** The bytes of a file, for hashes; without it they are those of its text. */
  readBytes?(path: string): Uint8Array | undefined;
  /** Where a symlink points to, as written; without it, folders with symlinks cannot get a store path. */
  readLink?(path: string): string | undefined;
  /** Whether a file may be executed; without it, no file counts as such. */
  isExecutable?(path: string): boolean;
  /** When a file was last changed, in Unix seconds; without it, nothing is known of that. */
  modifiedTime?(path: string): number | undefined;
  /** A part of a file, shorter where the file ends; without it, whole files are read. */
  readSlice?(path: string, start: number, length: number): Uint8Array | undefined;
  /**
   * Size and time of a file, as Git remembers them to see what changed; without it, contents are compared. Undefined
   * also for a file whose content is not what lies on disk.
   */
  fileStamp?(path: string): FileStamp | undefined;
  /**
   * What zlib or gzip data holds; undefined when it is neither, or broken. Data behind the end of zlib data is ignored.
   * Without it, neither can be read.
   */
  decompress?(bytes: Uint8Array): Uint8Array | undefined;
  /**
   * Whether a store path (`/nix/store/<hash>-<name>`) is on disk; from then on what lies in it may be read. Without
   * it, no store is there.
   */
  openStorePath?(path: string): boolean;
  getEnv(name: string): string;
  /** Unix seconds; fixed for one evaluation. */
  readonly currentTime: number;
  /** Such as `x86_64-linux`. */
  readonly currentSystem: string;
  /** Receives `builtins.trace` and warnings, one text each. */
  trace(message: string): void;
}
