/** What a save does to each machine, by comparing their trees in both states. */
import type { MachineImpact } from '../../../shared/contract';
import { ok } from '../../../shared/base/result';
import type { MachineModel } from '../embedded';
import { markTree } from '../worker';
import type { ImpactAnswer } from '../evaluator';
import type { Asking } from './asking';
import { evaluateClan, readInventory } from './clan-questions';
import type { Answer } from './flake-questions';
import { attributeOf, machinePlace } from './machine-place';
import { isSameAt, readWholeTree } from './machine-tree';
import type { MachineTree } from './machine-tree';
import { readAhead } from './tree-reader';

interface MachineState {
  readonly tree?: MachineTree;
  readonly error?: string;
}

/** Compares every machine. `before`: the saved state, null when there is none to compare with. */
export async function machineImpacts(before: Asking | null, after: Asking): Promise<Answer<ImpactAnswer>> {
  const now = await readInventory(after);
  if (!now.ok) return now;
  const evaluated = await evaluateClan(after);
  if (!evaluated.ok) return evaluated;
  const was = before === null ? null : await readInventory(before);
  const earlier = was?.ok === true ? was.value.machines.map((machine) => machine.name) : [];
  const names = [...new Set([...now.value.machines.map((machine) => machine.name), ...earlier])].sort();
  const isSame = before?.questions.snapshot.fingerprint === after.questions.snapshot.fingerprint;
  const { diagnostics } = evaluated.value.evaluation;
  if (isSame) return ok({ impact: [], unchangedMachines: names.length, diagnostics });
  // All machines of a state together first: it takes far fewer processes than one by one.
  await readTrees(after, now.value.machines);
  if (before !== null && was?.ok === true) await readTrees(before, was.value.machines);
  const impacts = await Promise.all(names.map((name) => machineImpact(name, before, after)));
  const impact = impacts.filter((found) => found !== null);
  return ok({ impact, unchangedMachines: names.length - impact.length, diagnostics });
}

/** Computes the trees of all these machines. */
export async function readTrees(asking: Asking, machines: readonly MachineModel[]): Promise<void> {
  for (const attribute of ['nixosConfigurations', 'darwinConfigurations'] as const) {
    const names = machines.filter((machine) => attributeOf(machine) === attribute).map(({ name }) => name);
    await readAhead(asking.questions, attribute, names);
  }
}

async function machineImpact(
  machine: string,
  before: Asking | null,
  after: Asking,
): Promise<MachineImpact | null> {
  const [was, now]: readonly [MachineState, MachineState] = await Promise.all([
    before === null ? {} : stateOf(before, machine),
    stateOf(after, machine),
  ]);
  if (now.error !== undefined && now.tree === undefined) {
    if (now.error === was.error) return null;
    return { machine, added: 0, changed: 0, removed: 0, error: now.error };
  }
  const counts = countsOf(machine, was.tree, now.tree);
  const total = counts.added + counts.changed + counts.removed;
  const isMended = was.error !== undefined;
  const broken = now.tree?.diagnostics.find(({ message }) => !hasMessage(was.tree, message));
  if (total === 0 && broken === undefined && !isMended) return null;
  return { machine, ...counts, ...(broken === undefined ? {} : { error: broken.message }) };
}

function hasMessage(tree: MachineTree | undefined, message: string): boolean {
  return tree?.diagnostics.some((known) => known.message === message) === true;
}

function countsOf(
  machine: string,
  was: MachineTree | undefined,
  now: MachineTree | undefined,
): Pick<MachineImpact, 'added' | 'changed' | 'removed'> {
  const empty = { name: machine, kind: 'set', text: '{ … }', children: [], sources: [] } as const;
  return markTree(
    was?.root ?? empty,
    now?.root ?? empty,
    (path) => was !== undefined && now !== undefined && isSameAt(was.raw, now.raw, path),
  ).counts;
}

/** Neither tree nor error: there is no such machine in this state. */
async function stateOf(asking: Asking, machine: string): Promise<MachineState> {
  const facts = await readInventory(asking);
  if (!facts.ok || !facts.value.machines.some((candidate) => candidate.name === machine)) return {};
  const place = await machinePlace(asking, machine);
  const tree = place.ok ? await readWholeTree(asking.questions, place.value) : place;
  if (tree.ok) return { tree: tree.value };
  return {
    error:
      tree.error === 'cancelled'
        ? 'The evaluation was ended.'
        : (tree.error[0]?.message ?? 'The configuration does not evaluate.'),
  };
}
