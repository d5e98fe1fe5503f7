import { describe, expect, test } from 'vitest';
import { memoryClan, pingService } from '../testing/memory-clan';
import type { MemoryClan } from '../testing/memory-clan';

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

/** A clan whose service gives this to its one machine. */
function reading(perInstance: string): MemoryClan {
  return memoryClan({
    'clan.nix': `{
      meta.name = "m";
      modules.ping = ./ping.nix;
      inventory.machines.one = { };
      inventory.instances.hello = { module = { input = "self"; name = "ping"; }; roles.client.tags.all = { }; };
      inventory.instances.again = { module = { input = "self"; name = "ping"; }; roles.client.tags.all = { }; };
    }`,
    'ping.nix': `{
      manifest = { name = "ping"; readme = "-"; };
      roles.client = { description = "-"; perInstance = ${perInstance}; };
    }`,
  });
}

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

  test('reads of services are told before anybody looks at a machine, once for each service', () => {
    const { session } = reading(
      '{ roles, exports, ... }: { nixosModule = { a = roles.client.settings; b = exports.machines; }; }',
    );
    const told = session.problems().filter(({ code }) => code !== 'clan.constraint');
    expect(told).toMatchObject([
      { code: 'clan.role-settings', severity: 'warning', target: { kind: 'instance', instance: 'again' } },
      {
        code: 'clan.reads-plain-exports',
        severity: 'warning',
        message: expect.stringContaining('self-ping') as string,
        target: { kind: 'instance', instance: 'again' },
      },
    ]);
    const evaluation = session.evaluation();
    expect(evaluation.ok && evaluation.value.diagnostics.map(({ code }) => code)).toEqual([
      'clan.role-settings',
      'clan.reads-plain-exports',
    ]);
  });

  test.each([
    ['{ roles, ... }: { nixosModule.a = roles.client.machines.one.settings; }'],
    ['{ roles, ... }: { nixosModule.a = map ({ roles }: roles.client.settings) [ ]; }'],
    ['{ roles, exports, ... }: { nixosModule.a = map (roles: roles.client.settings) [ ]; }'],
    ['{ exports, ... }: { nixosModule.a = let exports = { instances = 1; }; in exports.instances; }'],
    ['{ settings, ... }: { nixosModule.a = settings; }'],
  ])('reads of something else are not told: %s', (perInstance) => {
    expect(reading(perInstance).session.problems()).toEqual([]);
  });

  test('what a service reads through another name is told once it has run', () => {
    const { session } = reading(
      '{ roles, ... }: { nixosModule = { lib, ... }: { a = lib.mapAttrs (_: role: role.settings) roles; }; }',
    );
    session.machinePreview('one');
    expect(session.problems()).toMatchObject([{ code: 'clan.role-settings' }]);
  });

  test('exports without scope can be read where nobody exports any, and are not among the exports', () => {
    const { session } = reading(
      '{ exports, ... }: { nixosModule = { a = builtins.attrNames exports.instances; b = exports.machines.one or 1; c = builtins.attrNames exports; }; }',
    );
    const preview = session.machinePreview('one');
    const values = preview.ok ? (preview.value.root?.children ?? []) : [];
    expect(
      values.filter(({ name }) => name.length === 1).map(({ name, text }) => `${name} = ${text}`),
    ).toEqual(['a = [ ]', 'b = 1', 'c = [ ]']);
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
