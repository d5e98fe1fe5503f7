/** The clan as the window draws it: machines, tags, instances with their members, services, and what is wrong. */
import type { Diagnostic } from '../../../../../shared/base/diagnostic';
import type { Json } from '../../../../../shared/base/json';
import type {
  ClanEvaluation,
  DefinitionPlace,
  EvaluatedInstance,
  EvaluatedMachine,
  EvaluatedRole,
  EvaluatedTag,
  FieldState,
  MachineTag,
  RoleMember,
} from '../../../../../shared/clan/evaluation';
import { accessOf, definedInAt } from '../../../../../shared/clan/writability';
import { compareBytes } from '../../nix';
import { objectAt, stringAt, stringsAt } from './inventory-model';
import type { InstanceModel, MachineModel, RoleModel } from './inventory-model';
import type { InventoryView } from './inventory-view';
import { memberPlaces } from './places';
import type { InventoryPlaces } from './places';
import { roleClasses } from './role-classes';
import { roleLayers } from './role-layers';
import type { CatalogueEntry } from './service-catalogue';
import { serviceCatalogue } from './service-catalogue';

const computedTags: readonly string[] = ['all', 'nixos', 'darwin'];

/** The fields of a machine that can be edited. */
const machineFields = [
  'description',
  'icon',
  'machineClass',
  'installedAt',
  'deploy.targetHost',
  'deploy.buildHost',
  'deploy.forwardAgent',
] as const;

/** Builds the overview; `problems` looks for more of them than reading alone finds. */
export function clanOverview(view: InventoryView, problems: () => readonly Diagnostic[]): ClanEvaluation {
  const places = memberPlaces(view);
  const catalogue = serviceCatalogue(view);
  const meta = objectAt(view.values, 'meta');
  const overview = {
    meta: {
      name: stringAt(meta, 'name'),
      description: stringAt(meta, 'description'),
      domain: stringAt(meta, 'domain'),
    },
    machines: view.machines.map((machine) => evaluatedMachine(view, places, machine)),
    tags: evaluatedTags(view),
    instances: view.instances.map((instance) => evaluatedInstance(view, places, catalogue, instance)),
    services: [...catalogue.values()].map((entry) => entry.info),
    machinesAccess: accessOf(view.table, ['machines']),
    instancesAccess: accessOf(view.table, ['instances']),
  };
  const found = problems();
  return { ...overview, diagnostics: [...found, ...view.problems] };
}

function evaluatedMachine(
  view: InventoryView,
  places: InventoryPlaces,
  machine: MachineModel,
): EvaluatedMachine {
  const path = ['machines', machine.name];
  return {
    name: machine.name,
    machineClass: machine.machineClass,
    tags: machine.tags.map((tag) => machineTag(view, places, machine, tag)),
    fields: Object.fromEntries(machineFields.map((field) => [field, fieldState(view, machine, field)])),
    definedIn: places.definedIn(path, definedInAt(view.table, path)),
    access: accessOf(view.table, path),
    tagsAccess: accessOf(view.table, [...path, 'tags']),
  };
}

function machineTag(
  view: InventoryView,
  places: InventoryPlaces,
  machine: MachineModel,
  tag: string,
): MachineTag {
  const listed = view.isListed(tag, machine.name);
  if (listed && computedTags.includes(tag)) return { tag, origin: 'computed' };
  if (listed) return withPlace({ tag, origin: 'static' }, places.tag(tag));
  const place = places.machineTag(machine.name, tag);
  const isStored = stringsAt(objectAt(objectAt(view.persisted, 'machines'), machine.name), 'tags').includes(
    tag,
  );
  return withPlace({ tag, origin: isStored && place?.kind !== 'nix' ? 'json' : 'nix' }, place);
}

function withPlace<T extends object>(value: T, place: DefinitionPlace | undefined): T {
  return place === undefined ? value : { ...value, place };
}

function fieldState(view: InventoryView, machine: MachineModel, field: string): FieldState {
  const path = ['machines', machine.name, ...field.split('.')];
  let value: Json = machine.value;
  for (const key of path.slice(2))
    value =
      (typeof value === 'object' && value !== null ? (value as Record<string, Json>)[key] : null) ?? null;
  const definers = definedInAt(view.table, path).filter((place) => place.kind !== 'clan');
  return { value, isSet: definers.length > 0, access: accessOf(view.table, path) };
}

function evaluatedTags(view: InventoryView): readonly EvaluatedTag[] {
  const listed = objectAt(view.values, 'tags');
  const onMachines = view.machines.flatMap((machine) => machine.tags);
  const inRoles = view.instances.flatMap((instance) => instance.roles.flatMap((role) => role.tags));
  const names = new Set([...Object.keys(listed), ...onMachines, ...inRoles]);
  return [...names].sort(compareBytes).map((name) => ({
    name,
    kind: computedTags.includes(name) ? 'computed' : Object.hasOwn(listed, name) ? 'static' : 'plain',
    machines: view.machines.filter((machine) => machine.tags.includes(name)).map((machine) => machine.name),
  }));
}

function evaluatedInstance(
  view: InventoryView,
  places: InventoryPlaces,
  catalogue: ReadonlyMap<string, CatalogueEntry>,
  instance: InstanceModel,
): EvaluatedInstance {
  const path = ['instances', instance.name];
  const entry = catalogue.get(instance.service);
  const offered = entry?.info.roles.map((role) => role.name) ?? [];
  const missing = offered.filter((name) => !instance.roles.some((role) => role.name === name));
  const unused = missing.map((name): RoleModel => ({ name, machines: [], tags: [], value: {} }));
  const roles = [...instance.roles, ...unused].sort((a, b) => compareBytes(a.name, b.name));
  return {
    name: instance.name,
    module: instance.module,
    service: entry === undefined ? null : instance.service,
    roles: roles.map((role) => evaluatedRole(view, places, entry, instance, role)),
    definedIn: places.definedIn(path, definedInAt(view.table, path)),
    access: accessOf(view.table, path),
    rolesAccess: accessOf(view.table, [...path, 'roles']),
    moduleAccess: accessOf(view.table, [...path, 'module', 'name']),
  };
}

function evaluatedRole(
  view: InventoryView,
  places: InventoryPlaces,
  entry: CatalogueEntry | undefined,
  instance: InstanceModel,
  role: RoleModel,
): EvaluatedRole {
  const path = ['instances', instance.name, 'roles', role.name];
  const known = entry?.info.roles.find((candidate) => candidate.name === role.name);
  const limits = entry?.limits.get(role.name);
  // A service that cannot be read says nothing about its roles.
  const exists = known !== undefined || entry === undefined || entry.problem !== undefined;
  return {
    name: role.name,
    description: known?.description ?? null,
    exists,
    members: view.membersOf(role).map((member): RoleMember => ({
      machine: member.machine,
      exists: member.exists,
      reasons: [
        ...(member.isDirect
          ? [
              withPlace(
                {
                  kind: 'direct' as const,
                  access: accessOf(view.table, [...path, 'machines', member.machine]),
                },
                places.member(instance.name, [...path.slice(2), 'machines', member.machine]),
              ),
            ]
          : []),
        ...member.viaTags.map((tag) => ({ kind: 'tag' as const, tag })),
      ],
    })),
    tags: role.tags.map((tag) =>
      withPlace(
        { tag, access: accessOf(view.table, [...path, 'tags', tag]) },
        places.member(instance.name, [...path.slice(2), 'tags', tag]),
      ),
    ),
    layers: roleLayers(view, places, instance.name, role).filter((layer) => layer.isSet),
    minMachines: limits?.minMachines ?? null,
    maxMachines: limits?.maxMachines ?? null,
    classes: roleClasses(view, instance, role),
    extraModules: view.extraModules(instance.name, role.name),
  };
}
