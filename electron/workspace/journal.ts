/**
 * The draft journal: unsaved edits, kept in the app's folder from a moment after each edit until they are saved, so that
 * no crash loses them. Each session has a file of its own; what an ended session left behind is offered at the next
 * start, newest first. A session that still runs, in this process or another one, is left alone.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, stat, unlink, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { isJsonObject } from '../../shared/base/json';
import type { Json, JsonObject } from '../../shared/base/json';
import { hashOf, replaceFile } from '../clan-directory';
import type { Clock } from './clock';

/** Unsaved edits: the document, and the saved one that they were made on. */
export interface Draft {
  readonly document: JsonObject;
  readonly base: JsonObject;
  /** Fingerprint of the file with `base`; null: there was none. */
  readonly baseHash: string | null;
}

/** A draft of an earlier session. */
export interface FoundDraft extends Draft {
  readonly file: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface Journal {
  /** Drafts that ended sessions left, newest first. */
  find(): Promise<readonly FoundDraft[]>;
  /** Keeps this draft soon; null: there is nothing unsaved, the file goes. */
  keep(draft: Draft | null): void;
  /** Waits until what was to be kept is on disk. */
  flush(): Promise<void>;
  forget(found: FoundDraft): Promise<void>;
  /** Writes what is left to write and ends the session; its draft may be offered from now on. */
  close(): Promise<void>;
}

export interface JournalOptions {
  readonly directory: string;
  readonly clock: Clock;
  /** Told when a draft could not be kept: the user should know that a crash would lose edits. */
  readonly onTrouble: (error: unknown) => void;
  /** Milliseconds between an edit and its draft on disk. */
  readonly delay?: number;
  /** Files of sessions of this process; tests that play a crashed process bring their own. */
  readonly liveFiles?: Set<string>;
}

const filesOfThisProcess = new Set<string>();
const namePattern = /^(\d+)-(\d+)-[0-9a-f]+\.json$/;

export function createJournal(options: JournalOptions): Journal {
  const { directory, clock, delay = 150, liveFiles = filesOfThisProcess } = options;
  const name = `${clock.now()}-${process.pid}-${randomBytes(4).toString('hex')}.json`;
  const path = join(directory, name);
  liveFiles.add(path);
  let wanted: { draft: Draft | null } | null = null;
  let cancelTimer: (() => void) | null = null;
  let writing: Promise<void> = Promise.resolve();
  let isOnDisk = false;

  const write = (): void => {
    cancelTimer?.();
    cancelTimer = null;
    const next = wanted;
    wanted = null;
    if (!next) return;
    writing = writing.then(async () => {
      try {
        if (next.draft) await replaceFile(path, await draftText(directory, next.draft, clock.now()));
        else if (isOnDisk) await unlinkIfThere(path);
        isOnDisk = next.draft !== null;
      } catch (error) {
        options.onTrouble(error);
      }
    });
  };

  return {
    find: () => findDrafts(directory, path, liveFiles),
    keep(draft) {
      wanted = { draft };
      cancelTimer ??= clock.schedule(delay, write);
    },
    async flush() {
      write();
      await writing;
    },
    async forget(found) {
      await unlinkIfThere(join(directory, found.file));
    },
    async close() {
      write();
      await writing;
      liveFiles.delete(path);
    },
  };
}

/** Base documents are written once a fingerprint, beside the drafts that share them. */
async function draftText(directory: string, draft: Draft, at: number): Promise<string> {
  const baseText = JSON.stringify(draft.base);
  const baseFile = `base-${hashOf(baseText).slice(0, 32)}.json`;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await keepBase(join(directory, baseFile), baseText);
  const { document, baseHash } = draft;
  return JSON.stringify({ version: 1, at, baseHash, baseFile, document });
}

/** Writes a base, or marks it as in use when it is there already. */
async function keepBase(path: string, text: string): Promise<void> {
  const now = new Date();
  try {
    await utimes(path, now, now);
  } catch {
    await replaceFile(path, text);
  }
}

async function findDrafts(
  directory: string,
  own: string,
  liveFiles: ReadonlySet<string>,
): Promise<readonly FoundDraft[]> {
  const names = await readdir(directory).catch((): string[] => []);
  const found: FoundDraft[] = [];
  for (const name of names) {
    const match = namePattern.exec(name);
    const path = join(directory, name);
    if (!match || path === own || isLive(Number(match[2]), path, liveFiles)) continue;
    const draft = await readDraft(directory, name);
    if (draft) found.push(draft);
  }
  await removeUnusedBases(directory, names);
  return found.sort((a, b) => b.at - a.at);
}

function isLive(pid: number, path: string, liveFiles: ReadonlySet<string>): boolean {
  if (pid === process.pid) return liveFiles.has(path);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Not allowed to ask: the process is there and somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** A draft that cannot be read (a broken disk, another version) is left where it is and not offered. */
async function readDraft(directory: string, name: string): Promise<FoundDraft | null> {
  const content = await readJson(join(directory, name));
  if (!isJsonObject(content) || content['version'] !== 1) return null;
  const { at, baseHash, baseFile, document } = content;
  if (typeof at !== 'number' || typeof baseFile !== 'string' || !isJsonObject(document)) return null;
  if (!/^base-[0-9a-f]{32}\.json$/.test(baseFile)) return null;
  const base = await readJson(join(directory, baseFile));
  if (!isJsonObject(base)) return null;
  return { file: name, at, document, base, baseHash: typeof baseHash === 'string' ? baseHash : null };
}

async function readJson(path: string): Promise<Json | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Json;
  } catch {
    return undefined;
  }
}

/** A base without drafts that nobody used for this long belongs to no session: one that is young may get its draft yet. */
const unusedFor = 60 * 60 * 1_000;

async function removeUnusedBases(directory: string, names: readonly string[]): Promise<void> {
  if (names.some((name) => namePattern.test(name))) return;
  for (const name of names.filter((candidate) => candidate.startsWith('base-'))) {
    const path = join(directory, name);
    const found = await stat(path).catch(() => null);
    if (found && Date.now() - found.mtimeMs > unusedFor) await unlinkIfThere(path);
  }
}

async function unlinkIfThere(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}
