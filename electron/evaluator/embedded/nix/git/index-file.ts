/**
 * The index of a Git repository (`.git/index`, versions 2 to 4): the names of the files that Git tracks. Nothing else
 * of Git is read, and no Git is run.
 */
import { decodeUtf8 } from '../value/string-bytes';

/** Bytes of an entry before its flags: times, device, owner, size and hash. */
const fixedLength = 60;
const extendedFlag = 0x4000;
/** A folder that stands for a repository of its own. */
const gitlinkMode = 0o160000;

/** The paths of tracked files, from the top of the repository; undefined when the bytes are no index. */
export function parseGitIndex(bytes: Uint8Array): readonly string[] | undefined {
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

  entries(count: number): readonly string[] | undefined {
    const names = new Set<string>();
    for (let index = 0; index < count; index++) {
      const start = this.#at;
      if (start + fixedLength + 2 > this.bytes.length) return undefined;
      const mode = this.view.getUint32(start + 24);
      const flags = this.view.getUint16(start + fixedLength);
      this.#at = start + fixedLength + ((flags & extendedFlag) === 0 ? 2 : 4);
      const name = this.version === 4 ? this.#shortenedName() : this.#paddedName(start);
      if (name === undefined) return undefined;
      if (mode !== gitlinkMode) names.add(decodeUtf8(name));
    }
    return [...names];
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
