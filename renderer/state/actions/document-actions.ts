import type { Diagnostic } from '../../../shared/base/diagnostic';
import type { Result } from '../../../shared/base/result';
import type { Capture, Edit } from '../../../shared/clan/edits/edit';
import type { SaveAnswer, SavePlan, WorkspaceState } from '../../../shared/contract';
import { receiveWorkspace } from '../receive';
import type { Stores } from '../stores';
import { noticeOf, type Call, type Notify } from './call';

/** Machines and tags on their way to or from a role. */
export interface Assignment {
  readonly instance: string;
  readonly role: string;
  readonly machines: readonly string[];
  readonly tags: readonly string[];
}

/**
 * Everything that changes the document. Each answers whether it worked; what failed has been told to the user.
 */
export interface DocumentActions {
  edit(edit: Edit, capture?: Capture): Promise<boolean>;
  /** One history entry with `label`, all or none. */
  editMany(edits: readonly Edit[], label: string): Promise<boolean>;
  assign(assignment: Assignment): Promise<boolean>;
  unassign(assignment: Assignment): Promise<boolean>;
  undo(): Promise<boolean>;
  redo(): Promise<boolean>;
  /** Takes back changes by their ids. */
  discard(changes: readonly string[]): Promise<boolean>;
  restoreDraft(): Promise<boolean>;
  dropDraft(): Promise<boolean>;
  resolveConflict(conflict: string, take: 'mine' | 'theirs'): Promise<boolean>;
  /** Makes files known to git: inventory.json, or these (relative to the clan). */
  intentToAdd(paths?: readonly string[]): Promise<boolean>;
  /** Quiet: the review dialog shows what went wrong. */
  plan(exclude: readonly string[]): Promise<Result<SavePlan, Diagnostic>>;
  save(plan: string, commit: { readonly message: string } | null): Promise<Result<SaveAnswer, Diagnostic>>;
}

export function createDocumentActions(stores: Stores, call: Call, notify: Notify): DocumentActions {
  const selection = () => stores.view.getState().selection;

  async function settle(title: string, answer: Promise<Result<WorkspaceState, Diagnostic>>) {
    const result = await answer;
    if (result.ok) receiveWorkspace(stores, result.value);
    else notify(noticeOf(title, result.error));
    return result.ok;
  }

  const edit: DocumentActions['edit'] = (change, capture) =>
    settle('Not changed', call('workspace:edit', { edit: change, capture, selection: selection() }));

  return {
    edit,
    editMany: async (edits, label) =>
      edits.length === 0 ||
      settle(
        'Not changed',
        call('workspace:edit-many', { edits: [...edits], label, selection: selection() }),
      ),
    assign: (assignment) => edit({ kind: 'role/assign', ...assignment }),
    unassign: (assignment) => edit({ kind: 'role/unassign', ...assignment }),
    undo: async () =>
      stores.workspace.getState().workspace?.undo == null || settle('Not undone', call('workspace:undo', {})),
    redo: async () =>
      stores.workspace.getState().workspace?.redo == null || settle('Not redone', call('workspace:redo', {})),
    discard: (changes) =>
      settle('Changes not taken back', call('workspace:discard', { changes: [...changes] })),
    restoreDraft: () => settle('Draft not restored', call('workspace:restore-draft', {})),
    dropDraft: () => settle('Draft not dropped', call('workspace:drop-draft', {})),
    resolveConflict: (conflict, take) =>
      settle('Conflict not resolved', call('workspace:resolve-conflict', { conflict, take })),
    intentToAdd: (paths) =>
      settle('Not added to git', call('git:intent-to-add', paths === undefined ? {} : { paths: [...paths] })),
    plan: (exclude) => call('workspace:plan', { exclude: [...exclude] }),
    save: (plan, commit) => call('workspace:save', { plan, commit }),
  };
}
