import type { JsonObject } from '../../shared/base/json';
import { describeChanges } from '../../shared/clan/changes';
import type { Change } from '../../shared/clan/changes';
import type { ChangeItem } from '../../shared/contract';

/** A change as the window gets it. */
export function toChangeItem(change: Change): ChangeItem {
  const { id, title, detail, kind, selection } = change;
  return { id, title, detail, kind, selection, paths: change.steps.map((step) => step.path) };
}

/** Computes changes once for each pair of documents. */
export function createChangeCache(): (persisted: JsonObject, document: JsonObject) => readonly Change[] {
  let last: { persisted: JsonObject; document: JsonObject; changes: readonly Change[] } | null = null;
  return (persisted, document) => {
    if (last?.persisted !== persisted || last.document !== document) {
      last = { persisted, document, changes: describeChanges(persisted, document) };
    }
    return last.changes;
  };
}

/** A commit message for changes: the first ones in words, the rest counted. */
export function commitMessage(changes: readonly ChangeItem[]): string {
  const [first, second] = changes;
  if (!first) return 'inventory: no changes';
  if (!second) return `inventory: ${first.title}`;
  const both = `inventory: ${first.title}, ${second.title}`;
  if (changes.length === 2 && both.length <= 72) return both;
  return `inventory: ${first.title} and ${changes.length - 1} more`;
}
