import { assertNever } from '../../shared/base/invariant';
import { isJsonObject, type JsonObject } from '../../shared/base/json';
import type { ClanEvaluation } from '../../shared/clan/evaluation';
import type { Selection } from '../../shared/contract';

/** Whether what is selected is still there, in the document or in what was evaluated from it. */
export function selectionExists(
  selection: Selection,
  document: JsonObject,
  evaluation: ClanEvaluation | null,
): boolean {
  const hasMachine = (name: string) =>
    hasKey(document['machines'], name) ||
    (evaluation?.machines.some((machine) => machine.name === name) ?? false);
  const hasInstance = (name: string) =>
    hasKey(document['instances'], name) ||
    (evaluation?.instances.some((instance) => instance.name === name) ?? false);
  switch (selection.kind) {
    case 'none':
      return true;
    case 'machine':
      return hasMachine(selection.machine);
    case 'machines':
      return selection.machines.every(hasMachine);
    case 'tag':
      return evaluation?.tags.some((tag) => tag.name === selection.tag) ?? true;
    case 'instance':
      return hasInstance(selection.instance);
    case 'role':
      return hasInstance(selection.instance);
    case 'edge':
      return hasInstance(selection.instance) && edgeExists(selection, evaluation);
    default:
      return assertNever(selection);
  }
}

function edgeExists(
  edge: Extract<Selection, { readonly kind: 'edge' }>,
  evaluation: ClanEvaluation | null,
): boolean {
  const instance = evaluation?.instances.find((candidate) => candidate.name === edge.instance);
  const role = instance?.roles.find((candidate) => candidate.name === edge.role);
  if (role === undefined) return false;
  if (edge.from.kind === 'tag') return role.tags.some((tag) => tag.tag === edge.from.name);
  return role.members.some(
    (member) =>
      member.machine === edge.from.name && member.reasons.some((reason) => reason.kind === 'direct'),
  );
}

function hasKey(value: JsonObject[string] | undefined, key: string): boolean {
  return isJsonObject(value) && Object.hasOwn(value, key);
}

/** Whether two selections mean the same thing. */
export function sameSelection(a: Selection, b: Selection): boolean {
  return a === b || selectionKey(a) === selectionKey(b);
}

/** One text for one selection, also for use as a React key. */
export function selectionKey(selection: Selection): string {
  switch (selection.kind) {
    case 'none':
      return 'none';
    case 'machine':
      return machineNode(selection.machine);
    case 'machines':
      return JSON.stringify(['machines', ...selection.machines]);
    case 'tag':
      return tagNode(selection.tag);
    case 'instance':
      return instanceNode(selection.instance);
    case 'role':
      return JSON.stringify(['role', selection.instance, selection.role]);
    case 'edge':
      return JSON.stringify([
        'edge',
        selection.instance,
        selection.role,
        selection.from.kind,
        selection.from.name,
      ]);
    default:
      return assertNever(selection);
  }
}

/** Ids of nodes in the graph and of remembered positions. */
export function machineNode(name: string): string {
  return `machine:${name}`;
}

export function tagNode(name: string): string {
  return `tag:${name}`;
}

export function instanceNode(name: string): string {
  return `instance:${name}`;
}

/** The machines that the selection means for actions on machines. */
export function selectedMachines(selection: Selection): readonly string[] {
  if (selection.kind === 'machine') return [selection.machine];
  return selection.kind === 'machines' ? selection.machines : [];
}

/** The selection for a list of machines. */
export function selectionOfMachines(machines: readonly string[]): Selection {
  const [first, second] = machines;
  if (first === undefined) return { kind: 'none' };
  return second === undefined ? { kind: 'machine', machine: first } : { kind: 'machines', machines };
}

/** Adds a machine to the selected ones, or takes it out again. */
export function toggleMachine(selection: Selection, machine: string): Selection {
  const machines = selectedMachines(selection);
  return selectionOfMachines(
    machines.includes(machine) ? machines.filter((name) => name !== machine) : [...machines, machine],
  );
}

/** What a drag or an action that starts at a machine means: all selected ones when it is one of them; it comes first. */
export function machinesAt(selection: Selection, machine: string): readonly string[] {
  const machines = selectedMachines(selection);
  if (!machines.includes(machine)) return [machine];
  return [machine, ...machines.filter((name) => name !== machine)];
}
