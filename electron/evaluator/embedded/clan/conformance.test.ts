/**
 * Runs the cases of the conformance suite, which lies beside the project. `CASE=name` runs one case and prints what
 * differs; `CLAN_CORE=path` gives a checkout of clan-core to the cases that need one.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import pending from './testdata/conformance-pending.json';
import { runCase, unmetNeeds } from './testing/conformance-case';
import type { FileOutcome } from './testing/conformance-case';

const root = resolve(process.cwd(), '../shared/conformance/clan');
const clanCore = process.env['CLAN_CORE'];
const overrideInputs: Readonly<Record<string, string>> =
  clanCore === undefined ? {} : { 'clan-core': clanCore };
const wanted = process.env['CASE'];

const cases = existsSync(root) ? readdirSync(root).sort() : [];
const selected = wanted === undefined ? cases : cases.filter((name) => name === wanted);

/** These have to agree whatever else is pending. */
const required = [
  'backup-box',
  'extra-modules',
  'several-instances',
  'services-merge',
  'settings-layers',
  'settings-priorities',
  'role-overlap',
  'tags-forms',
  'tags-static-dynamic',
  'inventory-json',
  'inventory-merged',
  'machines-discovery',
  'per-instance-args',
  'per-machine-instances',
  'extend-settings',
  'vpn-mesh',
  'err-role-unknown',
  'err-settings-type',
  'err-settings-required',
  'err-settings-unknown',
];

describe.skipIf(cases.length === 0)('conformance with the real Clan (../shared/conformance/clan)', () => {
  const agreeing = new Map<string, boolean>();
  let fileCount = 0;
  let agreeingFiles = 0;

  for (const name of selected) {
    const needs = unmetNeeds(join(root, name), overrideInputs);
    test.skipIf(needs.length > 0)(`${name}${needs.length > 0 ? ` (needs ${needs.join(', ')})` : ''}`, () => {
      const outcomes = runCase(join(root, name), overrideInputs);
      const different = outcomes.filter((outcome) => outcome.difference !== undefined);
      fileCount += outcomes.length;
      agreeingFiles += outcomes.length - different.length;
      agreeing.set(name, different.length === 0);
      expectOutcome(name, outcomes, different);
    });
  }

  test('the cases that have to agree are there and not pending', () => {
    expect(
      required.filter((name) => !cases.includes(name) || (pending as readonly string[]).includes(name)),
    ).toEqual([]);
  });

  test.skipIf(wanted !== undefined)('how many agree', () => {
    const count = [...agreeing.values()].filter(Boolean).length;
    const skipped = cases.length - agreeing.size;
    const note = skipped === 0 ? '' : `; ${skipped} skipped for want of clan-core`;
    process.stdout.write(
      `conformance: ${count} of ${agreeing.size} cases agree (files: ${agreeingFiles} of ${fileCount}${note})\n`,
    );
    expect(count).toBe(agreeing.size - pending.length);
  });
});

function expectOutcome(
  name: string,
  outcomes: readonly FileOutcome[],
  different: readonly FileOutcome[],
): void {
  expect(outcomes.length).toBeGreaterThan(0);
  const report = different.map(({ file, difference }) => `${file} ${difference ?? ''}`);
  if (wanted === undefined && (pending as readonly string[]).includes(name)) {
    expect(report, 'agrees now: take it off testdata/conformance-pending.json').not.toEqual([]);
  } else {
    expect(report).toEqual([]);
  }
}
