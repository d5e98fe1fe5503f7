import type { EvaluatedMachine } from '../../shared/clan/evaluation';
import type { Filter, Grouping } from './view-store';

/** Machines under one heading, as drawn in the sidebar, the graph and the table. */
export interface MachineGroup {
  /** Stable name of the group; empty for machines without any. */
  readonly key: string;
  readonly label: string;
  readonly machines: readonly EvaluatedMachine[];
}

/**
 * Groups machines. By tag, a machine stands where its first own tag puts it (computed tags say nothing about a
 * fleet), so that each is shown once; larger groups come first and machines without a tag last.
 */
export function groupMachines(
  machines: readonly EvaluatedMachine[],
  grouping: Grouping,
): readonly MachineGroup[] {
  if (grouping === 'none') {
    return machines.length === 0 ? [] : [{ key: 'all', label: 'All machines', machines: sorted(machines) }];
  }
  const keyOf = grouping === 'class' ? (machine: EvaluatedMachine) => machine.machineClass : groupingTag(machines);
  const groups = new Map<string, EvaluatedMachine[]>();
  for (const machine of sorted(machines)) {
    const key = keyOf(machine);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [machine]);
    else group.push(machine);
  }
  return [...groups]
    .map(([key, members]) => ({ key, label: key === '' ? 'No tag' : key, machines: members }))
    .sort(
      (a, b) =>
        Number(a.key === '') - Number(b.key === '') ||
        b.machines.length - a.machines.length ||
        compareNames(a.key, b.key),
    );
}

/** Of several tags, the one shared by most machines tells most about the fleet; ties go to the alphabet. */
function groupingTag(machines: readonly EvaluatedMachine[]): (machine: EvaluatedMachine) => string {
  const sizes = new Map<string, number>();
  for (const machine of machines) {
    for (const tag of ownTags(machine)) sizes.set(tag, (sizes.get(tag) ?? 0) + 1);
  }
  // A tag that all machines share would put everything in one heap.
  const useful = (tag: string) => (sizes.get(tag) ?? 0) < machines.length || machines.length === 1;
  return (machine) => {
    const tags = ownTags(machine).filter(useful);
    tags.sort((a, b) => (sizes.get(b) ?? 0) - (sizes.get(a) ?? 0) || compareNames(a, b));
    return tags[0] ?? '';
  };
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
  return (
    filter.hiddenInstances.length + filter.tags.length + (filter.machineClass === null ? 0 : 1)
  );
}

/** "1 machine", "5 machines". */
export function plural(count: number, word: string): string {
  return `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`;
}
