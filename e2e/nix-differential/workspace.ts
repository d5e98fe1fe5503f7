/** The folder that programs are evaluated in, with the files they may read. */
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Surroundings } from './real-nix';

const files: Readonly<Record<string, string>> = {
  'text.txt': 'one\ntwo é\n',
  'empty.txt': '',
  'data.json': '{ "a": [1, 2.5, null, true], "b": { "c": "d" } }\n',
  'value.nix': '{ a = 1; b = [ 2 3 ]; }\n',
  'function.nix': '{ x ? 1, ... }: x + 1\n',
  'scoped.nix': 'known + 1\n',
  'broken.nix': '{ a = ;\n',
  'throws.nix': 'throw "from a file"\n',
  'folder/default.nix': '"folder: ${toString ../folder/.}"\n',
  'folder/inner/deep.txt': 'deep\n',
};

/** Makes the folder. `HOME` lies outside of it, so `~` is something else. */
export function makeWorkspace(): Surroundings & { readonly remove: () => void } {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'nix-differential-')));
  mkdirSync(join(folder, 'folder/inner'), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, 'script.sh'), '#!/bin/sh\n');
  chmodSync(join(folder, 'script.sh'), 0o755);
  symlinkSync('text.txt', join(folder, 'link'));
  symlinkSync('nowhere', join(folder, 'dangling'));
  return {
    folder,
    environment: { HOME: '/home/user', NIX_PATH: `here=${folder}`, GREETING: 'hello' },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
