import type { EvaluatedMachine } from '../../shared/clan/evaluation';
import type { Filter, Grouping } from './view-store';

/** Machines under one heading, as drawn in the sidebar, the graph and the table. */
export interface MachineGroup {
  /** Stable name of the group; empty for machines without any. */
  readonly key: string;
  readonly label: string;
  readonly machines: readonly EvaluatedMachine[];
}

/** Groups machines for display; each machine is shown once. Larger groups come first, what belongs nowhere last. */
export function groupMachines(
  machines: readonly EvaluatedMachine[],
  grouping: Grouping,
): readonly MachineGroup[] {
  if (machines.length === 0) return [];
  if (grouping === 'none') return [{ key: 'all', label: 'All machines', machines: sorted(machines) }];
  const keyOf =
    grouping === 'class' ? (machine: EvaluatedMachine) => machine.machineClass : groupingTag(machines);
  const groups = new Map<string, EvaluatedMachine[]>();
  for (const machine of sorted(machines)) {
    const key = keyOf(machine);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [machine]);
    else group.push(machine);
  }
  const rest = groups.size === 1 ? 'Machines' : restLabel(groups.get('') ?? []);
  return [...groups]
    .map(([key, members]) => ({ key, label: key === '' ? rest : key, machines: members }))
    .sort(
      (a, b) =>
        Number(a.key === '') - Number(b.key === '') ||
        b.machines.length - a.machines.length ||
        compareNames(a.key, b.key),
    );
}

function restLabel(machines: readonly EvaluatedMachine[]): string {
  return machines.some((machine) => ownTags(machine).length > 0) ? 'Other' : 'No tag';
}

/**
 * Chooses tags that part the fleet: the specific ones before the general, but none so small that the list falls to
 * pieces, and never one of a single machine. A tag some of whose machines are in another group already makes no group of its own, because its heading
 * would name a tag and count only a part of it.
 */
function groupingTag(machines: readonly EvaluatedMachine[]): (machine: EvaluatedMachine) => string {
  const members = new Map<string, string[]>();
  for (const machine of machines) {
    for (const tag of ownTags(machine)) {
      const names = members.get(tag);
      if (names === undefined) members.set(tag, [machine.name]);
      else names.push(machine.name);
    }
  }
  const small = Math.max(2, machines.length / 20);
  const rank = (count: number) => (count >= small ? 0 : 1);
  const tags = [...members]
    .filter(([, names]) => names.length > 1 && names.length < machines.length)
    .sort(
      ([a, namesA], [b, namesB]) =>
        rank(namesA.length) - rank(namesB.length) || namesA.length - namesB.length || compareNames(a, b),
    );
  const tagOf = new Map<string, string>();
  for (const [tag, names] of tags) {
    if (names.some((name) => tagOf.has(name))) continue;
    for (const name of names) tagOf.set(name, tag);
  }
  return (machine) => tagOf.get(machine.name) ?? '';
}

function ownTags(machine: EvaluatedMachine): string[] {
  return machine.tags.filter((tag) => tag.origin !== 'computed').map((tag) => tag.tag);
}

function sorted(machines: readonly EvaluatedMachine[]): readonly EvaluatedMachine[] {
  return [...machines].sort((a, b) => compareNames(a.name, b.name));
}

/** Numbers inside names count as numbers: `web2` comes before `web10`. The same on every system. */
export function compareNames(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Whether the filter lets a machine through. */
export function passesFilter(machine: EvaluatedMachine, filter: Filter): boolean {
  if (filter.machineClass !== null && machine.machineClass !== filter.machineClass) return false;
  return filter.tags.length === 0 || machine.tags.some((tag) => filter.tags.includes(tag.tag));
}

/** How many filters of machines and instances are on. */
export function filterCount(filter: Filter): number {
  return filter.hiddenInstances.length + filter.tags.length + (filter.machineClass === null ? 0 : 1);
}

/** "1 machine", "5 machines". */
export function plural(count: number, word: string): string {
  return `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`;
}
