/** Where the parts of the installed app are, seen from wherever this code was bundled to. */
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { version } from '../package.json';
import { invariant } from '../shared/base/invariant';

export const appVersion = version;

/** The package's root: sources and bundles both lie below it. */
export const packageRoot = findPackageRoot(path.dirname(fileURLToPath(import.meta.url)));

export const installation = {
  root: packageRoot,
  window: path.join(packageRoot, 'dist/renderer'),
  preload: path.join(packageRoot, 'dist/main/preload.cjs'),
  worker: path.join(packageRoot, 'dist/main/worker.js'),
  nixWorker: path.join(packageRoot, 'dist/main/nix-worker.js'),
  examples: path.join(packageRoot, 'assets/examples'),
} as const;

/** The app's own data: recent clans, drafts, positions. `CLAN_EDITOR_DATA` moves it. */
export function appDataDirectory(environment: Readonly<Record<string, string | undefined>>): string {
  const { CLAN_EDITOR_DATA: chosen, XDG_DATA_HOME: dataHome, APPDATA: roaming } = environment;
  if (chosen !== undefined && chosen !== '') return path.resolve(chosen);
  if (process.platform === 'win32' && roaming !== undefined)
    return path.join(roaming, 'clan-inventory-editor');
  if (process.platform === 'darwin') {
    return path.join(os.homedir(), 'Library/Application Support/clan-inventory-editor');
  }
  const base =
    dataHome !== undefined && path.isAbsolute(dataHome) ? dataHome : path.join(os.homedir(), '.local/share');
  return path.join(base, 'clan-inventory-editor');
}

function findPackageRoot(start: string): string {
  let folder = start;
  while (!existsSync(path.join(folder, 'package.json'))) {
    const parent = path.dirname(folder);
    invariant(parent !== folder, `no package.json above ${start}`);
    folder = parent;
  }
  return folder;
}
