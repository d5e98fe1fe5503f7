import { describe, expect, test } from 'vitest';
import type { MachinePreview, PreviewNode, Provenance } from '../../../../../shared/clan/evaluation';
import { memoryClan, pingClan, pingInventory } from '../testing/memory-clan';
import type { MemoryClan } from '../testing/memory-clan';

function preview({ session }: MemoryClan, machine: string): MachinePreview {
  const result = session.machinePreview(machine);
  if (result.ok) return result.value;
  throw new Error(JSON.stringify(result.error));
}

function provenance({ session }: MemoryClan, machine: string, path: readonly string[]): Provenance {
  const result = session.provenance(machine, path);
  if (result.ok) return result.value;
  throw new Error(JSON.stringify(result.error));
}

/** The leaves as `path = text [sources]`. */
function leaves(node: PreviewNode | null, path: readonly string[] = []): readonly string[] {
  if (node === null) return [];
  if (node.children === undefined) return [`${path.join('.')} = ${node.text} [${node.sources.join(' ')}]`];
  return node.children.flatMap((child) => leaves(child, [...path, child.name]));
}

const layered = {
  'clan.nix': `{
  meta.name = "m";
  machines.one = { lib, ... }: {
    a = lib.mkDefault 1;
    list = [ { x = 1; } 2 ];
    off = lib.mkIf false true;
    pkg = { outPath = "/nix/store/x"; };
    f = x: x;
    broken = throw "not today";
  };
}
`,
  'machines/one/configuration.nix': '{ lib, ... }: {\n  a = lib.mkForce 2;\n  empty = { };\n}\n',
};

describe('the preview of a machine', () => {
  test('is a tree whose leaves name who defines them', () => {
    const clan = pingClan(pingInventory);
    expect(leaves(preview(clan, 'one').root)).toEqual([
      'assertions = [ ] [clan]',
      'clan.core.settings.directory = "/clan" [clan]',
      'clan.core.settings.domain = "clan" [clan]',
      'clan.core.settings.icon = null [clan]',
      'clan.core.settings.machine.name = "one" [clan]',
      'clan.core.settings.name = "pings" [clan]',
      'networking.hostName = "one" [clan]',
      'services.ping.server.greeting = "hi" [hello]',
      'services.ping.server.host = "one" [hello]',
      'services.ping.server.port = 7 [hello]',
      'services.ping.targets.hello = [ "one" ] [hello]',
      'warnings = [ ] [clan]',
    ]);
  });

  test('shows large integers with all their digits', () => {
    const clan = memoryClan({
      'clan.nix': '{ meta.name = "m"; machines.one = { ... }: { big = 9007199254740993; }; }',
    });
    expect(leaves(preview(clan, 'one').root)).toContain('big = 9007199254740993 [clan.nix]');
  });

  test('holds the whole of a value that it shortens, for the search', () => {
    const script = `${'echo hello; '.repeat(20)}rsync --archive`;
    const clan = memoryClan({
      'clan.nix': `{ meta.name = "m"; machines.one = { ... }: { long.script = "${script}"; short = "rsync"; }; }`,
    });
    const { root } = preview(clan, 'one');
    const node = (name: string) => root?.children?.find((child) => child.name === name);
    expect(node('long')?.children?.[0]?.search).toBe(script);
    expect(node('short')).not.toHaveProperty('search');
  });

  test('shows lists of sets, functions, packages and failures, and leaves out what is switched off', () => {
    const clan = memoryClan(layered);
    const { root, diagnostics } = preview(clan, 'one');
    const own = leaves(root).filter((line) => /^(a|list|off|pkg|f|broken|empty)\b/.test(line));
    expect(own).toEqual([
      'a = 2 [machines/one/configuration.nix]',
      'broken = not today [clan.nix]',
      'empty = { } [machines/one/configuration.nix]',
      'f = «function» [clan.nix]',
      'list.0.x = 1 [clan.nix]',
      'list.1 = 2 [clan.nix]',
      'pkg = "<outPath /nix/store/x>" [clan.nix]',
    ]);
    expect(diagnostics).toMatchObject([
      {
        code: 'nix.throw',
        message: 'not today',
        target: { kind: 'machine', machine: 'one', option: ['broken'] },
      },
    ]);
  });

  test('of a machine that does not exist is a failure', () => {
    const result = pingClan().session.machinePreview('nobody');
    expect(result.ok ? [] : result.error).toMatchObject([{ message: "the clan has no machine 'nobody'" }]);
  });
});

describe('provenance', () => {
  test('lists all definitions with place, priority and what became of them', () => {
    const { definitions, text } = provenance(memoryClan(layered), 'one', ['a']);
    expect(text).toBe('2');
    expect(definitions).toEqual([
      {
        place: {
          kind: 'nix',
          label: 'machines/one/configuration.nix:2',
          span: { path: 'machines/one/configuration.nix', line: 2, column: 3, endLine: 2, endColumn: 4 },
        },
        priority: 50,
        outcome: 'won',
        text: '2',
      },
      {
        place: {
          kind: 'nix',
          label: 'clan.nix:4',
          span: { path: 'clan.nix', line: 4, column: 5, endLine: 4, endColumn: 6 },
        },
        priority: 1000,
        outcome: 'overridden',
        text: '1',
      },
    ]);
  });

  test('names the instance and role that a service acted for', () => {
    const { definitions } = provenance(pingClan(pingInventory), 'one', [
      'services',
      'ping',
      'server',
      'port',
    ]);
    expect(definitions).toMatchObject([
      {
        instance: 'hello',
        role: 'server',
        via: 'instances.hello.roles.server.machines.one',
        place: { kind: 'nix', label: 'ping.nix:13' },
        outcome: 'won',
        text: '7',
      },
    ]);
  });

  test('of a place where nothing is gives no definitions', () => {
    expect(provenance(pingClan(pingInventory), 'one', ['nothing', 'here'])).toMatchObject({
      definitions: [],
      text: '',
    });
  });
});
