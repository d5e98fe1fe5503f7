/**
 * An evaluator that can be exchanged while a clan is open: when the user puts a checkout in the place of an input.
 * Whoever holds it goes on asking; questions that the former one has not answered are superseded.
 */
import type { PreviewNode } from '../../shared/clan/evaluation';
import type { Evaluator, EvaluatorResult } from './evaluator';
import { levelOf } from './preview-level';

export class SwitchingEvaluator implements Evaluator {
  #current: Evaluator;

  constructor(first: Evaluator) {
    this.#current = first;
  }

  /** Puts `next` in the place of the present one, which is ended. Ask for an evaluation afterwards. */
  async replace(next: Evaluator): Promise<void> {
    const former = this.#current;
    this.#current = next;
    await former.dispose();
  }

  readonly evaluate: Evaluator['evaluate'] = (input) => this.#current.evaluate(input);
  readonly machinePreview: Evaluator['machinePreview'] = (machine) => this.#current.machinePreview(machine);
  readonly previewLevel = (machine: string, path: readonly string[]): EvaluatorResult<PreviewNode> =>
    levelOf(this.#current, machine, path);
  readonly provenance: Evaluator['provenance'] = (machine, path) => this.#current.provenance(machine, path);
  readonly roleForm: Evaluator['roleForm'] = (instance, role) => this.#current.roleForm(instance, role);
  readonly impact: Evaluator['impact'] = (text) => this.#current.impact(text);
  readonly query: Evaluator['query'] = (query) => this.#current.query(query);
  readonly dispose: Evaluator['dispose'] = () => this.#current.dispose();
}
