import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { KnownInput } from '../../shared/clan/flake-inputs';
import { inputFolderProblem } from './input-folder';

let base: string;

beforeAll(() => {
  base = mkdtempSync(path.join(tmpdir(), 'inputs-'));
  const files = [
    'nixpkgs/lib/default.nix',
    'nixpkgs/lib/modules.nix',
    'core/clanServices/x/default.nix',
    'core/flake.nix',
    'flake/flake.nix',
    'library/lib/default.nix',
    'empty/README.md',
  ];
  for (const file of files) {
    mkdirSync(path.dirname(path.join(base, file)), { recursive: true });
    writeFileSync(path.join(base, file), '');
  }
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

const usable: readonly (readonly [KnownInput | null, string])[] = [
  ['nixpkgs', 'nixpkgs'],
  ['nixpkgs', 'nixpkgs/lib'],
  ['clan-core', 'core'],
  [null, 'flake'],
  [null, 'library'],
  ['flake-parts', 'flake'],
];

test.each(usable)('%s may be %s', (known, folder) => {
  expect(inputFolderProblem('x', known, path.join(base, folder))).toBeNull();
});

const unusable: readonly (readonly [KnownInput | null, string, string, string])[] = [
  ['nixpkgs', 'flake', 'input.no-checkout', 'flake is no checkout of nixpkgs'],
  ['nixpkgs', 'library', 'input.no-checkout', 'no lib/modules.nix'],
  ['clan-core', 'flake', 'input.no-checkout', 'no folder clanServices'],
  [null, 'empty', 'input.no-checkout', 'neither a flake.nix nor a folder lib'],
  [null, 'gone', 'input.no-folder', 'There is no folder'],
  [null, 'flake/flake.nix', 'input.no-folder', 'is a file'],
];

test.each(unusable)('%s may not be %s', (known, folder, code, words) => {
  const problem = inputFolderProblem('x', known, path.join(base, folder));
  expect(problem).toMatchObject({ code, severity: 'error', input: 'x' });
  expect(problem?.message).toContain(words);
});
