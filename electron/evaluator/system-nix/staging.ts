/**
 * A copy of the clan for Nix to read, with the edited inventory.json in place of the saved one. Files are hard links or
 * reflinks where the disk can do that, so a copy costs next to nothing; what Nix or this app could write to (the
 * inventory, the lock file) is always a file of its own, so nothing can reach back into the user's folder.
 */
import { constants } from 'node:fs';
import {
  copyFile,
  link,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readlink,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** What a flake consists of, as `clan-directory` finds it. */
export interface SourceTree {
  /** The root of the git work tree, or the clan's own folder. */
  readonly root: string;
  /** The clan's folder below it; '' when it is the root. */
  readonly subfolder: string;
  /** Files that git tracks, relative to the root; null: no repository, everything in the folder belongs to it. */
  readonly files: readonly string[] | null;
}

export interface Staging {
  /** Where the copy of the tree's root is. */
  readonly root: string;
  remove(): Promise<void>;
}

const inventoryFile = 'inventory.json';
const lockFile = 'flake.lock';
/** Copies older than this belong to nobody, whatever the number of the process that made them stands for now. */
const oldest = 24 * 60 * 60 * 1_000;
const atOnce = 32;

/**
 * The folder for staging copies. Nix 2.8 takes only plain characters in the address of a flake, so where the app's own
 * folder has others (a user's name with a space), a private folder of this process takes its place.
 */
export async function stagingFolder(preferred: string, temporary: string = os.tmpdir()): Promise<string> {
  for (const folder of [preferred, path.join(temporary, `clan-inventory-${os.userInfo().username}`)]) {
    if (!/^[A-Za-z0-9_./+-]+$/.test(folder)) continue;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    // Somebody else's folder at a known place could lead elsewhere by now.
    const found = await lstat(folder);
    if (found.isDirectory() && found.uid === (process.getuid?.() ?? found.uid)) return folder;
  }
  return mkdtemp('/tmp/clan-inventory-');
}

/**
 * Makes a copy of `tree` in `folder`. `inventory` stands for inventory.json; null: there is none; undefined: whatever is
 * in the tree. Throws on disk trouble.
 */
export async function stage(
  tree: SourceTree,
  inventory: string | null | undefined,
  folder: string,
): Promise<Staging> {
  const root = await mkdtemp(path.join(folder, `${process.pid}-`));
  // What cannot be removed now is removed when the app starts next time.
  const remove = (): Promise<void> => rm(root, { recursive: true, force: true }).catch(() => undefined);
  try {
    const files = tree.files ?? (await filesBelow(tree.root));
    const replaced = path.join(tree.subfolder, inventoryFile);
    await copyAll(
      inventory === undefined ? files : files.filter((file) => file !== replaced),
      tree.root,
      root,
    );
    const clan = path.join(root, tree.subfolder);
    await mkdir(clan, { recursive: true });
    if (typeof inventory === 'string' && !(await isInventoryHidden(tree)))
      await writeFile(path.join(clan, inventoryFile), inventory);
  } catch (error) {
    await remove();
    throw error;
  }
  return { root, remove };
}

/**
 * Whether inventory.json is on disk and not in git: Nix then evaluates the clan without it. A file that is still to be
 * made counts as seen, because saving makes it known to git.
 */
export async function isInventoryHidden(tree: SourceTree): Promise<boolean> {
  const file = path.join(tree.subfolder, inventoryFile);
  if (tree.files === null || tree.files.includes(file)) return false;
  return lstat(path.join(tree.root, file)).then(
    () => true,
    () => false,
  );
}

/** Takes away what processes left behind that are gone. Never fails: what cannot be removed now can be next time. */
export async function removeAbandoned(folder: string, now: number = Date.now()): Promise<void> {
  const names = await readdir(folder).catch((): string[] => []);
  await Promise.all(
    names.map(async (name) => {
      const [, pid] = /^(\d+)-/.exec(name) ?? [];
      if (pid === undefined || Number(pid) === process.pid) return;
      const copy = path.join(folder, name);
      const made = await lstat(copy).then(
        (found) => found.ctimeMs,
        () => now,
      );
      if (isRunning(Number(pid)) && now - made < oldest) return;
      await rm(copy, { recursive: true, force: true }).catch(() => undefined);
    }),
  );
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is a process too.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function filesBelow(root: string): Promise<readonly string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() || entry.isSymbolicLink())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
}

async function copyAll(files: readonly string[], from: string, to: string): Promise<void> {
  const folders = new Set(files.map((file) => path.dirname(file)));
  for (const folder of folders) await mkdir(path.join(to, folder), { recursive: true });
  const queue = [...files];
  const worker = async (): Promise<void> => {
    for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
      await copyOne(path.join(from, file), path.join(to, file));
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, files.length) }, worker));
}

async function copyOne(from: string, to: string): Promise<void> {
  const found = await lstat(from).catch(() => null);
  // Tracked but deleted: git does not show it to Nix either. A folder here is another repository, which Nix skips.
  if (found === null || found.isDirectory()) return;
  if (found.isSymbolicLink()) {
    await symlink(await readlink(from), to);
    return;
  }
  if (!found.isFile()) return;
  const isOwnFile = path.basename(to) === lockFile;
  if (!isOwnFile) {
    const isLinked = await link(from, to).then(
      () => true,
      // Another disk, or a file of somebody else: a copy does.
      () => false,
    );
    if (isLinked) return;
  }
  await copyFile(from, to, constants.COPYFILE_FICLONE);
}
