import type { ClanEvaluation, EvaluatedInstance, EvaluatedRole } from '../../shared/clan/evaluation';
import {
  groupMachines,
  instanceLooks,
  instanceNode,
  machineNode,
  machineSymbol,
  moduleLabel,
  tagNode,
  visiblePart,
  type Filter,
  type Grouping,
  type InstanceLook,
  type MachineGroup,
} from '../state';
import type { GraphEdgeItem, GraphModel, GroupItem, InstanceItem, MachineItem, TagItem } from './model';

/** From this many machines on, large groups start folded. */
const manyMachines = 80;
const largeGroup = 12;
export interface ProjectionView {
  readonly filter: Filter;
  readonly grouping: Grouping;
  readonly foldedGroups: Readonly<Record<string, boolean>>;
  /** The selected tag: drawn although no role uses it. */
  readonly wantedTag: string | null;
}

/** Turns the evaluation into what the graph shows: the same input always gives the same output. */
export function projectGraph(clan: ClanEvaluation, view: ProjectionView): GraphModel {
  const { machines, instances } = visiblePart(clan, view.filter);
  const looks = instanceLooks(clan);
  const groups = groupMachines(machines, view.grouping);
  const fleet = groups.map((group) =>
    isFolded(group, view, machines.length) ? [groupItem(group)] : group.machines.map(machineItem),
  );
  const nodeOfMachine = new Map(
    groups.flatMap((group, index) =>
      group.machines.map((machine) => {
        const first = fleet[index]?.[0];
        return [machine.name, first?.kind === 'group' ? first.id : machineNode(machine.name)] as const;
      }),
    ),
  );
  return {
    fleet,
    tags: projectTags(clan, instances, new Set(nodeOfMachine.keys()), view.wantedTag),
    instances: instances.map((instance) => instanceItem(instance, looks)),
    edges: instances.flatMap((instance) =>
      instance.roles.flatMap((role) => roleEdges(instance, role, lookOf(looks, instance), nodeOfMachine)),
    ),
    nodeOfMachine,
    machinesOfTag: new Map(clan.tags.map((tag) => [tag.name, tag.machines])),
  };
}

/** Whether a group is one node: as the user wants it, else by its size. */
export function isFolded(group: MachineGroup, view: ProjectionView, machineCount: number): boolean {
  const wanted = Object.hasOwn(view.foldedGroups, group.key) ? view.foldedGroups[group.key] : undefined;
  return wanted ?? (machineCount > manyMachines && group.machines.length > largeGroup);
}

function groupItem(group: MachineGroup): GroupItem {
  return {
    kind: 'group',
    id: `group:${group.key}`,
    key: group.key,
    label: group.label,
    machines: group.machines.map((machine) => machine.name),
  };
}

function machineItem(machine: ClanEvaluation['machines'][number]): MachineItem {
  return {
    kind: 'machine',
    id: machineNode(machine.name),
    name: machine.name,
    symbol: machineSymbol(machine),
  };
}

function instanceItem(instance: EvaluatedInstance, looks: ReadonlyMap<string, InstanceLook>): InstanceItem {
  return {
    kind: 'instance',
    id: instanceNode(instance.name),
    name: instance.name,
    module: moduleLabel(instance),
    look: lookOf(looks, instance),
    roles: instance.roles.map((role) => ({
      name: role.name,
      count: role.members.filter((member) => member.exists).length,
      exists: role.exists,
    })),
  };
}

function lookOf(looks: ReadonlyMap<string, InstanceLook>, instance: EvaluatedInstance): InstanceLook {
  return looks.get(instance.name) ?? { symbol: 'box', color: 'var(--service-6)' };
}

function projectTags(
  clan: ClanEvaluation,
  instances: readonly EvaluatedInstance[],
  shown: ReadonlySet<string>,
  wanted: string | null,
): readonly TagItem[] {
  const used = new Set(
    instances.flatMap((instance) => instance.roles.flatMap((role) => role.tags.map(({ tag }) => tag))),
  );
  const known = new Map(clan.tags.map((tag) => [tag.name, tag]));
  if (wanted !== null && known.has(wanted)) used.add(wanted);
  const items = [...used].map((name): TagItem => {
    const tag = known.get(name);
    return {
      kind: 'tag',
      id: tagNode(name),
      name,
      isComputed: tag?.kind === 'computed',
      count: tag?.machines.filter((machine) => shown.has(machine)).length ?? 0,
    };
  });
  return items.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function roleEdges(
  instance: EvaluatedInstance,
  role: EvaluatedRole,
  look: InstanceLook,
  nodeOfMachine: ReadonlyMap<string, string>,
): readonly GraphEdgeItem[] {
  const base = { instance: instance.name, role: role.name, color: look.color };
  const counts = new Map<string, number>();
  for (const member of role.members) {
    const node = nodeOfMachine.get(member.machine);
    if (node === undefined || !member.reasons.some((reason) => reason.kind === 'direct')) continue;
    counts.set(node, (counts.get(node) ?? 0) + 1);
  }
  const direct = [...counts].map(([from, count]): GraphEdgeItem => {
    return { ...base, id: edgeId(from, instance.name, role.name), from, kind: 'direct', count };
  });
  const viaTag = role.tags.map(({ tag }): GraphEdgeItem => {
    const from = tagNode(tag);
    return { ...base, id: edgeId(from, instance.name, role.name), from, kind: 'tag', count: 1 };
  });
  return [...direct, ...viaTag];
}

/** Also the test id of the edge. Names may hold any character; two edges never share all three parts. */
export function edgeId(from: string, instance: string, role: string): string {
  return `${from}>${instance}/${role}`;
}
