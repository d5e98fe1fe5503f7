/** What can be done with a thing, for the context menus of sidebar, graph and table. */
import type { ClanEvaluation } from '../../shared/clan/evaluation';
import type { Actions } from './actions/actions';
import type { Assignment } from './actions/document-actions';
import { plural } from './groups';
import { selectionOfMachines } from './selection';

export interface MenuAction {
  readonly label: string;
  readonly isDanger?: boolean;
  /** Why it cannot be done now; shown instead of doing it. */
  readonly refusal?: string;
  /** Starts a new part of the menu. */
  readonly isFirstOfPart?: boolean;
  run(): void;
}

export function machineMenu(
  clan: ClanEvaluation | null,
  actions: Actions,
  machines: readonly string[],
): readonly MenuAction[] {
  const [first] = machines;
  if (first === undefined) return [];
  const isOne = machines.length === 1;
  const access = clan?.machines.find((machine) => machine.name === first)?.access;
  return [
    {
      label: isOne ? 'Show details' : `Show ${plural(machines.length, 'machine')}`,
      run: () => actions.select(selectionOfMachines(machines)),
    },
    {
      label: 'Show in graph',
      run: () => {
        actions.setCentre('graph');
        actions.goTo({ kind: 'machine', machine: first });
      },
    },
    {
      label: 'Assign to role…',
      isFirstOfPart: true,
      run: () => actions.openDialog({ kind: 'assign', machines, tags: [] }),
    },
    { label: 'Add tag…', run: () => actions.openDialog({ kind: 'add-tag', machines }) },
    ...(isOne
      ? [
          {
            label: 'Delete…',
            isDanger: true,
            isFirstOfPart: true,
            refusal: access?.canDelete === false ? access.reason : undefined,
            run: () => actions.openDialog({ kind: 'delete-machine', machine: first }),
          },
        ]
      : []),
  ];
}

export function tagMenu(actions: Actions, tag: string): readonly MenuAction[] {
  return [
    { label: 'Show details', run: () => actions.select({ kind: 'tag', tag }) },
    { label: 'Show only its machines', run: () => actions.setFilter({ tags: [tag] }) },
    {
      label: 'Assign to role…',
      isFirstOfPart: true,
      run: () => actions.openDialog({ kind: 'assign', machines: [], tags: [tag] }),
    },
  ];
}

export function instanceMenu(
  clan: ClanEvaluation | null,
  actions: Actions,
  instance: string,
  hidden: readonly string[],
): readonly MenuAction[] {
  const access = clan?.instances.find((candidate) => candidate.name === instance)?.access;
  const refusal = access?.canDelete === false ? access.reason : undefined;
  const isHidden = hidden.includes(instance);
  return [
    { label: 'Show details', run: () => actions.select({ kind: 'instance', instance }) },
    {
      label: isHidden ? 'Show in graph and table' : 'Hide in graph and table',
      run: () =>
        actions.setFilter({
          hiddenInstances: isHidden ? hidden.filter((name) => name !== instance) : [...hidden, instance],
        }),
    },
    {
      label: 'Rename…',
      isFirstOfPart: true,
      refusal,
      run: () => actions.openDialog({ kind: 'rename-instance', instance }),
    },
    { label: 'Duplicate…', run: () => actions.openDialog({ kind: 'duplicate-instance', instance }) },
    {
      label: 'Delete…',
      isDanger: true,
      isFirstOfPart: true,
      refusal,
      run: () => actions.openDialog({ kind: 'delete-instance', instance }),
    },
  ];
}

export function roleMenu(actions: Actions, instance: string, role: string): readonly MenuAction[] {
  return [
    { label: 'Show details', run: () => actions.select({ kind: 'role', instance, role }) },
    { label: 'Add members…', run: () => actions.openDialog({ kind: 'add-members', instance, role }) },
  ];
}

export interface EdgeEnds {
  readonly instance: string;
  readonly role: string;
  readonly from: { readonly kind: 'machine' | 'tag'; readonly name: string };
}

export function edgeMenu(
  clan: ClanEvaluation | null,
  actions: Actions,
  edge: EdgeEnds,
): readonly MenuAction[] {
  const { instance, role, from } = edge;
  return [
    { label: 'Show role', run: () => actions.select({ kind: 'role', instance, role }) },
    {
      label: `Unassign ${from.kind === 'tag' ? `tag ${from.name}` : from.name}`,
      isDanger: true,
      isFirstOfPart: true,
      refusal: edgeRefusal(clan, edge),
      run: () => void actions.unassign(assignmentOfEdge(edge)),
    },
  ];
}

export function assignmentOfEdge({ instance, role, from }: EdgeEnds): Assignment {
  return {
    instance,
    role,
    machines: from.kind === 'machine' ? [from.name] : [],
    tags: from.kind === 'tag' ? [from.name] : [],
  };
}

/** Why an assignment cannot be taken away; undefined when it can. */
export function edgeRefusal(
  clan: ClanEvaluation | null,
  { instance, role, from }: EdgeEnds,
): string | undefined {
  const found = clan?.instances
    .find((candidate) => candidate.name === instance)
    ?.roles.find((candidate) => candidate.name === role);
  const fallback = 'It is not defined in inventory.json.';
  if (from.kind === 'tag') {
    const access = found?.tags.find(({ tag }) => tag === from.name)?.access;
    return access?.canDelete === false ? (access.reason ?? fallback) : undefined;
  }
  const direct = found?.members
    .find(({ machine }) => machine === from.name)
    ?.reasons.find((reason) => reason.kind === 'direct');
  return direct?.kind === 'direct' && !direct.access.canDelete
    ? (direct.access.reason ?? fallback)
    : undefined;
}
