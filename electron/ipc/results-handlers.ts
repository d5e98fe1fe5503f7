/** Requests about what evaluation finds out. */
import type { Diagnostic } from '../../shared/base/diagnostic';
import { err } from '../../shared/base/result';
import type { Result } from '../../shared/base/result';
import { levelOf } from '../evaluator';
import type { Evaluator, EvaluatorFailure, EvaluatorResult } from '../evaluator';
import type { Services } from '../services';
import type { HandlersOf } from './handlers';
import { noClan } from './no-clan';

/** An edit that comes while a question waits supersedes it; asked again, it is about the newer document. */
const attempts = 3;

export function resultsHandlers(services: Services): HandlersOf<'results'> {
  const ask = async <T>(
    question: (evaluator: Evaluator) => EvaluatorResult<T>,
  ): Promise<Result<T, Diagnostic>> => {
    let failure: EvaluatorFailure = { kind: 'superseded' };
    for (let attempt = 0; attempt < attempts && failure.kind === 'superseded'; attempt++) {
      const { workspace } = services;
      if (workspace === null) return err(noClan);
      const answer = await question(workspace.evaluator);
      if (answer.ok) return answer;
      failure = answer.error;
    }
    return err(asDiagnostic(failure));
  };
  return {
    'results:machine-preview': ({ machine }) => ask((evaluator) => evaluator.machinePreview(machine)),
    'results:preview-level': ({ machine, path }) => ask((evaluator) => levelOf(evaluator, machine, path)),
    'results:provenance': ({ machine, path }) => ask((evaluator) => evaluator.provenance(machine, path)),
    'results:role-form': ({ instance, role }) => ask((evaluator) => evaluator.roleForm(instance, role)),
  };
}

/** The envelope holds one diagnostic; the others are in the evaluation that is published anyway. */
function asDiagnostic(failure: EvaluatorFailure): Diagnostic {
  const [first] = failure.kind === 'failed' ? failure.diagnostics : [];
  return first ?? superseded;
}

/** Somebody edits faster than anything can be evaluated; the window asks again with the next evaluation. */
const superseded: Diagnostic = {
  code: 'evaluator.superseded',
  severity: 'info',
  message: 'The clan has changed since this was asked.',
};
