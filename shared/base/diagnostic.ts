import type { JsonPath } from './json';

/** How bad a finding is. Errors make something unusable, warnings are worth a look, infos explain. */
export type Severity = 'error' | 'warning' | 'info';

/** A place in a text file. Lines and columns count from 1; `path` is relative to the clan where it can be. */
export interface SourceSpan {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

/** What a finding is about, so that the window can take the user there. */
export type DiagnosticTarget =
  | { readonly kind: 'clan' }
  | { readonly kind: 'machine'; readonly machine: string; readonly option?: readonly string[] }
  | { readonly kind: 'tag'; readonly tag: string }
  | { readonly kind: 'instance'; readonly instance: string }
  | {
      readonly kind: 'role';
      readonly instance: string;
      readonly role: string;
      /** The settings layer the finding belongs to; absent: the role as such. */
      readonly layer?: SettingsLayerRef;
      /** The place inside the settings. */
      readonly setting?: JsonPath;
    };

/** One of the three layers that settings of a role can be written on (clan-semantics 3.5). */
export type SettingsLayerRef =
  | { readonly kind: 'role' }
  | { readonly kind: 'tag'; readonly tag: string }
  | { readonly kind: 'machine'; readonly machine: string };

/** One step of how evaluation came to the place of an error. */
export interface TraceFrame {
  readonly message: string;
  readonly span?: SourceSpan;
}

/** `git-intent-to-add`: makes files known to git. `paths` are relative to the clan; the request `git:intent-to-add` takes them. */
export interface DiagnosticFix {
  readonly kind: 'git-intent-to-add';
  readonly paths: readonly string[];
}

/**
 * Everything that can be wrong, in one shape: Nix, modules, clan rules, forms, disk.
 * `code` is stable and machine-readable, `message` one plain sentence, `hint` what to do about it.
 */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly span?: SourceSpan;
  readonly target?: DiagnosticTarget;
  readonly related?: readonly { readonly message: string; readonly span: SourceSpan }[];
  readonly hint?: string;
  /** What the app can do about it with one click. */
  readonly fix?: DiagnosticFix;
  /** The flake input that is missing: with a checkout of it in its place there would be no such finding. */
  readonly input?: string;
  /** The way evaluation took, innermost first; shown folded. */
  readonly trace?: readonly TraceFrame[];
  /** A few source lines around `span`, with a caret line, ready for a monospaced block. */
  readonly excerpt?: string;
}
