import { Handle, Position, type NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { dropTarget, tagMenu, useActions, useDrag, useDragSource, useView } from '../../state';
import { TagIcon } from '../../ui';
import type { TagFlowNode } from '../flow';
import classes from './nodes.module.css';
import { ProblemMark } from './problem-mark';
import { middleOf, useNodeBehaviour } from './use-node';

export const TagNode = memo(function TagNode({ data: { item } }: NodeProps<TagFlowNode>) {
  const { name, count, isComputed, id } = item;
  const actions = useActions();
  const isSelected = useView(({ selection }) => selection.kind === 'tag' && selection.tag === name);
  const isTarget = useDrag(({ drag }) => drag?.target?.kind === 'tag' && drag.target.name === name);
  const behaviour = useNodeBehaviour({
    node: id,
    selection: { kind: 'tag', tag: name },
    menu: () => tagMenu(actions, name),
  });
  const onPortDown = useDragSource(() => ({ kind: 'members', machines: [], tags: [name] }), middleOf);
  return (
    <div
      {...behaviour}
      {...dropTarget({ kind: 'tag', name })}
      className={classes.tag}
      data-testid={`tag-node:${name}`}
      data-selected={isSelected || undefined}
      data-target={isTarget || undefined}
      aria-label={`${isComputed ? 'Computed tag' : 'Tag'} ${name}, ${count} machines`}
      aria-pressed={isSelected}
    >
      <Handle
        type="target"
        id="members"
        position={Position.Left}
        isConnectable={false}
        className={classes.hidden}
      />
      <TagIcon isComputed={isComputed} />
      <span className={classes.tagName} title={name}>
        {name}
      </span>
      <span className={classes.count}>{count}</span>
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
