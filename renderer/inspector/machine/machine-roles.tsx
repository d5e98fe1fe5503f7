import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconPlus, IconPuzzle, IconX } from '@tabler/icons-react';
import type {
  ClanEvaluation,
  EvaluatedInstance,
  EvaluatedRole,
  RoleMember,
} from '../../../shared/clan/evaluation';
import { instanceLooks, useActions, useClan } from '../../state';
import { EmptyState, ServiceBadge, TagIcon } from '../../ui';
import { LockWord, SelectLink } from '../parts/links';
import parts from '../parts/parts.module.css';

export interface MachineRole {
  readonly instance: EvaluatedInstance;
  readonly role: EvaluatedRole;
  readonly member: RoleMember;
}

/** All roles of a machine, in the order of the instances. */
export function rolesOfMachine(clan: ClanEvaluation, machine: string): readonly MachineRole[] {
  return clan.instances.flatMap((instance) =>
    instance.roles.flatMap((role) =>
      role.members
        .filter((member) => member.machine === machine)
        .map((member) => ({ instance, role, member })),
    ),
  );
}

/** What a machine does, and why. */
export function MachineRoles({ machine }: { readonly machine: string }) {
  const clan = useClan();
  const { openDialog, unassign } = useActions();
  if (clan === null) return null;
  const roles = rolesOfMachine(clan, machine);
  const looks = instanceLooks(clan);
  const assign = (
    <Button
      leftSection={<IconPlus size={14} stroke={1.8} />}
      onClick={() => openDialog({ kind: 'assign', machines: [machine], tags: [] })}
    >
      Assign to a role
    </Button>
  );
  if (roles.length === 0) {
    return (
      <EmptyState icon={<IconPuzzle size={18} stroke={1.6} />} title="No role yet" actions={assign} isCompact>
        A machine gets its services by taking roles in them.
      </EmptyState>
    );
  }
  return (
    <>
      <ul className={parts.rows}>
        {roles.map(({ instance, role, member }) => {
          const look = looks.get(instance.name);
          const direct = member.reasons.find((reason) => reason.kind === 'direct');
          const tags = member.reasons.flatMap((reason) => (reason.kind === 'tag' ? [reason.tag] : []));
          const label = `Remove ${machine} from ${instance.name} › ${role.name}`;
          return (
            <li key={`${instance.name}/${role.name}`} className={parts.row}>
              {look && <ServiceBadge symbol={look.symbol} color={look.color} size={20} />}
              <SelectLink
                to={{ kind: 'role', instance: instance.name, role: role.name }}
                className={parts.rowName}
              >
                {instance.name} › {role.name}
              </SelectLink>
              <span className={parts.rowDetail}>
                {direct !== undefined && <span className={parts.pill}>direct</span>}
                {tags.map((tag) => (
                  <span key={tag} className={`${parts.pill} ${parts.pillDashed}`}>
                    <TagIcon
                      isComputed={clan.tags.find(({ name }) => name === tag)?.kind === 'computed'}
                      size={12}
                    />
                    {tag}
                  </span>
                ))}
              </span>
              <span className={parts.rowAction}>
                {direct?.kind === 'direct' && direct.access.canDelete && (
                  <Tooltip label={label}>
                    <ActionIcon
                      aria-label={label}
                      onClick={() =>
                        void unassign({
                          instance: instance.name,
                          role: role.name,
                          machines: [machine],
                          tags: [],
                        })
                      }
                    >
                      <IconX size={14} stroke={1.7} />
                    </ActionIcon>
                  </Tooltip>
                )}
                {direct?.kind === 'direct' && !direct.access.canDelete && (
                  <LockWord access={direct.access} place={direct.place} isShort />
                )}
              </span>
            </li>
          );
        })}
      </ul>
      <div style={{ marginTop: 12 }}>{assign}</div>
    </>
  );
}
