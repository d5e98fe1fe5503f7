/** What the problems list says because of the evaluators: system Nix is part of it only where the user relies on it. */
import type { Diagnostic } from '../../shared/base/diagnostic';
import type { EvaluatorsState } from '../../shared/contract';

/**
 * Findings of the comparison and of system Nix. That there is no Nix, or that it may not fetch, is a problem only for
 * who chose Nix alone; otherwise the status line says so and nothing is wrong.
 */
export function evaluatorProblems(state: EvaluatorsState | null): readonly Diagnostic[] {
  if (state === null || state.choice === 'embedded') return [];
  return [...state.diagnostics, ...statusProblems(state)];
}

function statusProblems({ choice, nix }: EvaluatorsState): readonly Diagnostic[] {
  switch (nix.kind) {
    case 'failed':
      return nix.diagnostics;
    case 'unavailable':
    case 'needs-network':
      return choice === 'nix' ? [nix.problem] : [];
    default:
      return [];
  }
}
