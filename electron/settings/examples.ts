/** The bundled example clans. They are opened as copies among the app's data, so nobody can spoil them. */
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { ExampleClan } from '../../shared/contract';

export class Examples {
  /** `source`: the bundled ones; `copies`: where opened ones live. */
  constructor(
    private readonly source: string,
    private readonly copies: string,
  ) {}

  list(): readonly ExampleClan[] {
    return this.#ids().map((id) => ({ id, ...introductionOf(path.join(this.source, id, 'README.md'), id) }));
  }

  /** The directory of the user's copy, made on first use; undefined: there is no such example. */
  open(id: string): string | undefined {
    if (!this.#ids().includes(id)) return undefined;
    const copy = path.join(this.copies, id);
    if (!existsSync(copy)) {
      // A copy that was interrupted must not be taken for the example.
      const unfinished = `${copy}.new`;
      rmSync(unfinished, { recursive: true, force: true });
      mkdirSync(this.copies, { recursive: true });
      cpSync(path.join(this.source, id), unfinished, { recursive: true });
      renameSync(unfinished, copy);
    }
    return copy;
  }

  /** Whether a directory is one of the copies. */
  isCopy(directory: string): boolean {
    return path.dirname(directory) === path.resolve(this.copies);
  }

  #ids(): readonly string[] {
    if (!existsSync(this.source)) return [];
    const entries = readdirSync(this.source, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() && existsSync(path.join(this.source, entry.name, 'flake.nix')))
      .map((entry) => entry.name)
      .sort();
  }
}

/** Heading and first paragraph of the README. */
function introductionOf(readme: string, id: string): { title: string; description: string } {
  const blocks = existsSync(readme) ? readFileSync(readme, 'utf8').split(/\n\s*\n/) : [];
  const heading = blocks.find((block) => block.startsWith('# '));
  const paragraph = blocks.find((block) => block.trim() !== '' && !block.startsWith('#'));
  return {
    title: heading?.split('\n')[0]?.slice(2).trim() ?? id,
    description: paragraph?.replaceAll(/\s+/g, ' ').replaceAll('`', '').trim() ?? '',
  };
}
