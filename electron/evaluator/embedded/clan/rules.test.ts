/**
 * Rules of Clan that the conformance suite has no case for: small clans in `testdata/rules`, each with what the real Clan
 * gives for it. README.md says which section of the reference is tested where. `CASE=name` runs one.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCase } from './testing/conformance-case';

const root = join(import.meta.dirname, 'testdata/rules');
const wanted = process.env['CASE'];
const cases = readdirSync(root).sort();

describe('rules of the reference', () => {
  test.each(cases.filter((name) => wanted === undefined || name === wanted))('%s', (name) => {
    const outcomes = runCase(join(root, name));
    expect(outcomes.length).toBeGreaterThan(0);
    expect(
      outcomes.flatMap(({ file, difference }) => (difference === undefined ? [] : `${file} ${difference}`)),
    ).toEqual([]);
  });
});
