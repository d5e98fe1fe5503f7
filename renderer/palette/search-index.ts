/** Everything that can be found by name: what is there, and what can be done. Pure. */
import { isJsonObject, type Json } from '../../shared/base/json';
import type { ClanEvaluation } from '../../shared/clan/evaluation';
import type { DiagnosticTarget } from '../../shared/base/diagnostic';

/** Where an answer leads. */
export type Found =
  | { readonly kind: 'machine' | 'tag' | 'instance'; readonly name: string; readonly detail: string }
  | { readonly kind: 'role'; readonly instance: string; readonly role: string; readonly detail: string }
  | {
      readonly kind: 'setting';
      readonly label: string;
      readonly detail: string;
      readonly target: Extract<DiagnosticTarget, { readonly kind: 'role' }>;
    };

/** Settings are searched for by key and by value, as far as this deep; forms go on from there. */
const depth = 4;
const settingsAtMost = 3_000;

export function searchIndex(clan: ClanEvaluation): readonly Found[] {
  return [
    ...clan.machines.map((machine): Found => {
      const description = machine.fields['description']?.value;
      const tags = machine.tags.map(({ tag }) => tag).join(', ');
      const detail =
        typeof description === 'string' && description !== '' ? `${description} · ${tags}` : tags;
      return { kind: 'machine', name: machine.name, detail };
    }),
    ...clan.instances.map(({ name, module }): Found => ({
      kind: 'instance',
      name,
      detail: `instance of ${module.name}`,
    })),
    ...clan.instances.flatMap(({ name, roles }) =>
      roles.map((role): Found => {
        const { description, members } = role;
        const count = `${members.length} ${members.length === 1 ? 'machine' : 'machines'}`;
        return {
          kind: 'role',
          instance: name,
          role: role.name,
          detail: description === null ? count : `${count} · ${description}`,
        };
      }),
    ),
    ...clan.tags.map(({ name, kind, machines }): Found => ({
      kind: 'tag',
      name,
      detail: `${kind === 'computed' ? 'computed tag' : 'tag'} of ${machines.length}`,
    })),
    ...settings(clan).slice(0, settingsAtMost),
  ];
}

function settings(clan: ClanEvaluation): readonly Found[] {
  return clan.instances.flatMap((instance) =>
    instance.roles.flatMap((role) =>
      role.layers.flatMap(({ layer, value }) =>
        leaves(value, [], depth).map(({ path, text }): Found => {
          const where =
            layer.kind === 'role' ? '' : layer.kind === 'tag' ? `, tag ${layer.tag}` : `, ${layer.machine}`;
          return {
            kind: 'setting',
            label: path.join('.'),
            detail: `${instance.name} › ${role.name}${where} · ${text}`,
            target: { kind: 'role', instance: instance.name, role: role.name, layer, setting: path },
          };
        }),
      ),
    ),
  );
}

interface Leaf {
  readonly path: readonly string[];
  readonly text: string;
}

function leaves(value: Json, path: readonly string[], left: number): readonly Leaf[] {
  if (isJsonObject(value) && left > 0 && !Object.hasOwn(value, '_type')) {
    return Object.entries(value).flatMap(([key, child]) => leaves(child, [...path, key], left - 1));
  }
  if (path.length === 0) return [];
  const text = JSON.stringify(value);
  return [{ path, text: text.length > 60 ? `${text.slice(0, 59)}…` : text }];
}
