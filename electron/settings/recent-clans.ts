/** The clans opened lately: newest first, each once, those that are gone marked. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { RecentClan } from '../../shared/contract';
import { directoryId, directoryLabel } from './directory-label';
import { JsonFile } from './json-file';

const schema = z.array(z.object({ directory: z.string(), openedAt: z.string() }));
const most = 20;

export class RecentClans {
  readonly #file: JsonFile<z.infer<typeof schema>>;

  constructor(file: string) {
    this.#file = new JsonFile(file, schema, []);
  }

  list(): readonly RecentClan[] {
    return this.#file.value.map(({ directory, openedAt }) => ({
      id: directoryId(directory),
      name: path.basename(directory),
      directoryLabel: directoryLabel(directory),
      isMissing: !existsSync(directory),
      openedAt,
    }));
  }

  /** Puts `directory` first. */
  remember(directory: string, openedAt: string): void {
    const others = this.#file.value.filter((clan) => clan.directory !== directory);
    this.#file.set([{ directory, openedAt }, ...others].slice(0, most));
  }

  forget(id: string): void {
    this.#file.set(this.#file.value.filter((clan) => directoryId(clan.directory) !== id));
  }

  directoryOf(id: string): string | undefined {
    return this.#file.value.find((clan) => directoryId(clan.directory) === id)?.directory;
  }

  flush(): Promise<void> {
    return this.#file.flush();
  }
}
