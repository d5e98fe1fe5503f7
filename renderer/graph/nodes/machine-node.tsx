import { Handle, Position, type NodeProps } from '@xyflow/react';
import { memo } from 'react';
import {
  dropTarget,
  machineMenu,
  machinesAt,
  toggleMachine,
  useActions,
  useDrag,
  useDragSource,
  useStores,
  useView,
} from '../../state';
import { MachineIcon } from '../../ui';
import type { MachineFlowNode } from '../flow';
import classes from './nodes.module.css';
import { ProblemMark } from './problem-mark';
import { middleOf, useNodeBehaviour } from './use-node';

export const MachineNode = memo(function MachineNode({ data: { item } }: NodeProps<MachineFlowNode>) {
  const { name, symbol, id } = item;
  const stores = useStores();
  const actions = useActions();
  const isSelected = useView(
    ({ selection }) =>
      (selection.kind === 'machine' && selection.machine === name) ||
      (selection.kind === 'machines' && selection.machines.includes(name)),
  );
  const isTarget = useDrag(({ drag }) => drag?.target?.kind === 'machine' && drag.target.name === name);
  const behaviour = useNodeBehaviour({
    node: id,
    selection: { kind: 'machine', machine: name },
    menu: () => machineMenu(stores.evaluation.getState().shown, actions, [name]),
    onToggle: () => actions.select(toggleMachine(stores.view.getState().selection, name)),
  });
  const onPortDown = useDragSource(
    () => ({ kind: 'members', machines: machinesAt(stores.view.getState().selection, name), tags: [] }),
    middleOf,
  );
  return (
    <div
      {...behaviour}
      {...dropTarget({ kind: 'machine', name })}
      className={classes.machine}
      data-testid={`machine-node:${name}`}
      data-selected={isSelected || undefined}
      data-target={isTarget || undefined}
      aria-label={`Machine ${name}`}
      aria-pressed={isSelected}
    >
      <MachineIcon symbol={symbol} />
      <span className={classes.name} title={name}>
        {name}
      </span>
      <ProblemMark node={id} />
      <Handle
        type="source"
        position={Position.Right}
        isConnectable={false}
        className={classes.port}
        onPointerDown={onPortDown}
        title="Drag onto a role"
      />
    </div>
  );
});
