import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../base/json';
import { checkEdit } from './check-edit';
import type { Edit } from './edits/edit';
import type { Access, ClanEvaluation, DefinitionPlace } from './evaluation';
import { evaluationOf } from './testing/evaluation-of';

const document: JsonObject = {
  machines: { athena: { tags: ['server'] }, echo: {} },
  instances: { backup: { module: { name: 'backup' }, roles: { client: { machines: { athena: {} } } } } },
};
const nix: DefinitionPlace = {
  kind: 'nix',
  label: 'clan.nix:7',
  span: { path: 'clan.nix', line: 7, column: 3 },
};
const locked: Access = {
  canWrite: false,
  canDelete: false,
  reason: 'Set in clan.nix: change it there.',
  place: nix,
};

/** The evaluation of the document with everything locked by Nix. */
function lockedEvaluation(): ClanEvaluation {
  const evaluation = evaluationOf(document);
  return {
    ...evaluation,
    machinesAccess: locked,
    instancesAccess: locked,
    machines: evaluation.machines.map((machine) => ({
      ...machine,
      access: locked,
      tagsAccess: locked,
      fields: { description: { value: 'x', isSet: true, access: locked } },
      tags: [{ tag: 'server', origin: 'nix' as const, place: nix }],
    })),
    instances: evaluation.instances.map((instance) => ({
      ...instance,
      service: 'self-backup',
      access: locked,
      rolesAccess: locked,
      roles: instance.roles.map((role) => ({
        ...role,
        layers: [{ layer: { kind: 'role' as const }, value: {}, isSet: true, access: locked }],
        members: [
          { machine: 'athena', exists: true, reasons: [{ kind: 'direct' as const, access: locked }] },
        ],
        tags: [{ tag: 'all', access: locked }],
      })),
    })),
  };
}

const role = { instance: 'backup', role: 'client' } as const;
const layer = { kind: 'role' } as const;
const everyEdit: readonly Edit[] = [
  { kind: 'machine/add', name: 'new' },
  { kind: 'machine/delete', name: 'athena' },
  { kind: 'machine/set-field', machine: 'athena', field: 'description', value: 'y' },
  { kind: 'machine/add-tag', machines: ['athena'], tag: 'web' },
  { kind: 'machine/remove-tag', machines: ['athena'], tag: 'server' },
  { kind: 'instance/add', name: 'dns', module: { name: 'dns', input: 'self' } },
  { kind: 'instance/delete', name: 'backup' },
  { kind: 'instance/rename', name: 'backup', to: 'vault' },
  { kind: 'instance/duplicate', name: 'backup', to: 'vault' },
  { kind: 'role/assign', ...role, machines: ['echo'], tags: [] },
  { kind: 'role/unassign', ...role, machines: ['athena'], tags: ['all'] },
  { kind: 'settings/set', ...role, layer, path: ['a'], value: 1 },
  { kind: 'settings/unset', ...role, layer, path: ['a'] },
  { kind: 'settings/rename-key', ...role, layer, path: ['a'], to: 'b' },
];

function codes(edit: Edit, evaluation = evaluationOf(document), current = document): readonly string[] {
  return checkEdit(edit, evaluation, current).map((finding) => `${finding.severity} ${finding.code}`);
}

describe('checkEdit', () => {
  it.each(everyEdit)('allows $kind where everything is in inventory.json', (edit) => {
    expect(codes(edit).filter((code) => code.startsWith('error'))).toEqual([]);
  });

  it.each(everyEdit)('refuses $kind where Nix pins everything, with a reason and its place', (edit) => {
    const errors = checkEdit(edit, lockedEvaluation(), document).filter(
      (finding) => finding.severity === 'error',
    );
    expect(errors[0]?.message).toMatch(/clan\.nix/);
    expect(errors[0]?.code).toBe('edit.not-writable');
  });

  it.each<[Edit, readonly string[]]>([
    [{ kind: 'machine/add', name: 'no host name' }, ['error edit.machine-name']],
    [{ kind: 'machine/add-tag', machines: ['echo'], tag: ' ' }, ['error edit.tag-name']],
    [{ kind: 'machine/remove-tag', machines: ['echo'], tag: 'all' }, ['error edit.tag-computed']],
    [
      { kind: 'instance/add', name: '', module: { name: 'x', input: null } },
      ['error edit.instance-name', 'warning edit.module-unknown'],
    ],
    [
      { kind: 'role/assign', instance: 'nobody', role: 'x', machines: [], tags: [] },
      ['error edit.instance-unknown'],
    ],
    [{ kind: 'role/assign', ...role, machines: ['nobody'], tags: [] }, ['error edit.machine-unknown']],
    [{ kind: 'settings/set', ...role, layer, path: ['_module', 'x'], value: 1 }, ['error edit.settings-key']],
    [{ kind: 'settings/set', ...role, layer, path: [], value: { key: 1 } }, ['error edit.settings-key']],
    [{ kind: 'settings/set', ...role, layer, path: ['deep', 'key'], value: 1 }, []],
    [
      { kind: 'settings/rename-key', ...role, layer, path: ['a'], to: 'imports' },
      ['error edit.settings-key'],
    ],
  ])('%j', (edit, expected) => {
    expect(codes(edit)).toEqual(expected);
  });

  it('knows the roles of a service, and none of an unknown one', () => {
    const evaluation = evaluationOf(document);
    const edit: Edit = {
      kind: 'role/assign',
      instance: 'backup',
      role: 'other',
      machines: ['echo'],
      tags: [],
    };
    expect(codes(edit, evaluation)).toEqual([]);
    const instances = evaluation.instances.map((instance) => ({ ...instance, service: 'self-backup' }));
    expect(codes(edit, { ...evaluation, instances })).toEqual(['error edit.role-unknown']);
  });

  it('says that a member by tag has to lose the tag', () => {
    const evaluation = evaluationOf(document);
    const instances = evaluation.instances.map((instance) => ({
      ...instance,
      roles: instance.roles.map((own) => ({
        ...own,
        members: [{ machine: 'echo', exists: true, reasons: [{ kind: 'tag' as const, tag: 'all' }] }],
      })),
    }));
    const edit: Edit = { kind: 'role/unassign', ...role, machines: ['echo'], tags: [] };
    expect(codes(edit, { ...evaluation, instances })).toEqual(['error edit.member-by-tag']);
  });

  it('goes by the document where that is newer than the evaluation', () => {
    const old = evaluationOf({});
    for (const edit of everyEdit)
      expect(codes(edit, old).filter((code) => code.startsWith('error'))).toEqual([]);
  });
});
