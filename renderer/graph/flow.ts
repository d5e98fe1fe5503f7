import type { Edge, Node } from '@xyflow/react';
import type { NodePositions } from '../../shared/contract';
import { tagNode } from '../state';
import { instanceHeight, measures, tagWidth } from './layout/measures';
import type { Places } from './layout/place';
import type { GraphEdgeItem, GraphItem, GraphModel } from './model';

type NodeOf<K extends GraphItem['kind'], T extends string = K> = Node<
  { readonly item: Extract<GraphItem, { readonly kind: K }> },
  T
>;

export type MachineFlowNode = NodeOf<'machine'>;
/** Not `group`: React Flow has a look of its own for that. */
export type GroupFlowNode = NodeOf<'group', 'fold'>;
export type TagFlowNode = NodeOf<'tag'>;
export type InstanceFlowNode = NodeOf<'instance'>;
export type FlowNode = MachineFlowNode | GroupFlowNode | TagFlowNode | InstanceFlowNode;

export type AssignmentFlowEdge = Edge<
  { readonly item: GraphEdgeItem; readonly isDimmed: boolean },
  'assignment'
>;
export type MembershipFlowEdge = Edge<Record<string, never>, 'membership'>;
export type FlowEdge = AssignmentFlowEdge | MembershipFlowEdge;

/** Node and edge ids that are not dimmed; null: nothing is. */
export type Lit = ReadonlySet<string> | null;

/** React Flow's nodes: moved ones where the user put them, all others where the layout did. */
export function flowNodes(
  model: GraphModel,
  places: Places,
  moved: NodePositions,
  lit: Lit,
): readonly FlowNode[] {
  const node = (item: GraphItem): FlowNode => {
    const own = Object.hasOwn(moved, item.id) ? moved[item.id] : undefined;
    const position = { ...(own ?? places.get(item.id) ?? { x: 0, y: 0 }) };
    const className = lit !== null && !lit.has(item.id) ? 'dimmed' : undefined;
    return {
      id: item.id,
      type: item.kind === 'group' ? 'fold' : item.kind,
      position,
      className,
      ...size(item),
      data: { item },
    } as FlowNode;
  };
  return [...model.fleet.flat(), ...model.tags, ...model.instances].map(node);
}

function size(item: GraphItem): { readonly width: number; readonly height: number } {
  switch (item.kind) {
    case 'machine':
    case 'group':
      return { width: measures.machine.width, height: measures.machine.height };
    case 'tag':
      return { width: tagWidth(item), height: measures.tag.height };
    case 'instance':
      return { width: measures.instance.width, height: instanceHeight(item) };
  }
}

export function flowEdges(model: GraphModel, lit: Lit): readonly AssignmentFlowEdge[] {
  return model.edges.map((item) => ({
    id: item.id,
    type: 'assignment',
    source: item.from,
    target: `instance:${item.instance}`,
    targetHandle: item.role,
    data: { item, isDimmed: lit !== null && !lit.has(item.id) },
  }));
}

/** Who carries a tag: drawn only for the selected one, or the picture would be full of lines. */
export function membershipEdges(model: GraphModel, tag: string): readonly MembershipFlowEdge[] {
  const target = tagNode(tag);
  if (!model.tags.some((item) => item.id === target)) return [];
  const sources = new Set(
    (model.machinesOfTag.get(tag) ?? []).flatMap((machine) => model.nodeOfMachine.get(machine) ?? []),
  );
  return [...sources].map((source) => ({
    id: `${source}~${target}`,
    type: 'membership',
    source,
    target,
    targetHandle: 'members',
  }));
}
