import { Button } from '@mantine/core';
import { IconAdjustments, IconUnlink } from '@tabler/icons-react';
import type { Selection } from '../../shared/contract';
import { instanceLooks, useActions, useClan } from '../state';
import { ServiceBadge } from '../ui';
import { LockWord, Section, SelectLink } from './parts/links';
import { LoadingPane } from './parts/loading-pane';
import { Pane } from './parts/pane';
import parts from './parts/parts.module.css';
import { findRole } from './role/role-model';

/** One assignment: who takes which role, and how to end it. */
export function EdgeInspector({ edge }: { readonly edge: Extract<Selection, { kind: 'edge' }> }) {
  const clan = useClan();
  const { unassign, reveal } = useActions();
  const { instance, role: roleName, from } = edge;
  const found = clan === null ? null : findRole(clan, instance, roleName);
  if (clan === null || found === null) return <LoadingPane title={`${instance} › ${roleName}`} />;
  const { role } = found;
  const look = instanceLooks(clan).get(instance);
  const isTag = from.kind === 'tag';
  const tag = role.tags.find((candidate) => candidate.tag === from.name);
  const direct = role.members
    .find(({ machine }) => machine === from.name)
    ?.reasons.find((reason) => reason.kind === 'direct');
  const access = isTag ? tag?.access : direct?.kind === 'direct' ? direct.access : undefined;
  const place = isTag ? tag?.place : direct?.kind === 'direct' ? direct.place : undefined;
  const reached = clan.tags.find(({ name }) => name === from.name)?.machines.length ?? 0;
  return (
    <Pane
      path="assignment"
      icon={look && <ServiceBadge symbol={look.symbol} color={look.color} size={10} />}
      title={`${from.name} → ${instance} › ${roleName}`}
      tabs={[
        {
          key: 'edge',
          label: 'Assignment',
          content: (
            <>
              <Section title="Who">
                <dl className={parts.facts}>
                  <dt>{isTag ? 'Tag' : 'Machine'}</dt>
                  <dd>
                    <SelectLink
                      to={isTag ? { kind: 'tag', tag: from.name } : { kind: 'machine', machine: from.name }}
                    >
                      {from.name}
                    </SelectLink>
                    {isTag && (
                      <span className={parts.muted}>
                        {' '}
                        · {reached === 1 ? '1 machine' : `${reached} machines`}
                      </span>
                    )}
                  </dd>
                  <dt>Role</dt>
                  <dd>
                    <SelectLink to={{ kind: 'role', instance, role: roleName }}>
                      {instance} › {roleName}
                    </SelectLink>
                  </dd>
                  <dt>Written in</dt>
                  <dd>
                    {access?.canDelete === false ? (
                      <LockWord access={access} place={place} />
                    ) : (
                      <span className={parts.mono}>{place?.label ?? 'inventory.json'}</span>
                    )}
                  </dd>
                </dl>
              </Section>
              <div className={parts.buttons}>
                <Button
                  leftSection={<IconAdjustments size={14} stroke={1.7} />}
                  onClick={() =>
                    reveal({
                      kind: 'role',
                      instance,
                      role: roleName,
                      layer: isTag
                        ? { kind: 'tag', tag: from.name }
                        : { kind: 'machine', machine: from.name },
                    })
                  }
                >
                  Settings for {from.name}
                </Button>
                <Button
                  leftSection={<IconUnlink size={14} stroke={1.7} />}
                  disabled={access?.canDelete === false}
                  title={access?.reason}
                  onClick={() =>
                    void unassign({
                      instance,
                      role: roleName,
                      machines: isTag ? [] : [from.name],
                      tags: isTag ? [from.name] : [],
                    })
                  }
                >
                  Unassign
                </Button>
              </div>
            </>
          ),
        },
      ]}
    />
  );
}
