import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Diagnostic } from '../../shared/base/diagnostic';
import { err, ok } from '../../shared/base/result';
import type { Result } from '../../shared/base/result';
import { directoryError, systemErrorCode, systemErrorReason } from './directory-error';

/**
 * The root of the clan that a folder belongs to: the nearest folder, from the given one upwards, with a `.clan-flake` or
 * a `flake.nix`. The search ends at the root of the git repository, because a flake never sees what lies above it.
 * (Clan itself asks for `.clan-flake` anywhere above first, then for the repository, then for `flake.nix`; the nearest
 * flake is the same clan in all ordinary layouts, and the right one where a clan lies inside another project.)
 */
export async function findClanRoot(start: string): Promise<Result<string, Diagnostic>> {
  const folder = resolve(start);
  const problem = await folderProblem(folder);
  if (problem) return err(problem);
  let marked: string | null = null;
  for (let current = folder; ; current = dirname(current)) {
    if (await exists(join(current, 'flake.nix'))) return ok(current);
    if (await exists(join(current, '.clan-flake'))) {
      marked = current;
      break;
    }
    if ((await exists(join(current, '.git'))) || dirname(current) === current) break;
  }
  return err(marked === null ? notAClan(folder) : markedWithoutFlake(marked));
}

/** Whether a folder itself is the root of a clan, for lists of folders. */
export async function isClanRoot(folder: string): Promise<boolean> {
  return exists(join(folder, 'flake.nix'));
}

async function folderProblem(folder: string): Promise<Diagnostic | null> {
  try {
    const found = await stat(folder);
    if (found.isDirectory()) return null;
    return directoryError('directory.not-a-folder', `${folder} is not a folder.`);
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') {
      return directoryError('directory.not-found', `There is no folder ${folder}.`);
    }
    return directoryError('directory.unreadable', `${folder} cannot be read: ${systemErrorReason(error)}.`);
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}

function notAClan(folder: string): Diagnostic {
  return directoryError(
    'directory.not-a-clan',
    `${folder} is no clan: it has no flake.nix, and no folder above it does.`,
    {
      hint: 'Open the folder that holds the flake.nix of your clan, or make one with “clan flakes create”.',
    },
  );
}

function markedWithoutFlake(folder: string): Diagnostic {
  return directoryError(
    'directory.not-a-clan',
    `${folder} is marked as a clan by .clan-flake but has no flake.nix.`,
    {
      hint: 'Put the flake.nix of the clan beside .clan-flake.',
    },
  );
}
