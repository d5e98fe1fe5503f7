/** Makes new files of the clan known to git. What is asked for comes from the window, so none of it is trusted. */
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Diagnostic } from '../../shared/base/diagnostic';
import { isInside, joinPath, relativeTo } from '../../shared/base/posix-path';
import { err, ok } from '../../shared/base/result';
import type { Result } from '../../shared/base/result';
import { directoryError } from './directory-error';
import { gitProblem } from './git-problem';
import type { GitOutcome } from './run-git';

type Ask = (args: readonly string[]) => Promise<GitOutcome>;
const what = 'The files could not be added to git';

/** Adds `paths`, relative to the folder `clan`, with the intent alone: their content is not staged. All or none. */
export async function addFiles(
  paths: readonly string[],
  clan: string,
  git: Ask,
): Promise<Result<null, Diagnostic>> {
  const untracked: string[] = [];
  for (const asked of paths) {
    const path = placeInClan(asked, clan);
    if (path === null) return err(refused(`${asked} is no path in the clan.`));
    const isThere = await lstat(join(clan, path)).then(
      () => true,
      () => false,
    );
    if (!isThere) return err(refused(`${path} does not exist (any more).`));
    const state = await stateOf(path, git);
    if (!state.ok) return state;
    if (state.value === 'ignored') return err(ignored(path));
    if (state.value === 'repository') return err(refused(`${path} is a git repository of its own.`));
    if (state.value === 'untracked') untracked.push(path);
  }
  if (untracked.length === 0) return ok(null);
  const added = await git(['add', '--intent-to-add', '--', ...untracked]);
  return added.kind === 'done' ? ok(null) : err(gitProblem(added, what));
}

/** The path without detours; null when it leads out of the clan or means all of it. */
function placeInClan(asked: string, clan: string): string | null {
  if (asked.startsWith('/') || asked.includes('\0')) return null;
  const path = joinPath(clan, asked);
  return path === clan || !isInside(path, clan) ? null : relativeTo(path, clan);
}

async function stateOf(
  path: string,
  git: Ask,
): Promise<Result<'untracked' | 'ignored' | 'repository' | 'tracked', Diagnostic>> {
  const listed = async (...which: readonly string[]): Promise<Result<readonly string[], Diagnostic>> => {
    const outcome = await git(['ls-files', ...which, '-z', '--', path]);
    return outcome.kind === 'done'
      ? ok(outcome.output.split('\0').filter((file) => file !== ''))
      : err(gitProblem(outcome, what));
  };
  const others = await listed('--others', '--exclude-standard');
  if (!others.ok) return others;
  if (others.value.length > 0) {
    // A repository inside this one is listed as a folder; adding it would make it a submodule without an address.
    return ok(others.value.some((file) => file.endsWith('/')) ? 'repository' : 'untracked');
  }
  const known = await listed('--cached');
  if (!known.ok) return known;
  return ok(known.value.length > 0 ? 'tracked' : 'ignored');
}

function refused(message: string): Diagnostic {
  return directoryError('git.refused-path', message, {
    hint: 'Add it yourself with “git add --intent-to-add”, if that is what you want.',
  });
}

function ignored(path: string): Diagnostic {
  return directoryError('git.refused-path', `${path} is ignored by git, or has nothing in it.`, {
    hint: 'Take it out of .gitignore, so that git and with it Nix can see it.',
  });
}
