/** Requests about what evaluation finds out. */
import type { Diagnostic } from '../../shared/base/diagnostic';
import { err } from '../../shared/base/result';
import type { Result } from '../../shared/base/result';
import type { Evaluator, EvaluatorFailure, EvaluatorResult } from '../evaluator';
import type { Services } from '../services';
import type { HandlersOf } from './handlers';
import { noClan } from './no-clan';

export function resultsHandlers(services: Services): HandlersOf<'results'> {
  const ask = async <T>(
    question: (evaluator: Evaluator) => EvaluatorResult<T>,
  ): Promise<Result<T, Diagnostic>> => {
    if (services.workspace === null) return err(noClan);
    const answer = await question(services.workspace.evaluator);
    return answer.ok ? answer : err(asDiagnostic(answer.error));
  };
  return {
    'results:machine-preview': ({ machine }) => ask((evaluator) => evaluator.machinePreview(machine)),
    'results:provenance': ({ machine, path }) => ask((evaluator) => evaluator.provenance(machine, path)),
    'results:role-form': ({ instance, role }) => ask((evaluator) => evaluator.roleForm(instance, role)),
  };
}

/** The envelope holds one diagnostic; the others are in the evaluation that is published anyway. */
function asDiagnostic(failure: EvaluatorFailure): Diagnostic {
  const [first] = failure.kind === 'failed' ? failure.diagnostics : [];
  return first ?? superseded;
}

/** The window asks again when the newer evaluation is published. */
const superseded: Diagnostic = {
  code: 'evaluator.superseded',
  severity: 'info',
  message: 'The clan has changed since this was asked.',
};
