import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconChevronRight, IconPlus, IconUsers, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type {
  ClanEvaluation,
  EvaluatedRole,
  MembershipReason,
  RoleForm,
  RoleMember,
} from '../../../shared/clan/evaluation';
import type { RoleRef } from '../../forms';
import { machineSymbol, useActions, useClan } from '../../state';
import { EmptyState, MachineIcon, TagIcon } from '../../ui';
import { CappedList } from '../parts/capped-list';
import { LockWord, Section, SelectLink } from '../parts/links';
import parts from '../parts/parts.module.css';
import classes from './role.module.css';

/** Who has the role, and why. */
export function RoleMembersTab(props: {
  readonly roleRef: RoleRef;
  readonly role: EvaluatedRole;
  readonly form: RoleForm | null;
}) {
  const { roleRef, role, form } = props;
  const clan = useClan();
  const { openDialog } = useActions();
  if (clan === null) return null;
  const add = (
    <Button
      leftSection={<IconPlus size={14} stroke={1.8} />}
      onClick={() => openDialog({ kind: 'add-members', ...roleRef })}
    >
      Add machines or tags
    </Button>
  );
  if (role.members.length === 0 && role.tags.length === 0) {
    return (
      <EmptyState
        icon={<IconUsers size={18} stroke={1.6} />}
        title="No machine has this role"
        actions={add}
        isCompact
      >
        Drag machines or tags onto it, or pick them from a list.
      </EmptyState>
    );
  }
  return (
    <>
      <Limits role={role} />
      {role.tags.length > 0 && <RoleTags roleRef={roleRef} role={role} clan={clan} />}
      <Section title="Machines">
        <CappedList
          items={role.members}
          row={(member) => (
            <Member key={member.machine} roleRef={roleRef} member={member} clan={clan} form={form} />
          )}
        />
      </Section>
      {add}
    </>
  );
}

function Limits({ role }: { readonly role: EvaluatedRole }) {
  const { minMachines: min, maxMachines: max } = role;
  if (min === null && max === null) return null;
  const words =
    min !== null && max !== null
      ? min === max
        ? `exactly ${min}`
        : `${min} to ${max}`
      : min !== null
        ? `at least ${min}`
        : `at most ${max}`;
  return <p className={parts.small}>The service wants {words} machines in this role.</p>;
}

function RoleTags({
  roleRef,
  role,
  clan,
}: {
  readonly roleRef: RoleRef;
  readonly role: EvaluatedRole;
  readonly clan: ClanEvaluation;
}) {
  const { unassign } = useActions();
  return (
    <Section title="Tags">
      <ul className={parts.rows}>
        {role.tags.map(({ tag, access, place }) => {
          const known = clan.tags.find(({ name }) => name === tag);
          const count = known?.machines.length ?? 0;
          return (
            <li key={tag} className={parts.row} data-testid={`role-tag:${tag}`}>
              <TagIcon isComputed={known?.kind === 'computed'} />
              <SelectLink to={{ kind: 'tag', tag }} className={parts.rowName}>
                {tag}
              </SelectLink>
              <span className={parts.rowDetail}>
                {count === 0 && <IconAlertTriangle size={13} color="var(--warning-text)" aria-hidden />}
                {count === 0 ? 'no machine has it' : count === 1 ? '1 machine' : `${count} machines`}
              </span>
              <span className={parts.rowAction}>
                {access.canDelete ? (
                  <RemoveButton
                    label={`Remove tag ${tag} from ${roleRef.role}`}
                    onClick={() => void unassign({ ...roleRef, machines: [], tags: [tag] })}
                  />
                ) : (
                  <LockWord access={access} place={place} isShort />
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

function RemoveButton({ label, onClick }: { readonly label: string; readonly onClick: () => void }) {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} onClick={onClick}>
        <IconX size={14} stroke={1.7} />
      </ActionIcon>
    </Tooltip>
  );
}

function Member(props: {
  readonly roleRef: RoleRef;
  readonly member: RoleMember;
  readonly clan: ClanEvaluation;
  readonly form: RoleForm | null;
}) {
  const { roleRef, member, clan, form } = props;
  const [isOpen, setOpen] = useState(false);
  const { unassign } = useActions();
  const machine = clan.machines.find(({ name }) => name === member.machine);
  const direct = member.reasons.find((reason) => reason.kind === 'direct');
  const effective =
    form !== null && Object.hasOwn(form.effective, member.machine)
      ? form.effective[member.machine]
      : undefined;
  return (
    <li data-testid={`member:${member.machine}`}>
      <div className={parts.row}>
        <ActionIcon
          size={22}
          aria-label={`Settings that hold for ${member.machine}`}
          aria-expanded={isOpen}
          disabled={effective === undefined}
          onClick={() => setOpen(!isOpen)}
        >
          <IconChevronRight
            size={14}
            stroke={1.7}
            style={{ transform: isOpen ? 'rotate(90deg)' : undefined }}
          />
        </ActionIcon>
        {machine !== undefined && <MachineIcon symbol={machineSymbol(machine)} />}
        <SelectLink to={{ kind: 'machine', machine: member.machine }} className={parts.rowName}>
          {member.machine}
        </SelectLink>
        <span className={parts.rowDetail}>
          {!member.exists && (
            <span className={parts.pill}>
              <IconAlertTriangle size={12} color="var(--warning-text)" aria-hidden /> no such machine
            </span>
          )}
          {member.reasons.map((reason) => (
            <ReasonPill
              key={reason.kind === 'tag' ? `tag ${reason.tag}` : 'direct'}
              reason={reason}
              clan={clan}
            />
          ))}
        </span>
        <span className={parts.rowAction}>
          {direct?.kind === 'direct' &&
            (direct.access.canDelete ? (
              <RemoveButton
                label={`Remove ${member.machine} from ${roleRef.role}`}
                onClick={() => void unassign({ ...roleRef, machines: [member.machine], tags: [] })}
              />
            ) : (
              <LockWord access={direct.access} place={direct.place} isShort />
            ))}
        </span>
      </div>
      {isOpen && effective !== undefined && (
        <pre
          className={`${parts.code} ${classes.effective}`}
          aria-label={`Settings that hold for ${member.machine}`}
        >
          {JSON.stringify(effective, null, 2)}
        </pre>
      )}
    </li>
  );
}

function ReasonPill({ reason, clan }: { readonly reason: MembershipReason; readonly clan: ClanEvaluation }) {
  if (reason.kind === 'direct') return <span className={parts.pill}>direct</span>;
  const isComputed = clan.tags.find(({ name }) => name === reason.tag)?.kind === 'computed';
  return (
    <span
      className={`${parts.pill} ${parts.pillDashed}`}
      title={isComputed ? 'Through a tag that Clan computes' : 'Through a tag'}
    >
      <TagIcon isComputed={isComputed} size={12} />
      {reason.tag}
    </span>
  );
}
