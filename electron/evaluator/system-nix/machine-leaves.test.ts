/** Given values of a machine, with the real Nix: what is there, what is not, what fails, in how many processes. */
import { cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { FlakeInput } from '../../../shared/clan/flake-inputs';
import { NixFixture, hasNix } from './testing/nix-fixture';
import { wantedTree } from './leaf-expression';
import type { SystemEvaluator } from './system-evaluator';

test('paths share what they begin with, whatever the names are', () => {
  expect(JSON.stringify(wantedTree([['a', 'b'], ['a', '__proto__', 'c'], ['d']]))).toBe(
    '{"a":{"b":1,"__proto__":{"c":1}},"d":1}',
  );
});

const fixture = new NixFixture();
afterAll(() => fixture.dispose());

describe.skipIf(!hasNix)('with the real nix: given values of a machine', () => {
  let evaluator: SystemEvaluator;
  beforeAll(async () => {
    const directory = fixture.clan();
    fixture.write(directory, {
      'machines/desk/configuration.nix': `{ lib, ... }: {
        services.greeting.text = throw "no greeting today";
        services.odd.values = [ 1 (builtins.head [ ]) ];
        services.odd.list = [ { a = 1; } { a = 2; } ];
        services.odd.big = 9007199254740993;
        services.odd.package = { type = "derivation"; name = "jq-1.7"; outPath = "/nix/store/x-jq"; };
        services.odd.packages = [ { type = "derivation"; name = "jq-1.7"; outPath = throw "never"; } ];
        services.odd.deep = { a.b.c = true; };
        services.odd."dots.and \\"quotes\\" \\\${x}" = null;
      }`,
    });
    evaluator = await fixture.evaluator(directory);
  });

  test('are told apart', async () => {
    const odd = (...names: readonly string[]): readonly string[] => ['services', 'odd', ...names];
    const answer = await evaluator.machineLeaves('desk', [
      ['networking', 'hostName'],
      odd('no', 'such'),
      ['services', 'greeting', 'text'],
      odd('list'),
      odd('big'),
      odd('package'),
      odd('packages'),
      odd('deep'),
      odd('dots.and "quotes" ${x}'),
    ]);
    if (!answer.ok) throw new Error(JSON.stringify(answer.error));
    const told = answer.value.map((leaf) =>
      leaf.kind === 'value'
        ? [leaf.value, leaf.node.text]
        : leaf.kind === 'failed'
          ? leaf.diagnostics.map(({ code, message }) => [code, message])
          : leaf.kind,
    );
    expect(told).toEqual([
      ['desk', '"desk"'],
      'absent',
      [['nix.throw', 'no greeting today']],
      [[{ a: 1 }, { a: 2 }], '[ 2 items ]'],
      [9007199254740993n, expect.any(String)],
      ['<outPath>', '«derivation jq-1.7»'],
      [['«derivation jq-1.7»'], '[ «derivation jq-1.7» ]'],
      [{ a: { b: { c: true } } }, '{ … }'],
      [null, 'null'],
    ]);
  });

  test('one that cannot be caught does not hide the others', async () => {
    const paths = [
      ['networking', 'hostName'],
      ['services', 'odd', 'values'],
      ['services', 'odd', 'big'],
    ];
    const answer = await evaluator.machineLeaves('desk', paths);
    expect(answer.ok && answer.value.map(({ kind }) => kind)).toEqual(['value', 'failed', 'value']);
  });

  test('of a machine that cannot be read at all fail together, and that is asked once', async () => {
    const directory = fixture.clan();
    fixture.write(directory, {
      'machines/desk/configuration.nix': '{ imports = [ ./more.nix ]; }',
      'machines/desk/more.nix': '{ }',
    });
    fixture.track(directory, ['machines/desk/more.nix']);
    const counted = await fixture.countedNix();
    const unread = await fixture.evaluator(directory, { nix: counted.nix });
    await unread.machineLeaves('desk', [['networking', 'hostName']]);
    counted.forget();
    const paths = Array.from({ length: 40 }, (_, index) => ['services', `s${index}`]);
    expect(await unread.machineLeaves('desk', paths)).toMatchObject({
      ok: false,
      error: {
        diagnostics: [
          {
            code: 'system-nix.untracked-file',
            fix: { kind: 'git-intent-to-add', paths: ['machines/desk/more.nix'] },
          },
        ],
      },
    });
    expect(counted.calls().length).toBeLessThan(4);
  });

  test('of a machine that is not there', async () => {
    expect(await evaluator.machineLeaves('nobody', [['a']])).toMatchObject({
      ok: false,
      error: { diagnostics: [{ code: 'nix.missing-attribute' }] },
    });
  });
});

describe.skipIf(!hasNix)('with the real nix: folders in the place of inputs', () => {
  test.each(['a-plain-folder', 'a folder: “ünïcode” & spaces'])('%s', async (name) => {
    const directory = fixture.clan();
    const repository = path.join(fixture.base, name);
    const other = path.join(repository, 'core');
    cpSync(path.join(directory, 'clan-core'), other, { recursive: true });
    const file = path.join(other, 'modules/clan/module.nix');
    const changed = readFileSync(file, 'utf8').replace('lib.mkDefault name', 'lib.mkDefault "not-${name}"');
    writeFileSync(file, changed);
    fixture.track(repository);
    fixture.write(other, { 'huge.bin': 'not tracked, so never copied' });
    const evaluator = await fixture.evaluator(directory, { overrideInputs: { 'clan-core': other } });
    const hostName = { kind: 'machine', machine: 'desk', path: ['networking', 'hostName'] } as const;
    expect(await evaluator.query(hostName)).toMatchObject({ ok: true, value: { value: 'not-desk' } });
    const inputs = await evaluator.query({ kind: 'inputs' });
    const [source] = inputs.ok ? (inputs.value.value as unknown as readonly FlakeInput[]) : [];
    const folder = source?.source.kind === 'folder' ? source.source.folder : '';
    expect(readdirSync(folder)).toEqual(['clan.nix', 'flake.nix', 'modules']);
    expect(fixture.stagedCopies()).toEqual([]);
  });

  test('a library alone is no flake, and stays with the embedded evaluator', async () => {
    const directory = fixture.clan();
    const lib = path.join(fixture.base, 'nixpkgs.lib');
    fixture.write(lib, { 'default.nix': '{ }', 'modules.nix': '{ }' });
    const evaluator = await fixture.evaluator(directory, { overrideInputs: { nixpkgs: lib } });
    expect(await evaluator.query({ kind: 'members' })).toMatchObject({ ok: true });
  });

  test('one that is gone says which', async () => {
    const directory = fixture.clan();
    const gone = path.join(fixture.base, 'gone');
    const evaluator = await fixture.evaluator(directory, { overrideInputs: { 'clan-core': gone } });
    expect(await evaluator.query({ kind: 'inventory' })).toMatchObject({
      ok: false,
      error: { diagnostics: [{ code: 'system-nix.staging', input: 'clan-core' }] },
    });
  });
});

test.skipIf(!hasNix)('with the real nix: its end leaves no process and no copy behind', async () => {
  const evaluator = await fixture.evaluator(fixture.clan());
  const asked = evaluator.query({ kind: 'settings' });
  await vi.waitFor(() => expect(fixture.stagedCopies()).not.toEqual([]), { interval: 1 });
  await evaluator.dispose();
  expect(fixture.stagedCopies()).toEqual([]);
  expect(await asked).toEqual({ ok: false, error: { kind: 'superseded' } });
  expect(await evaluator.query({ kind: 'settings' })).toMatchObject({ ok: false });
});
