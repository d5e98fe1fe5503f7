/** Everything that the app remembers for itself, in one directory of its own. Nothing of it ever lies in a clan. */
import path from 'node:path';
import { z } from 'zod';
import type { NodePositions, Preferences } from '../../shared/contract';
import { clanSettingsSchema, noClanSettings } from './clan-settings';
import type { ClanSettings } from './clan-settings';
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
  readonly #clans = new Map<string, JsonFile<ClanSettings>>();

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

  /** What is remembered about the clan in `directory`. */
  clan(directory: string): ClanSettings {
    return this.#clanFile(directory).value;
  }

  setClan(directory: string, changed: Partial<ClanSettings>): void {
    const file = this.#clanFile(directory);
    file.set({ ...file.value, ...changed });
  }

  /** Resolves when everything is on disk. */
  async flush(): Promise<void> {
    const ofClans = [...this.#positions.values(), ...this.#clans.values()].map((file) => file.flush());
    await Promise.all([this.#preferences.flush(), this.recent.flush(), ...ofClans]);
  }

  #positionsFile(directory: string): JsonFile<NodePositions> {
    return this.#fileOf(this.#positions, 'positions', directory, positionsSchema, {});
  }

  #clanFile(directory: string): JsonFile<ClanSettings> {
    return this.#fileOf(this.#clans, 'clans', directory, clanSettingsSchema, noClanSettings);
  }

  /** The file about the clan in `directory`, in a folder of such files. */
  #fileOf<T>(
    files: Map<string, JsonFile<T>>,
    folder: string,
    directory: string,
    schema: z.ZodType<T>,
    fallback: T,
  ): JsonFile<T> {
    const id = directoryId(directory);
    const known = files.get(id);
    if (known !== undefined) return known;
    const name = path.join(this.options.appData, folder, `${id}.json`);
    const file = new JsonFile(name, schema, fallback, this.options.onWriteError);
    files.set(id, file);
    return file;
  }
}
