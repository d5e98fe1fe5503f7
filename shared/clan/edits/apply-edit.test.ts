import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../base/json';
import { valueAt } from '../json-tree';
import { evaluationOf } from '../testing/evaluation-of';
import type { ClanEvaluation, EvaluatedRole } from '../evaluation';
import { randomInventory, seededRandom } from '../testing/random-documents';
import { applyEdit } from './apply-edit';
import { describeEdit } from './describe-edit';
import type { Edit } from './edit';

const document: JsonObject = {
  meta: { name: 'home' },
  machines: { athena: { tags: ['server'] }, echo: {} },
  instances: {
    backup: {
      roles: {
        client: {
          machines: { athena: { settings: { quota: '1G' } } },
          tags: ['laptop'],
          settings: { list: [1, 2] },
        },
      },
    },
    vpn: { module: { name: 'mesh' }, roles: { peer: { tags: { all: {} } } } },
  },
  tags: { office: ['echo', 'athena'] },
};

function apply(
  edits: readonly Edit[],
  start: JsonObject = document,
  evaluation: ClanEvaluation | null = null,
): JsonObject {
  return edits.reduce((current, edit) => {
    const result = applyEdit(current, edit, { evaluation, persisted: start });
    if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
    return result.value;
  }, start);
}

function refusal(edit: Edit, start: JsonObject = document): string {
  const result = applyEdit(start, edit, { evaluation: null, persisted: start });
  return result.ok ? 'applied' : result.error.code;
}

const client = { instance: 'backup', role: 'client' } as const;
const roleLayer = { kind: 'role' } as const;

describe('machines', () => {
  it('are added with what was given and nothing else', () => {
    expect(
      apply([{ kind: 'machine/add', name: 'web.1', tags: ['a', 'a'], machineClass: 'darwin' }])['machines'],
    ).toEqual({
      athena: { tags: ['server'] },
      echo: {},
      'web.1': { machineClass: 'darwin', tags: ['a'] },
    });
    expect(apply([{ kind: 'machine/add', name: 'x' }], {})).toEqual({ machines: { x: {} } });
  });

  it('leave every role and static tag when they are deleted', () => {
    const after = apply([{ kind: 'machine/delete', name: 'athena' }]);
    expect(after).toMatchObject({ machines: { echo: {} }, tags: { office: ['echo'] } });
    expect(after['instances']).toMatchObject({ backup: { roles: { client: { machines: {} } } } });
    expect((after['instances'] as JsonObject)['vpn']).toBe((document['instances'] as JsonObject)['vpn']);
  });

  it('have fields that are set, set to null, and taken out again', () => {
    const field = 'deploy.targetHost';
    const set = apply([{ kind: 'machine/set-field', machine: 'echo', field, value: 'root@echo' }]);
    expect(set['machines']).toMatchObject({ echo: { deploy: { targetHost: 'root@echo' } } });
    expect(
      apply([{ kind: 'machine/set-field', machine: 'echo', field, value: null }])['machines'],
    ).toMatchObject({
      echo: { deploy: { targetHost: null } },
    });
    const back = apply([
      { kind: 'machine/set-field', machine: 'echo', field, value: 'x' },
      { kind: 'machine/set-field', machine: 'echo', field },
    ]);
    expect(back).toEqual(document);
  });

  it('of Nix have an entry only while a field is set', () => {
    const evaluation = withNixMachine('heron');
    const set: Edit = { kind: 'machine/set-field', machine: 'heron', field: 'icon', value: 'i' };
    expect(apply([set], document, evaluation)['machines']).toMatchObject({ heron: { icon: 'i' } });
    expect(
      apply([set, { kind: 'machine/set-field', machine: 'heron', field: 'icon' }], document, evaluation),
    ).toEqual(document);
  });

  it('that are new stay when their last field goes', () => {
    const after = apply([
      { kind: 'machine/add', name: 'new', description: 'x' },
      { kind: 'machine/set-field', machine: 'new', field: 'description' },
    ]);
    expect(after['machines']).toHaveProperty('new', {});
  });

  it('get and lose tags, each once, those from elsewhere never', () => {
    const tagged = apply([{ kind: 'machine/add-tag', machines: ['athena', 'echo'], tag: 'web' }]);
    expect(tagged['machines']).toEqual({ athena: { tags: ['server', 'web'] }, echo: { tags: ['web'] } });
    expect(apply([{ kind: 'machine/add-tag', machines: ['athena'], tag: 'server' }])).toBe(document);
    expect(
      apply([{ kind: 'machine/add-tag', machines: ['echo'], tag: 'all' }], document, evaluationOf(document)),
    ).toBe(document);
    const back = apply([
      { kind: 'machine/add-tag', machines: ['athena', 'echo'], tag: 'web' },
      { kind: 'machine/remove-tag', machines: ['athena', 'echo'], tag: 'web' },
    ]);
    expect(back).toEqual(document);
    expect(
      apply([{ kind: 'machine/remove-tag', machines: ['athena'], tag: 'server' }])['machines'],
    ).toMatchObject({
      athena: { tags: [] },
    });
  });
});

describe('instances', () => {
  it('are added with their module, without an input when it is Clan’s own', () => {
    const after = apply([
      { kind: 'instance/add', name: 'dns', module: { name: 'dns', input: 'self' } },
      { kind: 'instance/add', name: 'wifi', module: { name: 'wifi', input: null } },
    ]);
    expect(after['instances']).toMatchObject({
      dns: { module: { name: 'dns', input: 'self' }, roles: {} },
      wifi: { module: { name: 'wifi' }, roles: {} },
    });
  });

  it('keep their place and their module when they are renamed', () => {
    const after = apply([{ kind: 'instance/rename', name: 'backup', to: '__proto__' }]);
    const instances = after['instances'] as JsonObject;
    expect(Object.keys(instances)).toEqual(['__proto__', 'vpn']);
    expect(Object.getOwnPropertyDescriptor(instances, '__proto__')?.value).toMatchObject({
      module: { name: 'backup' },
    });
    expect(apply([{ kind: 'instance/rename', name: 'vpn', to: 'net' }])['instances']).toHaveProperty(
      'net',
      (document['instances'] as JsonObject)['vpn'],
    );
  });

  it('are copied behind the original', () => {
    const after = apply([{ kind: 'instance/duplicate', name: 'backup', to: 'second' }]);
    expect(Object.keys(after['instances'] as JsonObject)).toEqual(['backup', 'second', 'vpn']);
    expect(after['instances']).toMatchObject({
      second: { module: { name: 'backup' } },
      backup: { roles: {} },
    });
    expect((after['instances'] as JsonObject)['backup']).not.toHaveProperty('module');
  });

  it('go as a whole', () => {
    expect(apply([{ kind: 'instance/delete', name: 'backup' }])['instances']).toEqual({
      vpn: (document['instances'] as JsonObject)['vpn'],
    });
  });
});

describe('roles', () => {
  it('take machines and tags, each once, and write tags in the object form', () => {
    const after = apply([
      { kind: 'role/assign', ...client, machines: ['athena', 'echo'], tags: ['laptop', 'all'] },
    ]);
    expect(after['instances']).toMatchObject({
      backup: {
        roles: {
          client: {
            machines: { athena: { settings: { quota: '1G' } }, echo: {} },
            tags: { laptop: {}, all: {} },
          },
        },
      },
    });
    expect(apply([{ kind: 'role/assign', ...client, machines: ['athena'], tags: ['laptop'] }])).toBe(
      document,
    );
  });

  it('end where they began when members come and go', () => {
    const members = { machines: ['echo'], tags: ['all'] };
    const there = { instance: 'vpn', role: 'controller', ...members };
    expect(
      apply([
        { kind: 'role/assign', ...there },
        { kind: 'role/unassign', ...there },
      ]),
    ).toEqual(document);
    const left = apply([{ kind: 'role/unassign', ...client, machines: ['athena'], tags: ['laptop'] }]);
    expect(left['instances']).toMatchObject({ backup: { roles: { client: { machines: {}, tags: {} } } } });
  });

  it('do not take what Nix has put there already', () => {
    const evaluation = withNixInstance('remote');
    const place = { kind: 'nix' as const, label: 'clan.nix' };
    const access = { canWrite: true, canDelete: false };
    const role = {
      ...evaluationOf({ instances: { remote: { roles: { peer: {} } } } }).instances[0]?.roles[0],
      members: [{ machine: 'echo', exists: true, reasons: [{ kind: 'direct' as const, access, place }] }],
      tags: [{ tag: 'all', access, place }],
    } as EvaluatedRole;
    const instances = evaluation.instances.map((instance) => ({ ...instance, roles: [role] }));
    const edit = { kind: 'role/assign', instance: 'remote', role: 'peer' } as const;
    const inNix: Edit = { ...edit, machines: ['echo'], tags: ['all'] };
    expect(apply([inNix], document, { ...evaluation, instances })).toBe(document);
    const more: Edit = { ...edit, machines: ['echo', 'athena'], tags: ['all', 'web'] };
    expect(apply([more], document, { ...evaluation, instances })['instances']).toMatchObject({
      remote: { roles: { peer: { machines: { athena: {} }, tags: { web: {} } } } },
    });
  });

  it('of an instance that only Nix has get an entry, and lose it with the last member', () => {
    const evaluation = withNixInstance('remote');
    const members = { instance: 'remote', role: 'peer', machines: ['echo'], tags: [] };
    const after = apply([{ kind: 'role/assign', ...members }], document, evaluation);
    expect(after['instances']).toMatchObject({ remote: { roles: { peer: { machines: { echo: {} } } } } });
    const back = apply(
      [
        { kind: 'role/assign', ...members },
        { kind: 'role/unassign', ...members },
      ],
      document,
      evaluation,
    );
    expect(back).toEqual(document);
  });
});

describe('settings', () => {
  it('are set on each layer, with parents made on the way', () => {
    const after = apply([
      { kind: 'settings/set', ...client, layer: roleLayer, path: ['a', 'b.c'], value: 1 },
      { kind: 'settings/set', ...client, layer: { kind: 'tag', tag: 'laptop' }, path: ['x'], value: null },
      {
        kind: 'settings/set',
        ...client,
        layer: { kind: 'machine', machine: 'echo' },
        path: ['list'],
        value: [],
      },
    ]);
    expect(after['instances']).toMatchObject({
      backup: {
        roles: {
          client: {
            settings: { list: [1, 2], a: { 'b.c': 1 } },
            tags: { laptop: { settings: { x: null } } },
            machines: { echo: { settings: { list: [] } } },
          },
        },
      },
    });
  });

  it('inside lists replace an item or append one', () => {
    const set = (index: number, value: number): Edit => {
      return { kind: 'settings/set', ...client, layer: roleLayer, path: ['list', index], value };
    };
    expect(apply([set(1, 5), set(2, 6)])['instances']).toMatchObject({
      backup: { roles: { client: { settings: { list: [1, 5, 6] } } } },
    });
    expect(refusal(set(9, 1))).toBe('edit.unexpected-shape');
  });

  it('go with the parents that become empty, and leave empty lists alone', () => {
    const unset: Edit = {
      kind: 'settings/unset',
      ...client,
      layer: { kind: 'machine', machine: 'athena' },
      path: ['quota'],
    };
    expect(apply([unset])['instances']).toMatchObject({
      backup: { roles: { client: { machines: { athena: {} } } } },
    });
    const layer = apply([{ kind: 'settings/unset', ...client, layer: roleLayer, path: [] }]);
    expect(layer['instances']).not.toHaveProperty(['backup', 'roles', 'client', 'settings']);
    const item = apply([{ kind: 'settings/unset', ...client, layer: roleLayer, path: ['list', 0] }]);
    expect(item['instances']).toMatchObject({ backup: { roles: { client: { settings: { list: [2] } } } } });
    expect(apply([{ ...unset, path: ['nothing', 'here'] }])).toBe(document);
  });

  it('have keys that are renamed in their place', () => {
    const start = apply([
      { kind: 'settings/set', ...client, layer: roleLayer, path: ['map'], value: { a: 1, b: 2 } },
    ]);
    const rename = { kind: 'settings/rename-key', ...client, layer: roleLayer, path: ['map', 'a'] } as const;
    const after = apply([{ ...rename, to: 'z' }], start);
    const map = valueAt(after, ['instances', 'backup', 'roles', 'client', 'settings', 'map']);
    expect(Object.entries(map as JsonObject)).toEqual([
      ['z', 1],
      ['b', 2],
    ]);
    expect(refusal({ ...rename, to: 'b' }, start)).toBe('edit.key-exists');
    expect(refusal({ ...rename, to: '' }, start)).toBe('edit.key-empty');
    expect(refusal({ ...rename, path: ['map', 'nobody'], to: 'x' }, start)).toBe('edit.key-unknown');
  });
});

describe('what makes no sense', () => {
  it.each<[Edit, string]>([
    [{ kind: 'machine/add', name: 'echo' }, 'edit.machine-exists'],
    [{ kind: 'machine/delete', name: 'nobody' }, 'edit.machine-unknown'],
    [{ kind: 'instance/add', name: 'vpn', module: { name: 'x', input: null } }, 'edit.instance-exists'],
    [{ kind: 'instance/delete', name: 'nobody' }, 'edit.instance-unknown'],
    [{ kind: 'instance/rename', name: 'nobody', to: 'x' }, 'edit.instance-unknown'],
    [{ kind: 'instance/rename', name: 'vpn', to: 'backup' }, 'edit.instance-exists'],
    [{ kind: 'instance/duplicate', name: 'nobody', to: 'x' }, 'edit.instance-unknown'],
    [{ kind: 'instance/duplicate', name: 'vpn', to: 'vpn' }, 'edit.instance-exists'],
    [{ kind: 'settings/set', ...client, layer: roleLayer, path: [], value: 1 }, 'edit.settings-not-object'],
  ])('%j', (edit, code) => {
    expect(refusal(edit)).toBe(code);
  });

  it('never destroys a part of the file that is of another kind than expected', () => {
    const wrong: JsonObject = {
      machines: ['a'],
      instances: { backup: { roles: { client: 'x' } } },
      tags: { office: 'x' },
    };
    expect(refusal({ kind: 'machine/add', name: 'x' }, wrong)).toBe('edit.unexpected-shape');
    expect(refusal({ kind: 'role/assign', ...client, machines: ['a'], tags: [] }, wrong)).toBe(
      'edit.unexpected-shape',
    );
    expect(refusal({ kind: 'settings/set', ...client, layer: roleLayer, path: ['a'], value: 1 }, wrong)).toBe(
      'edit.unexpected-shape',
    );
    const tags: JsonObject = {
      machines: { a: { tags: 'x' } },
      instances: { backup: { roles: { client: { tags: [1] } } } },
    };
    expect(refusal({ kind: 'machine/add-tag', machines: ['a'], tag: 'x' }, tags)).toBe(
      'edit.unexpected-shape',
    );
    expect(refusal({ kind: 'role/assign', ...client, machines: [], tags: ['x'] }, tags)).toBe(
      'edit.unexpected-shape',
    );
  });
});

describe('any edit on any inventory', () => {
  it('neither throws nor changes the document it is given, and has a label', () => {
    const random = seededRandom(3);
    const names = ['athena', '__proto__', 'a.b', 'ünï "x"', 'constructor'];
    const name = (): string => names[random(names.length)] ?? '';
    const layers = () => [
      roleLayer,
      { kind: 'tag' as const, tag: name() },
      { kind: 'machine' as const, machine: name() },
    ];
    const edits = (): readonly Edit[] => {
      const role = { instance: name(), role: name() };
      const layer = layers()[random(3)] ?? roleLayer;
      return [
        { kind: 'machine/add', name: name() },
        { kind: 'machine/delete', name: name() },
        { kind: 'machine/set-field', machine: name(), field: 'deploy.buildHost', value: 'x' },
        { kind: 'machine/set-field', machine: name(), field: 'description' },
        { kind: 'machine/add-tag', machines: [name(), name()], tag: name() },
        { kind: 'machine/remove-tag', machines: [name()], tag: name() },
        { kind: 'instance/add', name: name(), module: { name: name(), input: null } },
        { kind: 'instance/delete', name: name() },
        { kind: 'instance/rename', name: name(), to: name() },
        { kind: 'instance/duplicate', name: name(), to: name() },
        { kind: 'role/assign', ...role, machines: [name()], tags: [name()] },
        { kind: 'role/unassign', ...role, machines: [name()], tags: [name(), name()] },
        { kind: 'settings/set', ...role, layer, path: [name(), 0, name()], value: {} },
        { kind: 'settings/set', ...role, layer, path: [name()], value: { [name()]: 1 } },
        { kind: 'settings/unset', ...role, layer, path: [name(), name()] },
        { kind: 'settings/rename-key', ...role, layer, path: [name()], to: name() },
      ];
    };
    for (let round = 0; round < 80; round++) {
      const start = randomInventory(random);
      const text = JSON.stringify(start);
      for (const edit of edits()) {
        const result = applyEdit(start, edit, { evaluation: null, persisted: start });
        expect(JSON.stringify(start)).toBe(text);
        expect(describeEdit(edit)).toMatch(/\S/);
        if (result.ok) expect(Object.getPrototypeOf(result.value)).toBe(Object.prototype);
      }
    }
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });
});

describe('describeEdit', () => {
  it.each<[Edit, string]>([
    [{ kind: 'role/assign', ...client, machines: ['echo'], tags: [] }, 'Add echo to backup › client'],
    [
      { kind: 'role/assign', ...client, machines: ['a', 'b', 'c'], tags: ['all'] },
      'Add 3 machines and tag all to backup › client',
    ],
    [
      { kind: 'role/unassign', ...client, machines: [], tags: ['a', 'b'] },
      'Remove 2 tags from backup › client',
    ],
    [
      {
        kind: 'settings/set',
        ...client,
        layer: { kind: 'tag', tag: 'laptop' },
        path: ['a b', 'c'],
        value: ['/x'],
      },
      'Set "a b".c to [ "/x" ] in backup › client, tag laptop',
    ],
    [
      { kind: 'settings/unset', ...client, layer: roleLayer, path: [] },
      'Reset all settings in backup › client',
    ],
    [
      { kind: 'machine/set-field', machine: 'echo', field: 'deploy.targetHost', value: 'x' },
      'Set target host of echo',
    ],
  ])('%j', (edit, label) => {
    expect(describeEdit(edit)).toBe(label);
  });
});

function withNixMachine(name: string): ClanEvaluation {
  const evaluation = evaluationOf({ machines: { [name]: {} } });
  const definedIn = [{ kind: 'nix' as const, label: 'clan.nix' }];
  return { ...evaluation, machines: evaluation.machines.map((machine) => ({ ...machine, definedIn })) };
}

function withNixInstance(name: string): ClanEvaluation {
  const evaluation = evaluationOf({ instances: { [name]: {} } });
  const definedIn = [{ kind: 'nix' as const, label: 'clan.nix' }];
  return { ...evaluation, instances: evaluation.instances.map((instance) => ({ ...instance, definedIn })) };
}
