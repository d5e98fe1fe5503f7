/**
 * The conformance cases of whole clans, evaluated with the `lib` of a real checkout in place of the native one
 * (`--override-input nixpkgs PATH`). NIXPKGS_LIB names the checkout; CLAN_CORE one of clan-core, for the cases that
 * need it.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCase, unmetNeeds } from './testing/conformance-case';

const root = resolve(process.cwd(), '../shared/conformance/clan');
const nixpkgs = process.env['NIXPKGS_LIB'];
const clanCore = process.env['CLAN_CORE'];
const wanted = process.env['CASE'];
const cases = existsSync(root) ? readdirSync(root).sort() : [];
const selected = wanted === undefined ? cases : cases.filter((name) => name === wanted);

const overrideInputs: Readonly<Record<string, string>> = {
  ...(nixpkgs === undefined ? {} : { nixpkgs: resolve(nixpkgs) }),
  ...(clanCore === undefined ? {} : { 'clan-core': resolve(clanCore) }),
};

const isSkipped = nixpkgs === undefined || cases.length === 0;
const reason = nixpkgs === undefined ? ' (skipped: NIXPKGS_LIB names no checkout of nixpkgs)' : '';

describe.skipIf(isSkipped)(`conformance with the lib of a checkout${reason}`, () => {
  test.each(selected)('%s', (name) => {
    const directory = join(root, name);
    if (unmetNeeds(directory, overrideInputs).length > 0) return;
    const outcomes = runCase(directory, overrideInputs);
    expect(outcomes.length).toBeGreaterThan(0);
    expect(
      outcomes.flatMap(({ file, difference }) => (difference === undefined ? [] : `${file} ${difference}`)),
    ).toEqual([]);
  });
});
