/**
 * A tree of files that stands for a fetched source: where its files are read, and what Nix tells about it (`narHash`,
 * `lastModified`, …). All of it is computed when somebody asks.
 */
import { NixError } from '../../errors';
import type { WorkingTree } from '../../git/working-tree';
import type { NixIo } from '../../io';
import { formatHash, parseHash } from '../../store/hash-text';
import type { PathFilter } from '../../store/nar';
import type { Store } from '../../store/store';
import { AttrSet, ContextString, lazy, type Slot, type Value } from '../../value/value';

/** A tree that can be read. */
export interface SourceTree {
  /** The folder as Nix code sees it: a store path, or the folder itself. */
  readonly folder: string;
  /** `outPath`, `narHash`, `lastModified`, and what else is known. */
  readonly info: AttrSet;
}

/** Attributes that a reference or lock gives beforehand. */
export type KnownInfo = ReadonlyMap<string, Slot>;

/** How trees are made. */
export interface TreeOptions {
  readonly store: Store;
  readonly io: NixIo;
  /** Whether folders keep their own path as `outPath` instead of that of a copy in the store. */
  readonly isInPlace: boolean;
}

/** The tree of a folder. `known` wins over what would be computed; a `narHash` in it must be right. Throws NixError. */
export function folderTree(
  options: TreeOptions,
  folder: string,
  known: KnownInfo,
  name = 'source',
  git?: WorkingTree,
): SourceTree {
  const { store, io, isInPlace } = options;
  if (io.fileType(folder) === undefined) throw new NixError('io', `path '${folder}' does not exist`);
  const keep: PathFilter | undefined = git === undefined ? undefined : (path) => git.kept.has(path);
  const add = (): { path: string; narHash: string } => {
    const { path, hash } = store.addSource(folder, name, keep);
    return { path, narHash: formatHash(hash, 'sri') };
  };
  const modified = lazy(() => BigInt(newestFile(io, folder, keep)));
  const base: [string, Slot][] = [['lastModified', modified]];
  if (isInPlace) {
    base.push(['outPath', folder], ['narHash', lazy(() => add().narHash)]);
    return { folder, info: treeInfo([...base, ...[...known].filter(([key]) => key !== 'narHash')]) };
  }
  const { path, narHash } = add();
  checkNarHash(known, narHash, folder);
  return { folder: path, info: treeInfo([...base, ...known, ...storeInfo(path, narHash)]) };
}

/** The tree at a store path that is there already. */
export function storedTree(path: string, known: KnownInfo): SourceTree {
  return { folder: path, info: treeInfo([...known, ['outPath', inStore(path)]]) };
}

/** A store path as a string that depends on it. */
export function inStore(path: string): ContextString {
  return new ContextString(path, new Set([path]));
}

function storeInfo(path: string, narHash: string): [string, Slot][] {
  return [
    ['outPath', inStore(path)],
    ['narHash', narHash],
  ];
}

function checkNarHash(known: KnownInfo, actual: string, folder: string): void {
  const expected = known.get('narHash');
  if (typeof expected !== 'string' || formatHash(parseHash(expected, 'sha256'), 'sri') === actual) return;
  throw new NixError(
    'eval',
    `NAR hash mismatch in input '${folder}', expected '${expected}' but got '${actual}'`,
  );
}

/** Adds what follows from other attributes. */
function treeInfo(entries: readonly (readonly [string, Slot])[]): AttrSet {
  const info = new Map(entries);
  const modified = info.get('lastModified');
  if (modified !== undefined) info.set('lastModifiedDate', dateOf(modified));
  const rev = info.get('rev');
  if (typeof rev === 'string') info.set('shortRev', rev.slice(0, 7));
  return new AttrSet(info);
}

/** Such as `20261121031451`, in UTC. */
function dateOf(seconds: Slot): Slot {
  return lazy((): Value => {
    const value =
      typeof seconds === 'object' && seconds !== null && 'force' in seconds ? seconds.force() : seconds;
    if (typeof value !== 'bigint') throw new NixError('type', 'lastModified is not an integer');
    const date = new Date(Number(value) * 1_000);
    if (Number.isNaN(date.getTime())) throw new NixError('eval', `lastModified (${value}) is no time`);
    return date.toISOString().replace(/[-:T]/g, '').slice(0, 14);
  });
}

/** When the newest file of a tree was changed, in Unix seconds; 0 when the host does not know. */
function newestFile(io: NixIo, path: string, keep: PathFilter | undefined): number {
  const type = io.fileType(path);
  if (type === 'regular') return io.modifiedTime?.(path) ?? 0;
  if (type !== 'directory') return 0;
  let newest = 0;
  for (const [name, entryType] of io.readDir(path) ?? []) {
    const inner = `${path === '/' ? '' : path}/${name}`;
    if (keep?.(inner, entryType) === false) continue;
    newest = Math.max(newest, newestFile(io, inner, keep));
  }
  return newest;
}
