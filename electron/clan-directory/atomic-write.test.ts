import {
  chmodSync,
  chownSync,
  lstatSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeAtomically } from './atomic-write';
import { clanDirectoryAt } from './clan-directory';
import { diskSteps } from './file-steps';
import type { FileSteps } from './file-steps';
import { hashOf, writeProblem } from './inventory-file';
import { useTemporaryFolder } from './testing/temporary-folder';

const folder = useTemporaryFolder();

describe('writing inventory.json', () => {
  const write = (path: string, expectedHash: string | null, steps?: FileSteps) =>
    writeAtomically(path, Buffer.from('new'), { expectedHash, ...(steps ? { steps } : {}) });

  it('replaces what was read and keeps its mode', async () => {
    const path = folder.file('x.json', 'old');
    chmodSync(path, 0o640);
    expect(await write(path, hashOf('old'))).toEqual({ ok: true, value: hashOf('new') });
    expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toEqual(['new', 0o640]);
    expect(readdirSync(folder.base)).toEqual(['x.json']);
  });

  it.runIf(process.getuid?.() === 0)('leaves a file to its owner', async () => {
    const path = folder.file('x.json', 'old');
    chownSync(path, 4321, 1234);
    expect(await write(path, hashOf('old'))).toMatchObject({ ok: true });
    const { uid, gid } = statSync(path);
    expect([uid, gid]).toEqual([4321, 1234]);
  });

  it('makes a file only where there is none', async () => {
    const path = join(folder.base, 'x.json');
    expect(await write(path, null)).toMatchObject({ ok: true });
    expect(await write(path, null)).toMatchObject({
      ok: false,
      error: { code: 'inventory.changed-on-disk' },
    });
  });

  it('never replaces what somebody changed, also at the last moment', async () => {
    const path = folder.file('x.json', 'old');
    expect(await write(path, hashOf('older'))).toMatchObject({
      ok: false,
      error: { code: 'inventory.changed-on-disk' },
    });
    const late: FileSteps = {
      ...diskSteps,
      writeNew: async (...args) => {
        await diskSteps.writeNew(...args);
        writeFileSync(path, 'theirs');
      },
    };
    expect(await write(path, hashOf('old'), late)).toMatchObject({
      ok: false,
      error: { code: 'inventory.changed-on-disk' },
    });
    expect([readFileSync(path, 'utf8'), readdirSync(folder.base)]).toEqual(['theirs', ['x.json']]);
  });

  it('writes through a link and leaves the link', async () => {
    folder.file('store/real.json', 'old');
    symlinkSync('store/real.json', join(folder.base, 'link.json'));
    expect(await write(join(folder.base, 'link.json'), hashOf('old'))).toMatchObject({ ok: true });
    expect(lstatSync(join(folder.base, 'link.json')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder.base, 'store/real.json'), 'utf8')).toBe('new');
  });

  it.each(['writeNew', 'rename', 'syncDirectory'] as const)(
    'leaves all of the old or all of the new when it stops at %s',
    async (step) => {
      const path = folder.file('x.json', 'old');
      const failing: FileSteps = {
        ...diskSteps,
        [step]: () => Promise.reject(Object.assign(new Error('x'), { code: 'EIO' })),
      };
      const outcome = await write(path, hashOf('old'), failing);
      // After the rename the new file is there: that the folder could not be flushed changes nothing about it.
      expect(outcome).toMatchObject(
        step === 'syncDirectory' ? { ok: true } : { ok: false, error: { code: 'inventory.write-failed' } },
      );
      expect(readFileSync(path, 'utf8')).toBe(step === 'syncDirectory' ? 'new' : 'old');
      expect(readdirSync(folder.base)).toEqual(['x.json']);
    },
  );

  it('leaves the old file whole when the process dies at any step', async () => {
    const path = folder.file('x.json', 'old');
    // A process that dies stops for ever: the promise never settles and nothing after it runs.
    const died = new Promise<void>(() => undefined);
    let reached = '';
    const dying: FileSteps = {
      ...diskSteps,
      rename: () => {
        reached = 'rename';
        return died;
      },
    };
    void write(path, hashOf('old'), dying);
    for (const end = Date.now() + 5_000; reached === '' && Date.now() < end;)
      await new Promise((done) => setTimeout(done, 5));
    expect(reached).toBe('rename');
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(
      readdirSync(folder.base)
        .filter((name) => name.endsWith('.tmp'))
        .map((name) => readFileSync(join(folder.base, name), 'utf8')),
    ).toEqual(['new']);
    expect(await write(path, hashOf('old'))).toMatchObject({ ok: true });
  });

  it('says that permission is missing', async () => {
    folder.file('clan/flake.nix');
    const path = folder.file('clan/inventory.json', '{}');
    chmodSync(join(folder.base, 'clan'), 0o555);
    const clan = clanDirectoryAt(join(folder.base, 'clan'));
    await folder.asNobody(async () => {
      expect(await clan.writeInventory('{"a":1}', false, hashOf('{}'))).toMatchObject({
        ok: false,
        error: { code: 'inventory.read-only' },
      });
    });
    expect(readFileSync(path, 'utf8')).toBe('{}');
    chmodSync(join(folder.base, 'clan'), 0o755);
    expect(await clan.writeProblem()).toBeNull();
  });

  it('looks at the file and its folder to tell whether it can be written', async () => {
    const path = folder.file('inventory.json', '{}');
    const asked: string[] = [];
    const deny = (denied: string) => (place: string) => {
      asked.push(place);
      return place === denied
        ? Promise.reject(Object.assign(new Error('x'), { code: 'EROFS' }))
        : Promise.resolve();
    };
    const problem = { code: 'inventory.read-only', message: expect.stringContaining('read-only') as string };
    expect(await writeProblem(path, deny(folder.base))).toMatchObject(problem);
    expect(await writeProblem(path, deny(path))).toMatchObject(problem);
    expect(await writeProblem(join(folder.base, 'new.json'), deny(path))).toBeNull();
    expect(asked).toEqual([path, folder.base, path, folder.base]);
  });

  it('keeps a byte order mark', async () => {
    const clan = clanDirectoryAt(folder.base);
    expect(await clan.writeInventory('{}', true, null)).toMatchObject({ ok: true });
    expect(readFileSync(join(folder.base, 'inventory.json'))).toEqual(Buffer.from('\ufeff{}'));
  });
});
