import { describe, expect, it } from 'vitest';
import type { ClanEvaluation, EvaluatedRole, SettingsLayer } from '../../../shared/clan/evaluation';
import { compileSchema } from './compile-schema';
import { conflictsAt, conflictWords, waysOut } from './conflicts';
import { fieldState, pinnedItems } from './field-state';
import type { FormNode } from './form-node';
import { buildLayers, type LayerView } from './layers';

const access = { canWrite: true, canDelete: true };
const direct = { kind: 'direct', access } as const;
const role: EvaluatedRole = {
  name: 'client',
  description: null,
  exists: true,
  members: [
    { machine: 'athena', exists: true, reasons: [direct, { kind: 'tag', tag: 'laptop' }] },
    { machine: 'daphne', exists: true, reasons: [direct] },
  ],
  tags: [{ tag: 'laptop', access }],
  layers: [],
  minMachines: null,
  maxMachines: null,
  classes: null,
  extraModules: 0,
};
const evaluation = {
  tags: [{ name: 'laptop', kind: 'plain', machines: ['athena', 'iris'] }],
} as unknown as ClanEvaluation;
const roleRef = { instance: 'backup', role: 'client' };

interface Written {
  readonly role?: object;
  readonly laptop?: object;
  readonly athena?: object;
  readonly daphne?: object;
}

function layersOf(written: Written, formLayers: readonly SettingsLayer[] = []): readonly LayerView[] {
  const settings = (value: object | undefined) => (value === undefined ? {} : { settings: value });
  const document = {
    instances: {
      backup: {
        roles: {
          client: {
            ...settings(written.role),
            tags: { laptop: settings(written.laptop) },
            machines: { athena: settings(written.athena), daphne: settings(written.daphne) },
          },
        },
      },
    },
  };
  return buildLayers({
    instance: 'backup',
    role,
    evaluation,
    document: JSON.parse(JSON.stringify(document)) as never,
    keyOrders: [],
    formLayers,
    readOnlyReason: null,
  });
}

function layer(layers: readonly LayerView[], key: string): LayerView {
  const found = layers.find((candidate) => candidate.key === key);
  if (found === undefined) throw new Error(`no layer ${key}`);
  return found;
}

const form = compileSchema({
  $defs: {
    Input: {
      type: 'object',
      properties: {
        keep: { type: 'integer', default: 7 },
        folders: { type: 'array', items: { type: 'string' }, default: [] },
      },
    },
  },
});

function nodeOf(name: string): FormNode {
  const node = form.kind === 'group' ? form.fields.find(({ info }) => info.name === name) : undefined;
  if (node === undefined) throw new Error(`no field ${name}`);
  return node;
}

describe('buildLayers', () => {
  it('knows whom each layer reaches', () => {
    expect(layersOf({}).map(({ key, machines }) => [key, machines])).toEqual([
      ['role', ['athena', 'daphne']],
      ['tag:laptop', ['athena']],
      ['machine:athena', ['athena']],
      ['machine:daphne', ['daphne']],
    ]);
  });

  it('shows what Nix wrote and locks it', () => {
    const layers = layersOf({}, [
      {
        layer: { kind: 'role' },
        value: { keep: 3 },
        isSet: true,
        access: { canWrite: false, canDelete: false, reason: 'Defined in Nix.' },
        place: { kind: 'nix', label: 'clan.nix:42' },
      },
    ]);
    const state = fieldState(nodeOf('keep'), ['keep'], {
      layer: layer(layers, 'role'),
      layers,
      effective: undefined,
    });
    expect(state).toMatchObject({
      canWrite: false,
      isSet: true,
      origin: { kind: 'locked', place: { label: 'clan.nix:42' } },
    });
  });
});

describe('fieldState', () => {
  it('tells default, set here and set further up', () => {
    const layers = layersOf({ role: { keep: 14 } });
    const at = (key: string) =>
      fieldState(nodeOf('keep'), ['keep'], { layer: layer(layers, key), layers, effective: undefined });
    expect(at('role')).toMatchObject({ origin: { kind: 'here' }, isSet: true });
    expect(at('machine:athena')).toMatchObject({ origin: { kind: 'from' }, isSet: false, fallback: 14 });
    const unset = layersOf({ laptop: { keep: 1 } });
    expect(
      fieldState(nodeOf('keep'), ['keep'], {
        layer: layer(unset, 'machine:daphne'),
        layers: unset,
        effective: undefined,
      }),
    ).toMatchObject({ origin: { kind: 'default' }, fallback: 7, alsoSet: [] });
  });

  it('pins the items that wider layers add to a list', () => {
    const layers = layersOf({ role: { folders: ['/home'] }, athena: { folders: ['/srv'] } });
    const pinned = pinnedItems(['folders'], {
      layer: layer(layers, 'machine:athena'),
      layers,
      effective: undefined,
    });
    expect(pinned.map((entry) => [entry.layer.key, entry.items])).toEqual([['role', ['/home']]]);
  });
});

describe('conflicts', () => {
  const conflictKeys = (written: Written, key: string, name = 'keep') => {
    const layers = layersOf(written);
    return conflictsAt(nodeOf(name), [name], layer(layers, key), layers).map(({ other }) => other.key);
  };

  it('are different single values of equal priority that reach one machine', () => {
    expect(conflictKeys({ role: { keep: 14 }, athena: { keep: 7 } }, 'role')).toEqual(['machine:athena']);
    expect(conflictKeys({ laptop: { keep: 14 }, athena: { keep: 7 } }, 'tag:laptop')).toEqual([
      'machine:athena',
    ]);
    expect(conflictKeys({ role: { keep: 7 }, athena: { keep: 7 } }, 'role')).toEqual([]);
    expect(conflictKeys({ laptop: { keep: 14 }, daphne: { keep: 7 } }, 'tag:laptop')).toEqual([]);
    expect(conflictKeys({ role: { folders: ['a'] }, athena: { folders: ['b'] } }, 'role', 'folders')).toEqual(
      [],
    );
    const override = { _type: 'override', priority: 50, content: 7 };
    expect(conflictKeys({ role: { keep: 14 }, athena: { keep: override } }, 'role')).toEqual([]);
  });

  it('come with ways out that write exactly what they say', () => {
    const layers = layersOf({ role: { keep: 14 }, athena: { keep: 7 } });
    const mine = layer(layers, 'role');
    const [conflict] = conflictsAt(nodeOf('keep'), ['keep'], mine, layers);
    if (conflict === undefined) throw new Error('no conflict');
    expect(conflictWords(conflict)).toMatchObject({ before: 'Also set to 7 for ', name: 'athena' });
    const athena = { ...roleRef, layer: { kind: 'machine', machine: 'athena' }, path: ['keep'] };
    expect(waysOut(roleRef, ['keep'], mine, conflict)).toEqual([
      {
        label: 'Keep athena’s, override',
        edits: [{ kind: 'settings/set', ...athena, value: { _type: 'override', priority: 50, content: 7 } }],
      },
      {
        label: 'Move to athena',
        edits: [
          { kind: 'settings/set', ...athena, value: 14 },
          { kind: 'settings/unset', ...athena, layer: { kind: 'role' } },
        ],
      },
      { label: 'Remove there', edits: [{ kind: 'settings/unset', ...athena }] },
    ]);
  });

  it('offer no way that would write into a locked layer', () => {
    const layers = layersOf({ role: { keep: 14 }, athena: { keep: 7 } }).map((candidate) =>
      candidate.key === 'machine:athena'
        ? { ...candidate, access: { canWrite: false, canDelete: false } }
        : candidate,
    );
    const mine = layer(layers, 'role');
    const [conflict] = conflictsAt(nodeOf('keep'), ['keep'], mine, layers);
    expect(conflict && waysOut(roleRef, ['keep'], mine, conflict)).toEqual([]);
  });
});
