/** Where values of the example clans come from: down to the setting behind a value and the layer that it was set on. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ValueDefinition } from '../../../../../shared/clan/evaluation';
import { openClan } from '../open-clan';
import { nodeIo } from '../testing/node-io';

const examples = join(process.cwd(), 'assets/examples');

function definitions(example: string, machine: string, path: string): readonly ValueDefinition[] {
  const session = openClan({ io: nodeIo(), directory: join(examples, example) });
  const found = session.provenance(machine, path.split('.'));
  if (found.ok) return found.value.definitions;
  throw new Error(JSON.stringify(found.error));
}

/** `setting = text, layer, place` of every setting behind the first definition. */
function settings(example: string, machine: string, path: string): readonly string[] {
  const [first] = definitions(example, machine, path);
  return (first?.settings ?? []).map(({ setting, text, layer, isDefault, place }) => {
    const where = isDefault
      ? 'default'
      : layer === null
        ? 'unknown'
        : Object.values(layer as Readonly<Record<string, string>>).join(' ');
    return `${setting.join('.')} = ${text}, ${where}, ${place.label}`;
  });
}

describe('settings behind the values of the homelab', () => {
  test('set for one machine in inventory.json', () => {
    expect(settings('homelab', 'borealis', 'services.backup-server.repositories.athena.path')).toEqual([
      'directory = "/srv/backup", machine borealis, inventory.json',
    ]);
    const [definition] = definitions(
      'homelab',
      'borealis',
      'services.backup-server.repositories.athena.path',
    );
    expect(definition).toMatchObject({
      instance: 'backup',
      role: 'server',
      layer: { kind: 'machine', machine: 'borealis' },
      place: { span: { path: 'services/backup/default.nix' } },
      outcome: 'won',
    });
  });

  test('that nobody sets', () => {
    const [port] = settings('homelab', 'borealis', 'services.prometheus.exporters.node.port');
    expect(port).toMatch(/^port = 9100, default, services\/monitoring\/default\.nix:\d+$/);
  });

  test('merged from a tag and the role', () => {
    const found = settings('homelab', 'borealis', 'users.mutableUsers');
    expect(
      found
        .filter((line) => line.startsWith('people'))
        .map((line) => line.replace(/ = .*(?=, (tag|role))/s, '')),
    ).toEqual([
      expect.stringMatching(/^people, tag always-on, clan\.nix:\d+$/),
      expect.stringMatching(/^people, role, clan\.nix:\d+$/),
    ]);
    expect(definitions('homelab', 'borealis', 'users.mutableUsers')[0]?.layer).toBeUndefined();
  });

  test('mapped over by a function', () => {
    const found = settings('homelab', 'borealis', 'users.users.mara.description');
    expect(found.map((line) => line.replace(/ = .*(?=, (tag|role))/s, ''))).toEqual([
      expect.stringMatching(/^people, tag always-on, clan\.nix:\d+$/),
      expect.stringMatching(/^people, role, clan\.nix:\d+$/),
    ]);
  });

  test('read through an inherited name, and none where nothing is read', () => {
    expect(settings('homelab', 'borealis', 'users.motd')).toEqual([
      expect.stringMatching(/^messageOfTheDay = "This machine.*, role, clan\.nix:\d+$/s),
    ]);
    expect(settings('homelab', 'borealis', 'users.users.borg.isSystemUser')).toEqual([]);
  });
});

describe('modules of the examples', () => {
  test('say which files imported them', () => {
    expect(definitions('homelab', 'borealis', 'services.openssh.enable')).toMatchObject([
      { place: { label: 'modules/server.nix:5', span: { line: 5, column: 3 } }, importedBy: ['clan.nix'] },
    ]);
    const [own] = definitions('homelab', 'borealis', 'system.stateVersion');
    expect(own?.importedBy).toBeUndefined();
  });

  test('show soft defaults that were overridden', () => {
    const hostName = definitions('dendritic', 'forge', 'networking.hostName');
    expect(hostName.map(({ priority, outcome }) => [priority, outcome])).toEqual([[1000, 'won']]);
  });
});
