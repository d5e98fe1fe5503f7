import { realpathSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import type { Diagnostic } from '../../shared/base/diagnostic';
import { directoryError, systemErrorCode, systemErrorReason } from './directory-error';
import { watchBursts } from './watch-bursts';
import type { DirectoryWatch } from './watch-bursts';

/** What happened on disk since the last report. */
export interface DirectoryChange {
  /** Absolute paths. */
  readonly paths: readonly string[];
  readonly isInventoryTouched: boolean;
  /** Something that an evaluation may read changed. */
  readonly isSourceTouched: boolean;
  /** The repository's head or index changed. */
  readonly isGitTouched: boolean;
}

export type WatchDirectory = (
  root: string,
  onChange: (change: DirectoryChange) => void,
  onError: (diagnostic: Diagnostic) => void,
) => DirectoryWatch;

/** Folders that hold no source of the clan and can be huge. */
export const skippedFolders: ReadonlySet<string> = new Set([
  'node_modules',
  '.direnv',
  '.jj',
  '.hg',
  '.svn',
  'target',
]);

/** Files that Nix code reads: modules, data and texts beside them, the lock, values of vars. */
export const sourcePattern = /\.(nix|json|toml|md|yaml|yml|txt)$|(^|\/)(flake\.lock|value|\.clan-flake)$/;

/** Reports changes of the files that matter, in bursts. Trouble with watching is reported once. */
export const watchDirectory: WatchDirectory = (root, onChange, onError) => {
  const inventory = linkedInventory(root);
  return watchBursts({
    paths: inventory === null ? [root] : [root, inventory],
    // What is found about the root itself tells nothing.
    isTold: (event, path) => event !== 'addDir' || relative(root, path) !== '',
    isIgnored: (path, stats) => path !== inventory && isIgnored(root, path, stats?.isFile()),
    onPaths: (paths) => onChange(changeOf(root, paths, inventory)),
    onError: (error) => onError(watchProblem(error)),
  });
};

/** Whether a path below `root` is of no interest; `isFile` is unknown for some calls. */
export function isIgnored(root: string, path: string, isFile: boolean | undefined): boolean {
  const parts = relative(root, path).split(sep);
  if (parts[0] === '') return false;
  if (parts[0] === '.git') {
    // Of the repository only the head and the index tell something.
    return parts.length > 1 && !(parts.length === 2 && (parts[1] === 'HEAD' || parts[1] === 'index'));
  }
  if (parts.some((part) => skippedFolders.has(part) || part === '.git' || /^result(-|$)/.test(part)))
    return true;
  if (isFile !== true || parts[0] === 'machines') return isTemporary(path);
  return isTemporary(path) || !sourcePattern.test(parts.join('/'));
}

/** Our own temporary files and those of editors. */
export function isTemporary(path: string): boolean {
  const name = basename(path);
  return name.endsWith('.tmp') || name.endsWith('~') || name.endsWith('.swp') || name.startsWith('.#');
}

/** Where inventory.json really is when it is a link; null when it is not. */
function linkedInventory(root: string): string | null {
  const path = join(root, 'inventory.json');
  try {
    const target = realpathSync(path);
    return target === join(realpathSync(root), 'inventory.json') ? null : target;
  } catch {
    return null;
  }
}

function changeOf(root: string, paths: readonly string[], inventory: string | null): DirectoryChange {
  const names = paths.map((path) => relative(root, path).split(sep).join('/'));
  return {
    paths,
    isInventoryTouched: names.includes('inventory.json') || (inventory !== null && paths.includes(inventory)),
    isSourceTouched: names.some((name) => !name.startsWith('.git/') && name !== '.git'),
    isGitTouched: names.some((name) => name.startsWith('.git')),
  };
}

/** What trouble with watching means for the user. */
export function watchProblem(error: unknown): Diagnostic {
  const isLimit = ['ENOSPC', 'EMFILE'].includes(systemErrorCode(error));
  const reason = isLimit ? 'the system’s limit of watched files is reached' : systemErrorReason(error);
  return directoryError('directory.watch-failed', `Changes by other programs are not noticed: ${reason}.`, {
    severity: 'warning',
    hint: isLimit
      ? 'Raise fs.inotify.max_user_watches. Saving stays safe: a file that changed is never overwritten.'
      : 'Saving stays safe: a file that changed is never overwritten.',
  });
}
