/** What is on disk, as this app knows it: the base of every comparison and of every change of the text. */
import type { Diagnostic } from '../../shared/base/diagnostic';
import type { JsonObject } from '../../shared/base/json';
import { shareStructure } from '../../shared/clan/json-tree';
import { createTextPlanner } from '../clan-directory';
import type { InventoryFile, TextPlanner } from '../clan-directory';

export interface SavedState {
  /** The last good content; `{}` when there is no file or none was ever readable. */
  readonly value: JsonObject;
  /** Its text; null: there is no file. */
  readonly text: string | null;
  readonly hasByteOrderMark: boolean;
  /** Fingerprint of the file as last seen, also of a malformed one; null: there is no file. */
  readonly hash: string | null;
  readonly planner: TextPlanner;
  /** Set while the file on disk cannot be understood: it is never written then. */
  readonly trouble: Diagnostic | null;
  /** The text of a file that was malformed from the start: the evaluator says what is wrong with it. */
  readonly malformedText: string | null;
  readonly warnings: readonly Diagnostic[];
}

const noFile: SavedState = {
  value: {},
  text: null,
  hasByteOrderMark: false,
  hash: null,
  planner: createTextPlanner(null, {}),
  trouble: null,
  malformedText: null,
  warnings: [],
};

/** What a look at the file makes of what was known before. Parts that did not change stay the same objects. */
export function savedStateOf(file: InventoryFile, previous: SavedState = noFile): SavedState {
  switch (file.kind) {
    case 'missing':
      return noFile;
    case 'valid': {
      const value = shareStructure(previous.value, file.value) as JsonObject;
      const { text, hasByteOrderMark, hash, warnings } = file;
      const planner = createTextPlanner(text, value);
      return { value, text, hasByteOrderMark, hash, planner, trouble: null, malformedText: null, warnings };
    }
    case 'malformed': {
      const malformedText = previous.text === null ? file.text : null;
      return { ...previous, hash: file.hash, trouble: file.diagnostic, malformedText, warnings: [] };
    }
    case 'unreadable':
      return { ...previous, trouble: file.diagnostic, warnings: [] };
  }
}

/** What is known after a save. */
export function savedStateAfterWrite(
  text: string,
  value: JsonObject,
  hash: string,
  hasByteOrderMark: boolean,
): SavedState {
  return { ...noFile, text, value, hash, hasByteOrderMark, planner: createTextPlanner(text, value) };
}

/** The text that stands for a document: what a save would write; null when nothing is there and nothing is to be. */
export function textOf(saved: SavedState, document: JsonObject): string | null {
  if (saved.malformedText !== null) return saved.malformedText;
  if (saved.text === null && Object.keys(document).length === 0) return null;
  return saved.planner.plan(document);
}
