/**
 * From instances to services: instances of one module are one service; each is evaluated once with the machines that
 * its roles reach by name and by tag (clan-semantics 5.3).
 */
import { AttrSet, force, forceAttrs, forceList, forceString, lazy } from '../../nix';
import type { Slot, Value } from '../../nix';
import { fn, mkOption, nativeModule } from '../../modules';
import {
  at,
  mapAttrs,
  nixThrow,
  record,
  slotAt,
  slotAtLater,
  slotIfAny,
  sortedEntries,
  stringList,
} from '../nix-values';
import { coreFile } from './context';
import type { CoreContext } from './context';
import { isPlainGroup, mergedPlainExports, plainGroups } from './plain-exports';
import { inputOfMissing, readModuleSpec, resolveModule, serviceId } from './resolve';
import { RoleMachinesStore } from './role-machines';
import type { SettingsStore } from './role-settings';
import { checkScope } from './scopes';
import { serviceApiModule, serviceModule } from './service-module';

const file = coreFile('modules/clan/distributed-services.nix');

/** The module that adds services to a clan. */
export function clanServicesModule(context: CoreContext, clanLib: Slot): Slot {
  const { types } = context.system;
  const stores: ServiceStores = { machines: new RoleMachinesStore(), settings: context.settings };
  return fn(
    (args) => {
      const config = slotAt(args, 'config');
      const inventory = lazy(() => at(config, 'inventory'));
      return nativeModule({
        file,
        class: 'clan',
        options: {
          _services: mkOption({
            type: types.submoduleWith({
              specialArgs: { clanLib, _ctx: ['clan', '_services', 'allServices'] },
              modules: [
                allServicesModule(context, stores, clanLib, config),
                record({
                  allServices: lazy(() =>
                    groupedServices(
                      { context, stores, raw: types.raw, config, inventory },
                      slotAtLater(args, 'clan-core', 'clan', 'modules'),
                    ),
                  ),
                }),
              ],
            }),
            visible: false,
            default: AttrSet.empty,
          }),
          _allMachines: mkOption({
            type: types.raw,
            internal: true,
            default: lazy(() =>
              mapAttrs(slotAt(inventory, 'machines'), (machine) => machineImports(config, machine)),
            ),
          }),
        },
        config: record({
          clanInternals: record({
            inventoryClass: record({ machines: lazy(() => at(config, '_allMachines')) }),
            cliChecks: lazy(() => allChecks(config)),
          }),
          exports: lazy(() => at(config, '_services', 'exports')),
        }),
      });
    },
    { config: false, 'clan-core': false },
    'clanServices',
  );
}

function allChecks(config: Slot): readonly Slot[] {
  return sortedEntries(slotAt(config, '_services', 'allServices')).flatMap(([, service]) =>
    forceList(slotAt(service, 'result', 'cliChecks')),
  );
}

/** The modules that all services have for one machine, in the order of the services' ids. */
function machineImports(config: Slot, machine: string): AttrSet {
  const modules = (kind: string): Slot =>
    lazy(() =>
      sortedEntries(slotAt(config, '_services', 'allServices')).map(([, service]) =>
        lazy(() => force(slotIfAny(slotAt(service, 'result', 'final'), machine, kind) ?? AttrSet.empty)),
      ),
    );
  return record({ machineImports: modules('nixosModule'), darwinImports: modules('darwinModule') });
}

/** What lasts longer than one evaluation of the clan. */
interface ServiceStores {
  readonly machines: RoleMachinesStore;
  readonly settings: SettingsStore;
}

interface UsedModule {
  readonly instanceName: string;
  readonly module: Slot;
  readonly resolved: Slot;
  readonly roles: Slot;
}

interface GroupingParts {
  readonly context: CoreContext;
  readonly stores: ServiceStores;
  readonly raw: Slot;
  /** The clan's. */
  readonly config: Slot;
  readonly inventory: Slot;
}

function groupedServices(parts: GroupingParts, coreModules: Slot): AttrSet {
  const { context, stores, raw, config, inventory } = parts;
  const groups = new Map<string, UsedModule[]>();
  const inputs = slotAtLater(config, 'self', 'inputs');
  for (const [instanceName, instance] of sortedEntries(slotAt(inventory, 'instances'))) {
    const module = slotAt(instance, 'module');
    const spec = readModuleSpec(module);
    if (context.goesWithoutMissing === true && inputOfMissing(spec, inputs, coreModules) !== undefined)
      continue;
    const used: UsedModule = {
      instanceName,
      module,
      resolved: lazy(() => force(resolveModule(spec, inputs, coreModules))),
      roles: lazy(() => stores.machines.roles(inventory, instance)),
    };
    const id = serviceId(spec);
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [used]);
    else group.push(used);
  }
  return new AttrSet(new Map([...groups].map(([id, uses]) => [id, serviceModules(raw, uses)])));
}

function serviceModules(raw: Slot, uses: readonly UsedModule[]): Slot {
  const [first] = uses;
  if (first === undefined) return AttrSet.empty;
  const moduleOption = mkOption({ type: raw, default: first.module });
  return record({
    imports: [
      record({ options: record({ module: moduleOption }) }),
      first.resolved,
      ...uses.map((use) =>
        record({ instances: record({ [use.instanceName]: record({ roles: use.roles }) }) }),
      ),
    ],
  });
}

function allServicesModule(context: CoreContext, stores: ServiceStores, clanLib: Slot, clan: Slot): Slot {
  const { types } = context.system;
  const identity = fn(
    (args) => record({ _module: record({ args: record({ _ctx: [slotAt(args, 'name')] }) }) }),
    { name: false },
    'service',
  );
  const meta = lazy(() => at(clan, 'inventory', 'meta'));
  const service = types.submoduleWith({
    class: 'clan.service',
    specialArgs: {
      clanLib,
      directory: lazy(() => force(slotAt(clan, 'varsDirectory')) ?? at(clan, 'directory')),
      exports: lazy(() => at(clan, 'exports')),
      meta,
    },
    modules: [
      identity,
      serviceModule(context, stores.settings),
      serviceApiModule(context, ['clan', '_services', 'allServices']),
    ],
  });
  return fn(
    (args) =>
      nativeModule({
        file: coreFile('lib/inventory/distributed-service/all-services-wrapper.nix'),
        options: {
          allServices: mkOption({ type: types.attrsOf(service), visible: false, default: AttrSet.empty }),
          exports: mkOption({
            type: types.lazyAttrsOf(types.raw),
            default: lazy(() =>
              mergedExports(
                context,
                slotAt(args, 'config', 'allServices'),
                slotAtLater(clan, 'exportInterfaces'),
              ),
            ),
          }),
        },
      }),
    { config: false },
    'allServices',
  );
}

interface ServiceExport {
  readonly manifest: Slot;
  readonly value: Slot;
}

/** The exports of all services by key, each with the interfaces that its service may use. */
function mergedExports(context: CoreContext, services: Slot, interfaces: Slot): AttrSet {
  const byKey = new Map<string, ServiceExport[]>();
  for (const [, service] of sortedEntries(services)) {
    const manifest = slotAtLater(service, 'manifest');
    for (const [key, value] of forceAttrs(slotAt(service, 'exports')).entries) {
      const list = byKey.get(key);
      if (list === undefined) byKey.set(key, [{ manifest, value }]);
      else list.push({ manifest, value });
    }
  }
  // Who exports in the earlier form reads in it: there both groups were always there.
  if (plainGroups.some((group) => byKey.has(group)))
    for (const group of plainGroups) if (!byKey.has(group)) byKey.set(group, []);
  return new AttrSet(
    new Map(
      [...byKey].map(([key, exports]) => [
        key,
        isPlainGroup(key)
          ? mergedPlainExports(
              context,
              exports.map((entry) => entry.value),
            )
          : lazy(() => oneExport(key, exports, interfaces)),
      ]),
    ),
  );
}

function oneExport(key: string, exports: readonly ServiceExport[], interfaces: Slot): AttrSet {
  const manifest = exports[0]?.manifest ?? null;
  const name = (): string => forceString(slotAt(manifest, 'name'));
  checkScope(
    {
      serviceName: name(),
      errorDetails: `Export validation failed in service '${name()}'\n\nA service can only export to its own scope (here: "${name()}:::")\n`,
    },
    key,
  );
  return record({
    imports: lazy(() => {
      const enabled = stringList(slotAt(manifest, 'exports', 'out'));
      const available = (): string =>
        `Available export interfaces\n\n${forceAttrs(interfaces).names().join('\n')}\n`;
      if (enabled.length === 0) {
        nixThrow(
          `Service: '${name()}' doesn't allow exports\n\n- Name the interfaces in 'manifest.exports.out' of the service\n\n${available()}`,
        );
      }
      return [
        ...exports.map((entry) => entry.value),
        ...enabled.map((wanted) => lazy(() => interfaceOf(wanted, name(), interfaces, available))),
      ];
    }),
  });
}

function interfaceOf(wanted: string, service: string, interfaces: Slot, available: () => string): Value {
  const found = slotIfAny(interfaces, wanted);
  if (found !== undefined) return force(found);
  return nixThrow(
    `Export interface: '${wanted}' doesn't exist\nService: '${service}'\n\n` +
      `- Remove it from 'manifest.exports.out'\n- Or add it to 'clan.exportInterfaces.${wanted}'\n\n${available()}`,
  );
}
