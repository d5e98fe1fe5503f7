import { Handle, Position, type NodeProps } from '@xyflow/react';
import { IconChevronRight } from '@tabler/icons-react';
import { memo } from 'react';
import { machineMenu, selectionOfMachines, useActions, useDragSource, useStores } from '../../state';
import type { GroupFlowNode } from '../flow';
import classes from './nodes.module.css';
import { middleOf, useNodeBehaviour } from './use-node';

/** Many machines in one node; opens on a double click or with its button, folds again by the grouping menu. */
export const GroupNode = memo(function GroupNode({ data: { item } }: NodeProps<GroupFlowNode>) {
  const stores = useStores();
  const actions = useActions();
  const open = () => actions.setFolded(item.key, false);
  const behaviour = useNodeBehaviour({
    node: item.id,
    selection: selectionOfMachines(item.machines),
    menu: () => [
      { label: 'Unfold', run: open },
      ...machineMenu(stores.evaluation.getState().shown, actions, item.machines),
    ],
  });
  const onPortDown = useDragSource(() => ({ kind: 'members', machines: item.machines, tags: [] }), middleOf);
  return (
    <div
      {...behaviour}
      className={classes.group}
      onDoubleClick={open}
      data-testid={`group-node:${item.label}`}
      aria-label={`${item.label}, ${item.machines.length} machines, folded`}
    >
      <button
        type="button"
        tabIndex={-1}
        className={classes.unfold}
        aria-label={`Unfold ${item.label}`}
        title="Unfold"
        onClick={(event) => {
          event.stopPropagation();
          open();
        }}
      >
        <IconChevronRight size={14} />
      </button>
      <span className={classes.name} title={item.label}>
        {item.label}
      </span>
      <span className={classes.count}>{item.machines.length}</span>
      <Handle
        type="source"
        position={Position.Right}
        isConnectable={false}
        className={classes.port}
        onPointerDown={onPortDown}
      />
    </div>
  );
});
