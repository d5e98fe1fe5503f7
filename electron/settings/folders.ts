/**
 * Lists folders for shells without a native dialog. The window sees names and ids only; an id is good for a folder that
 * was listed in this run, so the window cannot ask for a path of its own making.
 */
import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Diagnostic } from '../../shared/base/diagnostic';
import { err, ok } from '../../shared/base/result';
import type { Result } from '../../shared/base/result';
import type { FolderEntry, FolderListing } from '../../shared/contract';
import { directoryId, directoryLabel } from './directory-label';

const mostEntries = 2_000;

export class Folders {
  readonly #known = new Map<string, string>();

  constructor(private readonly home: string = os.homedir()) {}

  /** The folder with this id; null: the home folder. */
  list(id: string | null): Result<FolderListing, Diagnostic> {
    const directory = id === null ? this.home : this.#known.get(id);
    if (directory === undefined) return err(unknownFolder);
    let names: readonly string[];
    try {
      names = readdirSync(directory, { withFileTypes: true })
        .filter((entry) => !entry.name.startsWith('.') && isFolder(entry, directory))
        .map((entry) => entry.name);
    } catch (error) {
      return err(unreadable(directory, error));
    }
    const parent = path.dirname(directory);
    const sorted = [...names].sort((a, b) => a.localeCompare(b)).slice(0, mostEntries);
    return ok({
      id: this.#remember(directory),
      label: directoryLabel(directory, this.home),
      parent: parent === directory ? null : this.#remember(parent),
      entries: sorted.map((name) => this.#entry(path.join(directory, name), name)),
    });
  }

  /** The path behind an id that {@link list} gave. */
  directoryOf(id: string): string | undefined {
    return this.#known.get(id);
  }

  #entry(directory: string, name: string): FolderEntry {
    const isClan = ['flake.nix', '.clan-flake'].some((file) => existsSync(path.join(directory, file)));
    return { id: this.#remember(directory), name, isClan };
  }

  #remember(directory: string): string {
    const id = directoryId(directory);
    this.#known.set(id, directory);
    return id;
  }
}

function isFolder(
  entry: { readonly name: string; isDirectory(): boolean; isSymbolicLink(): boolean },
  parent: string,
): boolean {
  if (entry.isDirectory()) return true;
  if (!entry.isSymbolicLink()) return false;
  try {
    return statSync(realpathSync(path.join(parent, entry.name))).isDirectory();
  } catch {
    // A link that leads nowhere is nothing to open.
    return false;
  }
}

const unknownFolder: Diagnostic = {
  code: 'folder.unknown',
  severity: 'error',
  message: 'This folder is no longer known; list it again.',
};

function unreadable(directory: string, error: unknown): Diagnostic {
  const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return {
    code: 'folder.unreadable',
    severity: 'error',
    message: `The folder ${directoryLabel(directory)} cannot be read (${reason}).`,
  };
}
