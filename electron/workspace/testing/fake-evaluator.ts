import type { JsonObject } from '../../../shared/base/json';
import { err, ok } from '../../../shared/base/result';
import type { Result } from '../../../shared/base/result';
import { evaluationOf } from '../../../shared/clan/testing/evaluation-of';
import type {
  ClanQuery,
  EvaluationAnswer,
  Evaluator,
  EvaluatorFailure,
  EvaluatorInput,
} from '../../evaluator';

/** An evaluator under the test's control: it notes what it was asked and answers at once, or when told to. */
export class FakeEvaluator implements Evaluator {
  readonly inputs: EvaluatorInput[] = [];
  readonly impacts: string[] = [];
  isDisposed = false;
  /** Replaces the answer; null: what `evaluationOf` makes of the text. */
  answer: ((input: EvaluatorInput) => Result<EvaluationAnswer, EvaluatorFailure>) | null = null;
  /** Answers wait until `release` while this is set. */
  isHeld = false;
  #held: (() => void)[] = [];

  async evaluate(input: EvaluatorInput): Promise<Result<EvaluationAnswer, EvaluatorFailure>> {
    this.inputs.push(input);
    if (this.isHeld) await new Promise<void>((resolve) => this.#held.push(resolve));
    if (this.answer) return this.answer(input);
    try {
      const document = JSON.parse(input.current ?? '{}') as JsonObject;
      return ok({ revision: input.revision, evaluation: evaluationOf(document), milliseconds: 1 });
    } catch (error) {
      const message = `inventory.json: ${String(error)}`;
      return err({ kind: 'failed', diagnostics: [{ code: 'nix/json', severity: 'error', message }] });
    }
  }

  release(): void {
    this.isHeld = false;
    for (const resolve of this.#held.splice(0)) resolve();
  }

  impact(text: string): ReturnType<Evaluator['impact']> {
    this.impacts.push(text);
    return Promise.resolve(
      ok({
        impact: [{ machine: 'athena', added: 1, changed: 0, removed: 0 }],
        unchangedMachines: 1,
        diagnostics: [],
      }),
    );
  }

  machinePreview(machine: string): ReturnType<Evaluator['machinePreview']> {
    const counts = { added: 0, changed: 0, removed: 0 };
    return Promise.resolve(ok({ machine, root: null, counts, diagnostics: [] }));
  }

  provenance(machine: string, path: readonly (string | number)[]) {
    return Promise.resolve(ok({ machine, path, definitions: [], text: '' }));
  }

  roleForm(instance: string, role: string) {
    return Promise.resolve(
      ok({
        instance,
        role,
        schema: {},
        layers: [],
        effective: {},
        roleEffective: null,
        diagnostics: [],
      }),
    );
  }

  query(_query?: ClanQuery): ReturnType<Evaluator['query']> {
    return Promise.resolve(ok({ text: '{}', value: {}, diagnostics: [] }));
  }

  dispose(): Promise<void> {
    this.isDisposed = true;
    return Promise.resolve();
  }
}
