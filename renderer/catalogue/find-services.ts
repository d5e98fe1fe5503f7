import type { ServiceInfo } from '../../shared/clan/evaluation';

/** Services that hold every word of the query, those that match by name first. */
export function findServices(services: readonly ServiceInfo[], query: string): readonly ServiceInfo[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const rank = (service: ServiceInfo) => {
    const name = service.name.toLowerCase();
    return words.length > 0 && words.every((word) => name.includes(word)) ? 0 : 1;
  };
  return services
    .filter((service) => {
      const text = [
        service.name,
        service.manifestName,
        service.description,
        service.input ?? 'clan',
        ...service.categories,
        ...service.roles.map(({ name }) => name),
      ]
        .join(' ')
        .toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .toSorted((a, b) => rank(a) - rank(b) || originRank(a) - originRank(b) || a.name.localeCompare(b.name));
}

/** The clan's own services first, then those of other inputs, then Clan's. */
function originRank({ input }: ServiceInfo): number {
  return input === 'self' ? 0 : input === null ? 2 : 1;
}

export function originWords({ input }: ServiceInfo): string {
  if (input === 'self') return 'this clan';
  return input ?? 'Clan';
}
