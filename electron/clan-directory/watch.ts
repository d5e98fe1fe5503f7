import { realpathSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { watch as watchFiles } from 'chokidar';
import type { Diagnostic } from '../../shared/base/diagnostic';
import { directoryError, systemErrorCode, systemErrorReason } from './directory-error';

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

export interface DirectoryWatch {
  /** Resolves when changes are being noticed. */
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

export type WatchDirectory = (
  root: string,
  onChange: (change: DirectoryChange) => void,
  onError: (diagnostic: Diagnostic) => void,
) => DirectoryWatch;

/** Folders that hold no source of the clan and can be huge. */
const skippedFolders: ReadonlySet<string> = new Set([
  'node_modules',
  '.direnv',
  '.jj',
  '.hg',
  '.svn',
  'target',
]);

/** Files that Nix code reads: modules, data and texts beside them, the lock, values of vars. */
const sourcePattern = /\.(nix|json|toml|md|yaml|yml|txt)$|(^|\/)(flake\.lock|value|\.clan-flake)$/;

/** Events of one save or one git command come in a burst. */
const burst = 60;

/** Reports changes of the files that matter, in bursts. Trouble with watching is reported once. */
export const watchDirectory: WatchDirectory = (root, onChange, onError) => {
  const pending = new Set<string>();
  let timer: NodeJS.Timeout | null = null;
  let isClosed = false;
  let hasFailed = false;
  const flush = (): void => {
    timer = null;
    const paths = [...pending];
    pending.clear();
    if (!isClosed) onChange(changeOf(root, paths, inventory));
  };
  const inventory = linkedInventory(root);
  const contents = new KnownContents();
  let isReady = false;
  const watcher = watchFiles(inventory === null ? root : [root, inventory], {
    ignoreInitial: false,
    alwaysStat: true,
    // Links are not followed: they may lead out of the clan and in circles.
    followSymlinks: false,
    ignored: (path, stats) => path !== inventory && isIgnored(root, path, stats?.isFile()),
  });
  watcher.once('ready', () => {
    isReady = true;
  });
  watcher.on('all', (event, path, stats) => {
    const isNew = contents.note(path, stats);
    if (event === 'change' && !isNew) return;
    // What is found at the beginning is no change.
    if (!isReady && event.startsWith('add')) return;
    if (event === 'addDir' && relative(root, path) === '') return;
    pending.add(path);
    timer ??= setTimeout(flush, burst);
  });
  watcher.on('error', (error) => {
    if (!hasFailed && !isClosed) onError(watchProblem(error));
    hasFailed = true;
  });
  return {
    ready: new Promise((resolve) => watcher.once('ready', resolve)),
    async close() {
      isClosed = true;
      if (timer) clearTimeout(timer);
      await watcher.close();
    },
  };
};

/**
 * Tells whether a file is another than it was. Systems report changes of a file's links and rights like those of its
 * content, and the copies that Nix reads are made of links.
 */
class KnownContents {
  readonly #known = new Map<string, string>();

  /** Notes what is at a path now; true when that is new. Without stats there is nothing any more. */
  note(path: string, stats: Stats | undefined): boolean {
    if (stats === undefined) {
      this.#known.delete(path);
      return true;
    }
    const { ino, size, mtimeMs } = stats;
    const content = [ino, size, mtimeMs].join();
    if (this.#known.get(path) === content) return false;
    this.#known.set(path, content);
    return true;
  }
}

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
function isTemporary(path: string): boolean {
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
