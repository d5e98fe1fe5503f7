import type { ELK, ElkNode } from 'elkjs/lib/elk-api';
import Elk from 'elkjs/lib/elk-api.js';
import workerUrl from 'elkjs/lib/elk-worker.min.js?url';

let elk: ELK | null = null;

/**
 * Lays out in a worker of its own, started with the first graph. The file is served as it is: no code is made at run
 * time. Rejects where there are no workers.
 */
export async function elkLayout(graph: ElkNode): Promise<ElkNode> {
  elk ??= new Elk({ workerFactory: () => new Worker(workerUrl) });
  return elk.layout(graph);
}
