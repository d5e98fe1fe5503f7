/** What the main process publishes about the opened clan, and what can be asked of it. */
import type { Diagnostic, SourceSpan } from '../base/diagnostic';
import type { Json, JsonObject, JsonPath } from '../base/json';
import type { ClanEvaluation, EvaluatorName } from '../clan/evaluation';
import type { Selection } from '../clan/selection';

export type { Selection };

export interface GitState {
  /** `none`: the clan is in no git repository, or there is no git. */
  readonly kind: 'none' | 'repository';
  readonly branch?: string;
  /** State of inventory.json. An untracked file is invisible to the flake (clan-semantics 1.3). */
  readonly inventoryFile?: 'tracked' | 'modified' | 'staged' | 'untracked' | 'missing' | 'ignored';
}

/** One path on which the file on disk and the unsaved edits disagree. */
export interface MergeConflict {
  readonly id: string;
  readonly path: JsonPath;
  /** `instances.backup.roles.client…` in words. */
  readonly label: string;
  /** undefined: not there. */
  readonly base?: Json;
  readonly mine?: Json;
  readonly theirs?: Json;
}

/** The file changed on disk while there were unsaved edits. Published until it is resolved. */
export interface ExternalChange {
  /** How many changes of the others could be merged without asking. */
  readonly mergedCount: number;
  readonly conflicts: readonly MergeConflict[];
}

/** Unsaved edits found from an earlier run. */
export interface RecoveredDraft {
  /** ISO time of the last edit. */
  readonly at: string;
  readonly changeCount: number;
  /** False when the file has changed since, so that restoring means a merge. */
  readonly isBaseUnchanged: boolean;
}

/** One change in plain language, computed from content, never from how it came to be. */
export interface ChangeItem {
  /** Stable for the same change of the same document. */
  readonly id: string;
  /** "echo joins backup › client". */
  readonly title: string;
  /** "direct assignment". */
  readonly detail: string;
  readonly kind: 'added' | 'changed' | 'removed';
  readonly paths: readonly JsonPath[];
  /** What to select to see it. */
  readonly selection: Selection;
}

/** The order of an object's keys in the text of inventory.json, where JavaScript would give another one (`"10"`). */
export interface KeyOrder {
  readonly path: JsonPath;
  readonly keys: readonly string[];
}

/** The mirror of the document that the window holds. */
export interface WorkspaceState {
  /** Grows with every change of the document. */
  readonly revision: number;
  readonly clan: {
    readonly id: string;
    /** The folder's name. */
    readonly name: string;
    /** The directory for display, with `~`. */
    readonly directoryLabel: string;
    /** True for the bundled examples, which are copied before they are opened. */
    readonly isExample: boolean;
  };
  /** inventory.json with the unsaved edits. */
  readonly document: JsonObject;
  /** Objects of `document` whose keys stand in another order in the text that would be saved. Absent: none. */
  readonly keyOrders?: readonly KeyOrder[];
  /** What is on disk. */
  readonly persisted: JsonObject;
  readonly fileExists: boolean;
  /** Why nothing can be edited: malformed file, no write permission. Null: editable. */
  readonly readOnly: Diagnostic | null;
  readonly changes: readonly ChangeItem[];
  readonly undo: { readonly label: string } | null;
  readonly redo: { readonly label: string } | null;
  /** Set by undo and redo: what to select now. Counts up so that the same selection can be asked for twice. */
  readonly restoredSelection: { readonly count: number; readonly selection: Selection };
  readonly git: GitState;
  readonly external: ExternalChange | null;
  readonly draft: RecoveredDraft | null;
  /** Findings about the directory itself: no flake.nix, unreadable file, untracked inventory.json, … */
  readonly directoryDiagnostics: readonly Diagnostic[];
}

/** The state of evaluation, published beside the document. */
export interface EvaluationState {
  readonly status: 'idle' | 'evaluating' | 'done' | 'failed';
  /** The document revision that `evaluation` belongs to; lower than the workspace's: stale. */
  readonly revision: number;
  /** Who made `evaluation`. */
  readonly evaluator: EvaluatorName;
  /** Of the last finished evaluation. */
  readonly milliseconds: number | null;
  /** The last good result; stays while newer ones fail. */
  readonly evaluation: ClanEvaluation | null;
  /** Of the newest attempt: `evaluation.diagnostics`, or why it failed. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What a save does to one machine. */
export interface MachineImpact {
  readonly machine: string;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  /** Set when the machine's configuration no longer evaluates. */
  readonly error?: string;
}

/** What "save" will do, made in main, shown, then applied as it stands. */
export interface SavePlan {
  readonly id: string;
  readonly revision: number;
  readonly changes: readonly ChangeItem[];
  /** Ids of the changes that this plan leaves out. */
  readonly excluded: readonly string[];
  /** The file's text before and after; `before` is null when the file will be created. */
  readonly before: string | null;
  readonly after: string;
  readonly impact: readonly MachineImpact[];
  /** How many machines stay as they are. */
  readonly unchangedMachines: number;
  /** Errors do not forbid saving; the button then says "Save anyway". */
  readonly diagnostics: readonly Diagnostic[];
  readonly commit: { readonly isPossible: boolean; readonly branch?: string; readonly message: string };
}

export interface SaveAnswer {
  readonly committed: boolean;
  /** The file is new and git does not track it: the flake cannot see it yet. */
  readonly needsIntentToAdd: boolean;
  /** What went wrong after the file was safely written (a failed commit). */
  readonly warning?: Diagnostic;
}

export type { SourceSpan };
