/**
 * Sources without a network: a reference leads to a folder that the user put in its place, to a folder it names, or to
 * a store path that its hash names and that is on this machine. Otherwise it fails and says what can be done.
 */
import { NixError } from '../../errors';
import { checkFlakeRef, showFlakeRef, type FlakeRef } from '../../flake/flake-ref';
import { parseUrl, percentDecode } from '../../flake/url';
import { workingTreeAt, type WorkingTree } from '../../git/working-tree';
import { parseHash } from '../../store/hash-text';
import type { StoreIo } from '../../store/store-io';
import { fixedOutputPath } from '../../store/store-paths';
import type { Store } from '../../store/store';
import { normalizePath } from '../../value/paths';
import { lazy, type Slot } from '../../value/value';
import { folderTree, storedTree, type KnownInfo, type SourceTree, type TreeOptions } from './source-tree';

/** What sources are found with. */
export interface FetchOptions {
  /** Folders in the place of what a URL, a flake reference or an indirect name stands for. */
  readonly overrides: Readonly<Record<string, string>>;
  /** Whether folders keep their own path as `outPath`. */
  readonly isInPlace: boolean;
}

/** How to fetch one tree. */
export interface TreeRequest {
  readonly name?: string;
  /** As `fetchGit` did before flakes: a tree with changes has a commit of zeros. */
  readonly hasEmptyRev?: boolean;
}

/** Finds sources for one interpreter. */
export class Fetcher {
  readonly #trees: TreeOptions;

  constructor(
    private readonly store: Store,
    private readonly options: FetchOptions,
  ) {
    this.#trees = { store, io: store.io, isInPlace: options.isInPlace };
  }

  get io(): StoreIo {
    return this.store.io;
  }

  /** The tree of a reference, without its `dir`. Throws NixError when it is not on this machine. */
  tree(ref: FlakeRef, { name, hasEmptyRev = false }: TreeRequest = {}): SourceTree {
    const checked = new Map(checkFlakeRef(ref));
    checked.delete('dir');
    const override = this.overrideFor(checked);
    if (override !== undefined) return folderTree(this.#trees, override, new Map(), name);
    const known = knownInfo(checked);
    const local = this.#localTree(checked, known, name, hasEmptyRev);
    if (local !== undefined) return local;
    const stored = this.#byNarHash(checked, known, name);
    if (stored !== undefined) return stored;
    const url = checked.get('url');
    if (typeof url === 'string') this.refuseArchive(url);
    throw unavailable(showWithoutHash(checked));
  }

  /** Whether sources stay where they are, because nothing is built of them. */
  get isInPlace(): boolean {
    return this.options.isInPlace;
  }

  /** A folder as a tree, whatever Git says of it. */
  folder(path: string, name?: string): SourceTree {
    return folderTree(this.#trees, path, new Map(), name);
  }

  /** A folder as the tree of the flake in it: what Git tracks there, or all of it. */
  flakeFolder(path: string): SourceTree {
    const git = workingTreeAt(this.io, path);
    return git === undefined
      ? this.folder(path)
      : this.#workingTree(git, new Map(), new Map(), undefined, false);
  }

  /** The folder that the user put in the place of a reference. */
  overrideFor(ref: FlakeRef): string | undefined {
    for (const key of overrideKeys(ref)) {
      const folder = this.override(key);
      if (folder !== undefined) return folder;
    }
    return undefined;
  }

  /** The folder or file that the user put in the place of a URL. */
  override(url: string): string | undefined {
    return Object.hasOwn(this.options.overrides, url) ? this.options.overrides[url] : undefined;
  }

  /** Throws NixError for an archive on this machine: it is there, but what is in it cannot be read. */
  refuseArchive(url: string): void {
    const file = localPath(url);
    if (file === undefined || this.io.fileType(file) !== 'regular') return;
    throw new NixError(
      'unsupported',
      `'${file}' is a file, and this evaluator unpacks no archives`,
      undefined,
      `Unpack it and give the folder: --override-input '${url}' PATH. Or let Nix fetch it once; with its hash (narHash, sha256) it is then found in the store.`,
    );
  }

  /** The store path of what `hash` (SHA-256, as text) names, if it is on this machine. */
  storePath(name: string, hash: string, method: 'nar' | 'flat'): string | undefined {
    const parsed = parseHash(hash, 'sha256');
    const path = fixedOutputPath(name, parsed, method);
    if (this.store.has(path)) return path;
    // The same tree may be there under the name that flakes give to all of them.
    const source = fixedOutputPath('source', parsed, 'nar');
    if (method !== 'nar' || !this.store.has(source)) return undefined;
    this.io.mount(path, { kind: 'source', root: source, rejected: new Set() });
    return path;
  }

  #localTree(
    ref: FlakeRef,
    known: KnownInfo,
    name: string | undefined,
    hasEmptyRev: boolean,
  ): SourceTree | undefined {
    const type = ref.get('type');
    if (type === 'path') {
      const path = String(ref.get('path'));
      if (!path.startsWith('/')) {
        const shown = showFlakeRef(ref);
        throw new NixError('eval', `cannot fetch input '${shown}' because it uses a relative path`);
      }
      return folderTree(this.#trees, normalizePath(path), known, name);
    }
    const folder = type === 'git' ? localPath(String(ref.get('url'))) : undefined;
    const git = folder === undefined ? undefined : workingTreeAt(this.io, folder);
    // Other commits and branches are in Git's own files; only what lies in the working tree can be read.
    return git === undefined || !isCheckedOut(git, ref)
      ? undefined
      : this.#workingTree(git, ref, known, name, hasEmptyRev);
  }

  #workingTree(
    git: WorkingTree,
    ref: FlakeRef,
    known: KnownInfo,
    name: string | undefined,
    hasEmptyRev: boolean,
  ): SourceTree {
    const info = new Map(known);
    if (ref.size > 0) info.set('submodules', ref.get('submodules') === true);
    const { head } = git;
    const time = head === undefined ? 0 : git.commitTime;
    if (time !== undefined) info.set('lastModified', BigInt(time));
    if (head !== undefined && git.isClean) {
      info.set('rev', head).set(
        'revCount',
        lazy(() => commitCount(git)),
      );
      return folderTree(this.#trees, git.root, info, name, git);
    }
    if (hasEmptyRev) info.set('rev', '0'.repeat(40)).set('revCount', 0n);
    if (head !== undefined)
      info.set('dirtyRev', `${head}-dirty`).set('dirtyShortRev', `${head.slice(0, 7)}-dirty`);
    return folderTree(this.#trees, git.root, info, name, git);
  }

  #byNarHash(ref: FlakeRef, known: KnownInfo, name = 'source'): SourceTree | undefined {
    const narHash = ref.get('narHash');
    if (typeof narHash !== 'string') return undefined;
    const path = this.storePath(name, narHash, 'nar');
    return path === undefined ? undefined : storedTree(path, known);
  }
}

/** Whether the working tree is the commit and branch that a reference asks for; one that asks for none takes any. */
function isCheckedOut(git: WorkingTree, ref: FlakeRef): boolean {
  const rev = ref.get('rev');
  const branch = ref.get('ref');
  if (rev === undefined && branch === undefined) return true;
  if (rev !== undefined && rev !== git.head) return false;
  const names = branch === undefined ? [] : [branch, `refs/heads/${String(branch)}`];
  // A commit by name is the same whatever branch it is looked for on.
  if (rev === undefined && !names.some((given) => given === git.branch || given === 'HEAD')) return false;
  return git.isClean;
}

function commitCount(git: WorkingTree): bigint {
  const count = git.countCommits();
  if (count !== undefined) return BigInt(count);
  throw new NixError('io', `cannot read all commits of the Git repository '${git.root}'`);
}

/** The path of a `file:` URL, or of a URL that is a path. */
export function localPath(url: string): string | undefined {
  if (url.startsWith('/')) return normalizePath(url);
  if (!url.startsWith('file:')) return undefined;
  const path = parseUrl(url)?.path ?? percentDecode(url.replace(/^file:(\/\/)?/, ''));
  return path.startsWith('/') ? normalizePath(path) : undefined;
}

/** The error of something that would have to be fetched; names the ways out. */
export function unavailable(what: string): NixError {
  return new NixError(
    'unsupported',
    `cannot fetch '${what}': this evaluator fetches nothing, and it is not in the Nix store of this machine`,
    undefined,
    `Give a local copy of it: --override-input '${what}' PATH. Or let Nix fetch it once; with its hash (narHash, sha256) it is then found in the store.`,
  );
}

const infoNames = ['narHash', 'rev', 'revCount', 'lastModified', 'submodules'];

function knownInfo(ref: FlakeRef): KnownInfo {
  const known = new Map<string, Slot>();
  for (const name of infoNames) {
    const value = ref.get(name);
    if (value !== undefined) known.set(name, value);
  }
  return known;
}

function without(ref: FlakeRef, ...names: readonly string[]): FlakeRef {
  return new Map([...ref].filter(([name]) => !names.includes(name)));
}

function showWithoutHash(ref: FlakeRef): string {
  return showFlakeRef(without(ref, 'narHash', 'lastModified', 'revCount'));
}

/** What a user may call a reference: with and without commit and branch, and an indirect one by its name. */
function overrideKeys(ref: FlakeRef): readonly string[] {
  const plain = without(ref, 'narHash', 'lastModified', 'revCount', '__final');
  const keys = [plain, without(plain, 'rev'), without(plain, 'rev', 'ref')].map(showFlakeRef);
  const names = [ref.get('url'), ref.get('type') === 'indirect' ? ref.get('id') : undefined];
  return [...keys, ...names.filter((name) => typeof name === 'string')];
}
