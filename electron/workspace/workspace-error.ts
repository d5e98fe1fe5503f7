import type { Diagnostic } from '../../shared/base/diagnostic';

/** Everything that the workspace itself refuses. */
export type WorkspaceErrorCode =
  | 'workspace.plan-outdated'
  | 'workspace.conflicts-open'
  | 'workspace.conflict-unknown'
  | 'workspace.nothing-to-undo'
  | 'workspace.nothing-to-redo'
  | 'workspace.nothing-to-save'
  | 'workspace.no-draft'
  | 'workspace.closed'
  | 'workspace.journal-failed'
  | 'workspace.checkpoint-failed'
  | 'workspace.reloaded'
  | 'workspace.deleted-on-disk'
  | 'evaluation.superseded'
  | 'evaluation.crashed';

export function workspaceError(
  code: WorkspaceErrorCode,
  message: string,
  options: { hint?: string; severity?: Diagnostic['severity'] } = {},
): Diagnostic {
  return {
    code,
    severity: options.severity ?? 'error',
    message,
    target: { kind: 'clan' },
    ...(options.hint === undefined ? {} : { hint: options.hint }),
  };
}
