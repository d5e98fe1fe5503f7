/** The evaluator's door for the rest of the main process: one interface and the back end that implements it. */
export type * from './evaluator';
export { PairedEvaluator, insteadOfNix, progressWords } from './confirming';
export type { NixEvaluator, NixReport, Schedule } from './confirming';
export { inputFolderProblem } from './input-folder';
export { levelOf } from './preview-level';
export { SystemEvaluator, findNix, nixSearchProblem } from './system-nix';
export type { FoundNix, NixProgress, NixSearch } from './system-nix';
export { WorkerEvaluator } from './worker';
