/**
 * How a staged flake is called on Nix's command line. The root of a tree has an address of its own. Nix 2.8 has none for
 * a flake in a folder below it, but takes one from a registry, so a registry with this single entry is given along.
 */
import { createHash } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

export interface FlakeAddress {
  /** What stands before `#attribute`. */
  readonly url: string;
  /** The same for programs of newer versions only, which need no `args`. */
  readonly direct: string;
  /** Arguments that go with it. */
  readonly args: readonly string[];
  /** Takes away the file that it needs, if any. */
  readonly remove: () => Promise<void>;
}

const nothing = (): Promise<void> => Promise.resolve();
const alias = 'clan-inventory-staged';

export interface FlakePlace {
  readonly path: string;
  /** The flake's folder below it; '' when that is the root. */
  readonly dir: string;
  /** What Nix has to find there. */
  readonly narHash?: string;
  /** Seconds, as the flake reads it. */
  readonly lastModified?: number;
}

/** The address of a flake; `folder`: where a registry can be written. */
export async function flakeAddress(place: FlakePlace, folder: string): Promise<FlakeAddress> {
  const { dir, ...source } = place;
  const direct = pathUrl(place);
  if (dir === '') return { url: direct, direct, args: [], remove: nothing };
  const to = { type: 'path', ...source, dir };
  const registry = { version: 2, flakes: [{ from: { type: 'indirect', id: alias }, to }] };
  const text = JSON.stringify(registry);
  const name = createHash('sha256').update(text).digest('hex').slice(0, 16);
  const file = path.join(folder, `${process.pid}-${name}.json`);
  await writeFile(file, text);
  return {
    url: `flake:${alias}`,
    direct,
    args: ['--option', 'flake-registry', file],
    remove: () => rm(file, { force: true }),
  };
}

/** The address of a flake with what pins it. */
function pathUrl({ path: folder, ...pins }: FlakePlace): string {
  const parts = Object.entries(pins).filter(([, value]) => value !== '');
  const query = parts.map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
  return `path:${folder}${query.length === 0 ? '' : `?${query.join('&')}`}`;
}
