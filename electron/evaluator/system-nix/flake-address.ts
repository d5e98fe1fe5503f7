/**
 * How a staged flake is called on Nix's command line. The root of a tree has an address of its own. Nix 2.8 has none for
 * a flake in a folder below it, but takes one from a registry, so a registry with this single entry is given along.
 */
import { createHash } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { JsonObject } from '../../../shared/base/json';

export interface FlakeAddress {
  /** What stands before `#attribute`. */
  readonly url: string;
  /** Arguments that go with it. */
  readonly args: readonly string[];
  /** Takes away the file that it needs, if any. */
  readonly remove: () => Promise<void>;
}

const nothing = (): Promise<void> => Promise.resolve();
const alias = 'clan-inventory-staged';

/** The address of a flake. `source`: attributes as a lock file has them, `path` and `dir` among them. */
export async function flakeAddress(
  source: JsonObject & { readonly path: string },
  url: string,
  folder: string,
): Promise<FlakeAddress> {
  if (source['dir'] === undefined || source['dir'] === '') return { url, args: [], remove: nothing };
  const registry = { version: 2, flakes: [{ from: { type: 'indirect', id: alias }, to: source }] };
  const text = JSON.stringify(registry);
  const name = createHash('sha256').update(text).digest('hex').slice(0, 16);
  const file = path.join(folder, `${process.pid}-${name}.json`);
  await writeFile(file, text);
  return {
    url: `flake:${alias}`,
    args: ['--option', 'flake-registry', file],
    remove: () => rm(file, { force: true }),
  };
}
