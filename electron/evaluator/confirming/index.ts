/** The door of working with both evaluators: who answers, and what Nix says of what the embedded one said. */
export type { NixEvaluator, NixReport, Schedule } from './background';
export { PairedEvaluator, insteadOfNix } from './paired-evaluator';
export { progressWords } from './progress-words';
