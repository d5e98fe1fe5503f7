/** What a service computes from its instances: modules and exports for each machine, and constraint checks. */
import { AttrSet, callFunction, force, forceAttrs, forceList, forceString, lazy } from '../../nix';
import type { Slot, Value } from '../../nix';
import { definingFile } from '../../../../../shared/clan/definition-place';
import { nativeModule, setDefaultModuleLocation } from '../../modules';
import type { OptionFields } from '../../modules';
import {
  at,
  genAttrs,
  mapAttrs,
  merged,
  record,
  slotAt,
  slotAtLater,
  slotIfAny,
  sortedEntries,
} from '../nix-values';
import { coreFile } from './context';
import { OnDemandEntries } from './on-demand-entries';
import type { ServiceOrigin } from './origins';
import { mapMembers } from './role-settings';
import { plainExportsModule, scopedExports } from './plain-exports';
import type { ScopeConstraint } from './scopes';
import { checkScope } from './scopes';
import type { ServiceEvaluation } from './service-evaluation';

/** The options of `result` that hold intermediate steps. */
export function serviceResults(
  service: ServiceEvaluation,
  option: (fields: OptionFields) => AttrSet,
): Readonly<Record<string, AttrSet>> {
  return {
    allRoles: option({ default: lazy(() => allRoles(service)) }),
    allMachines: option({ default: lazy(() => allMachines(service)) }),
    final: option({ default: lazy(() => finalModules(service)) }),
  };
}

/** Role, instance, machine: what `perInstance` gives, with the role's extra modules. */
function allRoles(service: ServiceEvaluation): AttrSet {
  return mapAttrs(slotAt(service.config, 'roles'), (roleName, role) =>
    record({
      allInstances: lazy(() =>
        mapAttrs(slotAt(service.config, 'instances'), (instanceName, instance) =>
          record({
            allMachines: lazy(() => {
              const used = slotIfAny(slotAt(instance, 'roles'), roleName);
              if (used === undefined) return AttrSet.empty;
              return mapMembers(slotAt(used, 'machines'), (machine) => {
                const result = forceAttrs(callFunction(slotAt(role, 'perInstance'), instanceName, machine));
                return withExtraModules(service, result, used, { instanceName, roleName, machine });
              });
            }),
          }),
        ),
      ),
    }),
  );
}

interface RolePlace {
  readonly instanceName: string;
  readonly roleName: string;
  readonly machine: string;
}

/**
 * The modules of a result with labels that tell whom they are for. Modules in files of their own keep the file as
 * their label: several instances may import them, and they count once.
 */
function labelled(service: ServiceEvaluation, module: Slot, origin: ServiceOrigin): Slot {
  return lazy(() => {
    const value = force(module);
    if (!(value instanceof AttrSet)) return value;
    const file = value.get('_file');
    const relabelled = new Map(value.entries);
    if (file !== undefined) {
      const label = service.context.origins.labelFor(definingFile(forceString(file)), origin);
      return new AttrSet(relabelled.set('_file', label), value.positions);
    }
    const imports = value.get('imports');
    if (imports === undefined || value.size !== 1) return value;
    return record({ imports: forceList(imports).map((inner) => labelled(service, inner, origin)) });
  });
}

function withExtraModules(
  service: ServiceEvaluation,
  result: AttrSet,
  role: Slot,
  { instanceName, roleName, machine }: RolePlace,
): AttrSet {
  const origin = (what: string): ServiceOrigin => ({
    service: service.label,
    instance: instanceName,
    role: roleName,
    machine,
    label: `instances.${instanceName}.roles.${roleName}.machines.${machine}${what}`,
  });
  const module = (kind: string): AttrSet =>
    record({
      imports: lazy(() => [
        labelled(service, slotAtLater(result, kind), origin('')),
        ...forceList(slotAt(role, 'extraModules')).map((extra) =>
          labelled(service, service.extraModule(extra, instanceName, roleName), origin(' (extraModules)')),
        ),
      ]),
    });
  return merged(result, record({ nixosModule: module('nixosModule'), darwinModule: module('darwinModule') }));
}

/** Machine: what `perMachine` gives, told about those instances that the machine takes part in. */
function allMachines(service: ServiceEvaluation): AttrSet {
  // Every instance is looked at for every machine: what is wrong with one is wrong for all.
  const instances = sortedEntries(slotAt(service.config, 'instances')).map(([name, instance]) => ({
    name,
    roles: sortedEntries(slotAt(instance, 'roles')).map(([, role]) => forceAttrs(slotAt(role, 'machines'))),
  }));
  const namesIn = (machine: string): readonly string[] =>
    instances.filter(({ roles }) => roles.some((machines) => machines.has(machine))).map(({ name }) => name);
  const entries = new OnDemandEntries(
    () => instances.flatMap(({ roles }) => roles.flatMap((machines) => machines.names())),
    (machine) => instances.some(({ roles }) => roles.some((machines) => machines.has(machine))),
    (machine) =>
      lazy(() => {
        const taken = genAttrs(namesIn(machine), (instance) =>
          record({ roles: lazy(() => service.evaluatedRoles(instance)) }),
        );
        const scope = record({ instances: taken });
        return callFunction(slotAt(service.config, 'perMachine'), machine, scope);
      }),
  );
  return new AttrSet(entries);
}

/** Machine: the one module that imports everything the service has for it. */
function finalModules(service: ServiceEvaluation): AttrSet {
  const notices = lazy(() => noticesModule(service.config));
  return mapMembers(slotAt(service.config, 'result', 'allMachines'), (machine, machineResult) => {
    const name = service.label;
    const origin = { service: name, machine, label: `${name}.perMachine for ${machine}` };
    const perMachine = (kind: string): AttrSet =>
      setDefaultModuleLocation(
        `Via ${name}.perMachine - machine='${machine}';`,
        labelled(service, slotAtLater(machineResult, kind), origin),
      );
    return record({
      machineResult,
      nixosModule: record({
        imports: lazy(() => [
          notices,
          perMachine('nixosModule'),
          ...instanceModules(service, machine, 'nixosModule'),
        ]),
      }),
      darwinModule: record({
        imports: lazy(() => [
          perMachine('darwinModule'),
          ...instanceModules(service, machine, 'darwinModule'),
        ]),
      }),
    });
  });
}

function instanceModules(service: ServiceEvaluation, machine: string, kind: string): readonly Slot[] {
  return sortedEntries(slotAt(service.config, 'result', 'allRoles')).flatMap(([roleName, role]) =>
    sortedEntries(slotAt(role, 'allInstances')).flatMap(([instanceName, instance]) => {
      const module = slotIfAny(slotAt(instance, 'allMachines'), machine, kind);
      if (module === undefined) return [];
      const label = `Via instances.${instanceName}.roles.${roleName}.machines.${machine}`;
      return [setDefaultModuleLocation(label, module)];
    }),
  );
}

/** Warnings about missing documentation and assertions about interfaces, as every machine of the service gets them. */
function noticesModule(config: Slot): AttrSet {
  return record({
    warnings: lazy(() => serviceWarnings(config)),
    assertions: lazy(() =>
      sortedEntries(slotAt(config, 'result', 'assertions'))
        .map(([, assertion]) => assertion)
        .filter((assertion) => force(slotAt(assertion, 'assertion')) !== true),
    ),
  });
}

function serviceWarnings(config: Slot): readonly Slot[] {
  const name = (): string => {
    const input = force(slotAt(config, 'module', 'input'));
    return `${input === null ? '<clan-core>' : forceString(input)}/${forceString(slotAt(config, 'module', 'name'))}`;
  };
  const undescribed = sortedEntries(slotAt(config, 'roles'))
    .filter(([, role]) => force(slotAt(role, 'description')) === null)
    .map(([role]) => `Missing description for role '${role}' of clanService '${name()}'`);
  const hasReadme = forceString(slotAt(config, 'manifest', 'readme')) !== '';
  return hasReadme ? undescribed : [...undescribed, `Missing manifest.readme for clanService '${name()}'`];
}

/** Constraints of the manifest that do not hold. The texts are data that other tools show. */
export function serviceChecks(service: ServiceEvaluation): readonly Slot[] {
  const constraints = slotAt(service.config, 'manifest', 'constraints');
  const instances = sortedEntries(slotAt(service.config, 'instances'));
  const checks: Slot[] = [];
  const report = (id: string, message: string): void => {
    checks.push(record({ id: `${service.name}-${id}`, message, severity: 'error' }));
  };
  const maxInstances = at(constraints, 'maxInstances');
  if (typeof maxInstances === 'bigint' && BigInt(instances.length) > maxInstances) {
    report(
      'maxInstances',
      `Service '${service.name}' allows at most ${maxInstances} instance(s) but ${instances.length} are defined.`,
    );
  }
  for (const [role, limits] of sortedEntries(slotAt(constraints, 'roles'))) {
    for (const [instance, value] of instances) {
      const machines = slotIfAny(slotAt(value, 'roles'), role, 'machines');
      const count = machines === undefined ? 0 : forceAttrs(machines).size;
      const subject = (): string => `Role '${role}' of service '${service.name}' instance '${instance}'`;
      const least = at(limits, 'minMachines');
      const most = at(limits, 'maxMachines');
      if (typeof least === 'bigint' && BigInt(count) < least) {
        report(
          `${instance}-${role}-minMachines`,
          `${subject()} requires at least ${least} machine(s) but ${count} are assigned.`,
        );
      }
      if (typeof most === 'bigint' && BigInt(count) > most) {
        report(
          `${instance}-${role}-maxMachines`,
          `${subject()} allows at most ${most} machine(s) but ${count} are assigned.`,
        );
      }
    }
  }
  return checks;
}

/** Modules that collect the exports of `perMachine` and `perInstance` into the service's own. */
export function serviceExportModules(service: ServiceEvaluation): readonly AttrSet[] {
  const file = coreFile('lib/inventory/distributed-service/service-module.nix');
  const module = (collect: () => AttrSet): AttrSet =>
    nativeModule({ file, config: record({ exports: lazy(collect) }) });
  return [module(() => machineExports(service)), module(() => instanceExports(service))];
}

function machineExports(service: ServiceEvaluation): AttrSet {
  const machines = sortedEntries(slotAt(service.config, 'result', 'allMachines'));
  return gathered(
    machines.flatMap(([machineName, result]) => {
      const exports = forceAttrs(slotAt(result, 'exports'));
      const constraint: ScopeConstraint = {
        serviceName: service.name,
        machineName,
        errorDetails: exportHint(service.name, [`Machine: ${machineName}`, 'Source: perMachine exports']),
      };
      const plain = plainExportsModule('machines', machineName, exports);
      const scoped = checkedExports(constraint, scopedExports(exports));
      return plain === undefined ? [scoped] : [scoped, plain];
    }),
  );
}

function instanceExports(service: ServiceEvaluation): AttrSet {
  const sets: AttrSet[] = [];
  for (const [roleName, role] of sortedEntries(slotAt(service.config, 'result', 'allRoles'))) {
    for (const [instanceName, instance] of sortedEntries(slotAt(role, 'allInstances'))) {
      for (const [machineName, result] of sortedEntries(slotAt(instance, 'allMachines'))) {
        const source = [`Instance: ${instanceName}`, `Role: ${roleName}`, `Machine: ${machineName}`];
        const constraint: ScopeConstraint = {
          serviceName: service.name,
          instanceName,
          roleName,
          machineName,
          errorDetails: exportHint(service.name, [...source, 'Source: perInstance exports']),
        };
        const exports = forceAttrs(slotAt(result, 'exports'));
        sets.push(checkedExports(constraint, scopedExports(exports)));
        const plain = plainExportsModule('instances', instanceName, exports);
        if (plain !== undefined) sets.push(plain);
      }
    }
  }
  return gathered(sets);
}

function exportHint(service: string, source: readonly string[]): string {
  return `Export validation failed in service '${service}'\n\n${[`Service: ${service}`, ...source].map((line) => `- ${line}\n`).join('')}\nExport keys must match their context; the argument 'mkExports' makes the right one.\n`;
}

/** The exports, each checked for its scope when it is read. */
export function checkedExports(constraint: ScopeConstraint, exports: Slot): AttrSet {
  return mapAttrs(exports, (key, value): Value => {
    checkScope(constraint, key);
    return force(value);
  });
}

function gathered(sets: readonly AttrSet[]): AttrSet {
  const byKey = new Map<string, Slot[]>();
  for (const set of sets) {
    for (const name of set.names()) {
      const list = byKey.get(name);
      if (list === undefined) byKey.set(name, [set.get(name) ?? null]);
      else list.push(set.get(name) ?? null);
    }
  }
  return new AttrSet(new Map([...byKey].map(([key, values]) => [key, record({ imports: values })])));
}
