/** The services that instances of a clan can use: clan's own, the flake's, and those of its inputs. */
import type { Diagnostic } from '../../../../../shared/base/diagnostic';
import type { ServiceInfo } from '../../../../../shared/clan/evaluation';
import { AttrSet, force, forceString } from '../../nix';
import type { Slot } from '../../nix';
import { serviceId } from '../core/resolve';
import { errorDiagnostic } from '../diagnostics';
import { attempt } from '../guarded';
import { at, slotAt, slotIfAny, sortedEntries, stringList } from '../nix-values';
import type { InventoryView } from './inventory-view';

/** A role's limits in a service's manifest. */
export interface RoleLimits {
  readonly minMachines: number | null;
  readonly maxMachines: number | null;
}

/** A service and what a role of it may hold. */
export interface CatalogueEntry {
  readonly info: ServiceInfo;
  readonly limits: ReadonlyMap<string, RoleLimits>;
  /** Why manifest and roles could not be read. */
  readonly problem: Diagnostic | undefined;
}

/** All services, by id. A service whose module cannot be evaluated is there, with its problem. */
export function serviceCatalogue(view: InventoryView): ReadonlyMap<string, CatalogueEntry> {
  const usage = instancesByService(view);
  const entries = new Map<string, CatalogueEntry>();
  const addAll = (input: string | null, services: Slot | undefined): void => {
    if (services === undefined) return;
    for (const [name, service] of view.attempt(() => sortedEntries(services)) ?? []) {
      const id = serviceId({ input, name });
      entries.set(id, readService(view, { id, input, name, service, usedBy: usage.get(id) ?? [] }));
    }
  };
  const inventoryClass = view.attempt(() => slotAt(view.state.clan, 'clanInternals', 'inventoryClass'));
  if (inventoryClass === undefined) return entries;
  addAll(
    null,
    view.attempt(() => slotAt(inventoryClass, 'staticModules')),
  );
  for (const [input, services] of view.attempt(() => sourcesOf(view, inventoryClass, usage)) ?? [])
    addAll(input, services);
  return entries;
}

/** Services by flake input; of an input that is clan-core itself, which offers its own once more, those in use. */
function sourcesOf(
  view: InventoryView,
  inventoryClass: Slot,
  usage: ReadonlyMap<string, readonly string[]>,
): readonly (readonly [string, Slot])[] {
  const inputs = view.attempt(() => slotAt(view.state.flake.self, 'inputs'));
  return sortedEntries(slotAt(inventoryClass, 'modulesPerSource')).map(([input, services]) => {
    const flake = inputs === undefined ? undefined : slotIfAny(inputs, input);
    if (flake === undefined || slotIfAny(flake, 'clanLib') === undefined) return [input, services];
    const used = sortedEntries(services).filter(([name]) => usage.has(serviceId({ input, name })));
    return [input, new AttrSet(new Map(used))];
  });
}

interface FoundService {
  readonly id: string;
  readonly input: string | null;
  readonly name: string;
  readonly service: Slot;
  readonly usedBy: readonly string[];
}

function readService(view: InventoryView, found: FoundService): CatalogueEntry {
  const { id, input, name, usedBy } = found;
  let problem: Diagnostic | undefined;
  const read = attempt(
    () => readManifest(found.service),
    (error) => {
      const cause = errorDiagnostic(error, { directory: view.directory, target: { kind: 'clan' } });
      // What others offer and nobody here uses is no trouble of this clan.
      const isOurs = usedBy.length > 0 || input === 'self';
      problem = {
        ...cause,
        code: 'clan.service-fails',
        severity: isOurs ? 'error' : 'info',
        message: `The service ${id} cannot be read: ${cause.message}`,
        ...(isOurs ? {} : { hint: 'No instance uses it.' }),
      };
      view.add(problem);
    },
  );
  const nothing = {
    manifestName: name,
    description: '',
    categories: [],
    readme: '',
    roles: [],
    maxInstances: null,
  };
  return {
    info: { id, name, input, usedBy, ...(read?.info ?? nothing) },
    limits: read?.limits ?? new Map<string, RoleLimits>(),
    problem,
  };
}

type ManifestInfo = Omit<ServiceInfo, 'id' | 'name' | 'input' | 'usedBy'>;

function readManifest(service: Slot): { info: ManifestInfo; limits: ReadonlyMap<string, RoleLimits> } {
  const manifest = slotAt(service, 'manifest');
  const roles = sortedEntries(slotAt(service, 'roles')).map(([name, role]) => ({
    name,
    description: textOrNull(slotAt(role, 'description')),
  }));
  const constraints = slotAt(manifest, 'constraints');
  const limits = sortedEntries(slotAt(constraints, 'roles')).map(([role, limit]): [string, RoleLimits] => [
    role,
    {
      minMachines: numberOrNull(at(limit, 'minMachines')),
      maxMachines: numberOrNull(at(limit, 'maxMachines')),
    },
  ]);
  return {
    info: {
      manifestName: forceString(slotAt(manifest, 'name')),
      description: forceString(slotAt(manifest, 'description')),
      categories: stringList(slotAt(manifest, 'categories')),
      readme: forceString(slotAt(manifest, 'readme')),
      roles,
      maxInstances: numberOrNull(at(constraints, 'maxInstances')),
    },
    limits: new Map(limits),
  };
}

function textOrNull(slot: Slot): string | null {
  return force(slot) === null ? null : forceString(slot);
}

function numberOrNull(value: unknown): number | null {
  return typeof value === 'bigint' ? Number(value) : null;
}

function instancesByService(view: InventoryView): ReadonlyMap<string, readonly string[]> {
  const usage = new Map<string, string[]>();
  for (const instance of view.instances) {
    const list = usage.get(instance.service);
    if (list === undefined) usage.set(instance.service, [instance.name]);
    else list.push(instance.name);
  }
  return usage;
}
