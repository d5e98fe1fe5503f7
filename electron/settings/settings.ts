/** Everything that the app remembers for itself, in one directory of its own. Nothing of it ever lies in a clan. */
import path from 'node:path';
import { z } from 'zod';
import type { NodePositions, Preferences } from '../../shared/contract';
import { directoryId } from './directory-label';
import { Examples } from './examples';
import { Folders } from './folders';
import { JsonFile } from './json-file';
import { RecentClans } from './recent-clans';

export interface SettingsOptions {
  /** The app's data directory. */
  readonly appData: string;
  /** The folder with the bundled example clans. */
  readonly examples: string;
  readonly home?: string;
  /** Told when the app's own data cannot be written; the app goes on without. */
  readonly onWriteError?: (error: unknown) => void;
}

const pixels = z.number().int().min(0).max(10_000);
const preferencesSchema: z.ZodType<Preferences> = z.object({
  colorScheme: z.enum(['light', 'dark', 'auto']),
  leftWidth: pixels,
  rightWidth: pixels,
});
/** Widths of the design. */
const defaultPreferences: Preferences = { colorScheme: 'auto', leftWidth: 272, rightWidth: 404 };
const positionsSchema: z.ZodType<NodePositions> = z.record(
  z.string(),
  z.object({ x: z.number(), y: z.number() }),
);

export class Settings {
  readonly recent: RecentClans;
  readonly examples: Examples;
  readonly folders: Folders;
  readonly #preferences: JsonFile<Preferences>;
  readonly #positions = new Map<string, JsonFile<NodePositions>>();

  constructor(private readonly options: SettingsOptions) {
    const { appData, examples, home, onWriteError } = options;
    this.recent = new RecentClans(path.join(appData, 'recent.json'));
    this.examples = new Examples(examples, path.join(appData, 'examples'));
    this.folders = new Folders(home);
    this.#preferences = new JsonFile(
      path.join(appData, 'preferences.json'),
      preferencesSchema,
      defaultPreferences,
      onWriteError,
    );
  }

  get preferences(): Preferences {
    return this.#preferences.value;
  }

  setPreferences(changed: Partial<Preferences>): void {
    const defined = Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== undefined));
    this.#preferences.set({ ...this.#preferences.value, ...defined });
  }

  /** Where the user put the nodes of the clan in `directory`. */
  positions(directory: string): NodePositions {
    return this.#positionsFile(directory).value;
  }

  setPositions(directory: string, positions: NodePositions): void {
    this.#positionsFile(directory).set(positions);
  }

  /** Resolves when everything is on disk. */
  async flush(): Promise<void> {
    const positions = [...this.#positions.values()].map((file) => file.flush());
    await Promise.all([this.#preferences.flush(), this.recent.flush(), ...positions]);
  }

  #positionsFile(directory: string): JsonFile<NodePositions> {
    const id = directoryId(directory);
    const known = this.#positions.get(id);
    if (known !== undefined) return known;
    const name = path.join(this.options.appData, 'positions', `${id}.json`);
    const file = new JsonFile(name, positionsSchema, {}, this.options.onWriteError);
    this.#positions.set(id, file);
    return file;
  }
}
