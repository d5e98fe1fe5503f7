import type { NixIo } from '../io';

/** A part of a file, shorter where the file ends; undefined when there is none. Packs can be larger than memory. */
export function readSlice(io: NixIo, path: string, start: number, length: number): Uint8Array | undefined {
  if (io.readSlice !== undefined) return io.readSlice(path, start, length);
  return io.readBytes?.(path)?.subarray(start, start + length);
}
