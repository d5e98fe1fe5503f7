import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Diagnostic } from '../../shared/base/diagnostic';
import { useTemporaryFolder } from './testing/temporary-folder';
import type { DirectoryWatch } from './watch-bursts';
import { isIgnoredInput, watchInputs } from './watch-inputs';

const folder = useTemporaryFolder();
const watches: DirectoryWatch[] = [];
afterEach(async () => {
  await Promise.all(watches.splice(0).map((watch) => watch.close()));
});

interface Watched {
  readonly paths: () => readonly string[];
  readonly trouble: Diagnostic[];
}

async function watching(folders: readonly string[], maximum?: number): Promise<Watched> {
  const found: string[] = [];
  const trouble: Diagnostic[] = [];
  const watch = watchInputs(
    join(folder.base, 'clan'),
    folders,
    (paths) => found.push(...paths),
    (diagnostic) => trouble.push(diagnostic),
    maximum,
  );
  watches.push(watch);
  await watch.ready;
  return { paths: () => found, trouble };
}

function write(name: string, text = '{ }'): string {
  folder.file(name, text);
  return join(folder.base, name);
}

/** What the system tells, and when, is its own affair. */
function soon(check: () => void): Promise<void> {
  return vi.waitFor(check, { timeout: 15_000 });
}

describe('watching the folders of inputs', () => {
  it('tells changed, new and removed modules in any of them', async () => {
    const [a, b] = [write('one/deep/a.nix'), write('two/b.nix')];
    const { paths } = await watching([join(folder.base, 'one'), join(folder.base, 'two')]);
    writeFileSync(a, '{ changed = true; }');
    await soon(() => expect(paths()).toContain(a));
    rmSync(b);
    const added = write('one/new/c.nix');
    await soon(() => expect(paths()).toEqual(expect.arrayContaining([b, added])));
  });

  it('leaves out what Nix does not read: repositories, packages, pictures', async () => {
    write('one/flake.nix');
    const { paths } = await watching([join(folder.base, 'one')]);
    for (const name of ['.git/HEAD', 'node_modules/x/a.nix', 'photo.jpg', 'a.nix~']) write(`one/${name}`);
    const last = write('one/last.nix');
    await soon(() => expect(paths()).toContain(last));
    expect(paths().filter((path) => path !== last)).toEqual([]);
  });

  it('watches only the library of nixpkgs', async () => {
    const library = write('nixpkgs/lib/modules.nix');
    const other = write('nixpkgs/pkgs/top-level/all-packages.nix');
    const { paths } = await watching([join(folder.base, 'nixpkgs')]);
    writeFileSync(other, '{ x = 1; }');
    writeFileSync(library, '{ x = 1; }');
    await soon(() => expect(paths()).toContain(library));
    expect(paths()).not.toContain(other);
  });

  it('needs no watch for a folder that is not there, a file, or a part of the clan', async () => {
    const inside = write('clan/input/flake.nix');
    symlinkSync(join(folder.base, 'clan/input'), join(folder.base, 'link'));
    const outside = write('outside/flake.nix');
    const names = ['nothing', 'outside/flake.nix', 'clan/input', 'link', 'outside'];
    const { paths, trouble } = await watching(names.map((name) => join(folder.base, name)));
    writeFileSync(inside, '{ x = 1; }');
    writeFileSync(outside, '{ x = 1; }');
    await soon(() => expect(paths()).toEqual([outside]));
    expect(trouble).toEqual([]);
  });

  it('says once that a folder is too large, and watches the rest', async () => {
    for (let index = 0; index < 12; index++)
      mkdirSync(join(folder.base, 'large', `d${index}`), { recursive: true });
    const top = write('large/flake.nix');
    const { paths, trouble } = await watching([join(folder.base, 'large')], 10);
    expect(trouble).toMatchObject([
      {
        code: 'directory.watch-partial',
        severity: 'info',
        message: expect.stringContaining(join(folder.base, 'large')) as string,
      },
    ]);
    writeFileSync(top, '{ x = 1; }');
    await soon(() => expect(paths()).toContain(top));
    expect(existsSync(top)).toBe(true);
  });

  it.each([
    ['/x', undefined, false],
    ['/x/lib/a.nix', true, false],
    ['/x/lib', false, false],
    ['/x/.git', undefined, true],
    ['/x/result-2', undefined, true],
    ['/x/target/a.nix', true, true],
    ['/x/a.png', true, true],
    ['/x/a.png', undefined, false],
    ['/y/a.png', true, false],
  ])('%s (a file: %s): ignored is %s', (path, isFile, expected) => {
    expect(isIgnoredInput(['/x'], path, isFile)).toBe(expected);
  });
});
