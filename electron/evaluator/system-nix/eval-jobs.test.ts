/** Many machines at once: with a program that behaves as nix-eval-jobs, and without it in groups. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../shared/base/json';
import { withValueAt } from '../../../shared/clan/json-tree';
import type { ImpactAnswer } from '../evaluator';
import { canAnswer } from './eval-jobs';
import { findNix } from './find-nix';
import { evalJobsHelp } from './testing/eval-jobs-program';
import { NixFixture, hasNix } from './testing/nix-fixture';
import type { SystemEvaluator } from './system-evaluator';

const fixture = new NixFixture();
afterAll(() => fixture.dispose());

test('only a version with everything that is needed is used', () => {
  expect(canAnswer(evalJobsHelp)).toBe(true);
  for (const option of ['--select', '--apply', '--no-instantiate', '--override-input']) {
    expect(canAnswer(evalJobsHelp.replace(`  ${option} `, '  --other '))).toBe(false);
  }
});

function stored(directory: string): string {
  return readFileSync(path.join(directory, 'inventory.json'), 'utf8');
}

function edited(directory: string, keys: readonly string[], value: readonly string[]): string {
  return JSON.stringify(withValueAt(JSON.parse(stored(directory)) as JsonObject, keys, value));
}

async function impactOf(evaluator: SystemEvaluator, text: string): Promise<ImpactAnswer> {
  const answer = await evaluator.impact(text);
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
}

describe.skipIf(!hasNix)('with the real nix: all machines at once', () => {
  let directory: string;
  let alone: ImpactAnswer;
  let text: string;

  beforeAll(async () => {
    directory = fixture.clan();
    text = edited(directory, ['machines', 'lap', 'tags'], []);
    alone = await impactOf(await fixture.evaluator(directory), text);
  });

  test('the impact of an edit, one process for each state', async () => {
    expect(alone.impact.map(({ machine }) => machine)).toEqual(['box', 'lap']);
    const { nix, calls, forget } = await fixture.countedNix();
    const evaluator = await fixture.evaluator(directory, { nix });
    forget();
    expect(await impactOf(evaluator, text)).toEqual(alone);
    const trees = calls().filter((args) => args.some((word) => word.includes('#nixosConfigurations')));
    // The first machine of each state alone, the others together.
    expect(trees).toHaveLength(4);
  });

  test('with nix-eval-jobs: its own processes, and the same answer', async () => {
    const { nix, calls, forget } = await fixture.nixWithJobs();
    expect(nix.evalJobs).toMatchObject({ isUsable: true, version: '?' });
    const evaluator = await fixture.evaluator(directory, { nix });
    forget();
    expect(await impactOf(evaluator, text)).toEqual(alone);
    expect(calls()).toHaveLength(2);
    const [args = []] = calls();
    expect(args).toContain('--no-instantiate');
    expect(args[args.indexOf('--workers') + 1]).toMatch(/^[123]$/);
    expect(Number(args[args.indexOf('--max-memory-size') + 1])).toBeGreaterThanOrEqual(1_024);
    expect(args.join(' ')).toContain('--option substitute false');
    expect(args.at(-1)).toMatch(/^path:.*narHash=.*#nixosConfigurations$/);
  });

  test('a machine that fails there fails as it does alone', async () => {
    const broken = fixture.clan();
    fixture.write(broken, {
      'machines/desk/configuration.nix': '{ lib, ... }: { imports = [ ./missing.nix ]; }',
    });
    const wanted = edited(broken, ['machines', 'lap', 'tags'], []);
    const { nix, calls } = await fixture.nixWithJobs();
    const plain = await impactOf(await fixture.evaluator(broken), wanted);
    expect(await impactOf(await fixture.evaluator(broken, { nix }), wanted)).toEqual(plain);
    expect(plain.impact.map(({ machine }) => machine)).toEqual(['box', 'lap']);
    expect(calls().length).toBeGreaterThan(1);
  });

  test('one that breaks, or is too old, is not needed', async () => {
    const { nix } = await fixture.nixWithJobs();
    const program = fixture.script('echo "error: out of luck" >&2; exit 1', 'nix-eval-jobs');
    const evalJobs = { program, version: '2.31.0', isUsable: true };
    const evaluator = await fixture.evaluator(directory, { nix: { ...nix, evalJobs } });
    expect(await impactOf(evaluator, text)).toEqual(alone);
    const old = fixture.script('echo "  --flake   build a flake"', 'nix-eval-jobs');
    const folder = path.dirname(old);
    writeFileSync(path.join(folder, 'nix'), `#!/bin/sh\nexec '${nix.program}' "$@"\n`, { mode: 0o755 });
    const found = await findNix({ environment: { ...fixture.environment, PATH: folder }, folders: [] });
    expect(found).toMatchObject({ kind: 'found', evalJobs: { program: old, isUsable: false } });
  });
});
