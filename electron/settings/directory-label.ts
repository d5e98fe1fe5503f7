/** How a directory is shown: with `~` for the home folder. */
import { createHash } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';

export function directoryLabel(directory: string, home: string = os.homedir()): string {
  const relative = path.relative(home, directory);
  if (relative === '') return '~';
  const isBelow = !relative.startsWith('..') && !path.isAbsolute(relative);
  return isBelow ? `~${path.sep}${relative}` : directory;
}

/** What the window calls a directory by. It says nothing about the path and is the same in every run. */
export function directoryId(directory: string): string {
  return createHash('sha256').update(directory).digest('base64url').slice(0, 22);
}
