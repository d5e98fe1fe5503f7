import { describe, expect, it } from 'vitest';
import { isJsonObject, jsonEqual } from '../../base/json';
import type { JsonObject, JsonPath } from '../../base/json';
import { tagsAsObject } from '../edits/role-members';
import { valueAt, withoutValueAt, withValueAt } from '../json-tree';
import { randomInventory, seededRandom } from '../testing/random-documents';
import { applyChanges, applySteps, closeOverRequired } from './apply-changes';
import { describeChanges } from './describe-changes';

const base: JsonObject = {
  machines: {
    athena: { tags: ['server'] },
    echo: {},
    iris: { description: 'old', deploy: { targetHost: 'a' } },
  },
  instances: {
    backup: {
      module: { name: 'backup', input: 'self' },
      roles: {
        client: {
          machines: { athena: {}, iris: {} },
          tags: { laptop: {} },
          settings: { folders: ['/home'], deep: { x: 1 } },
        },
        server: { machines: { athena: { settings: { quota: '250G' } } } },
      },
    },
    unnamed: { roles: {} },
  },
  tags: { office: ['athena', 'iris'] },
};

function set(path: JsonPath, value: Parameters<typeof withValueAt>[2], root: JsonObject = base): JsonObject {
  return withValueAt(root, path, value) as JsonObject;
}

function without(path: JsonPath, root: JsonObject = base): JsonObject {
  return withoutValueAt(root, path) as JsonObject;
}

const client = ['instances', 'backup', 'roles', 'client'];
const server = ['instances', 'backup', 'roles', 'server'];

describe('describeChanges', () => {
  it.each<[string, JsonObject, readonly (readonly [string, string])[]]>([
    ['nothing', { ...base }, []],
    ['only the order of keys', { tags: base['tags'] ?? {}, ...base }, []],
    [
      'a member',
      set([...client, 'machines', 'echo'], {}),
      [['echo joins backup › client', 'direct assignment']],
    ],
    [
      'a tag of a role',
      set([...client, 'tags', 'all'], {}),
      [['Tag all joins backup › client', 'every machine with the tag']],
    ],
    [
      'a member that leaves with its settings',
      without([...server, 'machines', 'athena']),
      [['athena leaves backup › server', 'direct assignment, with the settings it had there']],
    ],
    [
      'a role setting',
      set([...client, 'settings', 'folders'], ['/var/lib']),
      [['backup › client: folders = [ "/var/lib" ]', 'role settings; was [ "/home" ]']],
    ],
    [
      'a first machine setting',
      set([...server, 'machines', 'athena', 'settings', 'keep'], 7),
      [['athena: keep = 7', 'backup › server, machine settings; was unset']],
    ],
    [
      'a tag setting that goes',
      without([...client, 'tags', 'laptop', 'settings'], set([...client, 'tags', 'laptop'], {})),
      [],
    ],
    [
      'a nested setting',
      set([...client, 'settings', 'deep', 'x'], 2),
      [['backup › client: deep.x = 2', 'role settings; was 1']],
    ],
    [
      'an override',
      set([...client, 'settings', 'deep'], { _type: 'override', priority: 50, content: 1 }),
      [
        [
          'backup › client: deep = { _type = "override"; priority = 50; content = 1; }',
          'role settings; was { x = 1; }',
        ],
      ],
    ],
    [
      'a machine',
      set(['machines', 'gaia'], { machineClass: 'darwin', tags: ['a'] }),
      [['gaia is new', 'darwin machine; tags a']],
    ],
    [
      'a machine tag',
      set(['machines', 'athena', 'tags'], ['server', 'web']),
      [['athena gets the tag web', 'machine tags']],
    ],
    [
      'the order of tags',
      set(['machines', 'athena', 'tags'], ['web', 'server']),
      [['athena: tags = [ "web" "server" ]', 'machine; was [ "server" ]']],
    ],
    [
      'a field',
      set(['machines', 'iris', 'deploy', 'targetHost'], null),
      [['iris: target host = null', 'machine; was "a"']],
    ],
    [
      'a field that goes',
      without(['machines', 'iris', 'description']),
      [['iris: description unset', 'machine; was "old"']],
    ],
    [
      'a static tag',
      set(['tags', 'office'], ['athena']),
      [['Tag office holds athena', 'was [ "athena" "iris" ]']],
    ],
    ['something unknown', set(['odd'], 1), [['odd = 1', 'was not there']]],
    [
      'an empty set',
      set(['instances', 'unnamed', 'roles', 'client'], {}),
      [['instances.unnamed.roles.client = { }', 'was not there']],
    ],
  ])('%s', (_, after, expected) => {
    expect(describeChanges(base, after).map((change) => [change.title, change.detail])).toEqual(expected);
  });

  it('tells a machine that went as one change, with everything it left', () => {
    let after = without(['machines', 'iris']);
    after = without([...client, 'machines', 'iris'], after);
    const changes = describeChanges(base, after);
    expect(changes.map((change) => [change.title, change.detail])).toEqual([
      ['iris is gone', 'machine; leaves 1 role'],
    ]);
    expect(applySteps(base, after, changes)).toEqual(after);
  });

  it('tells a renamed instance as renamed, also when it was changed besides', () => {
    const { backup, unnamed } = base['instances'] as Record<string, JsonObject>;
    const renamed = { ...base, instances: { vault: backup ?? {}, unnamed: unnamed ?? {} } };
    expect(describeChanges(base, renamed).map((change) => change.title)).toEqual(['backup is called vault']);
    const changed = withValueAt(
      renamed,
      ['instances', 'vault', 'roles', 'client', 'machines', 'echo'],
      {},
    ) as JsonObject;
    const changes = describeChanges(base, changed);
    expect(changes.map((change) => change.title)).toEqual([
      'backup is called vault',
      'echo joins vault › client',
    ]);
    expect(changes[1]?.requires).toEqual([changes[0]?.id]);
    const written = {
      ...base,
      instances: { backup: backup ?? {}, named: { roles: {}, module: { name: 'unnamed' } } },
    };
    expect(describeChanges(base, written).map((change) => change.title)).toEqual(['unnamed is called named']);
    expect(applySteps(base, written, describeChanges(base, written))).toEqual(written);
  });

  it('makes what is new with an added instance or machine depend on it', () => {
    const after = set(
      ['machines', 'gaia'],
      {},
      set(['instances', 'vpn'], {
        module: { name: 'vpn' },
        roles: { peer: { machines: { gaia: { settings: { port: 1 } } } } },
      }),
    );
    const changes = describeChanges(base, after);
    expect(changes.map((change) => change.title)).toEqual([
      'gaia is new',
      'vpn is new',
      'gaia joins vpn › peer',
      'gaia: port = 1',
    ]);
    const [gaia, vpn, joins, port] = changes.map((change) => change.id);
    const only = (...ids: (string | undefined)[]): readonly string[] => [
      ...closeOverRequired(changes, new Set(ids.filter((id) => id !== undefined))),
    ];
    expect(only(vpn, joins, port)).toEqual([vpn]);
    expect(only(gaia, vpn, port)).toEqual([gaia, vpn]);
    expect(only(gaia, vpn, joins, port)).toEqual([gaia, vpn, joins, port]);
    expect(only(gaia, joins, port)).toEqual([gaia]);
  });

  it('writes role tags in the object form when one of a list is changed', () => {
    const listed = set([...client, 'tags'], ['laptop', 'all']);
    const after = set([...client, 'tags'], { laptop: {}, all: {}, web: {} });
    const changes = describeChanges(listed, after);
    expect(changes.map((change) => change.title)).toEqual(['Tag web joins backup › client']);
    expect(applySteps(listed, after, changes)).toEqual(after);
  });

  it('has an id for each change that does not depend on its value', () => {
    const first = describeChanges(base, set([...client, 'settings', 'folders'], ['/a']));
    const second = describeChanges(base, set([...client, 'settings', 'folders'], ['/b']));
    expect(first[0]?.id).toBe(second[0]?.id);
  });
});

describe('applyChanges', () => {
  it('takes any two inventories apart completely: all changes give the one, none the other, some the rest', () => {
    const random = seededRandom(11);
    for (let round = 0; round < 600; round++) {
      const before = randomInventory(random);
      const after = randomInventory(random);
      const changes = describeChanges(before, after);
      const ids = changes.map((change) => change.id);
      const context = `${JSON.stringify(before)}\n→ ${JSON.stringify(after)}`;
      expect(new Set(ids).size, context).toBe(ids.length);
      expect(jsonEqual(withTagSets(applySteps(before, after, changes)), withTagSets(after)), context).toBe(
        true,
      );
      expect(applyChanges(before, after, new Set(ids))).toBe(after);
      expect(applyChanges(before, after, new Set())).toEqual(before);
      const kept = closeOverRequired(changes, new Set(ids.filter(() => random(2) === 0)));
      const partial = applyChanges(before, after, kept);
      const rest = describeChanges(partial, after).map((change) => change.id);
      // A change that was taken is not there any more; one that was left out still is, or came in another guise.
      expect(
        rest.filter((id) => kept.has(id) && !isTwoSided(changes, id)),
        context,
      ).toEqual([]);
      expect(jsonEqual(applyChanges(partial, after, new Set(rest)), after), context).toBe(true);
    }
  });
});

/** Lists and sets of role tags say the same; where only one side has a list, the steps end in the set. */
function withTagSets(document: JsonObject): JsonObject {
  const instances = document['instances'];
  if (!isJsonObject(instances)) return document;
  let result = document;
  for (const [instance, value] of Object.entries(instances)) {
    const roles = isJsonObject(value) ? value['roles'] : undefined;
    for (const role of isJsonObject(roles) ? Object.keys(roles) : []) {
      const path = ['instances', instance, 'roles', role, 'tags'];
      const tags = valueAt(document, path);
      const asSet = tags === undefined ? null : tagsAsObject(tags);
      if (asSet) result = withValueAt(result, path, asSet) as JsonObject;
    }
  }
  return result;
}

/** Changes of whole values that share their place with changes of parts, once the other side is of another kind. */
function isTwoSided(changes: ReturnType<typeof describeChanges>, id: string): boolean {
  return changes.find((change) => change.id === id)?.id.startsWith('value-') ?? false;
}
