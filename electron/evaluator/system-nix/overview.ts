/** The clan as the window draws it, from what the user's Nix says about it. Places have files but no lines. */
import type { Json, JsonObject } from '../../../shared/base/json';
import { describeFile } from '../../../shared/clan/definition-place';
import type {
  Access,
  ClanEvaluation,
  DefinitionPlace,
  EvaluatedInstance,
  EvaluatedMachine,
  EvaluatedRole,
  EvaluatedTag,
  FieldState,
  MachineTag,
  MembershipReason,
  RoleMember,
  SettingsLayer,
} from '../../../shared/clan/evaluation';
import type { SettingsLayerRef } from '../../../shared/base/diagnostic';
import { valueAt } from '../../../shared/clan/json-tree';
import { settingsDefiner, unwrapSettings } from '../../../shared/clan/wrapped-settings';
import { accessOf, definedInAt } from '../../../shared/clan/writability';
import { membersOf, namesIn, objectAt, stringAt, stringsAt } from '../embedded';
import type { InstanceModel, MachineModel, RoleModel } from '../embedded';
import { inventoryProblems } from './inventory-problems';
import type { InventoryFacts, ServiceFacts } from './inventory-facts';

const computedTags: readonly string[] = ['all', 'nixos', 'darwin'];
const machineFields = [
  'description',
  'icon',
  'machineClass',
  'installedAt',
  'deploy.targetHost',
  'deploy.buildHost',
  'deploy.forwardAgent',
] as const;

/** Builds the overview. */
export function clanOverview(facts: InventoryFacts): ClanEvaluation {
  const meta = objectAt(facts.values, 'meta');
  return {
    meta: {
      name: stringAt(meta, 'name'),
      description: stringAt(meta, 'description'),
      domain: stringAt(meta, 'domain'),
    },
    machines: facts.machines.map((machine) => evaluatedMachine(facts, machine)),
    tags: evaluatedTags(facts),
    instances: facts.instances.map((instance) => evaluatedInstance(facts, instance)),
    services: [...facts.services.values()].map((service) => service.info),
    machinesAccess: accessOf(facts.table, ['machines']),
    instancesAccess: accessOf(facts.table, ['instances']),
    diagnostics: [...inventoryProblems(facts), ...facts.diagnostics],
  };
}

function evaluatedMachine(facts: InventoryFacts, machine: MachineModel): EvaluatedMachine {
  const path = ['machines', machine.name];
  return {
    name: machine.name,
    machineClass: machine.machineClass,
    tags: machine.tags.map((tag) => machineTag(facts, machine, tag)),
    fields: Object.fromEntries(machineFields.map((field) => [field, fieldState(facts, machine, field)])),
    definedIn: definedInAt(facts.table, path),
    access: accessOf(facts.table, path),
    tagsAccess: accessOf(facts.table, [...path, 'tags']),
  };
}

function machineTag(facts: InventoryFacts, machine: MachineModel, tag: string): MachineTag {
  const isListed = stringsAt(objectAt(facts.values, 'tags'), tag).includes(machine.name);
  if (isListed) return { tag, origin: computedTags.includes(tag) ? 'computed' : 'static' };
  const stored = stringsAt(objectAt(objectAt(facts.persisted, 'machines'), machine.name), 'tags');
  if (stored.includes(tag)) return { tag, origin: 'json', place: inventoryPlace };
  return withPlace({ tag, origin: 'nix' as const }, nixPlace(facts, ['machines', machine.name, 'tags']));
}

const inventoryPlace: DefinitionPlace = { kind: 'json', label: 'inventory.json' };

function nixPlace(facts: InventoryFacts, path: readonly string[]): DefinitionPlace | undefined {
  return definedInAt(facts.table, path).find((place) => place.kind === 'nix');
}

function withPlace<T extends object>(value: T, place: DefinitionPlace | undefined): T {
  return place === undefined ? value : { ...value, place };
}

function fieldState(facts: InventoryFacts, machine: MachineModel, field: string): FieldState {
  const keys = field.split('.');
  const path = ['machines', machine.name, ...keys];
  const definers = definedInAt(facts.table, path).filter((place) => place.kind !== 'clan');
  return {
    value: valueAt(machine.value, keys) ?? null,
    isSet: definers.length > 0,
    access: accessOf(facts.table, path),
  };
}

function evaluatedTags({ values, machines, instances }: InventoryFacts): readonly EvaluatedTag[] {
  const listed = objectAt(values, 'tags');
  const used = [
    ...machines.flatMap((machine) => machine.tags),
    ...instances.flatMap((instance) => instance.roles.flatMap((role) => role.tags)),
  ];
  const all: JsonObject = { ...Object.fromEntries(used.map((tag) => [tag, null])), ...listed };
  return namesIn(all).map((name) => ({
    name,
    kind: computedTags.includes(name) ? 'computed' : Object.hasOwn(listed, name) ? 'static' : 'plain',
    machines: machines.filter((machine) => machine.tags.includes(name)).map((machine) => machine.name),
  }));
}

function evaluatedInstance(facts: InventoryFacts, instance: InstanceModel): EvaluatedInstance {
  const path = ['instances', instance.name];
  const service = facts.services.get(instance.service);
  const offered = service?.info.roles.map((role) => role.name) ?? [];
  const used: JsonObject = Object.fromEntries(
    [...offered, ...instance.roles.map((role) => role.name)].map((name) => [name, null]),
  );
  return {
    name: instance.name,
    module: instance.module,
    service: service === undefined ? null : instance.service,
    roles: namesIn(used).map((name) => evaluatedRole(facts, service, instance, roleCalled(instance, name))),
    definedIn: definedInAt(facts.table, path),
    access: accessOf(facts.table, path),
    rolesAccess: accessOf(facts.table, [...path, 'roles']),
    moduleAccess: accessOf(facts.table, [...path, 'module', 'name']),
  };
}

/** A role that nobody is in yet is there all the same. */
export function roleCalled(instance: InstanceModel, name: string): RoleModel {
  return instance.roles.find((role) => role.name === name) ?? { name, machines: [], tags: [], value: {} };
}

function evaluatedRole(
  facts: InventoryFacts,
  service: ServiceFacts | undefined,
  instance: InstanceModel,
  role: RoleModel,
): EvaluatedRole {
  const path = ['instances', instance.name, 'roles', role.name];
  const known = service?.info.roles.find((candidate) => candidate.name === role.name);
  const limits = service?.limits.get(role.name);
  const extra = objectAt(facts.extraModules, instance.name)[role.name];
  const placed = (below: readonly string[]): { access: Access; place?: DefinitionPlace } => {
    const access = accessOf(facts.table, [...path, ...below]);
    return { access, ...(access.place === undefined ? {} : { place: access.place }) };
  };
  return {
    name: role.name,
    description: known?.description ?? null,
    // A service whose roles could not be read says nothing about them.
    exists: known !== undefined || service === undefined || service.info.roles.length === 0,
    members: membersOf(role, facts.machines).map((member): RoleMember => ({
      machine: member.machine,
      exists: member.exists,
      reasons: [
        ...(member.isDirect ? [{ kind: 'direct' as const, ...placed(['machines', member.machine]) }] : []),
        ...member.viaTags.map((tag): MembershipReason => ({ kind: 'tag', tag })),
      ],
    })),
    tags: role.tags.map((tag) => ({ tag, ...placed(['tags', tag]) })),
    layers: roleLayers(facts, instance.name, role).filter((layer) => layer.isSet),
    minMachines: limits?.minMachines ?? null,
    maxMachines: limits?.maxMachines ?? null,
    // Only evaluating every role for every class would tell.
    classes: null,
    extraModules: typeof extra === 'number' ? extra : 0,
  };
}

/** The places of a role's settings: the role, each of its tags, each of its members. */
export function roleLayers(
  facts: InventoryFacts,
  instance: string,
  role: RoleModel,
): readonly SettingsLayer[] {
  const members = membersOf(role, facts.machines);
  const layers: readonly (readonly [SettingsLayerRef, readonly string[]])[] = [
    [{ kind: 'role' }, []],
    ...role.tags.map((tag) => [{ kind: 'tag', tag }, ['tags', tag]] as const),
    ...members.map(({ machine }) => [{ kind: 'machine', machine }, ['machines', machine]] as const),
  ];
  return layers.map(([layer, below]) => {
    const wrapped = valueAt(role.value, [...below, 'settings']);
    const definer = settingsDefiner(wrapped);
    const value: Json | undefined = unwrapSettings(wrapped);
    const isSet = typeof definer === 'string';
    return {
      layer,
      value: isSet ? (value ?? null) : null,
      isSet,
      access: accessOf(facts.table, ['instances', instance, 'roles', role.name, ...below, 'settings']),
      ...(isSet ? { place: describeFile(definer, facts.directory) } : {}),
    };
  });
}
