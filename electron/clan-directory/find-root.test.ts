import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openClanDirectory } from './clan-directory';
import { findClanRoot } from './find-root';
import { useTemporaryFolder } from './testing/temporary-folder';

const folder = useTemporaryFolder();

describe('finding the root', () => {
  it('takes the nearest folder with a flake, from anywhere inside', async () => {
    folder.file('outer/flake.nix');
    folder.file('outer/inner/flake.nix');
    mkdirSync(join(folder.base, 'outer/inner/machines/deep'), { recursive: true });
    mkdirSync(join(folder.base, 'outer/other'));
    expect(await findClanRoot(join(folder.base, 'outer/inner/machines/deep'))).toEqual({
      ok: true,
      value: join(folder.base, 'outer/inner'),
    });
    expect(await findClanRoot(join(folder.base, 'outer/other'))).toEqual({
      ok: true,
      value: join(folder.base, 'outer'),
    });
  });

  it('does not look beyond the repository', async () => {
    folder.file('flake.nix');
    mkdirSync(join(folder.base, 'repo/.git'), { recursive: true });
    mkdirSync(join(folder.base, 'repo/sub'));
    expect(await findClanRoot(join(folder.base, 'repo/sub'))).toMatchObject({
      ok: false,
      error: { code: 'directory.not-a-clan' },
    });
  });

  it('says what is missing', async () => {
    folder.file('marked/.clan-flake');
    folder.file('file');
    expect(await findClanRoot(join(folder.base, 'marked'))).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('has no flake.nix') as string },
    });
    expect(await findClanRoot(join(folder.base, 'nothing'))).toMatchObject({
      ok: false,
      error: { code: 'directory.not-found' },
    });
    expect(await findClanRoot(join(folder.base, 'file'))).toMatchObject({
      ok: false,
      error: { code: 'directory.not-a-folder' },
    });
    expect(await openClanDirectory(folder.base)).toMatchObject({
      ok: false,
      error: { code: 'directory.not-a-clan' },
    });
  });

  it('opens through a link', async () => {
    folder.file('real/flake.nix');
    symlinkSync('real', join(folder.base, 'link'));
    expect(await openClanDirectory(join(folder.base, 'link'))).toMatchObject({
      ok: true,
      value: { root: join(folder.base, 'real') },
    });
  });
});
