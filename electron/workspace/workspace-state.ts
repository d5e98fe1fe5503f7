import { homedir } from 'node:os';
import { basename } from 'node:path';
import type { Diagnostic } from '../../shared/base/diagnostic';
import type { Change } from '../../shared/clan/changes';
import type { Conflict } from '../../shared/clan/merge';
import type {
  ExternalChange,
  GitState,
  RecoveredDraft,
  Selection,
  WorkspaceState,
} from '../../shared/contract';
import { keyOrdersOf } from '../clan-directory';
import { directoryId, directoryLabel } from '../settings';
import { toChangeItem } from './change-items';
import { entryLabel } from './history';
import type { History } from './history';
import { textOf } from './saved-state';
import type { SavedState } from './saved-state';

/** Everything that a published state is made of. */
export interface WorkspaceModel {
  readonly directory: string;
  readonly isExample: boolean;
  readonly revision: number;
  readonly history: History;
  readonly saved: SavedState;
  readonly changes: readonly Change[];
  readonly writeProblem: Diagnostic | null;
  readonly git: GitState;
  readonly merged: { readonly count: number; readonly conflicts: readonly Conflict[] } | null;
  readonly draft: RecoveredDraft | null;
  readonly restored: { readonly count: number; readonly selection: Selection };
  /** Findings that stay until what they are about changes: scan, watching, journal, reloads. */
  readonly notes: readonly Diagnostic[];
}

/** The mirror that the window holds. */
export function toWorkspaceState(model: WorkspaceModel): WorkspaceState {
  const { history, saved, directory } = model;
  return {
    revision: model.revision,
    clan: {
      id: directoryId(directory),
      name: basename(directory),
      directoryLabel: directoryLabel(directory, homedir()),
      isExample: model.isExample,
    },
    document: history.document,
    ...keyOrders(model),
    persisted: saved.value,
    fileExists: saved.hash !== null,
    readOnly: saved.trouble ?? model.writeProblem,
    changes: model.changes.map(toChangeItem),
    undo: entryLabel(history.past[history.past.length - 1]),
    redo: entryLabel(history.future[0]),
    restoredSelection: model.restored,
    git: model.git,
    external: toExternalChange(model.merged),
    draft: model.draft,
    directoryDiagnostics: [
      // A file that was malformed from the start goes to the evaluator, which reports it with an excerpt.
      ...(saved.trouble && saved.malformedText === null ? [saved.trouble] : []),
      ...saved.warnings,
      ...gitFindings(model.git),
      ...model.notes,
    ],
  };
}

function keyOrders({ saved, history }: WorkspaceModel): Pick<WorkspaceState, 'keyOrders'> {
  const found = keyOrdersOf(textOf(saved, history.document));
  return found.length === 0 ? {} : { keyOrders: found };
}

function toExternalChange(merged: WorkspaceModel['merged']): ExternalChange | null {
  if (!merged) return null;
  return {
    mergedCount: merged.count,
    conflicts: merged.conflicts.map(({ id, path, label, base, mine, theirs }) => ({
      id,
      path,
      label,
      ...(base === undefined ? {} : { base }),
      ...(mine === undefined ? {} : { mine }),
      ...(theirs === undefined ? {} : { theirs }),
    })),
  };
}

function gitFindings(git: GitState): readonly Diagnostic[] {
  if (git.inventoryFile === 'untracked') {
    return [
      {
        code: 'git.untracked',
        severity: 'warning',
        message: 'Git does not track inventory.json, so the flake cannot see it.',
        target: { kind: 'clan' },
        hint: 'Make it known with “git add --intent-to-add inventory.json”.',
        fix: { kind: 'git-intent-to-add', paths: ['inventory.json'] },
      },
    ];
  }
  if (git.inventoryFile === 'ignored') {
    return [
      {
        code: 'git.ignored',
        severity: 'warning',
        message: 'Git ignores inventory.json, so the flake cannot see it.',
        target: { kind: 'clan' },
        hint: 'Take it out of .gitignore.',
      },
    ];
  }
  return [];
}
