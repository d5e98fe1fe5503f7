import type { ClanEvaluation, EvaluatedInstance, EvaluatedMachine } from '../../shared/clan/evaluation';
import { passesFilter } from './groups';
import type { Filter } from './view-store';

/** What the filter lets through, with the true numbers behind it. */
export interface Visible {
  readonly machines: readonly EvaluatedMachine[];
  readonly instances: readonly EvaluatedInstance[];
  readonly hiddenMachines: number;
  readonly hiddenInstances: number;
}

export function visiblePart(clan: ClanEvaluation, filter: Filter): Visible {
  const machines = clan.machines.filter((machine) => passesFilter(machine, filter));
  const instances = clan.instances.filter((instance) => !filter.hiddenInstances.includes(instance.name));
  return {
    machines,
    instances,
    hiddenMachines: clan.machines.length - machines.length,
    hiddenInstances: clan.instances.length - instances.length,
  };
}

/** "Showing 5 of 6 instances"; machines are named only when some are hidden. */
export function visibleText(visible: Visible): string {
  const instances = visible.instances.length;
  const machines = visible.machines.length;
  const parts = [`${instances} of ${instances + visible.hiddenInstances} instances`];
  if (visible.hiddenMachines > 0)
    parts.unshift(`${machines} of ${machines + visible.hiddenMachines} machines`);
  return `Showing ${parts.join(', ')}`;
}
