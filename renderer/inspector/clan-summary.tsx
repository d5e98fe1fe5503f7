import { Button } from '@mantine/core';
import { IconPlus, IconServer2 } from '@tabler/icons-react';
import type { ClanEvaluation } from '../../shared/clan/evaluation';
import { instanceLooks, useActions, useClan, useWorkspace } from '../state';
import { EmptyState, ServiceBadge } from '../ui';
import { Section, SelectLink } from './parts/links';
import { LoadingPane } from './parts/loading-pane';
import { Pane } from './parts/pane';
import parts from './parts/parts.module.css';
import { AddServiceButton } from './instance/instance-inspector';

/** Nothing is selected: the clan at a glance. */
export function ClanSummary() {
  const clan = useClan();
  const name = useWorkspace((slice) => slice.workspace?.clan.name ?? '');
  if (clan === null) return <LoadingPane title={name} />;
  return (
    <Pane
      path="clan"
      title={clan.meta.name ?? name}
      tabs={[{ key: 'clan', label: 'Clan', content: <Summary clan={clan} /> }]}
    />
  );
}

function Summary({ clan }: { readonly clan: ClanEvaluation }) {
  const { meta, machines, instances, tags } = clan;
  const { openDialog } = useActions();
  const looks = instanceLooks(clan);
  const assignments = instances.reduce(
    (sum, { roles }) => sum + roles.reduce((inner, { members }) => inner + members.length, 0),
    0,
  );
  return (
    <>
      {meta.description !== null && meta.description !== '' && (
        <p className={`${parts.section} ${parts.muted}`}>{meta.description}</p>
      )}
      <Section title="At a glance">
        <dl className={parts.facts}>
          <dt>Machines</dt>
          <dd>{classWords(clan)}</dd>
          <dt>Tags</dt>
          <dd>{tags.length}</dd>
          <dt>Services</dt>
          <dd>
            {instances.length} in use, {clan.services.length} to choose from
          </dd>
          <dt>Assignments</dt>
          <dd>{assignments}</dd>
          {meta.domain !== null && (
            <>
              <dt>Domain</dt>
              <dd className={parts.mono}>{meta.domain}</dd>
            </>
          )}
        </dl>
      </Section>
      {machines.length === 0 && (
        <EmptyState
          icon={<IconServer2 size={18} stroke={1.6} />}
          title="No machine yet"
          isCompact
          actions={
            <Button
              leftSection={<IconPlus size={14} stroke={1.8} />}
              onClick={() => openDialog({ kind: 'add-machine' })}
            >
              Add a machine
            </Button>
          }
        >
          Machines are what services are put on.
        </EmptyState>
      )}
      <Section title="Services in use">
        {instances.length === 0 ? (
          <AddServiceButton />
        ) : (
          <ul className={parts.rows}>
            {instances.map((instance) => {
              const look = looks.get(instance.name);
              const members = new Set(
                instance.roles.flatMap((role) => role.members.map(({ machine }) => machine)),
              );
              return (
                <li key={instance.name} className={parts.row}>
                  {look && <ServiceBadge symbol={look.symbol} color={look.color} size={20} />}
                  <SelectLink to={{ kind: 'instance', instance: instance.name }} className={parts.rowName}>
                    {instance.name}
                  </SelectLink>
                  <span className={parts.rowDetail}>
                    {members.size === 1 ? '1 machine' : `${members.size} machines`}
                  </span>
                </li>
              );
            })}
          </ul>
        )}
      </Section>
    </>
  );
}

function classWords({ machines }: ClanEvaluation): string {
  const darwin = machines.filter(({ machineClass }) => machineClass === 'darwin').length;
  const nixos = machines.length - darwin;
  return darwin === 0 ? `${machines.length}` : `${machines.length} (${nixos} NixOS, ${darwin} macOS)`;
}
