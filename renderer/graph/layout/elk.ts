import type { ElkNode } from 'elkjs/lib/elk-api';
import Elk from 'elkjs/lib/elk-api.js';
import workerUrl from 'elkjs/lib/elk-worker.min.js?url';

export type ElkLayout = (graph: ElkNode) => Promise<ElkNode>;

let layout: ElkLayout | null = null;

/** elkjs in a worker of its own, started with the first graph. The file is served as it is: no code is made at run time. */
export function elkLayout(): ElkLayout {
  if (layout === null) {
    const elk = new Elk({ workerFactory: () => new Worker(workerUrl) });
    layout = (graph) => elk.layout(graph);
  }
  return layout;
}
