import { levelOf } from '../evaluator';
import type { Evaluator } from '../evaluator';

/** An evaluator that calls `beforeQuestion` first, so that a question is about the newest document. */
export function promptEvaluator(evaluator: Evaluator, beforeQuestion: () => void): Evaluator {
  const ask = <Args extends readonly unknown[], Answer>(question: (...args: Args) => Answer) => {
    return (...args: Args): Answer => {
      beforeQuestion();
      return question(...args);
    };
  };
  return {
    evaluate: (input) => evaluator.evaluate(input),
    machinePreview: ask((machine) => evaluator.machinePreview(machine)),
    previewLevel: ask((machine, path) => levelOf(evaluator, machine, path)),
    provenance: ask((machine, path) => evaluator.provenance(machine, path)),
    roleForm: ask((instance, role) => evaluator.roleForm(instance, role)),
    impact: ask((text) => evaluator.impact(text)),
    query: ask((query) => evaluator.query(query)),
    dispose: () => evaluator.dispose(),
  };
}
