import type { MachineImpact } from '../../shared/contract';

/** Machines that a save touches in the same way, as one line. */
export interface ImpactGroup {
  readonly machines: readonly string[];
  /** "1 added, 1 changed". */
  readonly words: string;
  readonly error: string | null;
}

export function impactGroups(impact: readonly MachineImpact[]): readonly ImpactGroup[] {
  const groups = new Map<string, MachineImpact[]>();
  for (const entry of impact) {
    const key = entry.error ?? impactWords(entry);
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups.entries()]
    .map(([key, entries]): ImpactGroup => {
      const error = entries[0]?.error ?? null;
      const words = error === null && entries.length > 1 ? `${key} each` : key;
      return {
        machines: entries.map(({ machine }) => machine),
        words: error === null ? words : 'does not evaluate',
        error,
      };
    })
    .toSorted((a, b) => Number(b.error !== null) - Number(a.error !== null));
}

function impactWords({ added, changed, removed }: MachineImpact): string {
  const words = [
    added > 0 ? `${added} added` : '',
    changed > 0 ? `${changed} changed` : '',
    removed > 0 ? `${removed} removed` : '',
  ].filter((word) => word !== '');
  return words.length === 0 ? 'other values' : words.join(', ');
}
