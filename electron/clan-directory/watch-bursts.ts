/** Changes of files, told in bursts: those of one save or one git command come together. */
import type { Stats } from 'node:fs';
import { watch as watchFiles } from 'chokidar';

/** A watch that is under way. */
export interface DirectoryWatch {
  /** Resolves when changes are being noticed. */
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

export interface BurstOptions {
  readonly paths: readonly string[];
  /** `stats` are unknown for some calls. */
  readonly isIgnored: (path: string, stats: Stats | undefined) => boolean;
  readonly isTold?: (event: string, path: string) => boolean;
  /** Absolute paths of what changed. */
  readonly onPaths: (paths: readonly string[]) => void;
  /** Called once, however much goes wrong. */
  readonly onError: (error: unknown) => void;
}

/** Milliseconds in which changes are one burst. */
const burst = 60;

/** Watches files and folders, all that is below them included. */
export function watchBursts(options: BurstOptions): DirectoryWatch {
  const { paths, isIgnored, isTold = () => true, onPaths, onError } = options;
  const pending = new Set<string>();
  let timer: NodeJS.Timeout | null = null;
  let isClosed = false;
  let hasFailed = false;
  const flush = (): void => {
    timer = null;
    const changed = [...pending];
    pending.clear();
    if (!isClosed) onPaths(changed);
  };
  const contents = new KnownContents();
  let isReady = false;
  const watcher = watchFiles([...paths], {
    ignoreInitial: false,
    alwaysStat: true,
    // Links are not followed: they may lead out of the folder and in circles.
    followSymlinks: false,
    ignored: isIgnored,
  });
  const ready = new Promise<void>((resolve) => {
    watcher.once('ready', () => {
      isReady = true;
      resolve();
    });
  });
  watcher.on('all', (event, path, stats) => {
    const isNew = contents.note(path, stats);
    if (event === 'change' && !isNew) return;
    // What is found at the beginning is no change.
    if (!isReady && event.startsWith('add')) return;
    if (!isTold(event, path)) return;
    pending.add(path);
    timer ??= setTimeout(flush, burst);
  });
  watcher.on('error', (error) => {
    if (!hasFailed && !isClosed) onError(error);
    hasFailed = true;
  });
  return {
    ready,
    async close() {
      isClosed = true;
      if (timer) clearTimeout(timer);
      await watcher.close();
    },
  };
}

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
