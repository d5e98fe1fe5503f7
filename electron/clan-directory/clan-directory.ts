/** The only code that touches the user's files: one opened clan folder. */
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { Diagnostic } from '../../shared/base/diagnostic';
import { err, ok } from '../../shared/base/result';
import type { Result } from '../../shared/base/result';
import { writeAtomically } from './atomic-write';
import type { FileSteps } from './file-steps';
import { findClanRoot } from './find-root';
import { createGit } from './git';
import type { Git } from './git';
import { inventoryBytes, inventoryFileName, readInventoryFile, writeProblem } from './inventory-file';
import type { InventoryFile } from './inventory-file';
import type { RunGit } from './run-git';
import { scanDirectory } from './scan';
import type { DirectoryScan } from './scan';
import { watchDirectory } from './watch';
import type { DirectoryChange, WatchDirectory } from './watch';
import type { DirectoryWatch } from './watch-bursts';
import { watchInputs } from './watch-inputs';
import type { WatchInputs } from './watch-inputs';

export interface ClanDirectory {
  /** Absolute path without links. */
  readonly root: string;
  readonly git: Git;
  readInventory(): Promise<InventoryFile>;
  /** Why inventory.json cannot be written, or null. */
  writeProblem(): Promise<Diagnostic | null>;
  /** Replaces inventory.json in one step, when it still is what `expectedHash` says. Answers with the new hash. */
  writeInventory(
    text: string,
    hasByteOrderMark: boolean,
    expectedHash: string | null,
  ): Promise<Result<string, Diagnostic>>;
  scan(): Promise<DirectoryScan>;
  watch(
    onChange: (change: DirectoryChange) => void,
    onError: (diagnostic: Diagnostic) => void,
  ): DirectoryWatch;
  /** Watches folders that stand for flake inputs. */
  watchInputs(
    folders: readonly string[],
    onChange: (paths: readonly string[]) => void,
    onError: (diagnostic: Diagnostic) => void,
  ): DirectoryWatch;
}

/** What tests replace. */
export interface ClanDirectoryOptions {
  readonly steps?: FileSteps;
  readonly runGit?: RunGit;
  readonly watch?: WatchDirectory;
  readonly watchInputs?: WatchInputs;
}

/** Opens the clan that a folder belongs to, or says what is missing. */
export async function openClanDirectory(
  folder: string,
  options: ClanDirectoryOptions = {},
): Promise<Result<ClanDirectory, Diagnostic>> {
  const found = await findClanRoot(folder);
  if (!found.ok) return err(found.error);
  return ok(clanDirectoryAt(await realpath(found.value).catch(() => found.value), options));
}

/** The clan whose root is `root`, an absolute path that `findClanRoot` gave. */
export function clanDirectoryAt(root: string, options: ClanDirectoryOptions = {}): ClanDirectory {
  const path = join(root, inventoryFileName);
  const watch = options.watch ?? watchDirectory;
  return {
    root,
    git: createGit(path, options.runGit),
    readInventory: () => readInventoryFile(path),
    writeProblem: () => writeProblem(path),
    writeInventory: (text, hasByteOrderMark, expectedHash) =>
      writeAtomically(path, inventoryBytes(text, hasByteOrderMark), {
        expectedHash,
        ...(options.steps ? { steps: options.steps } : {}),
      }),
    scan: () => scanDirectory(root),
    watch: (onChange, onError) => watch(root, onChange, onError),
    watchInputs: (folders, onChange, onError) =>
      (options.watchInputs ?? watchInputs)(root, folders, onChange, onError),
  };
}
