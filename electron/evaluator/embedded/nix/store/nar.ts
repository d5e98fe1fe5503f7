/** Files and folders as one sequence of bytes (Nix's archive format), from which store paths are computed. */
import { NixError } from '../errors';
import type { FileType, NixIo } from '../io';
import { compareBytes } from '../value/value';
import { encodeUtf8 } from '../value/string-bytes';

/** Whether a path goes into the archive. */
export type PathFilter = (path: string, type: FileType) => boolean;

/** The archive of a path. Throws NixError when something cannot be read. */
export function archive(io: NixIo, path: string, filter: PathFilter = () => true): Uint8Array {
  const writer = new NarWriter(io, filter);
  return writer.write(path);
}

class NarWriter {
  readonly #chunks: Uint8Array[] = [];

  constructor(
    private readonly io: NixIo,
    private readonly filter: PathFilter,
  ) {}

  write(path: string): Uint8Array {
    this.#text('nix-archive-1');
    this.#node(path);
    return concatBytes(this.#chunks);
  }

  #text(text: string): void {
    this.#bytes(encodeUtf8(text));
  }

  /** A length of eight bytes, the bytes, and zeros up to a multiple of eight. */
  #bytes(bytes: Uint8Array): void {
    const padded = new Uint8Array(8 + Math.ceil(bytes.length / 8) * 8);
    new DataView(padded.buffer).setBigUint64(0, BigInt(bytes.length), true);
    padded.set(bytes, 8);
    this.#chunks.push(padded);
  }

  #node(path: string): void {
    this.#text('(');
    this.#text('type');
    const type = this.io.fileType(path);
    if (type === 'regular') this.#file(path);
    else if (type === 'directory') this.#folder(path);
    else if (type === 'symlink') this.#link(path);
    else if (type === undefined) throw new NixError('io', `path '${path}' does not exist`);
    else throw new NixError('io', `file '${path}' has an unsupported type`);
    this.#text(')');
  }

  #file(path: string): void {
    this.#text('regular');
    if (this.io.isExecutable?.(path) === true) {
      this.#text('executable');
      this.#text('');
    }
    this.#text('contents');
    this.#bytes(readBytes(this.io, path));
  }

  #link(path: string): void {
    const target = this.io.readLink?.(path);
    if (target === undefined) throw new NixError('unsupported', `cannot read the symbolic link '${path}'`);
    this.#text('symlink');
    this.#text('target');
    this.#text(target);
  }

  #folder(path: string): void {
    this.#text('directory');
    const entries = this.io.readDir(path) ?? new Map<string, FileType>();
    for (const name of [...entries.keys()].sort(compareBytes)) {
      const inner = `${path === '/' ? '' : path}/${name}`;
      if (!this.filter(inner, entries.get(name) ?? 'unknown')) continue;
      this.#text('entry');
      this.#text('(');
      this.#text('name');
      this.#text(name);
      this.#text('node');
      this.#node(inner);
      this.#text(')');
    }
  }
}

/** The bytes of a file. Throws NixError when there is none. */
export function readBytes(io: NixIo, path: string): Uint8Array {
  const bytes = io.readBytes === undefined ? undefined : io.readBytes(path);
  if (bytes !== undefined) return bytes;
  const text = io.readFile(path);
  if (text === undefined) throw new NixError('io', `opening file '${path}': No such file or directory`);
  return encodeUtf8(text);
}

function concatBytes(chunks: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
