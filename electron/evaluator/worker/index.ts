/** The door of the threaded evaluator. It loads no interpreter: that happens in the worker's own script. */
export { WorkerEvaluator } from './worker-evaluator';
export type { WorkerEvaluatorOptions } from './worker-evaluator';
export { markTree } from './preview-diff';
