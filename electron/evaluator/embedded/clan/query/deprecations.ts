/**
 * What evaluates and still is not as its author meant it: ways that Clan leaves or has left, and names that it drops. Said
 * where it is written, with what to write instead (clan-semantics 2.2, 3.4, 3.5, 4.4, 5.2, 5.5, 6).
 */
import type { Diagnostic, SourceSpan } from '../../../../../shared/base/diagnostic';
import { force, forceAttrs, forceList, isString } from '../../nix';
import type { Slot } from '../../nix';
import type { DefinitionInfo } from '../../modules';
import { plainNames } from '../core/plain-exports';
import type { PlainExport } from '../core/service-habits';
import { sourceSpan } from '../diagnostics';
import { attempt } from '../guarded';
import { slotAt, slotIfAny } from '../nix-values';
import { droppedNames } from './dropped-names';
import { objectAt, stringAt } from './inventory-model';
import type { InstanceModel, RoleModel } from './inventory-model';
import type { InventoryView } from './inventory-view';
import { readsOf } from './service-code';

/** Findings about the whole clan and each service, told once for each service. */
export function deprecations(view: InventoryView): readonly Diagnostic[] {
  const seen = new Set<string>();
  const firstUses = view.instances.filter(({ service }) => !seen.has(service) && seen.add(service));
  return [
    ...droppedNames(view),
    ...metaDeprecations(view),
    ...view.instances.flatMap((instance) =>
      instance.roles.flatMap((role) => [
        ...textModules(view, instance, role),
        ...listedTags(view, instance, role),
      ]),
    ),
    ...exportDeprecations(view),
    ...firstUses.flatMap((instance) => oldReads(view, instance)),
  ];
}

function metaDeprecations(view: InventoryView): readonly Diagnostic[] {
  const tld = stringAt(objectAt(view.values, 'meta'), 'tld');
  if (tld === null) return [];
  return [
    {
      code: 'clan.meta-tld',
      severity: 'warning',
      message: `meta.tld is no longer used by Clan: the domain of the clan is meta.domain.`,
      hint: `Write meta.domain = "${tld}" in its place.`,
      target: { kind: 'clan' },
      ...spanOf(view, ['inventory', 'meta', 'tld']),
    },
  ];
}

/** Extra modules given as text: a path below the clan's folder, which Clan is about to refuse. */
function textModules(view: InventoryView, instance: InstanceModel, role: RoleModel): readonly Diagnostic[] {
  const path = ['instances', instance.name, 'roles', role.name, 'extraModules'];
  const texts = quietly(() => {
    const modules = slotIfAny(view.inventory, ...path);
    return modules === undefined ? [] : forceList(modules).filter((module) => isString(force(module)));
  });
  if (texts === undefined || texts.length === 0) return [];
  return [
    {
      code: 'clan.text-module',
      severity: 'warning',
      message: `extraModules of ${instance.name}.${role.name} names a file in quotes, which Clan will refuse.`,
      hint: 'Write the path without quotes: ./modules/x.nix instead of "modules/x.nix".',
      target: { kind: 'role', instance: instance.name, role: role.name },
      ...spanOf(view, ['inventory', ...path]),
    },
  ];
}

/** Evaluation takes role tags as a list, but Clan's tools fail on a file that holds one (clan-semantics 4.4). */
function listedTags(view: InventoryView, instance: InstanceModel, role: RoleModel): readonly Diagnostic[] {
  const roles = objectAt(objectAt(objectAt(view.persisted, 'instances'), instance.name), 'roles');
  const stored = objectAt(roles, role.name);
  if (!Object.hasOwn(stored, 'tags') || !Array.isArray(stored['tags'])) return [];
  return [
    {
      code: 'clan.listed-tags',
      severity: 'warning',
      message: `inventory.json has the tags of ${instance.name}.${role.name} as a list, with which Clan's own tools cannot write the file.`,
      hint: 'Give each tag a set of its own: "tags": { "all": {} }. A change of the tags made here writes them so.',
      target: { kind: 'role', instance: instance.name, role: role.name },
      ...spanOf(view, ['inventory', 'instances', instance.name, 'roles', role.name, 'tags']),
    },
  ];
}

/** What a service reads that will be removed, whether or not it was asked for a machine's modules yet. */
function oldReads(view: InventoryView, instance: InstanceModel): readonly Diagnostic[] {
  const { service } = instance;
  const reads = view.state.habits.reads(service, () => readsOf(codeOf(view, instance)));
  const target = { kind: 'instance', instance: instance.name } as const;
  const found: Diagnostic[] = [];
  if (reads.has('role-settings'))
    found.push({
      code: 'clan.role-settings',
      severity: 'warning',
      message: `The service ${service} reads roles.<role>.settings, which lacks the settings of machines and will be removed from Clan.`,
      hint: 'In the service, read roles.<role>.machines.<machine>.settings instead.',
      target,
    });
  if (reads.has('plain-exports'))
    found.push({
      code: 'clan.reads-plain-exports',
      severity: 'warning',
      message: `The service ${service} reads exports.instances or exports.machines, which current Clan does not have.`,
      hint: 'In the service, take the argument clanLib and read clanLib.selectExports, which finds exports by their scope.',
      target,
    });
  return found;
}

/** The modules that a service has for machines. */
function codeOf(view: InventoryView, instance: InstanceModel): readonly Slot[] {
  const service = quietly(() => serviceOf(view, instance));
  if (service === undefined) return [];
  const roles = quietly(() => forceAttrs(slotAt(service, 'roles')).names()) ?? [];
  const paths = [['perMachine'], ...roles.map((role) => ['roles', role, 'perInstance'])];
  return paths.flatMap((path) => {
    const code = quietly(() => view.state.habits.codeOf(force(slotAt(service, ...path))));
    return code === undefined ? [] : [code];
  });
}

/** Exports without scope, of each role and of `perMachine`; told where the service is used first. */
function exportDeprecations(view: InventoryView): readonly Diagnostic[] {
  const told = new Set<string>();
  const found: Diagnostic[] = [];
  const tell = (instance: InstanceModel, role: RoleModel | null): void => {
    const key = JSON.stringify([instance.service, role?.name]);
    if (told.has(key)) return;
    const exports = view.state.habits.plainExports(instance.service, role?.name ?? null, () =>
      role === null ? machineExports(view, instance) : roleExports(view, instance, role),
    );
    if (exports.length === 0) return;
    told.add(key);
    found.push(...exports.map((entry) => exportDeprecation(view, instance, role, entry)));
  };
  for (const instance of view.instances) {
    for (const role of instance.roles) tell(instance, role);
    tell(instance, null);
  }
  return found;
}

function exportDeprecation(
  view: InventoryView,
  instance: InstanceModel,
  role: RoleModel | null,
  { name, span }: PlainExport,
): Diagnostic {
  const writer = role === null ? 'perMachine' : `perInstance of the role ${role.name}`;
  return {
    code: 'clan.export-without-scope',
    severity: 'warning',
    message: `The service ${instance.service} exports '${name}' without a scope in ${writer}; current Clan refuses that.`,
    hint: `Take the argument mkExports and write exports = mkExports { ${name} = …; }, with ${name} an interface in manifest.exports.out.`,
    target:
      role === null
        ? { kind: 'instance', instance: instance.name }
        : { kind: 'role', instance: instance.name, role: role.name },
    ...(span === undefined ? {} : { span: sourceSpan(span, view.directory) }),
  };
}

/** What a role exports for its first member; undefined as long as it has none, or fails for it. */
function roleExports(
  view: InventoryView,
  instance: InstanceModel,
  role: RoleModel,
): readonly PlainExport[] | undefined {
  const machine = view.membersOf(role)[0]?.machine;
  if (machine === undefined) return undefined;
  return quietly(() => {
    const instances = slotAt(serviceOf(view, instance), 'result', 'allRoles', role.name, 'allInstances');
    return plainExportsOf(slotAt(instances, instance.name, 'allMachines', machine, 'exports'));
  });
}

function machineExports(view: InventoryView, instance: InstanceModel): readonly PlainExport[] | undefined {
  const machine = instance.roles.flatMap((role) => view.membersOf(role))[0]?.machine;
  if (machine === undefined) return undefined;
  return quietly(() =>
    plainExportsOf(slotAt(serviceOf(view, instance), 'result', 'allMachines', machine, 'exports')),
  );
}

function plainExportsOf(slot: Slot): readonly PlainExport[] {
  const exports = forceAttrs(slot);
  return plainNames(exports).map((name) => ({ name, span: exports.positionOf(name) }));
}

function serviceOf(view: InventoryView, instance: InstanceModel): Slot {
  return slotAt(view.state.clan, '_services', 'allServices', instance.service);
}

/** Where the first definition of an option is written. */
function spanOf(view: InventoryView, path: readonly string[]): { readonly span?: SourceSpan } {
  const definitions = quietly((): readonly DefinitionInfo[] => view.state.clanDefinitions(path));
  const span = definitions?.find(({ isDefault, span: place }) => !isDefault && place !== undefined)?.span;
  return span === undefined ? {} : { span: sourceSpan(span, view.directory) };
}

/** What fails is told by others, who are about it. */
function quietly<T>(compute: () => T): T | undefined {
  return attempt(compute, () => undefined);
}
