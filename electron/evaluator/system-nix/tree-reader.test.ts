/** Trees of machines with values that fail, and of machines as wide as real NixOS, with the real nix. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { MachinePreview, PreviewNode } from '../../../shared/clan/evaluation';
import { NixFixture, hasNix } from './testing/nix-fixture';
import type { SystemEvaluator } from './system-evaluator';

const fixture = new NixFixture();
afterAll(() => fixture.dispose());

/** A copy of the test clan in which the machine `box` also has this module. */
function clanWith(module: string): string {
  const directory = fixture.clan();
  const clan = readFileSync(path.join(directory, 'clan.nix'), 'utf8');
  fixture.write(directory, {
    'extra.nix': module,
    'clan.nix': clan.replace(
      'machines.box =\n',
      'modules.unused = { };\n  machines.desk = ./extra.nix;\n  machines.box =\n',
    ),
  });
  return directory;
}

async function previewOf(evaluator: SystemEvaluator, machine: string): Promise<MachinePreview> {
  const answer = await evaluator.machinePreview(machine);
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
}

function nodeAt(root: PreviewNode | null, ...names: readonly string[]): PreviewNode | undefined {
  let found: PreviewNode | undefined = root ?? undefined;
  for (const name of names) found = found?.children?.find((child) => child.name === name);
  return found;
}

describe.skipIf(!hasNix)('with the real nix: values that fail', () => {
  test('failures that Nix cannot catch cost one more process each', async () => {
    const directory = clanWith(`{ lib, ... }:
    let of = default: lib.mkOption { type = lib.types.raw; inherit default; }; in {
      options.probe.fine = of "yes";
      options.probe.missing = of { }.nothing;
      options.probe.deep.er.wrong = of (1 + "one");
      options.probe.list = of [ { a = 1; } { a = [ ].b; } ];
    }`);
    const { nix, calls, forget } = await fixture.countedNix();
    const evaluator = await fixture.evaluator(directory, { nix });
    await evaluator.query({ kind: 'inventory' });
    await evaluator.query({ kind: 'members' });
    forget();
    const { root, diagnostics } = await previewOf(evaluator, 'desk');
    expect(nodeAt(root, 'probe', 'fine')).toMatchObject({ kind: 'value', text: '"yes"' });
    expect(nodeAt(root, 'probe', 'list', '0', 'a')).toMatchObject({ kind: 'value', text: '1' });
    expect(
      diagnostics.map(({ code, target }) => [code, target?.kind === 'machine' ? target.option : null]),
    ).toEqual([
      ['nix.type', ['probe', 'deep', 'er', 'wrong']],
      ['nix.type', ['probe', 'list', '1', 'a']],
      ['nix.missing-attribute', ['probe', 'missing']],
    ]);
    expect(diagnostics[2]).toMatchObject({
      message: "attribute 'nothing' missing",
      span: { path: 'extra.nix', line: 4 },
    });
    expect(JSON.stringify(diagnostics)).not.toContain('clan-inventory at');
    expect(calls()).toHaveLength(4);
  });

  test('when everything fails, what is left is asked for on demand', async () => {
    const options = Array.from({ length: 60 }, (_, index) => `options.m${index} = broken;`);
    const directory = clanWith(`{ lib, ... }:
    let broken = lib.mkOption { type = lib.types.raw; default = { }.nothing; }; in { ${options.join('\n')} }`);
    const { nix, calls } = await fixture.countedNix();
    const evaluator = await fixture.evaluator(directory, { nix });
    const { root, diagnostics } = await previewOf(evaluator, 'desk');
    const broken = (root?.children ?? []).filter(({ name }) => /^m\d/.test(name));
    const failed = broken.filter(({ kind }) => kind === 'error');
    expect(broken).toHaveLength(60);
    expect(failed.length).toBeGreaterThan(15);
    expect(new Set(failed.map(({ text }) => text))).toEqual(new Set(["attribute 'nothing' missing"]));
    expect(broken.every((node) => node.kind === 'error' || node.isPartial === true)).toBe(true);
    expect(diagnostics.length).toBeLessThan(40);
    expect(calls().length).toBeLessThan(50);
  });
});

/** As many options at the top as real NixOS has, and then some that cannot be told. */
const wide = `{ lib, ... }:
let
  inherit (lib) mkOption types;
  text = mkOption { type = types.str; };
  below = name: { set = mkOption { type = types.str; default = name; }; unset = text; deep.er.still = mkOption { type = types.str; default = "deep"; }; };
in {
  options = lib.genAttrs (builtins.genList (i: "top\${toString i}") 40) below // {
    loop = mkOption { type = types.raw; default = let loop = { again = loop; }; in loop; };
    packages = mkOption { type = types.raw; default = { callPackage = x: x; all = throw "never asked"; }; };
    tools = mkOption { type = types.raw; default = { here = [ { type = "derivation"; name = "tool-1.0"; outPath = throw "never built"; } ]; }; };
  };
  config.top3.set = "mine";
  config.top4.deep.er.still = { }.nothing;
}`;

describe.skipIf(!hasNix)('with the real nix: a machine as wide as NixOS', () => {
  test('is told two levels deep, and further when somebody looks', async () => {
    const evaluator = await fixture.evaluator(clanWith(wide));
    const { root, diagnostics } = await previewOf(evaluator, 'desk');
    expect(nodeAt(root, 'top3', 'set')).toMatchObject({ text: '"mine"', sources: ['extra.nix'] });
    expect(nodeAt(root, 'top4', 'deep')).toMatchObject({ kind: 'set', isPartial: true });
    expect(nodeAt(root, 'packages')).toMatchObject({ kind: 'set', isPartial: true });
    expect(nodeAt(root, 'loop', 'again')).toMatchObject({ isPartial: true });
    expect(nodeAt(root, 'tools', 'here')).toMatchObject({ text: '[ «derivation tool-1.0» ]' });
    // An option without a value is shown as such, and nothing is wrong with the machine for it.
    expect(nodeAt(root, 'top3', 'unset')).toMatchObject({ kind: 'error', diagnostic: { severity: 'info' } });
    expect(diagnostics).toEqual([]);
    expect(await evaluator.previewLevel('desk', ['top4', 'deep'])).toMatchObject({
      ok: true,
      value: {
        children: [
          { name: 'er', children: [{ name: 'still', kind: 'error', text: "attribute 'nothing' missing" }] },
        ],
      },
    });
    expect(await evaluator.previewLevel('desk', ['top3', 'unset'])).toMatchObject({
      ok: true,
      value: { kind: 'error', text: expect.stringMatching(/option .*top3\.unset/) as string },
    });
  });

  test('a change below what is shown is counted and marked', async () => {
    // The wide machine takes a value from the inventory, so that an edit reaches it.
    const directory = clanWith(
      wide.replace(
        '{ }.nothing',
        '(builtins.fromJSON (builtins.readFile ./inventory.json)).machines.lap.description',
      ),
    );
    const evaluator = await fixture.evaluator(directory);
    const text = readFileSync(path.join(directory, 'inventory.json'), 'utf8');
    const current = text.replace('"Travels"', '"Stays"');
    await evaluator.evaluate({ revision: 1, current, saved: text, changedPaths: null });
    const preview = await previewOf(evaluator, 'desk');
    expect(preview.counts).toEqual({ added: 0, changed: 1, removed: 0 });
    expect(nodeAt(preview.root, 'top4', 'deep')).toMatchObject({
      isPartial: true,
      change: { kind: 'changed' },
    });
    expect(nodeAt(preview.root, 'top5', 'deep')?.change).toBeUndefined();
    expect(await evaluator.impact(current)).toMatchObject({
      ok: true,
      value: { impact: [{ machine: 'desk', added: 0, changed: 1, removed: 0 }], unchangedMachines: 2 },
    });
  });
});
