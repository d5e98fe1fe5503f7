import { err } from '../../shared/base/result';
import type { PreviewNode } from '../../shared/clan/evaluation';
import type { Evaluator, EvaluatorResult } from './evaluator';

/** Asks for a part that a preview left out; an evaluator whose previews are whole answers that there is none. */
export function levelOf(
  evaluator: Evaluator,
  machine: string,
  path: readonly string[],
): EvaluatorResult<PreviewNode> {
  return (
    evaluator.previewLevel?.(machine, path) ??
    Promise.resolve(err({ kind: 'failed', diagnostics: [notLeftOut(machine)] }))
  );
}

function notLeftOut(machine: string) {
  return {
    code: 'evaluator.no-such-path',
    severity: 'error',
    message: `The configuration of ${machine} is shown as a whole: nothing is left to look into.`,
    target: { kind: 'machine', machine },
  } as const;
}
