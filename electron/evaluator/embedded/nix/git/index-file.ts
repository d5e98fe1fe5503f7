/**
 * The index of a Git repository (`.git/index`, versions 2 to 4): the files that Git tracks, what it last knew of them on
 * disk, and what the next commit would have. No Git is run.
 */
import { decodeUtf8 } from '../value/string-bytes';
import { hexOf } from './object-id';

/** Bytes of an entry before its flags: times, device, owner, size and hash. */
const fixedLength = 60;
const extendedFlag = 0x4000;
/** The mode of a folder that stands for a repository of its own. */
export const gitlinkMode = 0o160000;

/** A tracked file. */
export interface IndexEntry {
  /** From the top of the repository. */
  readonly name: string;
  /** As in trees: 0o100644, 0o100755, 0o120000 for a symlink, 0o160000 for a repository of its own. */
  readonly mode: number;
  /** The hash of its content. */
  readonly id: string;
  /** What Git saw on disk when the content was this. */
  readonly size: number;
  readonly modified: { readonly seconds: number; readonly nanoseconds: number };
  /** Git is told not to look for changes of the file. */
  readonly isAssumedUnchanged: boolean;
  /** Nothing of it is to be committed yet, or it is one side of a conflict. */
  readonly isUnfinished: boolean;
}

/** The tracked files, in the order of their names; undefined when the bytes are no index that can be read. */
export function parseGitIndex(bytes: Uint8Array): readonly IndexEntry[] | undefined {
  if (bytes.length < 12 || decodeUtf8(bytes.subarray(0, 4)) !== 'DIRC') return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = view.getUint32(4);
  if (version < 2 || version > 4) return undefined;
  return new IndexReader(bytes, view, version).entries(view.getUint32(8));
}

class IndexReader {
  #at = 12;
  #previous: Uint8Array = new Uint8Array();

  constructor(
    private readonly bytes: Uint8Array,
    private readonly view: DataView,
    private readonly version: number,
  ) {}

  entries(count: number): readonly IndexEntry[] | undefined {
    const entries: IndexEntry[] = [];
    for (let index = 0; index < count; index++) {
      const entry = this.#entry();
      if (entry === undefined) return undefined;
      entries.push(entry);
    }
    return entries;
  }

  #entry(): IndexEntry | undefined {
    const start = this.#at;
    const { bytes, view } = this;
    if (start + fixedLength + 4 > bytes.length) return undefined;
    const flags = view.getUint16(start + fixedLength);
    const isExtended = (flags & extendedFlag) !== 0;
    const moreFlags = isExtended ? view.getUint16(start + fixedLength + 2) : 0;
    this.#at = start + fixedLength + (isExtended ? 4 : 2);
    const name = this.version === 4 ? this.#shortenedName() : this.#paddedName(start);
    if (name === undefined) return undefined;
    return {
      name: decodeUtf8(name),
      mode: view.getUint32(start + 24),
      id: hexOf(bytes.subarray(start + 40, start + fixedLength)),
      size: view.getUint32(start + 36),
      modified: { seconds: view.getUint32(start + 8), nanoseconds: view.getUint32(start + 12) },
      isAssumedUnchanged: (flags & 0x8000) !== 0 || (moreFlags & 0x4000) !== 0,
      isUnfinished: (flags & 0x3000) !== 0 || (moreFlags & 0x2000) !== 0,
    };
  }

  /** A name with zeros after it, so that the entry's length is a multiple of eight. */
  #paddedName(start: number): Uint8Array | undefined {
    const end = this.bytes.indexOf(0, this.#at);
    if (end < 0) return undefined;
    const name = this.bytes.subarray(this.#at, end);
    this.#at = start + Math.ceil((end - start + 1) / 8) * 8;
    return name;
  }

  /** How many bytes of the name before to drop, and what comes instead. */
  #shortenedName(): Uint8Array | undefined {
    const dropped = this.#variableNumber();
    const end = this.bytes.indexOf(0, this.#at);
    if (end < 0 || dropped > this.#previous.length) return undefined;
    const kept = this.#previous.subarray(0, this.#previous.length - dropped);
    this.#previous = Uint8Array.from([...kept, ...this.bytes.subarray(this.#at, end)]);
    this.#at = end + 1;
    return this.#previous;
  }

  /** Seven bits a byte, most significant first, each further byte adding one. */
  #variableNumber(): number {
    let byte = this.bytes[this.#at++] ?? 0;
    let value = byte & 0x7f;
    while ((byte & 0x80) !== 0) {
      byte = this.bytes[this.#at++] ?? 0;
      value = (value + 1) * 128 + (byte & 0x7f);
    }
    return value;
  }
}
