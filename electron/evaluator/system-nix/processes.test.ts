/** How many processes of Nix it takes: each costs up to seconds on a real clan. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../shared/base/json';
import { withValueAt } from '../../../shared/clan/json-tree';
import type { EvaluatorInput } from '../evaluator';
import { NixFixture, hasNix } from './testing/nix-fixture';
import type { CountedNix } from './testing/nix-fixture';
import type { SystemEvaluator } from './system-evaluator';

const fixture = new NixFixture();
afterAll(() => fixture.dispose());

describe.skipIf(!hasNix)('with the real nix: processes', () => {
  let directory: string;
  let nix: CountedNix;
  let evaluator: SystemEvaluator;
  let saved: string;

  beforeEach(async () => {
    directory = fixture.clan();
    nix = await fixture.countedNix();
    evaluator = await fixture.evaluator(directory, { nix: nix.nix });
    saved = readFileSync(path.join(directory, 'inventory.json'), 'utf8');
    nix.forget();
  });

  /** What was asked since the last call: sub-command, and for `eval` the attribute. */
  function asked(): readonly string[] {
    const words = nix.calls().map((args) => {
      const attribute = args.flatMap((word) => /#(\w+)$/.exec(word)?.[1] ?? [])[0];
      return attribute ?? (args.includes('metadata') ? 'metadata' : 'other');
    });
    nix.forget();
    return words;
  }

  function input(current: string, more: Partial<EvaluatorInput> = {}): EvaluatorInput {
    return { revision: 1, current, saved, changedPaths: [], ...more };
  }

  function edited(keys: readonly string[], value: readonly string[]): string {
    return JSON.stringify(withValueAt(JSON.parse(saved) as JsonObject, keys, value));
  }

  async function works(answer: Promise<{ readonly ok: boolean }>): Promise<void> {
    expect(await answer).toMatchObject({ ok: true });
  }

  test('opening, looking around, and looking again', async () => {
    await works(evaluator.evaluate(input(saved, { changedPaths: null })));
    // Once for the content, once for all that is drawn, once for the settings of all members.
    expect(asked()).toEqual(['metadata', 'clanInternals', 'clan']);
    await works(evaluator.machinePreview('box'));
    expect(asked()).toEqual(['nixosConfigurations']);
    await works(evaluator.provenance('box', ['networking', 'hostName']));
    expect(asked()).toEqual(['nixosConfigurations']);
    await works(evaluator.roleForm('backup', 'client'));
    expect(asked()).toEqual(['clan']);
    await works(
      evaluator.machineLeaves('box', [
        ['networking', 'hostName'],
        ['time', 'timeZone'],
      ]),
    );
    expect(asked()).toEqual(['nixosConfigurations']);
    await works(evaluator.evaluate(input(saved)));
    await works(evaluator.machinePreview('box'));
    await works(evaluator.provenance('box', ['networking', 'hostName']));
    await works(evaluator.roleForm('backup', 'client'));
    expect(asked()).toEqual([]);
  });

  test('an edit, its marks and its impact', async () => {
    await works(evaluator.evaluate(input(saved, { changedPaths: null })));
    await works(evaluator.machinePreview('box'));
    nix.forget();
    const text = edited(['machines', 'lap', 'tags'], []);
    await works(evaluator.evaluate(input(text)));
    expect(asked()).toEqual(['metadata', 'clanInternals', 'clan']);
    await works(evaluator.machinePreview('box'));
    // The saved state of the machine is known already.
    expect(asked()).toEqual(['nixosConfigurations']);
    await works(evaluator.impact(text));
    // Of each state: the machines that were not looked at yet, together.
    expect([...asked()].sort()).toEqual([
      'nixosConfigurations',
      'nixosConfigurations',
      'nixosConfigurations',
      'nixosConfigurations',
    ]);
    await works(evaluator.evaluate(input(saved)));
    await works(evaluator.evaluate(input(text)));
    await works(evaluator.impact(text));
    expect(asked()).toEqual([]);
  });

  test('a file that changes on disk is read, and one that changes back costs only its content', async () => {
    await works(evaluator.evaluate(input(saved, { changedPaths: null })));
    nix.forget();
    const file = path.join(directory, 'clan.nix');
    const clan = readFileSync(file, 'utf8');
    fixture.write(directory, { 'clan.nix': clan.replace('Two desks', 'Three desks') });
    const answer = await evaluator.evaluate(input(saved, { changedPaths: [file] }));
    expect(answer.ok && answer.value.evaluation.meta.description).toBe('Three desks and a box');
    expect(asked()).toEqual(['metadata', 'clanInternals', 'clan']);
    fixture.write(directory, { 'clan.nix': clan });
    await works(evaluator.evaluate(input(saved, { changedPaths: [file] })));
    expect(asked()).toEqual(['metadata']);
  });

  test('never more than two at once', async () => {
    const log = path.join(fixture.base, 'at-once');
    const program = fixture.script(
      `echo start >> '${log}'; '${nix.nix.program}' "$@"; code=$?; echo stop >> '${log}'; exit $code`,
    );
    const busy = await fixture.evaluator(directory, { nix: { ...nix.nix, program } });
    await works(busy.evaluate(input(saved, { changedPaths: null })));
    await Promise.all([
      works(busy.machinePreview('box')),
      works(busy.machinePreview('desk')),
      works(busy.machinePreview('lap')),
      works(busy.roleForm('backup', 'client')),
      works(busy.roleForm('people', 'default')),
    ]);
    let running = 0;
    const most = readFileSync(log, 'utf8')
      .split('\n')
      .map((word) => (running += word === 'start' ? 1 : word === 'stop' ? -1 : 0));
    expect(Math.max(...most)).toBeLessThanOrEqual(2);
    expect(running).toBe(0);
  });
});
