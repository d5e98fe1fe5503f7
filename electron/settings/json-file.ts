/**
 * A small JSON file of the app's own. A missing or damaged file is the fallback, never an error: it holds nothing that
 * the user made. Writes replace the file in one step and follow each other in order.
 */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';

export class JsonFile<T> {
  #value: T;
  #writing: Promise<void> = Promise.resolve();
  #isWriteQueued = false;

  constructor(
    private readonly file: string,
    schema: z.ZodType<T>,
    fallback: T,
    private readonly onWriteError: (error: unknown) => void = () => undefined,
  ) {
    this.#value = readOr(file, schema, fallback);
  }

  get value(): T {
    return this.#value;
  }

  /** Takes effect at once; on disk soon after. */
  set(value: T): void {
    this.#value = value;
    if (this.#isWriteQueued) return;
    this.#isWriteQueued = true;
    this.#writing = this.#writing.then(() => this.#write()).catch(this.onWriteError);
  }

  /** Resolves when everything that was set is on disk. */
  async flush(): Promise<void> {
    await this.#writing;
  }

  async #write(): Promise<void> {
    this.#isWriteQueued = false;
    const text = JSON.stringify(this.#value, null, 2);
    await mkdir(path.dirname(this.file), { recursive: true });
    const temporary = `${this.file}.${process.pid}.new`;
    await writeFile(temporary, `${text}\n`);
    await rename(temporary, this.file);
  }
}

function readOr<T>(file: string, schema: z.ZodType<T>, fallback: T): T {
  try {
    const parsed = schema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return parsed.success ? parsed.data : fallback;
  } catch {
    // Not there, not readable, not JSON: all the same for data that can be made again.
    return fallback;
  }
}
