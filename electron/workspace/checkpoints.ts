import { readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from '../clan-directory';

/** How many earlier texts of a clan's inventory.json are kept. */
const checkpointLimit = 20;

/** Keeps the text that a save is about to replace, in the app's folder. Rejects when that is not possible. */
export async function keepCheckpoint(directory: string, text: string, now: number): Promise<void> {
  const name = `${new Date(now).toISOString().replaceAll(':', '-')}.json`;
  await replaceFile(join(directory, name), text);
  const names = (await readdir(directory)).filter((file) => /^\d{4}-.*\.json$/.test(file)).sort();
  for (const old of names.slice(0, -checkpointLimit))
    await unlink(join(directory, old)).catch(() => undefined);
}
