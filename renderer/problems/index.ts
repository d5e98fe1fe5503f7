export { spanText } from './problem-list';
export { ProblemsPanel } from './problems-panel';
export { useFixes } from './use-fixes';
