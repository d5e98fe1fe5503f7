/**
 * What belongs to a flake: in a git repository the files that git tracks, otherwise the whole folder. It is what Nix
 * sees of the clan (clan-semantics 1.3).
 */
import { realpath } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import type { Diagnostic } from '../../shared/base/diagnostic';
import { err, ok } from '../../shared/base/result';
import type { Result } from '../../shared/base/result';
import { directoryError } from './directory-error';
import { runGit } from './run-git';
import type { RunGit } from './run-git';

export interface SourceTree {
  /** The root of the git work tree, or the clan's own folder. */
  readonly root: string;
  /** The clan's folder below it; '' when it is the root. */
  readonly subfolder: string;
  /** Tracked files relative to the root, those that are only intended to be added as well; null: no repository. */
  readonly files: readonly string[] | null;
}

const timeout = 20_000;

/** Finds out what belongs to the flake in `directory`. */
export async function sourceTree(
  directory: string,
  run: RunGit = runGit,
): Promise<Result<SourceTree, Diagnostic>> {
  const folder = await realpath(directory).catch(() => directory);
  const whole: SourceTree = { root: folder, subfolder: '', files: null };
  const top = await run(['rev-parse', '--show-toplevel'], { directory: folder, timeout });
  if (top.kind !== 'done') return top.kind === 'timeout' ? err(tooSlow) : ok(whole);
  const root = top.output.replace(/\r?\n$/, '');
  const listed = await run(['ls-files', '--cached', '--full-name', '-z'], { directory: root, timeout });
  if (listed.kind !== 'done') return err(listed.kind === 'timeout' ? tooSlow : unreadable(root));
  // A file in conflict is listed once for each side.
  const files = [...new Set(listed.output.split('\0').filter((file) => file !== ''))];
  const subfolder = relative(root, folder).split(sep).join('/');
  // An ignored folder inside a repository is no part of it: Nix takes the repository, and finds no flake there.
  return ok({ root, subfolder, files });
}

const tooSlow = directoryError('git.timeout', 'git took too long to list the files of the clan.', {
  hint: 'Is the repository on a slow network disk, or another git command still running?',
});

function unreadable(root: string): Diagnostic {
  return directoryError('git.failed', `The files that git tracks in ${root} cannot be listed.`, {
    hint: 'Run “git status” there; it says what is wrong with the repository.',
  });
}
