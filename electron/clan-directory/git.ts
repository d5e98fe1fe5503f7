/**
 * The clan's git repository, as far as this app has to do with it: what state inventory.json is in, making a new file
 * known, and committing that one file. Other staged work is never touched.
 */
import { realpath } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { Diagnostic } from '../../shared/base/diagnostic';
import { err, ok } from '../../shared/base/result';
import type { Result } from '../../shared/base/result';
import type { GitState } from '../../shared/contract';
import { addFiles } from './git-add-files';
import { gitProblem } from './git-problem';
import { runGit } from './run-git';
import type { GitOutcome, RunGit } from './run-git';
import { waitingForLock } from './wait-for-lock';

export interface Git {
  /** Never fails: no git, no repository and a broken one are all `none`. */
  status(): Promise<GitState>;
  /** Makes an untracked inventory.json visible to the flake without staging its content. */
  intentToAdd(): Promise<Result<null, Diagnostic>>;
  /**
   * The same for other files and folders, by their paths relative to the clan. All or none: refused for what lies
   * outside, is not there, or is ignored. What git knows already is left as it is.
   */
  intentToAddFiles(paths: readonly string[]): Promise<Result<null, Diagnostic>>;
  /** Commits inventory.json alone, as it is on disk. Hooks run. */
  commit(message: string): Promise<Result<null, Diagnostic>>;
}

/** Hooks may run formatters and tests. */
const commitTimeout = 120_000;
const queryTimeout = 10_000;

/** Git for the file at `inventoryPath`. */
export function createGit(inventoryPath: string, run: RunGit = runGit): Git {
  const folder = dirname(inventoryPath);
  const patient = waitingForLock(run);
  /** git knows a linked file by its own path, so the link is followed. */
  const tracked = async (): Promise<{ directory: string; file: string }> => {
    const target = await realpath(inventoryPath).catch(() => null);
    if (target !== null) return { directory: dirname(target), file: target };
    const directory = await realpath(folder).catch(() => folder);
    return { directory, file: join(directory, 'inventory.json') };
  };
  const git = async (args: readonly string[], timeout = queryTimeout): Promise<GitOutcome> => {
    return patient(args, { directory: (await tracked()).directory, timeout });
  };
  return {
    async status() {
      const { directory, file } = await tracked();
      const outcome = await git([
        '--no-optional-locks',
        'status',
        '--porcelain=v2',
        '--branch',
        '--ignored=matching',
        '--untracked-files=all',
        '-z',
        '--',
        relative(directory, file),
      ]);
      return outcome.kind === 'done' ? readStatus(outcome.output, await fileExists(file)) : { kind: 'none' };
    },
    async intentToAdd() {
      const { directory, file } = await tracked();
      const outcome = await git(['add', '--intent-to-add', '--', relative(directory, file)]);
      return outcome.kind === 'done'
        ? ok(null)
        : err(gitProblem(outcome, 'inventory.json could not be added to git'));
    },
    async intentToAddFiles(paths) {
      const clan = await realpath(folder).catch(() => folder);
      return addFiles(paths, clan, (args) => patient(args, { directory: clan, timeout: queryTimeout }));
    },
    async commit(message) {
      const { directory, file } = await tracked();
      const name = relative(directory, file);
      const added = await git(['add', '--intent-to-add', '--', name]);
      if (added.kind !== 'done') return err(gitProblem(added, 'inventory.json could not be added to git'));
      const outcome = await git(['commit', '--only', '-m', message, '--', name], commitTimeout);
      return outcome.kind === 'done'
        ? ok(null)
        : err(gitProblem(outcome, 'The file is saved, but the commit failed'));
    },
  };
}

async function fileExists(path: string): Promise<boolean> {
  return realpath(path).then(
    () => true,
    () => false,
  );
}

/** Reads `status --porcelain=v2 --branch -z` about one file. */
export function readStatus(output: string, isOnDisk: boolean): GitState {
  let branch: string | undefined;
  let inventoryFile: GitState['inventoryFile'] = isOnDisk ? 'tracked' : 'missing';
  for (const record of output.split('\0')) {
    if (record.startsWith('# branch.head ')) {
      const head = record.slice('# branch.head '.length);
      if (head !== '(detached)') branch = head;
    } else if (record.startsWith('? ')) inventoryFile = 'untracked';
    else if (record.startsWith('! ')) inventoryFile = 'ignored';
    else if (isOnDisk && /^[12u] /.test(record)) {
      // XY: what is staged, what differs in the working tree. Intent to add is `.A`: known, nothing staged.
      inventoryFile = record[2] === '.' || record.startsWith('u ') ? 'modified' : 'staged';
    }
  }
  return { kind: 'repository', ...(branch === undefined ? {} : { branch }), inventoryFile };
}
