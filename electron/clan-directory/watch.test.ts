import { chmodSync, linkSync, mkdirSync, renameSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { clanDirectoryAt } from './clan-directory';
import { scanDirectory } from './scan';
import { useTemporaryFolder } from './testing/temporary-folder';
import { isIgnored, watchProblem } from './watch';
import type { DirectoryChange } from './watch';

const folder = useTemporaryFolder();

describe('looking through the folder', () => {
  it('finds machines, also hidden ones, and links that look like some', async () => {
    mkdirSync(join(folder.base, 'machines/athena'), { recursive: true });
    mkdirSync(join(folder.base, 'machines/.cache'));
    folder.file('machines/README.md');
    symlinkSync('athena', join(folder.base, 'machines/alias'));
    expect(await scanDirectory(folder.base)).toMatchObject({
      machineFolders: ['.cache', 'athena'],
      diagnostics: [
        { code: 'directory.machine-link', message: expect.stringContaining('machines/alias') as string },
      ],
    });
    expect(await scanDirectory(join(folder.base, 'machines'))).toEqual({
      machineFolders: [],
      diagnostics: [],
    });
    folder.file('odd/machines', 'a file');
    expect(await scanDirectory(join(folder.base, 'odd'))).toMatchObject({
      machineFolders: [],
      diagnostics: [{ code: 'directory.unreadable', severity: 'warning' }],
    });
  });

  it.each([
    ['clan.nix', false],
    ['deep/module.nix', false],
    ['inventory.json', false],
    ['machines/a/facter.json', false],
    ['machines/a/secret.bin', false],
    ['vars/shared/x/value', false],
    ['.git', false],
    ['.git/HEAD', false],
    ['.git/index', false],
    ['.git/index.lock', true],
    ['.git/objects', true],
    ['node_modules', true],
    ['result', true],
    ['result-1', true],
    ['photo.jpg', true],
    ['.inventory.json.abc.tmp', true],
    ['deep/module.nix~', true],
  ])('watching %s: ignored is %s', (name, expected) => {
    expect(isIgnored('/clan', join('/clan', name), true)).toBe(expected);
  });

  it('says what it means when watching fails', () => {
    const limit = Object.assign(new Error('x'), { code: 'ENOSPC' });
    expect(watchProblem(limit)).toMatchObject({
      code: 'directory.watch-failed',
      severity: 'warning',
      message: expect.stringContaining('limit of watched files') as string,
    });
    expect(watchProblem(new Error('odd')).message).toContain('odd');
  });

  it('reports changes in bursts, with what they touch', async () => {
    folder.file('flake.nix', '1');
    const changes: DirectoryChange[] = [];
    const watch = clanDirectoryAt(folder.base).watch(
      (change) => changes.push(change),
      () => undefined,
    );
    await watch.ready;
    const next = async (count: number): Promise<void> => {
      for (const end = Date.now() + 8_000; changes.length < count;) {
        if (Date.now() > end) throw new Error('no change was reported');
        await new Promise((done) => setTimeout(done, 10));
      }
    };
    folder.file('inventory.json', '{}');
    await next(1);
    expect(changes[0]).toEqual({
      paths: [join(folder.base, 'inventory.json')],
      isInventoryTouched: true,
      isSourceTouched: true,
      isGitTouched: false,
    });
    folder.file('photo.jpg', 'x');
    writeFileSync(join(folder.base, 'new.json'), '{"a":1}');
    renameSync(join(folder.base, 'new.json'), join(folder.base, 'inventory.json'));
    await next(2);
    expect(changes.at(-1)?.isInventoryTouched).toBe(true);
    expect(changes.flatMap((change) => change.paths)).not.toContain(join(folder.base, 'photo.jpg'));
    await watch.close();
  });

  it('takes no notice of links to a file and of its rights, only of its content', async () => {
    const file = folder.file('flake.nix', '{ }');
    const changes: DirectoryChange[] = [];
    const watch = clanDirectoryAt(folder.base).watch(
      (change) => changes.push(change),
      () => undefined,
    );
    await watch.ready;
    // Never read, so that its time of access is older than that of its content.
    utimesSync(file, 1_000_000, 2_000_000);
    await vi.waitFor(() => expect(changes).toHaveLength(1));
    linkSync(file, join(folder.base, 'copy.txt'));
    chmodSync(file, 0o600);
    await vi.waitFor(() => expect(changes.at(-1)?.paths).toEqual([join(folder.base, 'copy.txt')]));
    writeFileSync(file, '{ a = 1; }');
    await vi.waitFor(() => expect(changes.at(-1)?.paths).toContain(file));
    expect(changes).toHaveLength(3);
    await watch.close();
  });

  it('notices changes of an inventory that is a link out of the clan', async () => {
    folder.file('clan/flake.nix', '{ }');
    folder.file('elsewhere/shared.json', '{}');
    symlinkSync('../elsewhere/shared.json', join(folder.base, 'clan/inventory.json'));
    let tell: (change: DirectoryChange) => void = () => undefined;
    const touched = new Promise<DirectoryChange>((resolve) => (tell = resolve));
    const watch = clanDirectoryAt(join(folder.base, 'clan')).watch(
      (change) => {
        tell(change);
      },
      () => undefined,
    );
    await watch.ready;
    folder.file('elsewhere/shared.json', '{"a":1}');
    expect((await touched).isInventoryTouched).toBe(true);
    await watch.close();
  });
});
