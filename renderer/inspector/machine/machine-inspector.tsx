import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconTrash } from '@tabler/icons-react';
import type { EvaluatedMachine } from '../../../shared/clan/evaluation';
import { ResultingConfig } from '../../preview';
import { machineSymbol, useActions, useClan, useView } from '../../state';
import { MachineIcon } from '../../ui';
import { LoadingPane } from '../parts/loading-pane';
import { Pane } from '../parts/pane';
import { MachineOverview } from './machine-overview';
import { MachineRoles, rolesOfMachine } from './machine-roles';
import classes from './machine.module.css';

/** A machine: what it is, its roles, and the configuration that it ends up with. */
export function MachineInspector({ name }: { readonly name: string }) {
  const clan = useClan();
  const reveal = useView((view) => view.reveal);
  const machine = clan?.machines.find((candidate) => candidate.name === name);
  if (clan === null || machine === undefined) return <LoadingPane title={name} />;
  return (
    <Pane
      path="machine"
      icon={<MachineIcon symbol={machineSymbol(machine)} size={18} />}
      title={name}
      aside={
        <span className={classes.headTags}>
          {machine.tags.slice(0, 4).map(({ tag }) => (
            <span key={tag} className={classes.headTag}>
              {tag}
            </span>
          ))}
          {machine.tags.length > 4 && <span className={classes.headTag}>+{machine.tags.length - 4}</span>}
        </span>
      }
      menu={<MachineMenu machine={machine} />}
      wanted={reveal?.option === undefined ? null : { tab: 'config', count: reveal.count }}
      tabs={[
        { key: 'overview', label: 'Overview', content: <MachineOverview key={name} machine={machine} /> },
        {
          key: 'roles',
          label: 'Roles',
          count: rolesOfMachine(clan, name).length,
          content: <MachineRoles machine={name} />,
        },
        {
          key: 'config',
          label: 'Resulting config',
          content: <ResultingConfig machine={name} />,
          isFilling: true,
        },
      ]}
    />
  );
}

function MachineMenu({ machine }: { readonly machine: EvaluatedMachine }) {
  const { openDialog } = useActions();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={`More about ${machine.name}`}>
          <IconDots size={16} stroke={1.7} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => openDialog({ kind: 'assign', machines: [machine.name], tags: [] })}>
          Assign to a role…
        </Menu.Item>
        <Menu.Item onClick={() => openDialog({ kind: 'add-tag', machines: [machine.name] })}>
          Add a tag…
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          color="red"
          leftSection={<IconTrash size={14} stroke={1.7} />}
          onClick={() => openDialog({ kind: 'delete-machine', machine: machine.name })}
        >
          Delete…
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
