import { useNodesInitialized, useReactFlow, useStoreApi, type OnMoveEnd } from '@xyflow/react';
import { useCallback, useEffect, useRef } from 'react';
import { useActions, useStores, useView } from '../state';
import type { FlowEdge, FlowNode } from './flow';

/** Room for the toolbar at the top and the controls at the sides. */
const margin = { top: 62, side: 28, bottom: 12 } as const;
/** Below this nothing can be read: then the width fits and the rest is a scroll away. */
const readable = 0.55;

export interface GraphViewport {
  /** Shows everything, or as much as can be read. Milliseconds. */
  fit(duration?: number): void;
  /** Moves only when the node is not in view. */
  reveal(node: string): void;
  readonly onMoveEnd: OnMoveEnd;
}

/** Where the graph is looked at from: fitted at first, then as it was left; moved when somebody asks for a node. */
export function useViewport(nodes: readonly FlowNode[]): GraphViewport {
  const flow = useReactFlow<FlowNode, FlowEdge>();
  const store = useStoreApi();
  const stores = useStores();
  const actions = useActions();
  const isReady = useNodesInitialized();
  const hasStarted = useRef(false);

  const fit = useCallback(
    (duration = 150) => {
      const { width, height } = store.getState();
      const box = flow.getNodesBounds(flow.getNodes());
      if (width === 0 || box.width === 0) return;
      const room = { width: width - 2 * margin.side, height: height - margin.top - margin.bottom };
      const whole = Math.min(1, room.width / box.width, room.height / box.height);
      const zoom = whole >= readable ? whole : Math.max(readable, Math.min(1, room.width / box.width));
      const x = margin.side + Math.max(0, (room.width - box.width * zoom) / 2) - box.x * zoom;
      void flow.setViewport({ x, y: margin.top - box.y * zoom, zoom }, { duration });
    },
    [flow, store],
  );

  useEffect(() => {
    if (hasStarted.current || nodes.length === 0) return;
    const left = stores.view.getState().viewport;
    if (left !== null) {
      hasStarted.current = true;
      void flow.setViewport(left);
    } else if (isReady) {
      hasStarted.current = true;
      fit(0);
    }
  }, [flow, fit, isReady, nodes.length, stores]);

  const centre = useCallback(
    (id: string) => {
      const node = flow.getNode(id);
      if (node === undefined) return;
      const x = node.position.x + (node.width ?? 0) / 2;
      const y = node.position.y + (node.height ?? 0) / 2;
      void flow.setCenter(x, y, { zoom: Math.max(0.8, flow.getZoom()), duration: 150 });
    },
    [flow],
  );

  const wanted = useView((view) => view.centreOn);
  const done = useRef(stores.view.getState().centreOn?.count ?? 0);
  useEffect(() => {
    if (wanted === null || wanted.count === done.current) return;
    done.current = wanted.count;
    if (!isInView(wanted.node)) centre(wanted.node);
  });

  const reveal = useCallback(
    (id: string) => {
      if (!isInView(id)) centre(id);
    },
    [centre],
  );
  const onMoveEnd: OnMoveEnd = useCallback((_event, viewport) => actions.setViewport(viewport), [actions]);
  return { fit, reveal, onMoveEnd };
}

/** Whether the node is drawn wholly inside of the pane. */
function isInView(id: string): boolean {
  const node = document.querySelector(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
  const pane = document.querySelector('.react-flow');
  if (node === null || pane === null) return false;
  const [inner, outer] = [node.getBoundingClientRect(), pane.getBoundingClientRect()];
  return (
    inner.left >= outer.left &&
    inner.right <= outer.right &&
    inner.top >= outer.top &&
    inner.bottom <= outer.bottom
  );
}
