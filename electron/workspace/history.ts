/**
 * Undo and redo: a pure value over past, present and future. Documents share structure, so an entry simply holds the
 * document to go back to.
 */
import { jsonEqual } from '../../shared/base/json';
import type { JsonObject } from '../../shared/base/json';
import type { Capture } from '../../shared/clan/edits/edit';
import type { Selection } from '../../shared/contract';

/** One step back or forward. */
export interface HistoryEntry {
  readonly label: string;
  /** The document that this step leads to. */
  readonly document: JsonObject;
  /** What the edit was about: selected again when it is undone or redone. */
  readonly selection: Selection;
  readonly mergeKey: string | null;
  /** inventory.json was read anew after this edit: undoing goes back behind that. */
  readonly isBeforeReload: boolean;
}

export interface History {
  readonly document: JsonObject;
  /** Newest last. */
  readonly past: readonly HistoryEntry[];
  /** Next first. */
  readonly future: readonly HistoryEntry[];
}

/** Older entries are forgotten. */
const entryLimit = 500;

export function startHistory(document: JsonObject): History {
  return { document, past: [], future: [] };
}

/** The history after an edit. A merging edit joins the newest entry when that has the same key. */
export function recordEdit(
  history: History,
  document: JsonObject,
  edit: { readonly label: string; readonly selection: Selection; readonly capture: Capture },
): History {
  if (document === history.document) return history;
  const mergeKey = edit.capture.kind === 'merge' ? edit.capture.mergeKey : null;
  const newest = history.past[history.past.length - 1];
  const isJoined =
    newest !== undefined &&
    mergeKey !== null &&
    newest.mergeKey === mergeKey &&
    !newest.isBeforeReload &&
    history.future.length === 0;
  if (!isJoined) {
    const entry: HistoryEntry = {
      label: edit.label,
      document: history.document,
      selection: edit.selection,
      mergeKey,
      isBeforeReload: false,
    };
    return { document, past: [...history.past, entry].slice(-entryLimit), future: [] };
  }
  const older = history.past.slice(0, -1);
  // Typing back to what was there before leaves nothing to undo.
  if (jsonEqual(newest.document, document)) return { document: newest.document, past: older, future: [] };
  return { document, past: [...older, { ...newest, label: edit.label }], future: [] };
}

/** The history after a save: what is typed from now on is an edit of its own. */
export function sealHistory(history: History): History {
  const newest = history.past[history.past.length - 1];
  if (!newest || newest.mergeKey === null) return history;
  return { ...history, past: [...history.past.slice(0, -1), { ...newest, mergeKey: null }] };
}

/** One step back; null when there is none. */
export function undo(history: History): { history: History; entry: HistoryEntry } | null {
  const entry = history.past[history.past.length - 1];
  if (!entry) return null;
  const forward: HistoryEntry = { ...entry, document: history.document, mergeKey: null };
  return {
    history: {
      document: entry.document,
      past: history.past.slice(0, -1),
      future: [forward, ...history.future],
    },
    entry,
  };
}

/** One step forward; null when there is none. */
export function redo(history: History): { history: History; entry: HistoryEntry } | null {
  const [entry, ...future] = history.future;
  if (!entry) return null;
  const back: HistoryEntry = { ...entry, document: history.document };
  return { history: { document: entry.document, past: [...history.past, back], future }, entry };
}

/**
 * The history after the document changed for another reason than an edit (the file was read anew): every document of it
 * is carried over, so that undo takes back edits of the user and nothing of others. Entries that no longer change
 * anything are dropped; those that stay are marked.
 */
export function rebaseHistory(
  history: History,
  document: JsonObject,
  carryOver: (document: JsonObject) => JsonObject,
): History {
  return {
    document,
    past: rebaseEntries([...history.past].reverse(), document, carryOver).reverse(),
    future: rebaseEntries(history.future, document, carryOver),
  };
}

function rebaseEntries(
  entries: readonly HistoryEntry[],
  present: JsonObject,
  carryOver: (document: JsonObject) => JsonObject,
): HistoryEntry[] {
  let neighbour = present;
  const rebased: HistoryEntry[] = [];
  for (const entry of entries) {
    const document = carryOver(entry.document);
    if (jsonEqual(document, neighbour)) continue;
    rebased.push({ ...entry, document, isBeforeReload: true });
    neighbour = document;
  }
  return rebased;
}

/** What undo or redo would do, in words. */
export function entryLabel(entry: HistoryEntry | undefined): { readonly label: string } | null {
  if (!entry) return null;
  return { label: entry.isBeforeReload ? `${entry.label} (before the file was reloaded)` : entry.label };
}
