import { expect, test } from 'vitest';
import { memoryClan, pingService } from '../testing/memory-clan';

test('names that the module system takes for its own are told on the layer that they are written on', () => {
  const { session } = memoryClan({
    'clan.nix': `{
      meta.name = "m";
      modules.ping = ./ping.nix;
      inventory.machines.one = { };
      inventory.instances.hello = {
        module = { input = "self"; name = "ping"; };
        roles.server = { settings = { greeting = "hi"; key = "lost"; }; tags.all = { }; };
      };
    }`,
    'ping.nix': pingService,
    'inventory.json':
      '{ "tags": { "key": ["one"] }, "instances": { "hello": { "roles": { "server": { "machines": { "one": { "settings": { "key": 1 } } } } } } } }',
  });
  expect(session.problems()).toMatchObject([
    {
      code: 'clan.dropped-name',
      severity: 'warning',
      target: { kind: 'role', instance: 'hello', role: 'server', layer: { kind: 'role' }, setting: ['key'] },
    },
    { code: 'clan.dropped-name', target: { layer: { kind: 'machine', machine: 'one' }, setting: ['key'] } },
    { code: 'clan.dropped-name', message: expect.stringContaining('tag “key”') as string },
  ]);
  const evaluation = session.evaluation();
  expect(evaluation.ok && evaluation.value.diagnostics).toHaveLength(3);
});
