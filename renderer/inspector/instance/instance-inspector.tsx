import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconCopy, IconDots, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import type {
  ClanEvaluation,
  EvaluatedInstance,
  EvaluatedRole,
  ServiceInfo,
} from '../../../shared/clan/evaluation';
import { FieldNote } from '../../forms';
import { instanceLooks, useActions, useClan } from '../../state';
import { ServiceBadge } from '../../ui';
import { Markdown } from '../../ui/markdown';
import { LockWord, Section, SelectLink } from '../parts/links';
import { LoadingPane } from '../parts/loading-pane';
import { Pane } from '../parts/pane';
import parts from '../parts/parts.module.css';
import { findRole } from '../role/role-model';
import { ServiceDocs } from '../role/role-docs';

/** An instance of a service: its module, its roles with their members, what the service says. */
export function InstanceInspector({ name }: { readonly name: string }) {
  const clan = useClan();
  const instance = clan?.instances.find((candidate) => candidate.name === name);
  if (clan === null || instance === undefined) return <LoadingPane title={name} />;
  const look = instanceLooks(clan).get(name);
  const service = clan.services.find(({ id }) => id === instance.service) ?? null;
  return (
    <Pane
      path="service instance"
      icon={look && <ServiceBadge symbol={look.symbol} color={look.color} size={22} />}
      title={name}
      menu={<InstanceMenu instance={instance} />}
      tabs={[
        {
          key: 'overview',
          label: 'Overview',
          content: <InstanceOverview clan={clan} instance={instance} service={service} />,
        },
        { key: 'docs', label: 'Docs', content: <ServiceDocs service={service} /> },
      ]}
    />
  );
}

function InstanceOverview(props: {
  readonly clan: ClanEvaluation;
  readonly instance: EvaluatedInstance;
  readonly service: ServiceInfo | null;
}) {
  const { clan, instance, service } = props;
  const { openExternal } = useActions();
  return (
    <>
      {service !== null && service.description !== '' && (
        <div className={parts.section}>
          <Markdown text={service.description} onLink={(url) => void openExternal(url)} isQuiet />
        </div>
      )}
      {service === null && (
        <div className={parts.section}>
          <FieldNote severity="error">
            The module <code>{instance.module.name}</code> was not found
            {instance.module.input === null
              ? ' among the services of Clan'
              : ` in the input ${instance.module.input}`}
            . No machine can be evaluated until it is there.
          </FieldNote>
        </div>
      )}
      <Section title="Roles">
        <Roles clan={clan} instance={instance} />
      </Section>
      <Section title="Module">
        <dl className={parts.facts}>
          <dt>Module</dt>
          <dd className={parts.mono}>{instance.module.name}</dd>
          <dt>From</dt>
          <dd>
            {instance.module.input === null
              ? 'Clan’s own services'
              : instance.module.input === 'self'
                ? 'this clan (self)'
                : `flake input ${instance.module.input}`}
          </dd>
          {service?.maxInstances != null && (
            <>
              <dt>Instances</dt>
              <dd>at most {service.maxInstances}</dd>
            </>
          )}
          <dt>Defined in</dt>
          <dd className={parts.mono}>
            {instance.definedIn.map(({ label }) => label).join(', ') || 'unknown'}
          </dd>
        </dl>
      </Section>
    </>
  );
}

function Roles({ clan, instance }: { readonly clan: ClanEvaluation; readonly instance: EvaluatedInstance }) {
  const { openDialog } = useActions();
  const offered =
    clan.services.find(({ id }) => id === instance.service)?.roles.map(({ name }) => name) ?? [];
  const names = [...new Set([...instance.roles.map(({ name }) => name), ...offered])];
  if (names.length === 0) return <p className={parts.muted}>The service offers no role.</p>;
  return (
    <ul className={parts.rows}>
      {names.map((name) => {
        const role = findRole(clan, instance.name, name)?.role;
        if (role === undefined) return null;
        return (
          <li key={name} className={parts.row}>
            <SelectLink to={{ kind: 'role', instance: instance.name, role: name }} className={parts.rowName}>
              {name}
            </SelectLink>
            <span className={parts.rowDetail}>{memberWords(role)}</span>
            <span className={parts.rowAction}>
              {instance.rolesAccess.canWrite ? (
                <ActionIcon
                  aria-label={`Add members to ${name}`}
                  title={`Add machines or tags to ${name}`}
                  onClick={() => openDialog({ kind: 'add-members', instance: instance.name, role: name })}
                >
                  <IconPlus size={15} stroke={1.7} />
                </ActionIcon>
              ) : (
                <LockWord access={instance.rolesAccess} isShort />
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function memberWords(role: EvaluatedRole): string {
  if (!role.exists) return 'not offered by the service';
  const machines = role.members.length;
  const words = machines === 0 ? 'no machine' : machines === 1 ? '1 machine' : `${machines} machines`;
  const tags = role.tags.length;
  return tags === 0 ? words : `${words}, ${tags === 1 ? '1 tag' : `${tags} tags`}`;
}

function InstanceMenu({ instance }: { readonly instance: EvaluatedInstance }) {
  const { openDialog } = useActions();
  const { name } = instance;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={`More about ${name}`}>
          <IconDots size={16} stroke={1.7} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconPencil size={14} stroke={1.7} />}
          onClick={() => openDialog({ kind: 'rename-instance', instance: name })}
        >
          Rename…
        </Menu.Item>
        <Menu.Item
          leftSection={<IconCopy size={14} stroke={1.7} />}
          onClick={() => openDialog({ kind: 'duplicate-instance', instance: name })}
        >
          Duplicate…
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          color="red"
          leftSection={<IconTrash size={14} stroke={1.7} />}
          onClick={() => openDialog({ kind: 'delete-instance', instance: name })}
        >
          Delete…
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Empty clans start here. */
export function AddServiceButton() {
  const { openCatalogue } = useActions();
  return (
    <Button leftSection={<IconPlus size={14} stroke={1.8} />} onClick={openCatalogue}>
      Add a service
    </Button>
  );
}
