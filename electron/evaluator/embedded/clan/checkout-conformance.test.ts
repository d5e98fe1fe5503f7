/**
 * The conformance cases of whole clans, evaluated with the `lib` of a real checkout in place of the native one
 * (`--override-input nixpkgs PATH`). NIXPKGS_LIB names the checkout; CLAN_CORE one of clan-core, for the cases that
 * need it; FLAKE_PARTS and IMPORT_TREE put the real ones in the place of ours.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCase, unmetNeeds } from './testing/conformance-case';

const root = resolve(process.cwd(), '../shared/conformance/clan');
const nixpkgs = process.env['NIXPKGS_LIB'];
const wanted = process.env['CASE'];
const cases = existsSync(root) ? readdirSync(root).sort() : [];
const selected = wanted === undefined ? cases : cases.filter((name) => name === wanted);

const overrideInputs: Readonly<Record<string, string>> = {
  ...folderOf('nixpkgs', 'NIXPKGS_LIB'),
  ...folderOf('clan-core', 'CLAN_CORE'),
  ...folderOf('flake-parts', 'FLAKE_PARTS'),
  ...folderOf('import-tree', 'IMPORT_TREE'),
};

function folderOf(input: string, variable: string): Readonly<Record<string, string>> {
  const folder = process.env[variable];
  return folder === undefined ? {} : { [input]: resolve(folder) };
}

const runnable = selected.filter((name) => unmetNeeds(join(root, name), overrideInputs).length === 0);

if (nixpkgs === undefined) {
  test.skip(
    'conformance of clans with the lib of a checkout: skipped, NIXPKGS_LIB names no checkout of nixpkgs',
  );
} else {
  describe('conformance of clans with the lib of a checkout', () => {
    test.each(runnable)('%s', (name) => {
      const directory = join(root, name);
      const outcomes = runCase(directory, overrideInputs);
      expect(outcomes.length).toBeGreaterThan(0);
      expect(
        outcomes.flatMap(({ file, difference }) => (difference === undefined ? [] : `${file} ${difference}`)),
      ).toEqual([]);
    });
  });
}
