/**
 * An object of a pack written as the difference from another: copy this part of it, insert these bytes. Undefined when
 * the instructions do not fit the object.
 */
export function applyDelta(base: Uint8Array, delta: Uint8Array): Uint8Array | undefined {
  const reader = new DeltaReader(delta);
  if (reader.size() !== base.length) return undefined;
  const result = new Uint8Array(reader.size());
  let filled = 0;
  while (!reader.isAtEnd) {
    const instruction = reader.byte();
    const part =
      (instruction & 0x80) === 0 ? reader.bytes(instruction) : copiedFrom(base, reader, instruction);
    if (part === undefined || part.length === 0 || filled + part.length > result.length) return undefined;
    result.set(part, filled);
    filled += part.length;
  }
  return filled === result.length ? result : undefined;
}

/** The bits of the instruction say which bytes of offset and length follow. */
function copiedFrom(base: Uint8Array, reader: DeltaReader, instruction: number): Uint8Array | undefined {
  const offset = reader.sparseNumber(instruction & 0x0f, 4);
  const length = reader.sparseNumber((instruction >> 4) & 0x07, 3) || 0x10000;
  return offset + length > base.length ? undefined : base.subarray(offset, offset + length);
}

class DeltaReader {
  #at = 0;

  constructor(private readonly delta: Uint8Array) {}

  get isAtEnd(): boolean {
    return this.#at >= this.delta.length;
  }

  /** Zero behind the end. */
  byte(): number {
    return this.delta[this.#at++] ?? 0;
  }

  bytes(count: number): Uint8Array {
    this.#at += count;
    return this.delta.subarray(this.#at - count, this.#at);
  }

  /** Seven bits a byte, least significant first. */
  size(): number {
    let value = 0;
    let factor = 1;
    for (;;) {
      const byte = this.byte();
      value += (byte & 0x7f) * factor;
      if ((byte & 0x80) === 0) return value;
      factor *= 128;
    }
  }

  /** A number of `count` bytes, least significant first, of which only those with a bit in `present` are written. */
  sparseNumber(present: number, count: number): number {
    let value = 0;
    for (let index = 0; index < count; index++) {
      if ((present & (1 << index)) !== 0) value += this.byte() * 2 ** (8 * index);
    }
    return value;
  }
}
