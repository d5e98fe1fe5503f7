/**
 * Replaces a file in one step: at every moment, also after a crash or a power cut, the path holds either all of the old
 * or all of the new content. A file that somebody changed meanwhile is not replaced.
 */
import { randomBytes } from 'node:crypto';
import { lstat, readFile, readlink, realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Diagnostic } from '../../shared/base/diagnostic';
import { err, ok } from '../../shared/base/result';
import type { Result } from '../../shared/base/result';
import { directoryError, systemErrorCode, systemErrorReason } from './directory-error';
import { diskSteps, modeAndOwner } from './file-steps';
import type { FileSteps } from './file-steps';
import { hashOf } from './inventory-file';

export interface WriteOptions {
  /** Fingerprint of the content that is to be replaced; null: there must be no file. */
  readonly expectedHash: string | null;
  readonly steps?: FileSteps;
}

/** Writes `bytes` to `path` (through links) and answers with their fingerprint. */
export async function writeAtomically(
  path: string,
  bytes: Uint8Array,
  options: WriteOptions,
): Promise<Result<string, Diagnostic>> {
  const steps = options.steps ?? diskSteps;
  let temporary: string | null = null;
  try {
    const target = await linkTarget(path);
    const directory = dirname(target);
    const old = await modeAndOwner(target);
    if ((await hashOnDisk(target)) !== options.expectedHash) return err(changedOnDisk());
    temporary = join(directory, `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
    await steps.writeNew(temporary, bytes, old?.mode ?? 0o644, old?.owner ?? null);
    // Looked at again as late as possible: writing and flushing may have taken a while.
    if ((await hashOnDisk(target)) !== options.expectedHash) {
      await removeQuietly(steps, temporary);
      return err(changedOnDisk());
    }
    await steps.rename(temporary, target);
    temporary = null;
    await syncQuietly(steps, directory);
    return ok(hashOf(bytes));
  } catch (error) {
    if (temporary !== null) await removeQuietly(steps, temporary);
    return err(writeFailed(error));
  }
}

/** Where a path leads: links are followed, so that the link itself stays. */
async function linkTarget(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (systemErrorCode(error) !== 'ENOENT') throw error;
    const found = await lstat(path).catch(() => null);
    // A link to a file that is not there yet: the file is made where the link points.
    return found?.isSymbolicLink() ? resolve(dirname(path), await readlink(path)) : path;
  }
}

async function hashOnDisk(path: string): Promise<string | null> {
  try {
    return hashOf(await readFile(path));
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** A leftover temporary file is ugly and harmless; the error that led here is the one to tell. */
async function removeQuietly(steps: FileSteps, path: string): Promise<void> {
  await steps.remove(path).catch(() => undefined);
}

/** The rename has happened: a file system that cannot flush directories changes nothing about that. */
async function syncQuietly(steps: FileSteps, directory: string): Promise<void> {
  await steps.syncDirectory(directory).catch(() => undefined);
}

function changedOnDisk(): Diagnostic {
  return directoryError(
    'inventory.changed-on-disk',
    'Another program changed inventory.json meanwhile; nothing was written.',
    {
      hint: 'Look at the merged changes and save again.',
    },
  );
}

function writeFailed(error: unknown): Diagnostic {
  const reason = systemErrorReason(error);
  const isPermission = ['EACCES', 'EPERM', 'EROFS'].includes(systemErrorCode(error));
  return directoryError(
    isPermission ? 'inventory.read-only' : 'inventory.write-failed',
    `inventory.json could not be written: ${reason}. The old file is untouched.`,
    { hint: 'Your edits are kept. Save again when this is solved.' },
  );
}
