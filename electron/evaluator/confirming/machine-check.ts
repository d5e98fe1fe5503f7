/** Asks Nix about every line of one machine's preview, and compares. */
import type { Diagnostic } from '../../../shared/base/diagnostic';
import { ok } from '../../../shared/base/result';
import type { Result } from '../../../shared/base/result';
import type { MachinePreview } from '../../../shared/clan/evaluation';
import { pathText } from '../../../shared/clan/value-text';
import { isExactObject } from '../embedded';
import type { ExactJson } from '../embedded';
import type { Evaluator, EvaluatorFailure } from '../evaluator';
import { parseExactJson } from '../system-nix';
import type { LeafAnswer } from '../system-nix';
import type { NixEvaluator } from './background';
import { disagreement, textOfValue } from './disagreement';
import { compareLeaf } from './leaf-outcome';
import type { ComparedLeaf, LeafOutcome } from './leaf-outcome';
import type { LeafOutcomes } from './merged-preview';
import { leafKey, leavesOf } from './preview-leaves';
import type { PreviewLeaf } from './preview-leaves';

export interface MachineCheck {
  readonly outcomes: LeafOutcomes;
  readonly findings: readonly Diagnostic[];
  readonly differences: number;
}

/** Lines asked about; a machine with more is compared as far as that. */
const mostLeaves = 5_000;

/** Compares the machine. `preview`: what the embedded evaluator shows. */
export async function checkMachine(
  preview: MachinePreview,
  embedded: Evaluator,
  nix: NixEvaluator,
): Promise<Result<MachineCheck, EvaluatorFailure>> {
  const { machine, root } = preview;
  const leaves = root === null ? [] : leavesOf(root).slice(0, mostLeaves);
  if (leaves.length === 0) return ok({ outcomes: new Map(), findings: [], differences: 0 });
  const [configuration, answers] = await Promise.all([
    embedded.query({ kind: 'machine', machine }),
    nix.machineLeaves(
      machine,
      leaves.map(({ path }) => path),
    ),
  ]);
  if (!answers.ok) return answers;
  const values = configuration.ok ? parseExactJson(configuration.value.text) : undefined;
  const isReduced = !configuration.ok && lacksInput(configuration.error);
  const comparison = new Comparison(machine);
  leaves.forEach((leaf, index) => {
    const answer = answers.value[index];
    const ours = values === undefined ? undefined : valueAt(values, leaf.path);
    if (answer === undefined) return;
    const compared = compareAt(leaf, ours, answer);
    comparison.add(leaf, ours, isReduced ? withoutVerdict(compared, answer) : compared);
  });
  return ok(comparison);
}

/** NixOS adds its own assertions to every machine; what it checks for itself is no value of the clan. */
function compareAt(
  { path, node }: PreviewLeaf,
  ours: ExactJson | undefined,
  answer: LeafAnswer,
): ComparedLeaf {
  const compared = compareLeaf(node, ours, answer);
  const isOfNixos = path.length === 1 && path[0] === 'assertions';
  return isOfNixos && compared.outcome?.kind === 'filled' ? { outcome: { kind: 'agrees' } } : compared;
}

/** A machine that has a preview all the same is shown without the services of an input that is not on this machine. */
function lacksInput(failure: EvaluatorFailure): boolean {
  return failure.kind === 'failed' && failure.diagnostics.some(({ input }) => input !== undefined);
}

/** What is left out may define any value: Nix's takes the place of ours, and no difference is a contradiction. */
function withoutVerdict(compared: ComparedLeaf, answer: LeafAnswer): ComparedLeaf {
  if (compared.contradiction === undefined || answer.kind !== 'value') return compared;
  return { outcome: { kind: 'filled', node: answer.node } };
}

class Comparison implements MachineCheck {
  readonly outcomes = new Map<string, LeafOutcome>();
  readonly findings: Diagnostic[] = [];
  differences = 0;
  /** One mistake fails wherever its value is used. */
  readonly #failures = new Set<string>();

  constructor(private readonly machine: string) {}

  add(leaf: PreviewLeaf, ours: ExactJson | undefined, compared: ComparedLeaf): void {
    const { outcome, contradiction, failure } = compared;
    const { path, node } = leaf;
    if (outcome !== null) this.outcomes.set(leafKey(path), outcome);
    const target = { kind: 'machine', machine: this.machine, option: path } as const;
    if (contradiction !== undefined) {
      this.differences++;
      const isValue = node.kind === 'value' || (node.kind === 'list' && ours !== undefined);
      this.findings.push(
        disagreement({
          about: `${pathText(path)} of ${this.machine}`,
          ours: isValue && ours !== undefined ? textOfValue(ours) : node.text,
          nix: contradiction,
          target,
        }),
      );
    }
    if (failure === undefined) return;
    this.differences++;
    const identity = JSON.stringify([failure.code, failure.message, failure.span]);
    if (this.#failures.has(identity)) return;
    this.#failures.add(identity);
    this.findings.push({ ...failure, target });
  }
}

function valueAt(root: ExactJson, path: readonly string[]): ExactJson | undefined {
  let value: ExactJson | undefined = root;
  for (const name of path) {
    value = isExactObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  }
  return value;
}
