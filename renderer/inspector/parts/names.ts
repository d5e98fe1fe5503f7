/** Which names may be given. The rules are Clan's own, so that its tools accept what the editor writes. */
import type { ClanEvaluation } from '../../../shared/clan/evaluation';

/** Why a machine cannot have this name; null when it can. A host name: letters, digits, inner hyphens, at most 63. */
export function machineNameProblem(name: string, clan: ClanEvaluation | null): string | null {
  if (name === '') return 'A name is needed.';
  if (name.length > 63) return 'At most 63 characters.';
  if (!/^[A-Za-z0-9-]+$/.test(name)) return 'Only letters, digits and hyphens.';
  if (name.startsWith('-') || name.endsWith('-')) return 'No hyphen at the beginning or end.';
  const taken = clan?.machines.find((machine) => machine.name.toLowerCase() === name.toLowerCase());
  return taken === undefined ? null : `There is already a machine called ${taken.name}.`;
}

/** Keys that the module system reads as something else (clan-semantics 3.4). */
const structural = new Set([
  'imports',
  'config',
  'options',
  '_file',
  'key',
  'disabledModules',
  'freeformType',
  '_class',
  '_module',
]);

export function tagNameProblem(name: string, clan: ClanEvaluation | null): string | null {
  if (name.trim() === '') return 'A name is needed.';
  if (name !== name.trim()) return 'No space at the beginning or end.';
  const known = clan?.tags.find((tag) => tag.name === name);
  if (known?.kind === 'computed') return 'Clan computes this tag; it cannot be given by hand.';
  return structural.has(name) ? `Nix reads “${name}” as something else; choose another name.` : null;
}

/** Why an instance cannot have this name; null when it can. */
export function instanceNameProblem(name: string, clan: ClanEvaluation | null, own?: string): string | null {
  if (name.trim() === '') return 'A name is needed.';
  if (name !== name.trim()) return 'No space at the beginning or end.';
  if (name.includes(':')) return 'No colon: it parts the names of exports.';
  if (name === own) return 'This is its name already.';
  return clan?.instances.some((instance) => instance.name === name) === true
    ? `There is already an instance called ${name}.`
    : null;
}

/** A free name that starts with `wish`. */
export function freeInstanceName(wish: string, clan: ClanEvaluation | null): string {
  const taken = new Set(clan?.instances.map(({ name }) => name));
  if (!taken.has(wish)) return wish;
  for (let number = 2; ; number += 1) {
    if (!taken.has(`${wish}-${number}`)) return `${wish}-${number}`;
  }
}
