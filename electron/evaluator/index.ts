/** The evaluator's door for the rest of the main process: one interface and the back end that implements it. */
export type * from './evaluator';
export { inputFolderProblem } from './input-folder';
export { levelOf } from './preview-level';
export { SwitchingEvaluator } from './switching-evaluator';
export { SystemEvaluator, findNix, nixSearchProblem } from './system-nix';
export type { FoundNix, NixSearch } from './system-nix';
export { WorkerEvaluator } from './worker';
