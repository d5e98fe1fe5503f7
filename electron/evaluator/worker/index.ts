/** The door of the threaded evaluator. */
export { WorkerEvaluator } from './worker-evaluator';
export type { WorkerEvaluatorOptions } from './worker-evaluator';
export { DiskIo } from './disk-io';
export { fromNixPath, toNixPath } from './host-path';
