/**
 * The flake-parts forms with checkouts of the real flake-parts and import-tree in place of the native ones: everything
 * has to come out the same. FLAKE_PARTS and IMPORT_TREE name the checkouts; without them the tests are skipped.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openClan } from '../open-clan';
import { runCase } from '../testing/conformance-case';
import { nodeIo } from '../testing/node-io';

const conformance = resolve(process.cwd(), '../shared/conformance/clan');
const rules = join(import.meta.dirname, '../testdata/rules');
const given = { 'flake-parts': process.env['FLAKE_PARTS'], 'import-tree': process.env['IMPORT_TREE'] };
const overrideInputs = Object.fromEntries(
  Object.entries(given).flatMap(([name, path]) =>
    path === undefined ? [] : [[name, resolve(path)] as const],
  ),
);
const isSkipped = Object.keys(overrideInputs).length === 0;
const reason = isSkipped ? ' (skipped: FLAKE_PARTS and IMPORT_TREE name no checkouts)' : '';

/** The cases whose flakes are made with flake-parts. */
function casesIn(root: string): readonly string[] {
  const names = existsSync(root) ? readdirSync(root) : [];
  return names.filter((name) => /^(dendritic|flake-parts|parts|err-parts|entry-places)/.test(name));
}

/** What every query of the dendritic example answers. */
function answersOf(directory: string, inputs: Readonly<Record<string, string>>): unknown {
  const session = openClan({ io: nodeIo(), directory, overrideInputs: inputs });
  const evaluation = session.evaluation();
  const machines = evaluation.ok ? evaluation.value.machines.map(({ name }) => name) : [];
  const queries = [
    'inventory',
    'introspection',
    'settings',
    'schemas',
    'manifests',
    'exports',
    'outputs',
  ] as const;
  return {
    ...Object.fromEntries(queries.map((query) => [query, session[query]()])),
    machines: Object.fromEntries(machines.map((name) => [name, session.machine(name)])),
    problems: session.problems(),
  };
}

describe.skipIf(isSkipped)(`flake-parts from a checkout${reason}`, () => {
  const cases = [conformance, rules].flatMap((root) => casesIn(root).map((name) => join(root, name)));

  test('there are cases', () => {
    expect(cases.length).toBeGreaterThan(4);
  });

  test('the dendritic example answers as it does natively', () => {
    const directory = resolve(process.cwd(), 'assets/examples/dendritic');
    const native = answersOf(directory, {}) as { readonly machines: object; readonly inventory: unknown };
    expect(native.inventory).toMatchObject({ ok: true });
    expect(Object.keys(native.machines).length).toBeGreaterThan(3);
    expect(answersOf(directory, overrideInputs)).toEqual(native);
  });

  test.each(cases)('%s', (directory) => {
    const outcomes = runCase(directory, overrideInputs);
    expect(
      outcomes.flatMap(({ file, difference }) => (difference === undefined ? [] : `${file} ${difference}`)),
    ).toEqual([]);
  });
});
