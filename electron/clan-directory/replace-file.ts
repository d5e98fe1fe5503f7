import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { diskSteps } from './file-steps';
import type { FileSteps } from './file-steps';

/**
 * Replaces one of the app's own files in one step; the folder is made when it is missing. Rejects with the system's
 * error. For the user's files there is `writeAtomically`, which looks before it replaces.
 */
export async function replaceFile(
  path: string,
  content: string | Uint8Array,
  steps: FileSteps = diskSteps,
): Promise<void> {
  const directory = dirname(path);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const temporary = join(directory, `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  try {
    await steps.writeNew(temporary, bytes, 0o600, null);
    await steps.rename(temporary, path);
  } catch (error) {
    await steps.remove(temporary).catch(() => undefined);
    throw error;
  }
}
