/**
 * Objects of a Git repository by name: loose ones, and those in packs with an index of version 2, which may be written
 * as the difference from another. They are compressed; where the host cannot undo that, there are none.
 */
import type { NixIo } from '../io';
import { resolvePath } from '../value/paths';
import { decodeUtf8 } from '../value/string-bytes';
import { applyDelta } from './delta';
import type { ObjectType } from './object-id';
import { Pack } from './pack';
import { readSlice } from './read-slice';

/** An object. */
export interface GitObject {
  readonly type: ObjectType;
  readonly content: Uint8Array;
}

/** More than Git itself writes; a longer chain is a circle. */
const maximumChain = 1_000;

/** The objects of one repository, and of those that it borrows from. */
export class GitObjects {
  readonly #folders: readonly string[];
  #packs: readonly Pack[] | undefined;

  /** `folder`: `.git/objects`. */
  constructor(
    private readonly io: NixIo,
    folder: string,
  ) {
    this.#folders = [...new Set([folder, ...alternatesOf(io, folder)])];
  }

  /** Undefined when it is not there or cannot be read. */
  read(id: string): GitObject | undefined {
    return this.#read(id, 0);
  }

  #read(id: string, depth: number): GitObject | undefined {
    if (depth > maximumChain) return undefined;
    return this.#loose(id) ?? this.#packed(id, depth);
  }

  #loose(id: string): GitObject | undefined {
    for (const folder of this.#folders) {
      const compressed = this.io.readBytes?.(`${folder}/${id.slice(0, 2)}/${id.slice(2)}`);
      const bytes = compressed === undefined ? undefined : this.io.decompress?.(compressed);
      if (bytes === undefined) continue;
      const end = bytes.indexOf(0);
      const type = typeNamed(decodeUtf8(bytes.subarray(0, Math.max(end, 0))).split(' ', 1)[0] ?? '');
      if (type !== undefined) return { type, content: bytes.subarray(end + 1) };
    }
    return undefined;
  }

  #packed(id: string, depth: number): GitObject | undefined {
    this.#packs ??= this.#folders.flatMap((folder) => packsIn(this.io, folder));
    for (const pack of this.#packs) {
      const offset = pack.offsetOf(id);
      if (offset !== undefined) return this.#at(pack, offset, depth);
    }
    return undefined;
  }

  #at(pack: Pack, offset: number, depth: number): GitObject | undefined {
    const entry = pack.entryAt(offset);
    if (entry === undefined || depth > maximumChain) return undefined;
    if (entry.kind === 'whole') return { type: entry.type, content: entry.content };
    const base =
      entry.base.kind === 'offset'
        ? this.#at(pack, entry.base.offset, depth + 1)
        : this.#read(entry.base.id, depth + 1);
    const content = base === undefined ? undefined : applyDelta(base.content, entry.content);
    return base === undefined || content === undefined ? undefined : { type: base.type, content };
  }
}

function packsIn(io: NixIo, folder: string): readonly Pack[] {
  const names = [...(io.readDir(`${folder}/pack`)?.keys() ?? [])].filter((name) => name.endsWith('.idx'));
  return names.map((name) => {
    const path = `${folder}/pack/${name.slice(0, -'.idx'.length)}`;
    return new Pack(
      (start, length) => readSlice(io, `${path}.idx`, start, length),
      (start, length) => readSlice(io, `${path}.pack`, start, length),
      (bytes) => io.decompress?.(bytes),
    );
  });
}

function alternatesOf(io: NixIo, folder: string): readonly string[] {
  const text = io.readFile(`${folder}/info/alternates`) ?? '';
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => resolvePath(folder, line));
}

const types: readonly ObjectType[] = ['commit', 'tree', 'blob', 'tag'];

function typeNamed(name: string): ObjectType | undefined {
  return types.find((type) => type === name);
}
