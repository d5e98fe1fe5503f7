/** The door of an opened clan. */
export { ClanEvaluators } from './clan-evaluators';
export type { NixHooks } from './clan-evaluators';
export { ClanInputs } from './clan-inputs';
export { systemClock } from './clock';
export type { Clock } from './clock';
export { createWorkspace } from './workspace';
export type { Workspace, WorkspaceOptions } from './workspace';
