/** Findings about what happened to the file and to the journal, in words. */
import type { Diagnostic } from '../../shared/base/diagnostic';
import { workspaceError } from './workspace-error';

/** The note that the file was read anew. */
export function reloadNote(titles: readonly string[], time: Date): Diagnostic {
  const shown = titles.length === 0 ? 'it says the same in another order' : titles.slice(0, 3).join('; ');
  const more = titles.length > 3 ? ` and ${titles.length - 3} more` : '';
  const clock = time.toTimeString().slice(0, 5);
  return workspaceError(
    'workspace.reloaded',
    `Another program changed inventory.json at ${clock}; it was read again: ${shown}${more}.`,
    { severity: 'info' },
  );
}

/** The note that the file went away. */
export function deletedNote(hasEdits: boolean): Diagnostic {
  return workspaceError('workspace.deleted-on-disk', 'Another program deleted inventory.json.', {
    severity: 'warning',
    ...(hasEdits ? { hint: 'Your version is still here; saving makes the file again.' } : {}),
  });
}

/** The warning that a crash would lose edits. */
export function journalNote(error: unknown): Diagnostic {
  const reason = error instanceof Error ? error.message : String(error);
  return workspaceError(
    'workspace.journal-failed',
    `Unsaved edits cannot be kept for the case of a crash: ${reason}.`,
    { severity: 'warning', hint: 'Save soon.' },
  );
}
