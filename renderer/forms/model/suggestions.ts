import type { JsonPath } from '../../../shared/base/json';

/** Names of the clan that a text may refer to. */
export interface ClanNames {
  readonly machines: readonly string[];
  readonly tags: readonly string[];
  readonly instances: readonly string[];
}

/**
 * Which names to suggest for a text, judged by the option's own name: nothing else tells that a text is a reference.
 * They are offered while typing and never demanded.
 */
export function suggestedNames(path: JsonPath, names: ClanNames): readonly string[] {
  const option = path.findLast((part) => typeof part === 'string') ?? '';
  const word = option
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[\s_-]+/)
    .at(-1);
  switch (word?.replace(/s$/, '')) {
    case 'machine':
    case 'host':
    case 'node':
    case 'peer':
    case 'gateway':
      return names.machines;
    case 'tag':
      return names.tags;
    case 'instance':
      return names.instances;
    default:
      return [];
  }
}
