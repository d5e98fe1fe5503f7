/**
 * What a Git repository tells about a folder: the files it tracks there, the commit it stands on, and whether the files
 * are those of the commit. It is read from Git's own files; no Git is run.
 */
import { NixError } from '../errors';
import type { NixIo } from '../io';
import { resolvePath } from '../value/paths';
import { countCommits, readCommit, type Commit } from './commit';
import { isUnchanged } from './file-changes';
import { gitlinkMode, parseGitIndex, type IndexEntry } from './index-file';
import { GitObjects } from './objects';
import { treeIdOf } from './tree-id';

/** A folder that is the top of a Git repository. All but the names of files is looked up when asked for. */
export class WorkingTree {
  /** The tracked files that exist, and the folders they are in; absolute paths. */
  readonly kept: ReadonlySet<string>;
  readonly #commonFolder: string;
  readonly #objects: GitObjects;
  #commit: Commit | null | undefined;
  #isClean: boolean | undefined;

  constructor(
    private readonly io: NixIo,
    readonly root: string,
    /** `.git`, or that of a worktree. */
    private readonly gitFolder: string,
    private readonly entries: readonly IndexEntry[],
  ) {
    const shared = io.readFile(`${gitFolder}/commondir`)?.trim();
    this.#commonFolder = shared === undefined ? gitFolder : resolvePath(gitFolder, shared);
    this.#objects = new GitObjects(io, `${this.#commonFolder}/objects`);
    this.kept = keptFiles(io, root, entries);
  }

  /** The commit that is checked out; undefined in a repository without one. */
  get head(): string | undefined {
    const { id } = this.#followed();
    return id !== undefined && /^[0-9a-f]{40}$/.test(id) ? id : undefined;
  }

  /** The branch that is checked out, such as `refs/heads/main`; undefined when it is a commit. */
  get branch(): string | undefined {
    return this.#followed().ref;
  }

  /** When the commit was made, in Unix seconds; undefined when there is none, or it cannot be read. */
  get commitTime(): number | undefined {
    return this.#headCommit()?.time;
  }

  /** Whether the tracked files are those of the commit. Not clean is also what cannot be told. */
  get isClean(): boolean {
    this.#isClean ??= this.#compare();
    return this.#isClean;
  }

  /** How many commits there are up to the one that is checked out; undefined when that cannot be told. */
  countCommits(): number | undefined {
    const { head } = this;
    if (head === undefined) return undefined;
    const shallow = (this.io.readFile(`${this.#commonFolder}/shallow`) ?? '').split('\n');
    return countCommits(this.#objects, head, new Set(shallow));
  }

  #compare(): boolean {
    const { entries, io, root } = this;
    if (entries.some(({ isUnfinished }) => isUnfinished)) return false;
    if (this.#headCommit()?.tree !== treeIdOf(entries)) return false;
    const indexTime = io.fileStamp?.(`${this.gitFolder}/index`)?.modified;
    return entries.every((entry) => isUnchanged(io, `${root}/${entry.name}`, entry, indexTime));
  }

  #headCommit(): Commit | undefined {
    if (this.#commit === undefined) {
      const { head } = this;
      this.#commit = (head === undefined ? undefined : readCommit(this.#objects, head)) ?? null;
    }
    return this.#commit ?? undefined;
  }

  /** Where `HEAD` leads. */
  #followed(): { readonly id: string | undefined; readonly ref: string | undefined } {
    let id = this.io.readFile(`${this.gitFolder}/HEAD`)?.trim();
    let ref: string | undefined;
    for (let followed = 0; followed < 8 && id?.startsWith('ref: ') === true; followed++) {
      ref = id.slice('ref: '.length);
      id = this.#refValue(ref);
    }
    return { id, ref };
  }

  #refValue(name: string): string | undefined {
    for (const folder of new Set([this.gitFolder, this.#commonFolder])) {
      const loose = this.io.readFile(`${folder}/${name}`)?.trim();
      if (loose !== undefined) return loose;
      const packed = this.io.readFile(`${folder}/packed-refs`) ?? '';
      const line = packed.split('\n').find((text) => text.endsWith(` ${name}`));
      if (line !== undefined) return line.slice(0, 40);
    }
    return undefined;
  }
}

/** The repository whose top a folder is; undefined when there is none, or its index cannot be read. */
export function workingTreeAt(io: NixIo, root: string): WorkingTree | undefined {
  try {
    const gitFolder = gitFolderOf(io, root);
    if (gitFolder === undefined) return undefined;
    const index = io.readBytes?.(`${gitFolder}/index`);
    // A repository in which nothing was ever added has no index.
    const entries = index === undefined ? [] : parseGitIndex(index);
    return entries === undefined ? undefined : new WorkingTree(io, root, gitFolder, entries);
  } catch (error) {
    // The repository of a worktree or submodule may lie where evaluation must not read.
    if (error instanceof NixError && error.kind === 'restricted') return undefined;
    throw error;
  }
}

function keptFiles(io: NixIo, root: string, entries: readonly IndexEntry[]): ReadonlySet<string> {
  const kept = new Set<string>();
  for (const { name, mode } of entries) {
    if (mode === gitlinkMode || io.fileType(`${root}/${name}`) === undefined) continue;
    for (let end = name.length; end > 0; end = name.lastIndexOf('/', end - 1))
      kept.add(`${root}/${name.slice(0, end)}`);
  }
  return kept;
}

/** `.git`, or where the file of that name points to. */
function gitFolderOf(io: NixIo, root: string): string | undefined {
  const path = `${root}/.git`;
  const type = io.fileType(path);
  if (type === 'directory') return path;
  if (type !== 'regular') return undefined;
  const target = /^gitdir: (.+)$/m.exec(io.readFile(path) ?? '')?.[1];
  return target === undefined ? undefined : resolvePath(root, target);
}
