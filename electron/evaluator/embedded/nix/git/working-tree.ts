/** What a Git repository tells about a folder: the files it tracks there, and the commit it stands on. */
import type { NixIo } from '../io';
import { resolvePath } from '../value/paths';
import { parseGitIndex } from './index-file';

/** A folder that is the top of a Git repository. */
export interface WorkingTree {
  readonly root: string;
  /** The tracked files that exist, and the folders they are in; absolute paths. */
  readonly kept: ReadonlySet<string>;
  /** The commit that is checked out; undefined in a repository without one. */
  readonly head: string | undefined;
}

/** The repository whose top a folder is; undefined when there is none, or its index cannot be read. */
export function workingTreeAt(io: NixIo, root: string): WorkingTree | undefined {
  const gitFolder = gitFolderOf(io, root);
  if (gitFolder === undefined) return undefined;
  const index = io.readBytes?.(`${gitFolder}/index`);
  // A repository in which nothing was ever added has no index.
  const tracked = index === undefined ? [] : parseGitIndex(index);
  if (tracked === undefined) return undefined;
  const kept = new Set<string>();
  for (const name of tracked) {
    if (io.fileType(`${root}/${name}`) === undefined) continue;
    let end = name.length;
    for (; end > 0; end = name.lastIndexOf('/', end - 1)) kept.add(`${root}/${name.slice(0, end)}`);
  }
  return { root, kept, head: headOf(io, gitFolder) };
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

function headOf(io: NixIo, gitFolder: string): string | undefined {
  const shared = io.readFile(`${gitFolder}/commondir`)?.trim();
  const folders = shared === undefined ? [gitFolder] : [gitFolder, resolvePath(gitFolder, shared)];
  let value = io.readFile(`${gitFolder}/HEAD`)?.trim();
  for (let followed = 0; followed < 8 && value?.startsWith('ref: ') === true; followed++) {
    value = refIn(io, folders, value.slice('ref: '.length));
  }
  return value !== undefined && /^[0-9a-f]{40}$/.test(value) ? value : undefined;
}

function refIn(io: NixIo, folders: readonly string[], name: string): string | undefined {
  for (const folder of folders) {
    const loose = io.readFile(`${folder}/${name}`)?.trim();
    if (loose !== undefined) return loose;
    const packed = io.readFile(`${folder}/packed-refs`) ?? '';
    const line = packed.split('\n').find((text) => text.endsWith(` ${name}`));
    if (line !== undefined) return line.slice(0, 40);
  }
  return undefined;
}
