import {
  applyNodeChanges,
  Background,
  MiniMap,
  ReactFlow,
  type EdgeTypes,
  type NodeChange,
  type NodeTypes,
  type OnNodeDrag,
} from '@xyflow/react';
import {
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
} from 'react';
import { useActions, useStores, useView, useWorkspace, type DragLoad, type MenuAction } from '../state';
import { ContextMenu, menuPoint, type ContextMenuState } from '../ui';
import { AssignmentEdge, MembershipEdge } from './assignment-edge';
import { flowEdges, flowNodes, membershipEdges, type FlowEdge, type FlowNode } from './flow';
import { GraphEntry } from './graph-entry';
import { GraphControls } from './graph-controls';
import classes from './graph.module.css';
import type { Places } from './layout/place';
import type { GraphModel, Problems } from './model';
import { neighbours } from './neighbours';
import { GroupNode } from './nodes/group-node';
import { InstanceNode } from './nodes/instance-node';
import { MachineNode } from './nodes/machine-node';
import { TagNode } from './nodes/tag-node';
import { GraphContext } from './nodes/use-node';
import { useGraphKeys } from './use-graph-keys';
import { useMovedNodes, type MovedNodes } from './use-moved-nodes';
import { useViewport } from './use-viewport';

const nodeTypes: NodeTypes = {
  machine: MachineNode,
  fold: GroupNode,
  tag: TagNode,
  instance: InstanceNode,
};

const edgeTypes: EdgeTypes = { assignment: AssignmentEdge, membership: MembershipEdge };

const ariaLabels = {
  'controls.ariaLabel': 'Graph controls',
  'minimap.ariaLabel': 'Overview of the graph',
  'handle.ariaLabel': 'Port: drag to assign',
} as const;

/** From this many nodes on the overview helps more than it hides, and only what is in view is drawn. */
const manyNodes = 40;

interface Props {
  readonly model: GraphModel;
  readonly places: Places;
  readonly problems: Problems;
}

export function GraphCanvas({ model, places, problems }: Props) {
  const actions = useActions();
  const clanId = useWorkspace((slice) => slice.workspace?.clan.id ?? '');
  const moved = useMovedNodes(clanId);
  const { nodes, onNodesChange } = useFlowNodes(model, places, moved.positions);
  const edges = useFlowEdges(model);
  const [menu, setMenu] = useState<ContextMenuState | null>(null);
  const { fit, reveal, onMoveEnd } = useViewport(nodes);
  const dragHandlers = useNodeDrag(moved.keep, onNodesChange, places, moved.positions);

  const root = useRef<HTMLDivElement>(null);
  const keys = useGraphKeys(root, model, nodes, reveal);

  const openMenu = useCallback(
    (event: MouseEvent | KeyboardEvent, items: readonly MenuAction[]) =>
      setMenu({ ...menuPoint(event as MouseEvent), items }),
    [],
  );
  const context = useMemo(() => ({ problems, openMenu, reveal }), [problems, openMenu, reveal]);
  const isLarge = nodes.length > manyNodes;

  return (
    <GraphContext value={context}>
      <GraphEntry onEnter={keys.enter} />
      <ReactFlow<FlowNode, FlowEdge>
        ref={root}
        onKeyDown={keys.onKeyDown}
        onFocus={keys.onFocus}
        className={classes.flow}
        aria-label="Graph of machines, tags and roles"
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={onNodesChange}
        {...dragHandlers}
        onPaneClick={() => actions.select({ kind: 'none' })}
        onMoveEnd={onMoveEnd}
        ariaLabelConfig={ariaLabels}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        selectionKeyCode={null}
        multiSelectionKeyCode={null}
        nodeDragThreshold={4}
        // Roles lie near the edge of the pane: panning would pull them away from under a dragged machine.
        autoPanOnNodeDrag={false}
        minZoom={0.1}
        maxZoom={2}
        onlyRenderVisibleElements={isLarge}
      >
        <Background gap={21} size={1.5} color="var(--canvas-dot)" />
        {isLarge && <MiniMap pannable zoomable className={classes.minimap} nodeColor={minimapColor} />}
      </ReactFlow>
      <GraphControls fit={fit} hasMoved={moved.hasMoved} onResetLayout={moved.forget} />
      <ContextMenu menu={menu} onClose={() => setMenu(null)} />
    </GraphContext>
  );
}

function minimapColor(node: FlowNode): string {
  return node.type === 'instance' ? node.data.item.look.color : 'var(--line-strong)';
}

/** React Flow's nodes: projected, and moved by the hand that is dragging one of them. */
function useFlowNodes(model: GraphModel, places: Places, positions: MovedNodes['positions']) {
  const lit = useLit(model);
  const projected = useMemo(() => flowNodes(model, places, positions, lit), [model, places, positions, lit]);
  const [nodes, setNodes] = useState<FlowNode[]>([...projected]);
  const [source, setSource] = useState(projected);
  if (source !== projected) {
    // React's own way to follow a changed input without an effect: measured sizes are kept.
    setSource(projected);
    const before = new Map(nodes.map((node) => [node.id, node]));
    setNodes(projected.map((node): FlowNode => ({ ...node, measured: before.get(node.id)?.measured })));
  }
  const onNodesChange = useCallback(
    (changes: NodeChange<FlowNode>[]) => setNodes((current) => applyNodeChanges(changes, current)),
    [],
  );
  return { nodes, onNodesChange };
}

function useFlowEdges(model: GraphModel): FlowEdge[] {
  const lit = useLit(model);
  const tag = useView(({ selection }) => (selection.kind === 'tag' ? selection.tag : null));
  return useMemo(
    () => [...flowEdges(model, lit), ...(tag === null ? [] : membershipEdges(model, tag))],
    [model, lit, tag],
  );
}

/** What stays bright in focus mode; null: everything. */
function useLit(model: GraphModel): ReadonlySet<string> | null {
  const isFocused = useView((view) => view.isFocused);
  const selection = useView((view) => view.selection);
  return useMemo(() => (isFocused ? neighbours(model, selection) : null), [isFocused, model, selection]);
}

/**
 * Dragging a node moves it; held over a role, a machine or tag is about to be assigned instead, and goes back to its
 * place when it is let go.
 */
function useNodeDrag(
  keep: MovedNodes['keep'],
  onNodesChange: (changes: NodeChange<FlowNode>[]) => void,
  places: Places,
  positions: MovedNodes['positions'],
) {
  const actions = useActions();
  const stores = useStores();
  const start = useRef<FlowNode['position'] | null>(null);

  const onNodeDragStart: OnNodeDrag<FlowNode> = (event, node) => {
    start.current = positions[node.id] ?? places.get(node.id) ?? { ...node.position };
    const load = loadOf(node);
    if (load !== null) actions.beginDrag(load, pointOf(event), { hasGhost: false });
  };
  const onNodeDrag: OnNodeDrag<FlowNode> = (event) => actions.moveDrag(pointOf(event));
  const onNodeDragStop: OnNodeDrag<FlowNode> = (_event, node) => {
    const { drag } = stores.drag.getState();
    if (drag?.target != null && start.current !== null) {
      onNodesChange([{ id: node.id, type: 'position', position: start.current, dragging: false }]);
      void actions.drop();
      return;
    }
    actions.cancelDrag();
    keep(node.id, node.position);
  };

  useEffect(() => actions.cancelDrag, [actions]);
  return { onNodeDragStart, onNodeDrag, onNodeDragStop };
}

function loadOf(node: FlowNode): DragLoad | null {
  switch (node.type) {
    case 'machine':
      return { kind: 'members', machines: [node.data.item.name], tags: [] };
    case 'fold':
      return { kind: 'members', machines: node.data.item.machines, tags: [] };
    case 'tag':
      return { kind: 'members', machines: [], tags: [node.data.item.name] };
    default:
      return null;
  }
}

function pointOf(event: globalThis.MouseEvent | TouchEvent) {
  const touch = 'touches' in event ? (event.touches[0] ?? event.changedTouches[0]) : event;
  return { x: touch?.clientX ?? 0, y: touch?.clientY ?? 0 };
}
