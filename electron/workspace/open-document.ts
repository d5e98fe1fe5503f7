/**
 * The document of an opened clan with everything that belongs to it: what is saved, the history, open conflicts. No disk
 * and no clock; every method either changes it as a whole or refuses and changes nothing.
 */
import type { Diagnostic } from '../../shared/base/diagnostic';
import { jsonEqual } from '../../shared/base/json';
import type { JsonObject } from '../../shared/base/json';
import { err, ok } from '../../shared/base/result';
import type { Result } from '../../shared/base/result';
import { applyChanges, closeOverRequired } from '../../shared/clan/changes';
import type { Change } from '../../shared/clan/changes';
import { checkEdit } from '../../shared/clan/check-edit';
import { applyEdit } from '../../shared/clan/edits/apply-edit';
import type { Capture, Edit } from '../../shared/clan/edits/edit';
import type { ClanEvaluation } from '../../shared/clan/evaluation';
import { valueAt } from '../../shared/clan/json-tree';
import { mergeDocuments, takeSide } from '../../shared/clan/merge';
import type { Conflict } from '../../shared/clan/merge';
import type { Selection } from '../../shared/contract';
import { createChangeCache } from './change-items';
import { absorbExternalChange } from './external-change';
import { recordEdit, redo, sealHistory, startHistory, undo } from './history';
import type { History, HistoryEntry } from './history';
import type { Draft } from './journal';
import type { SavedState } from './saved-state';
import { workspaceError } from './workspace-error';

type Outcome = Result<null, Diagnostic>;

/** How a recorded edit is labelled and grouped. */
export interface EditMark {
  readonly label: string;
  readonly selection: Selection;
  readonly capture: Capture;
}

const nothing: Selection = { kind: 'none' };

export class OpenDocument {
  #saved: SavedState;
  #history: History;
  #merged: { readonly count: number; readonly conflicts: readonly Conflict[] } | null = null;
  #restored: { readonly count: number; readonly selection: Selection } = { count: 0, selection: nothing };
  #revision = 1;
  readonly #changesOf = createChangeCache();

  constructor(saved: SavedState) {
    this.#saved = saved;
    this.#history = startHistory(saved.value);
  }

  get saved(): SavedState {
    return this.#saved;
  }

  get history(): History {
    return this.#history;
  }

  get document(): JsonObject {
    return this.#history.document;
  }

  /** Grows with every change of the document and of what it is compared with. */
  get revision(): number {
    return this.#revision;
  }

  get merged(): { readonly count: number; readonly conflicts: readonly Conflict[] } | null {
    return this.#merged;
  }

  get restored(): { readonly count: number; readonly selection: Selection } {
    return this.#restored;
  }

  /** The unsaved changes, computed from content: editing back to what is saved leaves none. */
  get changes(): readonly Change[] {
    return this.#changesOf(this.#saved.value, this.document);
  }

  /** Applies edits one after the other, all or none, as one entry of the history. */
  edit(edits: readonly Edit[], mark: EditMark, evaluation: ClanEvaluation | null): Outcome {
    const context = { evaluation, persisted: this.#saved.value };
    let document = this.document;
    for (const edit of edits) {
      const findings = evaluation ? checkEdit(edit, evaluation, document) : [];
      const refusal = findings.find((finding) => finding.severity === 'error');
      if (refusal) return err(refusal);
      const next = applyEdit(document, edit, context);
      if (!next.ok) return next;
      document = next.value;
    }
    return this.#record(document, mark);
  }

  undo(): Outcome {
    const step = undo(this.#history);
    return step
      ? this.#travel(step)
      : err(workspaceError('workspace.nothing-to-undo', 'There is nothing to undo.'));
  }

  redo(): Outcome {
    const step = redo(this.#history);
    return step
      ? this.#travel(step)
      : err(workspaceError('workspace.nothing-to-redo', 'There is nothing to redo.'));
  }

  /** Takes changes back, and with them those that make no sense without them. */
  discard(ids: readonly string[]): Outcome {
    const { changes } = this;
    const dropped = new Set(ids);
    const kept = closeOverRequired(
      changes,
      new Set(changes.map((change) => change.id).filter((id) => !dropped.has(id))),
    );
    const count = changes.length - kept.size;
    const only = changes.find((change) => !kept.has(change.id));
    const label = count === 1 ? `Discard “${only?.title ?? ''}”` : `Discard ${count} changes`;
    return this.#record(applyChanges(this.#saved.value, this.document, kept), {
      label,
      selection: only?.selection ?? nothing,
      capture: { kind: 'record' },
    });
  }

  /** Decides a conflict. Taking the other side is an edit like any other. */
  resolve(id: string, side: 'mine' | 'theirs'): Outcome {
    const conflict = this.#merged?.conflicts.find((candidate) => candidate.id === id);
    if (!this.#merged || !conflict) {
      return err(workspaceError('workspace.conflict-unknown', 'This conflict is settled already.'));
    }
    const rest = this.#merged.conflicts.filter((candidate) => candidate !== conflict);
    const merged = rest.length === 0 ? null : { ...this.#merged, conflicts: rest };
    if (side === 'theirs') {
      const mark: EditMark = {
        label: `Take the version on disk of ${conflict.label}`,
        selection: nothing,
        capture: { kind: 'record' },
      };
      this.#record(takeSide(this.document, conflict, side), mark);
    }
    this.#merged = merged;
    return ok(null);
  }

  /**
   * Takes in what another program made of the file. Answers with what came in, null when the document already said so.
   * A deleted file leaves unsaved edits alone: saving makes it again.
   */
  absorb(next: SavedState): { readonly titles: readonly string[]; readonly isMerge: boolean } | null {
    const base = this.#saved.value;
    const isDirty = this.changes.length > 0;
    this.#saved = next;
    if (next.value === base) return null;
    if (next.hash === null && isDirty) return { titles: [], isMerge: true };
    const absorbed = absorbExternalChange(this.#history, base, next.value, this.#merged?.conflicts ?? []);
    this.#history = absorbed.history;
    this.#merged = isDirty ? { count: absorbed.count, conflicts: absorbed.conflicts } : null;
    this.#revision++;
    return { titles: absorbed.titles, isMerge: isDirty };
  }

  /** What a save wrote is the base of all comparisons from now on. */
  markSaved(saved: SavedState): void {
    this.#saved = saved;
    this.#merged = null;
    this.#history = sealHistory(this.#history);
    this.#revision++;
  }

  /** Brings unsaved edits of an earlier session back, merged when the file has changed since. */
  restore(draft: Draft): void {
    const merge = mergeDocuments(draft.base, draft.document, this.document);
    this.#record(merge.document, {
      label: 'Restore unsaved edits',
      selection: nothing,
      capture: { kind: 'record' },
    });
    if (merge.conflicts.length > 0) this.#merged = { count: 0, conflicts: merge.conflicts };
  }

  #record(document: JsonObject, mark: EditMark): Outcome {
    const next = recordEdit(this.#history, document, mark);
    if (next !== this.#history) this.#moveTo(next);
    return ok(null);
  }

  #travel(step: { readonly history: History; readonly entry: HistoryEntry }): Outcome {
    this.#moveTo(step.history);
    this.#restored = { count: this.#restored.count + 1, selection: step.entry.selection };
    return ok(null);
  }

  #moveTo(history: History): void {
    this.#history = history;
    this.#revision++;
    if (!this.#merged) return;
    // An edit or undo that ends at the other side's value settles a conflict; a merge without conflicts has been seen by
    // whoever goes on working.
    const conflicts = this.#merged.conflicts.filter(
      ({ path, theirs }) => !jsonEqual(valueAt(history.document, path), theirs),
    );
    this.#merged = conflicts.length === 0 ? null : { ...this.#merged, conflicts };
  }
}
