import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Diagnostic } from '../../shared/base/diagnostic';
import { directoryError, systemErrorCode, systemErrorReason } from './directory-error';

/** What a look at the folder finds besides inventory.json. */
export interface DirectoryScan {
  /** Folders below `machines/`: each is a machine, also hidden ones (clan-semantics 1.2). */
  readonly machineFolders: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Looks through `machines/`, where links look like machines and are none. */
export async function scanDirectory(root: string): Promise<DirectoryScan> {
  const folder = join(root, 'machines');
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const links = entries.filter((entry) => entry.isSymbolicLink()).map((entry) => entry.name);
    return {
      machineFolders: entries
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .sort(),
      diagnostics: links.sort().map((name) =>
        directoryError(
          'directory.machine-link',
          `machines/${name} is a link, so Clan does not see a machine there.`,
          {
            severity: 'warning',
            hint: 'Put a real folder in its place.',
          },
        ),
      ),
    };
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return { machineFolders: [], diagnostics: [] };
    const diagnostic = directoryError(
      'directory.unreadable',
      `The folder machines/ cannot be read: ${systemErrorReason(error)}.`,
      { severity: 'warning' },
    );
    return { machineFolders: [], diagnostics: [diagnostic] };
  }
}
