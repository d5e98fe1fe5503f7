import type { SettingSource, ValueDefinition } from '../../shared/clan/evaluation';

/** A definition in words: "Role **backup › server**, set for borealis". */
export function definitionWords(definition: ValueDefinition): {
  readonly before: string;
  readonly name: string | null;
  readonly after: string;
} {
  const { instance, role, layer, place, priority } = definition;
  if (instance !== undefined && role !== undefined) {
    return {
      before: layer === undefined ? 'Service ' : 'Role ',
      name: `${instance} › ${role}`,
      after: layerWords(definition),
    };
  }
  if (instance !== undefined) return { before: 'Service ', name: instance, after: ', for the whole machine' };
  if (priority >= 1500) return { before: 'Default of the option', name: null, after: '' };
  switch (place.kind) {
    case 'clan':
      return { before: 'Clan itself', name: null, after: '' };
    case 'json':
      return { before: 'The inventory', name: null, after: '' };
    case 'directory':
      return { before: 'The machine’s own configuration', name: null, after: '' };
    case 'nix':
      return { before: 'Written in Nix', name: null, after: '' };
  }
}

function layerWords({ layer }: Pick<ValueDefinition, 'layer'>): string {
  switch (layer?.kind) {
    case 'role':
      return ', set for the role';
    case 'tag':
      return `, set for tag ${layer.tag}`;
    case 'machine':
      return `, set for ${layer.machine}`;
    default:
      return '';
  }
}

/** Where a setting gets its value, as "set for borealis". */
export function settingWords({ layer, isDefault }: SettingSource): string {
  if (isDefault) return 'has its default';
  return layer === null ? 'is set' : `is${layerWords({ layer }).slice(1)}`;
}

/** What is worth saying about an order among merged definitions. */
export function orderWords(order: number | undefined): string {
  if (order === undefined) return '';
  if (order === 500) return ', put first (mkBefore)';
  if (order === 1500) return ', put last (mkAfter)';
  return `, order ${order}`;
}

/** What is worth saying about a priority; plain ones go without. */
export function priorityWords(priority: number): string {
  if (priority === 100) return '';
  if (priority === 50) return ', forced (priority 50)';
  if (priority === 1000) return ', a soft default (priority 1000)';
  if (priority === 1500) return ', option default (priority 1500)';
  return `, priority ${priority}`;
}
