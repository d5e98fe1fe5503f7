/** The name that the tree of the tracked files would have if they were committed now. */
import { encodeUtf8 } from '../value/string-bytes';
import type { IndexEntry } from './index-file';
import { bytesOfHex, objectId } from './object-id';

/** `entries` in the order of the index, which is that of trees on every level. */
export function treeIdOf(entries: readonly IndexEntry[]): string {
  return treeOf(entries, 0, entries.length, 0);
}

/** The tree of entries whose names begin alike, up to `prefix` characters. */
function treeOf(entries: readonly IndexEntry[], start: number, end: number, prefix: number): string {
  const parts: Uint8Array[] = [];
  const add = (mode: number, name: string, id: string): void => {
    parts.push(encodeUtf8(`${mode.toString(8)} ${name}\0`), bytesOfHex(id));
  };
  let at = start;
  while (at < end) {
    const entry = entries[at];
    if (entry === undefined) break;
    const slash = entry.name.indexOf('/', prefix);
    if (slash < 0) {
      add(entry.mode, entry.name.slice(prefix), entry.id);
      at++;
      continue;
    }
    const folder = entry.name.slice(0, slash + 1);
    let next = at + 1;
    while (next < end && entries[next]?.name.startsWith(folder) === true) next++;
    add(folderMode, entry.name.slice(prefix, slash), treeOf(entries, at, next, slash + 1));
    at = next;
  }
  return objectId('tree', joined(parts));
}

const folderMode = 0o40000;

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
