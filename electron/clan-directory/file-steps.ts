/** The steps of an atomic write, one system call each, so that tests can make any of them fail or stop there. */
import { open, rename, stat, unlink } from 'node:fs/promises';

export interface FileSteps {
  /** Creates a new file that must not be there, writes the bytes and flushes them to disk. */
  writeNew(path: string, bytes: Uint8Array, mode: number, owner: FileOwner | null): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Flushes a directory, so that a rename in it survives a power cut. */
  syncDirectory(path: string): Promise<void>;
  remove(path: string): Promise<void>;
}

export interface FileOwner {
  readonly uid: number;
  readonly gid: number;
}

export const diskSteps: FileSteps = {
  async writeNew(path, bytes, mode, owner) {
    const file = await open(path, 'wx', mode);
    try {
      await file.writeFile(bytes);
      // The mode given to open is cut by the umask.
      await file.chmod(mode);
      const mine = await file.stat();
      if (owner && (owner.uid !== mine.uid || owner.gid !== mine.gid)) await chownIfPossible(file, owner);
      await file.sync();
    } finally {
      await file.close();
    }
  },
  rename,
  async syncDirectory(path) {
    const directory = await open(path, 'r');
    try {
      await directory.sync();
    } finally {
      await directory.close();
    }
  },
  remove: (path) => unlink(path),
};

/** Only root may give files away; for everyone else the file becomes theirs, as with any editor. */
async function chownIfPossible(file: { chown(uid: number, gid: number): Promise<void> }, owner: FileOwner) {
  try {
    await file.chown(owner.uid, owner.gid);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) throw error;
  }
}

/** Mode and owner of a file that is there; null when it is not. */
export async function modeAndOwner(path: string): Promise<{ mode: number; owner: FileOwner } | null> {
  try {
    const found = await stat(path);
    return { mode: found.mode & 0o7777, owner: { uid: found.uid, gid: found.gid } };
  } catch {
    return null;
  }
}
