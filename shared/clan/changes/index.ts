export { applyChanges, closeOverRequired } from './apply-changes';
export { changeId } from './change';
export type { Change, ChangeStep } from './change';
export { describeChanges } from './describe-changes';
