import type { Diagnostic } from '../../shared/base/diagnostic';
import { parseExactJson } from '../../shared/base/exact-number';
import { invariant } from '../../shared/base/invariant';
import { jsonEqual } from '../../shared/base/json';
import type { JsonObject } from '../../shared/base/json';
import { applyChanges, closeOverRequired } from '../../shared/clan/changes';
import type { Change } from '../../shared/clan/changes';
import type { GitState, MachineImpact, SavePlan } from '../../shared/contract';
import type { Evaluator } from '../evaluator';
import { commitMessage, toChangeItem } from './change-items';
import type { SavedState } from './saved-state';

/** A plan as main keeps it: what is shown, and what it was made on. */
export interface KeptPlan {
  readonly shown: SavePlan;
  readonly baseHash: string | null;
  /** The document that the plan's text says. */
  readonly target: JsonObject;
}

export interface PlanInput {
  readonly id: string;
  readonly revision: number;
  readonly saved: SavedState;
  readonly document: JsonObject;
  readonly changes: readonly Change[];
  readonly exclude: readonly string[];
  readonly git: GitState;
  readonly evaluator: Evaluator;
}

/** Makes the plan of a save: the exact text, and what it does to every machine. */
export async function makePlan(input: PlanInput): Promise<KeptPlan> {
  const { saved, document, changes, git } = input;
  const excluded = new Set(input.exclude);
  const wanted = new Set(changes.map((change) => change.id).filter((id) => !excluded.has(id)));
  const kept = closeOverRequired(changes, wanted);
  const target = applyChanges(saved.value, document, kept);
  const after = saved.planner.plan(target);
  // The last line of defence for the user's file: what is written says exactly what is meant.
  invariant(jsonEqual(parseExactJson(after), target), 'the planned text does not say the planned document');
  const included = changes.filter((change) => kept.has(change.id)).map(toChangeItem);
  const shown: SavePlan = {
    id: input.id,
    revision: input.revision,
    changes: changes.map(toChangeItem),
    excluded: changes.filter((change) => !kept.has(change.id)).map((change) => change.id),
    before: saved.text,
    after,
    ...(await impactOf(input.evaluator, after)),
    commit: {
      isPossible: git.kind === 'repository' && git.inventoryFile !== 'ignored',
      ...(git.branch === undefined ? {} : { branch: git.branch }),
      message: commitMessage(included),
    },
  };
  return { shown, baseHash: saved.hash, target };
}

interface Impact {
  readonly impact: readonly MachineImpact[];
  readonly unchangedMachines: number;
  readonly diagnostics: readonly Diagnostic[];
}

async function impactOf(evaluator: Evaluator, text: string): Promise<Impact> {
  const answer = await evaluator.impact(text);
  if (answer.ok) return answer.value;
  const unknown: Diagnostic = {
    code: 'evaluation.superseded',
    severity: 'warning',
    message: 'What the save does to the machines was not computed, because the clan changed meanwhile.',
    target: { kind: 'clan' },
  };
  const diagnostics = answer.error.kind === 'failed' ? answer.error.diagnostics : [unknown];
  return { impact: [], unchangedMachines: 0, diagnostics };
}
