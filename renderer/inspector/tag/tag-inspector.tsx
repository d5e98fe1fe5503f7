import { ActionIcon, Button, MultiSelect, Tooltip } from '@mantine/core';
import { IconPlus, IconTagOff, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { ClanEvaluation, EvaluatedTag } from '../../../shared/clan/evaluation';
import { instanceLooks, machineSymbol, useActions, useClan } from '../../state';
import { EmptyState, MachineIcon, ServiceBadge, TagIcon } from '../../ui';
import { CappedList } from '../parts/capped-list';
import { LockWord, SelectLink } from '../parts/links';
import { LoadingPane } from '../parts/loading-pane';
import { Pane } from '../parts/pane';
import parts from '../parts/parts.module.css';

const kinds: Readonly<Record<EvaluatedTag['kind'], string>> = {
  computed: 'tag, computed by Clan',
  static: 'tag, listed by the clan in Nix',
  plain: 'tag',
};

/** A tag: the machines that have it and the roles that use it. */
export function TagInspector({ name }: { readonly name: string }) {
  const clan = useClan();
  const tag = clan?.tags.find((candidate) => candidate.name === name);
  if (clan === null || tag === undefined) return <LoadingPane title={name} />;
  const uses = rolesOfTag(clan, name);
  return (
    <Pane
      path={kinds[tag.kind]}
      icon={<TagIcon isComputed={tag.kind === 'computed'} size={18} />}
      title={name}
      tabs={[
        {
          key: 'machines',
          label: 'Machines',
          count: tag.machines.length,
          content: <TagMachines clan={clan} tag={tag} />,
        },
        { key: 'roles', label: 'Roles', count: uses.length, content: <TagRoles clan={clan} name={name} /> },
      ]}
    />
  );
}

function TagMachines({ clan, tag }: { readonly clan: ClanEvaluation; readonly tag: EvaluatedTag }) {
  const { edit } = useActions();
  return (
    <>
      {tag.machines.length === 0 && (
        <EmptyState icon={<IconTagOff size={18} stroke={1.6} />} title="No machine has this tag" isCompact>
          Roles that use it reach nobody through it.
        </EmptyState>
      )}
      <CappedList
        items={tag.machines}
        row={(name) => {
          const machine = clan.machines.find((candidate) => candidate.name === name);
          const own = machine?.tags.find((candidate) => candidate.tag === tag.name);
          const label = `Take tag ${tag.name} off ${name}`;
          return (
            <li key={name} className={parts.row}>
              {machine !== undefined && <MachineIcon symbol={machineSymbol(machine)} />}
              <SelectLink to={{ kind: 'machine', machine: name }} className={parts.rowName}>
                {name}
              </SelectLink>
              <span className={parts.rowDetail}>{machine === undefined ? 'no such machine' : ''}</span>
              <span className={parts.rowAction}>
                {own?.origin === 'json' ? (
                  <Tooltip label={label}>
                    <ActionIcon
                      aria-label={label}
                      onClick={() =>
                        void edit({ kind: 'machine/remove-tag', machines: [name], tag: tag.name })
                      }
                    >
                      <IconX size={14} stroke={1.7} />
                    </ActionIcon>
                  </Tooltip>
                ) : (
                  <LockWord
                    access={{
                      canWrite: false,
                      canDelete: false,
                      reason:
                        own?.origin === 'computed' ? 'Computed by Clan.' : 'Given in Nix; change it there.',
                    }}
                    place={own?.place}
                    isShort
                  />
                )}
              </span>
            </li>
          );
        }}
      />
      {tag.kind !== 'computed' && <AddMachines clan={clan} tag={tag} />}
    </>
  );
}

function AddMachines({ clan, tag }: { readonly clan: ClanEvaluation; readonly tag: EvaluatedTag }) {
  const { edit } = useActions();
  const [chosen, setChosen] = useState<string[]>([]);
  const candidates = clan.machines
    .filter((machine) => !tag.machines.includes(machine.name) && machine.tagsAccess.canWrite)
    .map(({ name }) => name);
  if (candidates.length === 0) return null;
  const add = async () => {
    if (await edit({ kind: 'machine/add-tag', machines: chosen, tag: tag.name })) setChosen([]);
  };
  return (
    <div style={{ marginTop: 12 }}>
      <MultiSelect
        aria-label={`Machines to give tag ${tag.name}`}
        placeholder={chosen.length === 0 ? 'Give it to machines…' : undefined}
        data={candidates}
        value={chosen}
        searchable
        hidePickedOptions
        limit={100}
        onChange={setChosen}
      />
      {chosen.length > 0 && (
        <Button mt={8} leftSection={<IconPlus size={14} stroke={1.8} />} onClick={() => void add()}>
          Give tag to {chosen.length === 1 ? chosen[0] : `${chosen.length} machines`}
        </Button>
      )}
    </div>
  );
}

function rolesOfTag(clan: ClanEvaluation, tag: string) {
  return clan.instances.flatMap((instance) =>
    instance.roles.flatMap((role) => {
      const use = role.tags.find((candidate) => candidate.tag === tag);
      return use === undefined ? [] : [{ instance, role, use }];
    }),
  );
}

function TagRoles({ clan, name }: { readonly clan: ClanEvaluation; readonly name: string }) {
  const { openDialog, unassign } = useActions();
  const looks = instanceLooks(clan);
  return (
    <>
      <ul className={parts.rows}>
        {rolesOfTag(clan, name).map(({ instance, role, use }) => {
          const look = looks.get(instance.name);
          const label = `Remove tag ${name} from ${instance.name} › ${role.name}`;
          return (
            <li key={`${instance.name}/${role.name}`} className={parts.row}>
              {look && <ServiceBadge symbol={look.symbol} color={look.color} size={20} />}
              <SelectLink
                to={{ kind: 'role', instance: instance.name, role: role.name }}
                className={parts.rowName}
              >
                {instance.name} › {role.name}
              </SelectLink>
              <span className={parts.rowDetail} />
              <span className={parts.rowAction}>
                {use.access.canDelete ? (
                  <Tooltip label={label}>
                    <ActionIcon
                      aria-label={label}
                      onClick={() =>
                        void unassign({
                          instance: instance.name,
                          role: role.name,
                          machines: [],
                          tags: [name],
                        })
                      }
                    >
                      <IconX size={14} stroke={1.7} />
                    </ActionIcon>
                  </Tooltip>
                ) : (
                  <LockWord access={use.access} place={use.place} isShort />
                )}
              </span>
            </li>
          );
        })}
      </ul>
      <Button
        mt={12}
        leftSection={<IconPlus size={14} stroke={1.8} />}
        onClick={() => openDialog({ kind: 'assign', machines: [], tags: [name] })}
      >
        Assign to a role
      </Button>
    </>
  );
}
