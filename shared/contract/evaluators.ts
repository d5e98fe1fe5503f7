/** Which evaluator answers for the open clan, and what the user's own Nix can do and has said. */
import type { Diagnostic } from '../base/diagnostic';

/**
 * `auto`: the embedded evaluator answers at once and system Nix confirms in the background; the others use one only.
 */
export type EvaluatorChoice = 'auto' | 'embedded' | 'nix';

/** What the user's own Nix is doing for the open clan. */
export type NixStatus =
  /** The user chose the embedded evaluator alone. */
  | { readonly kind: 'unused' }
  | { readonly kind: 'looking' }
  /** There is no Nix that can be used: none, too old, broken. `problem.hint` says what to do. */
  | { readonly kind: 'unavailable'; readonly problem: Diagnostic }
  /** Ready; begins when edits pause. */
  | { readonly kind: 'waiting' }
  /** `progress` in words: `evaluating`, `copying`, `downloading nixpkgs … 12 MiB`; null: just begun. */
  | { readonly kind: 'working'; readonly progress: string | null }
  /** Inputs of the flake are not on this machine, and nothing is fetched without the user's consent. */
  | { readonly kind: 'needs-network'; readonly problem: Diagnostic }
  | { readonly kind: 'failed'; readonly diagnostics: readonly Diagnostic[] }
  /** Answered for this revision. `differences`: values on which the two evaluators disagree (auto only). */
  | {
      readonly kind: 'answered';
      readonly revision: number;
      readonly milliseconds: number;
      readonly differences: number;
    };

/** Everything the window knows about the evaluators of the open clan. */
export interface EvaluatorsState {
  readonly choice: EvaluatorChoice;
  /** The Nix that was found: `2.26.3`, and where, with `~`. */
  readonly program: { readonly version: string; readonly label: string } | null;
  /** Version of nix-eval-jobs, which evaluates machines side by side; null: not installed. */
  readonly evalJobs: string | null;
  /** Whether the user allowed Nix to fetch inputs of this clan. */
  readonly mayFetch: boolean;
  readonly nix: NixStatus;
  /** Findings that only the comparison of the two makes (`system-nix.disagreement`), and what Nix alone found. */
  readonly diagnostics: readonly Diagnostic[];
  /** Counts up when Nix has said something new about what is shown: previews are to be asked for again. */
  readonly answers: number;
}
