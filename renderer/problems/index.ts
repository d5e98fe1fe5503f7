export { ProblemsPanel } from './problems-panel';
export { spanText } from './problem-list';
