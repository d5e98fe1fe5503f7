import { describe, expect, test } from 'vitest';
import { memoryClan, pingService } from '../testing/memory-clan';

const oldWays = {
  'clan.nix': `{
  meta = { name = "m"; tld = "lan"; };
  modules.ping = ./ping.nix;
  inventory.machines.one = { };
  inventory.instances.hello = {
    module = { input = "self"; name = "ping"; };
    roles.client = {
      tags.all = { };
      extraModules = [ "/clan/extra.nix" ];
    };
  };
}
`,
  'ping.nix': pingService,
  'extra.nix': '{ extra = true; }',
};

describe('what is no longer done like that', () => {
  test('is told with its place and what to write instead', () => {
    const { session } = memoryClan(oldWays);
    expect(session.problems()).toMatchObject([
      {
        code: 'clan.meta-tld',
        severity: 'warning',
        hint: 'Write meta.domain = "lan" in its place.',
        span: { path: 'clan.nix', line: 2 },
        target: { kind: 'clan' },
      },
      {
        code: 'clan.text-module',
        severity: 'warning',
        span: { path: 'clan.nix', line: 9 },
        target: { kind: 'role', instance: 'hello', role: 'client' },
      },
    ]);
  });

  test('role tags as a list are told in inventory.json, where other tools stumble, and not in Nix', () => {
    const { session } = memoryClan({
      ...oldWays,
      'clan.nix': oldWays['clan.nix']
        .replace('tld = "lan";', '')
        .replace(/extraModules.*/, '')
        .replace('tags.all = { };', 'tags = [ "all" ];'),
      'inventory.json': '{ "instances": { "hello": { "roles": { "client": { "tags": ["nixos"] } } } } }',
    });
    expect(session.problems()).toMatchObject([
      {
        code: 'clan.listed-tags',
        severity: 'warning',
        target: { kind: 'role', instance: 'hello', role: 'client' },
        hint: expect.stringContaining('"tags": { "all": {} }') as string,
      },
    ]);
  });

  test('shows in the window as well', () => {
    const evaluation = memoryClan(oldWays).session.evaluation();
    expect(evaluation.ok && evaluation.value.diagnostics.map(({ code }) => code)).toEqual([
      'clan.meta-tld',
      'clan.text-module',
    ]);
  });

  test('is looked for again when files change, and not when the inventory does', () => {
    const exporting = (result: string): string =>
      `{ manifest = { name = "p"; readme = "-"; }; roles.client = { description = "-"; perInstance = { ... }: { ${result} }; }; }`;
    const { disk, session } = memoryClan({
      ...oldWays,
      'clan.nix': oldWays['clan.nix'].replace('tld = "lan";', '').replace('extraModules', '# '),
      'ping.nix': exporting('exports.foo = 1;'),
    });
    const codes = (): readonly string[] => session.problems().map(({ code }) => code);
    expect(codes()).toEqual(['clan.export-without-scope']);
    session.update({ inventoryJsonText: '{ "machines": { "two": {} } }' });
    expect(codes()).toEqual(['clan.export-without-scope']);
    disk.write('/clan/ping.nix', exporting(''));
    session.update({ changedPaths: ['/clan/ping.nix'] });
    expect(codes()).toEqual([]);
  });
});
