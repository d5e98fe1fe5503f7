import { ActionIcon } from '@mantine/core';
import { Handle, Position, type NodeProps } from '@xyflow/react';
import { IconDots } from '@tabler/icons-react';
import { memo, useContext, type MouseEvent } from 'react';
import {
  dropTarget,
  instanceMenu,
  plural,
  roleMenu,
  useActions,
  useDrag,
  useDragSource,
  useStores,
  useView,
} from '../../state';
import { ServiceBadge } from '../../ui';
import type { InstanceFlowNode } from '../flow';
import type { InstanceItem, RoleItem } from '../model';
import { roleStop } from '../walk';
import classes from './nodes.module.css';
import { ProblemMark } from './problem-mark';
import { GraphContext, middleOf, useNodeBehaviour } from './use-node';

/** A service instance; each of its roles is a row that takes drops. */
export const InstanceNode = memo(function InstanceNode({ data: { item } }: NodeProps<InstanceFlowNode>) {
  const isSelected = useView(
    ({ selection }) => selection.kind === 'instance' && selection.instance === item.name,
  );
  return (
    <div
      className={classes.instance}
      data-testid={`instance-node:${item.name}`}
      data-selected={isSelected || undefined}
    >
      <InstanceHeader item={item} isSelected={isSelected} />
      {item.roles.length === 0 && <div className={classes.noRoles}>No roles</div>}
      {item.roles.map((role) => (
        <RoleRow key={role.name} instance={item} role={role} />
      ))}
    </div>
  );
});

function InstanceHeader({ item, isSelected }: { readonly item: InstanceItem; readonly isSelected: boolean }) {
  const stores = useStores();
  const actions = useActions();
  const graph = useContext(GraphContext);
  const menu = () =>
    instanceMenu(
      stores.evaluation.getState().shown,
      actions,
      item.name,
      stores.view.getState().filter.hiddenInstances,
    );
  const behaviour = useNodeBehaviour({
    node: item.id,
    selection: { kind: 'instance', instance: item.name },
    menu,
  });
  const openMenu = (event: MouseEvent) => {
    event.stopPropagation();
    graph.openMenu(event, menu());
  };
  return (
    <div
      {...behaviour}
      className={classes.head}
      aria-label={`Instance ${item.name} of ${item.module}`}
      aria-pressed={isSelected}
    >
      <ServiceBadge symbol={item.look.symbol} color={item.look.color} size={25} />
      <div className={classes.titles}>
        <div className={classes.title} title={item.name}>
          {item.name}
        </div>
        <div className={classes.subtitle} title={item.module}>
          {item.module}
        </div>
      </div>
      <ProblemMark node={item.id} />
      <ActionIcon
        className="nodrag"
        // The menu key opens the same menu.
        tabIndex={-1}
        aria-label={`Actions for ${item.name}`}
        onClick={openMenu}
        size={26}
      >
        <IconDots size={15} stroke={1.5} color="var(--text-faint)" />
      </ActionIcon>
    </div>
  );
}

function RoleRow({ instance, role }: { readonly instance: InstanceItem; readonly role: RoleItem }) {
  const actions = useActions();
  const place = { instance: instance.name, role: role.name };
  const isSelected = useView(({ selection }) => {
    const isMine = selection.kind === 'role' || selection.kind === 'edge';
    return isMine && selection.instance === instance.name && selection.role === role.name;
  });
  const target = useDrag(({ drag }) => {
    const isHere =
      drag?.target?.kind === 'role' &&
      drag.target.instance === instance.name &&
      drag.target.role === role.name;
    return isHere ? (drag.preview?.isAllowed === true ? 'allowed' : 'refused') : undefined;
  });
  const behaviour = useNodeBehaviour({
    node: instance.id,
    stop: roleStop(instance.name, role.name),
    selection: { kind: 'role', ...place },
    menu: () => roleMenu(actions, instance.name, role.name),
  });
  const onPortDown = useDragSource(() => ({ kind: 'role', ...place }), middleOf);
  const count = plural(role.count, 'machine');
  return (
    <div
      {...behaviour}
      {...dropTarget({ kind: 'role', ...place })}
      className={classes.role}
      data-testid={`role-row:${instance.name}/${role.name}`}
      data-selected={isSelected || undefined}
      data-target={target}
      aria-label={`Role ${role.name} of ${instance.name}, ${count}`}
      aria-pressed={isSelected}
    >
      <Handle
        type="target"
        id={role.name}
        position={Position.Left}
        isConnectable={false}
        className={classes.rolePort}
        style={{ borderColor: instance.look.color }}
        onPointerDown={onPortDown}
        title="Drag onto a machine or a tag"
      />
      <span className={classes.roleName} data-unknown={!role.exists || undefined} title={role.name}>
        {role.name}
      </span>
      <span className={classes.members}>{role.exists || role.count > 0 ? count : 'unknown role'}</span>
    </div>
  );
}
