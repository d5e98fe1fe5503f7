import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../shared/base/json';
import { applyEdit } from '../../shared/clan/edits/apply-edit';
import type { Edit } from '../../shared/clan/edits/edit';
import type { ClanEvaluation } from '../../shared/clan/evaluation';
import { homelabEvaluation } from '../testing/builders';
import { homelabDocument } from '../testing/fake-clan';
import { overlayDocument } from './overlay';

const evaluation = homelabEvaluation();

function edited(...edits: readonly Edit[]): JsonObject {
  return edits.reduce<JsonObject>((document, edit) => {
    const result = applyEdit(document, edit, { evaluation, persisted: homelabDocument });
    if (!result.ok) throw new Error(result.error.message);
    return result.value;
  }, homelabDocument);
}

/** Who is in which role and why, in any order. */
function membership(clan: ClanEvaluation) {
  return clan.instances
    .flatMap((instance) =>
      instance.roles.flatMap((role) =>
        role.members.flatMap(({ machine, reasons }) =>
          reasons.map((reason) => {
            const why = reason.kind === 'tag' ? `tag ${reason.tag}` : `direct ${reason.place?.label ?? ''}`;
            return `${instance.name} ${role.name} ${machine} ${why}`;
          }),
        ),
      ),
    )
    .sort();
}

const backup = { instance: 'backup', role: 'client' } as const;

const edits: Readonly<Record<string, readonly Edit[]>> = {
  'a machine joins': [{ kind: 'role/assign', ...backup, machines: ['juno'], tags: [] }],
  'a machine that is there by tag joins': [{ kind: 'role/assign', ...backup, machines: ['iris'], tags: [] }],
  'a machine leaves': [{ kind: 'role/unassign', ...backup, machines: ['athena'], tags: [] }],
  'a tag joins and another leaves': [
    { kind: 'role/assign', ...backup, machines: [], tags: ['server'] },
    { kind: 'role/unassign', ...backup, machines: [], tags: ['laptop'] },
  ],
  'a machine joins a role that Nix fills': [
    { kind: 'role/assign', instance: 'names', role: 'resolver', machines: ['lyra'], tags: [] },
  ],
  'a machine gets a tag': [{ kind: 'machine/add-tag', machines: ['juno'], tag: 'laptop' }],
  'a machine loses a tag': [{ kind: 'machine/remove-tag', machines: ['iris'], tag: 'laptop' }],
  'a machine is added with a tag': [{ kind: 'machine/add', name: 'nova', tags: ['laptop'] }],
  'a machine is deleted': [{ kind: 'machine/delete', name: 'echo' }],
  'an instance is added': [{ kind: 'instance/add', name: 'more', module: { name: 'backup', input: 'self' } }],
  'an instance is deleted': [{ kind: 'instance/delete', name: 'mesh' }],
  'an instance is renamed': [{ kind: 'instance/rename', name: 'mesh', to: 'net' }],
};

describe('an edit shown before it is evaluated', () => {
  it.each(Object.entries(edits))('%s: agrees with what evaluation says', (_title, list) => {
    const document = edited(...list);
    const shown = overlayDocument(evaluation, homelabDocument, document);
    const evaluated = homelabEvaluation(document);
    expect(membership(shown)).toEqual(membership(evaluated));
    expect(shown.machines.map(({ name }) => name).sort()).toEqual(
      evaluated.machines.map(({ name }) => name).sort(),
    );
    const tagged = (clan: ClanEvaluation) =>
      clan.tags.filter((tag) => tag.machines.length > 0).map((tag) => [tag.name, [...tag.machines].sort()]);
    expect(new Map(tagged(shown) as [string, string[]][])).toEqual(
      new Map(tagged(evaluated) as [string, string[]][]),
    );
  });

  it('leaves everything alone when only settings changed', () => {
    const document = edited({
      kind: 'settings/set',
      ...backup,
      layer: { kind: 'role' },
      path: ['keepDaily'],
      value: 30,
    });
    expect(overlayDocument(evaluation, homelabDocument, document)).toBe(evaluation);
  });

  it('keeps the roles that the edit does not touch as they are', () => {
    const document = edited({ kind: 'role/assign', ...backup, machines: ['juno'], tags: [] });
    const shown = overlayDocument(evaluation, homelabDocument, document);
    const mesh = (clan: ClanEvaluation) => clan.instances.find(({ name }) => name === 'mesh')?.roles[0];
    expect(mesh(shown)).toBe(mesh(evaluation));
  });
});
