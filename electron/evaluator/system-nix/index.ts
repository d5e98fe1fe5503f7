/** The door of the system-Nix back end: finds the user's own Nix and asks it through the evaluator interface. */
export { findNix, oldestVersion } from './find-nix';
export type { FoundNix, NixSearch } from './find-nix';
export { parseExactJson } from './exact-json';
export type { LeafAnswer } from './machine-leaves';
export { nixSearchProblem } from './nix-search-problem';
export type { NixProgress } from './nix-messages';
export type { SourceTree } from './staging';
export type { ListSource } from './source-state';
export { SystemEvaluator } from './system-evaluator';
export type { SystemEvaluatorOptions } from './system-evaluator';
