/** What becomes of the unsaved edits when somebody else changed inventory.json. */
import { jsonEqual } from '../../shared/base/json';
import type { JsonObject } from '../../shared/base/json';
import { describeChanges } from '../../shared/clan/changes';
import { valueAt } from '../../shared/clan/json-tree';
import { mergeDocuments } from '../../shared/clan/merge';
import type { Conflict } from '../../shared/clan/merge';
import { rebaseHistory, startHistory } from './history';
import type { History } from './history';

export interface Absorbed {
  readonly history: History;
  readonly conflicts: readonly Conflict[];
  /** How many changes of the others came in. */
  readonly count: number;
  /** Their titles, for the note about it. */
  readonly titles: readonly string[];
}

/**
 * Takes the changes from `base` to `theirs` into the document and into every step of the history. Where both sides
 * changed the same, the user's value stands and the conflict is listed; `pending` are conflicts from before.
 */
export function absorbExternalChange(
  history: History,
  base: JsonObject,
  theirs: JsonObject,
  pending: readonly Conflict[],
): Absorbed {
  const changes = describeChanges(base, theirs);
  const merge = mergeDocuments(base, history.document, theirs);
  const carryOver = (document: JsonObject): JsonObject => mergeDocuments(base, document, theirs).document;
  const isUnedited = history.past.length === 0 && history.future.length === 0;
  return {
    history: isUnedited ? startHistory(merge.document) : rebaseHistory(history, merge.document, carryOver),
    conflicts: joinConflicts(pending, merge.conflicts, theirs),
    count: changes.length,
    titles: changes.map((change) => change.title),
  };
}

/** Conflicts that are still open: the new ones, and older ones on which the two sides still differ. */
function joinConflicts(
  pending: readonly Conflict[],
  fresh: readonly Conflict[],
  theirs: JsonObject,
): readonly Conflict[] {
  const freshIds = new Set(fresh.map((conflict) => conflict.id));
  const older = pending
    .filter((conflict) => !freshIds.has(conflict.id))
    .map((conflict) => ({ ...conflict, theirs: valueAt(theirs, conflict.path) }))
    .filter((conflict) => !jsonEqual(conflict.mine, conflict.theirs));
  return [...older, ...fresh];
}
