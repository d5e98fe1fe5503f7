/**
 * Watching the folders that stand for flake inputs: checkouts of others, which can be far larger than a clan. Of nixpkgs
 * only its library is read; of any other folder so many folders are watched and no more.
 */
import { existsSync, realpathSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Diagnostic } from '../../shared/base/diagnostic';
import { directoryError, systemErrorCode } from './directory-error';
import { isTemporary, skippedFolders, sourcePattern, watchProblem } from './watch';
import { watchBursts } from './watch-bursts';
import type { DirectoryWatch } from './watch-bursts';

/** Watches the folders of inputs; those that are not there, in the store or within the clan are not among them. */
export type WatchInputs = (
  root: string,
  folders: readonly string[],
  onChange: (paths: readonly string[]) => void,
  onError: (diagnostic: Diagnostic) => void,
) => DirectoryWatch;

/** Folders within the folder of one input. Clan itself has five hundred. */
const maximumFolders = 5_000;

/** Reports changes below the folders of inputs, in bursts; once, that a folder is too large to be watched as a whole. */
export function watchInputs(
  root: string,
  folders: readonly string[],
  onChange: (paths: readonly string[]) => void,
  onError: (diagnostic: Diagnostic) => void,
  maximum = maximumFolders,
): DirectoryWatch {
  const watched = [...new Set(folders.flatMap((folder) => watchedFolder(root, folder)))];
  const limit = new FolderLimit(watched, maximum, (folder) => onError(sizeProblem(folder)));
  return watchBursts({
    paths: watched,
    isIgnored: (path, stats) =>
      isIgnoredInput(watched, path, stats?.isFile()) ||
      (stats?.isDirectory() === true && !limit.allows(path)),
    onPaths: onChange,
    onError: (error) => onError(watchProblem(error)),
  });
}

/** The part of an input's folder that is read, with its path as it was given; nothing when it need not be watched. */
function watchedFolder(root: string, folder: string): readonly string[] {
  const real = realPathOf(folder);
  const isBelow = (path: string, top: string): boolean => path === top || path.startsWith(`${top}${sep}`);
  if (real === null || isBelow(real, '/nix/store') || isBelow(real, root)) return [];
  const library = join(folder, 'lib');
  return [existsSync(join(folder, 'pkgs')) && existsSync(join(library, 'modules.nix')) ? library : folder];
}

/** Null where there is no folder. */
function realPathOf(folder: string): string | null {
  try {
    const real = realpathSync(folder);
    return statSync(real).isDirectory() ? real : null;
  } catch (error) {
    if (systemErrorCode(error) === '') throw error;
    return null;
  }
}

/** Whether a path below the folder of an input is of no interest; `isFile` is unknown for some calls. */
export function isIgnoredInput(
  folders: readonly string[],
  path: string,
  isFile: boolean | undefined,
): boolean {
  const folder = folders.find((candidate) => path === candidate || path.startsWith(`${candidate}${sep}`));
  if (folder === undefined || path === folder) return false;
  const parts = relative(folder, path).split(sep);
  if (parts.some((part) => skippedFolders.has(part) || part === '.git' || /^result(-|$)/.test(part)))
    return true;
  return isTemporary(path) || (isFile === true && !sourcePattern.test(parts.join('/')));
}

/** Counts the folders below each of several; too many are told once. */
class FolderLimit {
  readonly #seen = new Map<string, Set<string>>();
  readonly #told = new Set<string>();

  constructor(
    private readonly tops: readonly string[],
    private readonly maximum: number,
    private readonly onExceeded: (top: string) => void,
  ) {}

  /** Whether a folder may be watched: once it may, it always may. */
  allows(path: string): boolean {
    const top = this.tops.find((candidate) => path.startsWith(`${candidate}${sep}`));
    if (top === undefined) return true;
    const seen = this.#seen.get(top) ?? new Set();
    this.#seen.set(top, seen);
    if (seen.has(path)) return true;
    if (seen.size < this.maximum) {
      seen.add(path);
      return true;
    }
    if (!this.#told.has(top)) this.onExceeded(top);
    this.#told.add(top);
    return false;
  }
}

function sizeProblem(folder: string): Diagnostic {
  return directoryError(
    'directory.watch-partial',
    `The folder ${folder} stands for an input and is too large to be watched as a whole: changes deep in it are not noticed.`,
    { severity: 'info', hint: 'After a change there, reload the window.' },
  );
}
