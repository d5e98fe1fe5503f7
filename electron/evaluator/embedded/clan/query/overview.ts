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
import type { ElementKind } from './inventory-memory';
import type { InventoryView } from './inventory-view';
import { isSameList } from './membership';
import { memberPlaces } from './places';
import type { InventoryPlaces } from './places';
import { roleClasses } from './role-classes';
import { anchorOf, movedPart } from './positioned-part';
import type { PositionedPart } from './positioned-part';
import { setLayers } from './role-layers';
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
    machines: shownMachines(view, places),
    tags: evaluatedTags(view),
    instances: view.instances.map((instance) => shownInstance(view, places, catalogue, instance)),
    services: [...catalogue.values()].map(({ info }) => view.memory.sameValue(`service ${info.id}`, info)),
    machinesAccess: accessOf(view.table, ['machines']),
    instancesAccess: accessOf(view.table, ['instances']),
  };
  const found = problems();
  return { ...overview, diagnostics: [...found, ...view.problems] };
}

/** The machines; those that are as they were are taken over. */
function shownMachines(view: InventoryView, places: InventoryPlaces): readonly EvaluatedMachine[] {
  const listings = new Map<string, DefinitionPlace | undefined>();
  const listing = (tag: string): DefinitionPlace | undefined => {
    if (!listings.has(tag)) listings.set(tag, view.memory.sameValue(`tag ${tag}`, places.tag(tag)));
    return listings.get(tag);
  };
  return view.machines.map((machine) => {
    const inputs: unknown[] = [machine];
    let isElsewhere = false;
    for (const tag of machine.tags) {
      if (!view.isListed(tag, machine.name)) {
        inputs.push(null);
        continue;
      }
      const place = listing(tag);
      inputs.push(tag, place);
      isElsewhere ||= place?.kind === 'json';
    }
    return keptPart(view, { kind: 'machines', name: machine.name, inputs, isElsewhere }, () =>
      evaluatedMachine(view, places, machine),
    );
  });
}

function shownInstance(
  view: InventoryView,
  places: InventoryPlaces,
  catalogue: ReadonlyMap<string, CatalogueEntry>,
  instance: InstanceModel,
): EvaluatedInstance {
  const { name } = instance;
  const entry = catalogue.get(instance.service);
  const service = entry && [entry.info.roles, [...entry.limits], entry.problem === undefined];
  const roles = rolesOf(instance, entry);
  const facts = roles.map((role) => [view.extraModules(name, role.name), roleClasses(view, instance, role)]);
  const inputs = [
    instance,
    view.memory.sameValue(`facts of ${instance.service}`, service),
    JSON.stringify(facts),
    ...instance.roles.map((role) => view.membersOf(role)),
  ];
  return keptPart(view, { kind: 'instances', name, inputs, isElsewhere: false }, () =>
    evaluatedInstance(view, places, entry, instance),
  );
}

/** What the window draws for one element, and what that depends on besides what tells the element from others. */
interface PartRequest {
  readonly kind: ElementKind;
  readonly name: string;
  readonly inputs: readonly unknown[];
  /** Whether places in inventory.json outside the element belong to it: it does not move as a whole then. */
  readonly isElsewhere: boolean;
}

/** What was made of an element before, if that still holds. */
function keptPart<T extends object>(view: InventoryView, request: PartRequest, make: () => T): T {
  const { kind, name, isElsewhere } = request;
  const element = view.element(kind, name);
  const node = view.table.root.children.get(kind)?.children.get(name);
  if (element === undefined || node === undefined) return make();
  const container = view.storedContainer(kind);
  const anchor = anchorOf(container, name);
  const inputs = [node, container?.get(name), ...request.inputs];
  const before = element.shown as PositionedPart<T> | undefined;
  const moved =
    isElsewhere && !isSameList(before?.anchor ?? [], anchor)
      ? undefined
      : movedPart(before, inputs, anchor, view.inventoryPath);
  const part = moved ?? { inputs, anchor, value: make() };
  element.shown = part;
  return part.value;
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
  const carriers = new Map<string, string[]>();
  for (const machine of view.machines) {
    for (const tag of new Set(machine.tags)) {
      const list = carriers.get(tag);
      if (list === undefined) carriers.set(tag, [machine.name]);
      else list.push(machine.name);
    }
  }
  const inRoles = view.instances.flatMap((instance) => instance.roles.flatMap((role) => role.tags));
  const names = new Set([...Object.keys(listed), ...carriers.keys(), ...inRoles]);
  return [...names].sort(compareBytes).map((name) => ({
    name,
    kind: computedTags.includes(name) ? 'computed' : Object.hasOwn(listed, name) ? 'static' : 'plain',
    machines: view.memory.sameList(`carriers of ${name}`, carriers.get(name) ?? []),
  }));
}

/** The roles that an instance uses and those that its service has besides, by name. */
function rolesOf(instance: InstanceModel, entry: CatalogueEntry | undefined): readonly RoleModel[] {
  const offered = entry?.info.roles.map((role) => role.name) ?? [];
  const missing = offered.filter((name) => !instance.roles.some((role) => role.name === name));
  const unused = missing.map((name): RoleModel => ({ name, machines: [], tags: [], value: {} }));
  return [...instance.roles, ...unused].sort((a, b) => compareBytes(a.name, b.name));
}

function evaluatedInstance(
  view: InventoryView,
  places: InventoryPlaces,
  entry: CatalogueEntry | undefined,
  instance: InstanceModel,
): EvaluatedInstance {
  const path = ['instances', instance.name];
  return {
    name: instance.name,
    module: instance.module,
    service: entry === undefined ? null : instance.service,
    roles: rolesOf(instance, entry).map((role) => evaluatedRole(view, places, entry, instance, role)),
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
    layers: setLayers(view, places, instance.name, role),
    minMachines: limits?.minMachines ?? null,
    maxMachines: limits?.maxMachines ?? null,
    classes: roleClasses(view, instance, role),
    extraModules: view.extraModules(instance.name, role.name),
  };
}
