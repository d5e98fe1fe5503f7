import { getBezierPath, type EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import type { Selection } from '../../shared/contract';
import {
  edgeMenu,
  instanceNode,
  useActions,
  useStores,
  useView,
  type EdgeEnds,
  type ViewSlice,
} from '../state';
import classes from './edges.module.css';
import type { AssignmentFlowEdge, MembershipFlowEdge } from './flow';
import type { GraphEdgeItem } from './model';
import { useNodeBehaviour } from './nodes/use-node';

/** React Flow ends edges at the outside of a port; ours begin at the node's border. */
const portRadius = 4.5;

/** Solid: direct; dashed: by tag; in the colour of the service. */
export const AssignmentEdge = memo(function AssignmentEdge(props: EdgeProps<AssignmentFlowEdge>) {
  const [path] = getBezierPath({ ...props, sourceX: props.sourceX - portRadius });
  const { data } = props;
  const item = data?.item;
  const state = useView((view) => (item === undefined ? 'plain' : edgeState(view, item)));
  if (item === undefined) return null;
  return (
    <g data-state={state} data-dimmed={data?.isDimmed || undefined} className={classes.edge}>
      <path d={path} className={classes.line} data-kind={item.kind} style={{ stroke: item.color }} />
      <EdgeTarget path={path} item={item} isSelected={state === 'selected'} />
    </g>
  );
});

/** The wide invisible line that is clicked and has the focus. */
function EdgeTarget(props: {
  readonly path: string;
  readonly item: GraphEdgeItem;
  readonly isSelected: boolean;
}) {
  const { path, item, isSelected } = props;
  const actions = useActions();
  const stores = useStores();
  const ends = endsOf(item);
  const behaviour = useNodeBehaviour({
    node: instanceNode(item.instance),
    stop: item.id,
    selection: selectionOf(item, ends),
    menu: () => (ends === null ? [] : edgeMenu(stores.evaluation.getState().shown, actions, ends)),
  });
  return (
    <path
      {...behaviour}
      // A line is lit by its own style; hovering would light the whole instance.
      onMouseEnter={undefined}
      onMouseLeave={undefined}
      onFocus={undefined}
      onBlur={undefined}
      d={path}
      className={classes.hit}
      data-testid={`edge:${item.id}`}
      aria-label={edgeText(item)}
      aria-pressed={isSelected}
    >
      <title>{edgeText(item)}</title>
    </path>
  );
}

/** Who carries the selected tag. */
export const MembershipEdge = memo(function MembershipEdge(props: EdgeProps<MembershipFlowEdge>) {
  const [path] = getBezierPath(props);
  return <path d={path} className={classes.membership} />;
});

function edgeState({ selection, hovered }: ViewSlice, item: GraphEdgeItem): 'plain' | 'lit' | 'selected' {
  if (selection.kind === 'edge') {
    const ends = endsOf(item);
    const isSelected =
      ends !== null &&
      selection.instance === item.instance &&
      selection.role === item.role &&
      selection.from.kind === ends.from.kind &&
      selection.from.name === ends.from.name;
    if (isSelected) return 'selected';
  }
  const isOfRole =
    selection.kind === 'role' && selection.instance === item.instance && selection.role === item.role;
  const isHovered = hovered === item.from || hovered === instanceNode(item.instance);
  return isOfRole || isHovered || nodeOf(selection) === item.from ? 'lit' : 'plain';
}

function nodeOf(selection: Selection): string | null {
  if (selection.kind === 'machine') return `machine:${selection.machine}`;
  return selection.kind === 'tag' ? `tag:${selection.tag}` : null;
}

/** Null for the edge of a folded group, which stands for several assignments. */
function endsOf({ from, instance, role }: GraphEdgeItem): EdgeEnds | null {
  const [, kind, name] = /^(machine|tag):(.*)$/su.exec(from) ?? [];
  if (name === undefined || (kind !== 'machine' && kind !== 'tag')) return null;
  return { instance, role, from: { kind, name } };
}

function selectionOf(item: GraphEdgeItem, ends: EdgeEnds | null): Selection {
  if (ends === null) return { kind: 'role', instance: item.instance, role: item.role };
  return { kind: 'edge', ...ends };
}

function edgeText({ from, instance, role, kind, count }: GraphEdgeItem): string {
  const who = from.slice(from.indexOf(':') + 1);
  if (kind === 'tag') return `${instance} › ${role}: every machine with the tag ${who}`;
  return count > 1 ? `${instance} › ${role}: ${count} machines of ${who}` : `${instance} › ${role}: ${who}`;
}
