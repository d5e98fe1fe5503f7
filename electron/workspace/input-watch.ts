import type { Diagnostic } from '../../shared/base/diagnostic';
import type { ClanDirectory, DirectoryWatch } from '../clan-directory';

export interface InputWatchOptions {
  /** The folders that stand for flake inputs at the moment. */
  readonly folders: () => readonly string[];
  /** Absolute paths of what changed in them. */
  readonly onChange: (paths: readonly string[]) => void;
  /** What is not noticed, and why; empty once other folders are watched. */
  readonly onTrouble: (diagnostics: readonly Diagnostic[]) => void;
}

/** Watches the folders that stand for flake inputs, as long as they are the same ones. */
export class InputWatch {
  #folders: readonly string[] = [];
  #watch: DirectoryWatch | null = null;
  #hasTrouble = false;
  #isClosed = false;
  /** Watches that are no longer needed end beside everything else. */
  #ending: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly clan: Pick<ClanDirectory, 'watchInputs'>,
    private readonly options: InputWatchOptions,
  ) {}

  /** Resolves when changes are being noticed. */
  get ready(): Promise<void> {
    return this.#watch?.ready ?? Promise.resolve();
  }

  /** To be called when the folders may be others. */
  refresh(): void {
    const folders = this.options.folders();
    if (this.#isClosed || folders.join('\0') === this.#folders.join('\0')) return;
    this.#end();
    this.#folders = folders;
    if (this.#hasTrouble) this.options.onTrouble([]);
    this.#hasTrouble = false;
    if (folders.length > 0) this.#watch = this.#start(folders);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#end();
    await this.#ending;
  }

  #start(folders: readonly string[]): DirectoryWatch {
    return this.clan.watchInputs(folders, this.options.onChange, (diagnostic) => {
      if (this.#folders !== folders) return;
      this.#hasTrouble = true;
      this.options.onTrouble([diagnostic]);
    });
  }

  #end(): void {
    const watch = this.#watch;
    this.#watch = null;
    if (watch !== null) this.#ending = Promise.all([this.#ending, watch.close()]);
  }
}
