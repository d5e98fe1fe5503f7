/** What the automatic mode needs from outside, so that tests can put something else there. */
import type { Diagnostic } from '../../../shared/base/diagnostic';
import type { NixStatus } from '../../../shared/contract';
import type { Evaluator, EvaluatorFailure, EvaluatorResult } from '../evaluator';
import type { LeafAnswer } from '../system-nix';

/** System Nix as it is asked in the background. */
export interface NixEvaluator extends Evaluator {
  /** Values of a machine at these places, in this order. */
  machineLeaves(
    machine: string,
    paths: readonly (readonly string[])[],
  ): EvaluatorResult<readonly LeafAnswer[]>;
  /** Ends what runs; questions that wait are superseded. */
  cancel(): void;
}

/** Calls back once after so many milliseconds; the answer takes the call back. */
export type Schedule = (milliseconds: number, callback: () => void) => () => void;

/** Where is told what comes of asking Nix. */
export interface NixReport {
  readonly status: (status: NixStatus) => void;
  /** Everything that is found out by now, in place of what was told before. */
  readonly findings: (found: readonly Diagnostic[]) => void;
  /** Previews look different from now on. */
  readonly news: () => void;
}

/** How Nix's failure is shown. `mayFetch`: whether it was allowed to use the network. */
export function failureStatus(diagnostics: readonly Diagnostic[], mayFetch: boolean): NixStatus {
  const missing = diagnostics.find(({ code }) => code === 'system-nix.input-missing');
  if (missing !== undefined && !mayFetch) return { kind: 'needs-network', problem: missing };
  return { kind: 'failed', diagnostics };
}

/** Whether Nix could not work at all, rather than found something wrong with the clan. */
export function isAroundNix(failure: EvaluatorFailure): boolean {
  return (
    failure.kind === 'failed' &&
    failure.diagnostics.some(
      ({ code }) => code.startsWith('system-nix.') && code !== 'system-nix.untracked-file',
    )
  );
}
