/** The lists as flat rows, so that a thousand machines can be drawn a screenful at a time. */
import type { ClanEvaluation, EvaluatedMachine } from '../../shared/clan/evaluation';
import { groupMachines, type Grouping } from '../state';

export type MachineRowItem =
  | { readonly kind: 'heading'; readonly key: string; readonly label: string; readonly count: number }
  | { readonly kind: 'machine'; readonly key: string; readonly machine: EvaluatedMachine };

/** Whether every word of the filter is somewhere in the texts. */
export function matchesFilter(filter: string, texts: readonly string[]): boolean {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const all = texts.map((text) => text.toLowerCase());
  return words.every((word) => all.some((text) => text.includes(word)));
}

export function machineRows(
  clan: ClanEvaluation,
  grouping: Grouping,
  filter: string,
): readonly MachineRowItem[] {
  const groups = groupMachines(clan.machines, grouping);
  return groups.flatMap(({ key, label, machines }): MachineRowItem[] => {
    const found = machines.filter((machine) =>
      matchesFilter(filter, [machine.name, machine.machineClass, ...machine.tags.map(({ tag }) => tag)]),
    );
    if (found.length === 0) return [];
    return [
      { kind: 'heading', key: `heading:${key}`, label, count: found.length },
      ...found.map((machine) => ({ kind: 'machine' as const, key: machine.name, machine })),
    ];
  });
}

/** How many roles each machine has. */
export function roleCounts(clan: ClanEvaluation): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const instance of clan.instances) {
    for (const role of instance.roles) {
      for (const { machine } of role.members) counts.set(machine, (counts.get(machine) ?? 0) + 1);
    }
  }
  return counts;
}
