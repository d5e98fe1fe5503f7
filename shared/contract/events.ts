/** The one list of what main tells the window without being asked. */
import type { AppState } from './app';
import type { EvaluatorsState } from './evaluators';
import type { EvaluationState, WorkspaceState } from './workspace';

export interface EventPayloads {
  'app:changed': AppState;
  /** Null: the clan was closed. */
  'workspace:changed': WorkspaceState | null;
  'evaluation:changed': EvaluationState;
  'evaluators:changed': EvaluatorsState;
  /** A menu command or accelerator of the native shell: the window runs it as if its own key was pressed. */
  'app:command': { readonly command: 'undo' | 'redo' | 'save' | 'search' | 'close-clan' | 'toggle-table' };
}

export type EventChannel = keyof EventPayloads;

export const eventChannels: readonly EventChannel[] = [
  'app:changed',
  'workspace:changed',
  'evaluation:changed',
  'evaluators:changed',
  'app:command',
];
