/** The inventory's values as objects: machines with their tags, instances with their roles and who is in them. */
import type { Json, JsonObject } from '../../../../../shared/base/json';
import { isJsonObject } from '../../../../../shared/base/json';
import { compareBytes } from '../../nix';
import { serviceId } from '../core/resolve';

export { membersOf } from './membership';

/** A machine as far as membership needs it. */
export interface MachineModel {
  readonly name: string;
  readonly machineClass: 'nixos' | 'darwin';
  readonly tags: readonly string[];
  readonly value: JsonObject;
}

/** A role of an instance. */
export interface RoleModel {
  readonly name: string;
  /** Machines that the role names. */
  readonly machines: readonly string[];
  readonly tags: readonly string[];
  readonly value: JsonObject;
}

/** An instance of a service. */
export interface InstanceModel {
  readonly name: string;
  readonly module: { readonly name: string; readonly input: string | null };
  /** The id of the service that it names, whether there is one or not. */
  readonly service: string;
  readonly roles: readonly RoleModel[];
}

/** The member at a key, when it is an object. */
export function objectAt(value: Json | undefined, key: string): JsonObject {
  const member = isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return isJsonObject(member) ? member : {};
}

/** The member at a key, when it is a list: its strings. */
export function stringsAt(value: Json | undefined, key: string): readonly string[] {
  const member = isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  if (!Array.isArray(member)) return [];
  return (member as readonly Json[]).filter((item): item is string => typeof item === 'string');
}

/** The member at a key, when it is a string. */
export function stringAt(value: Json | undefined, key: string): string | null {
  const member = isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return typeof member === 'string' ? member : null;
}

/** The keys in Nix order. */
export function namesIn(object: JsonObject): readonly string[] {
  return Object.keys(object).sort(compareBytes);
}

/** What was read from objects; the same object gives the same model. */
const knownMachines = new WeakMap<JsonObject, MachineModel>();
const knownInstances = new WeakMap<JsonObject, InstanceModel>();

/** Reads the machines of the inventory's values. */
export function readMachines(values: JsonObject): readonly MachineModel[] {
  const machines = objectAt(values, 'machines');
  return namesIn(machines).map((name) => modelOf(knownMachines, name, objectAt(machines, name), readMachine));
}

function modelOf<T extends { readonly name: string }>(
  known: WeakMap<JsonObject, T>,
  name: string,
  value: JsonObject,
  read: (name: string, value: JsonObject) => T,
): T {
  const before = known.get(value);
  if (before?.name === name) return before;
  const model = read(name, value);
  known.set(value, model);
  return model;
}

function readMachine(name: string, value: JsonObject): MachineModel {
  return {
    name,
    machineClass: stringAt(value, 'machineClass') === 'darwin' ? 'darwin' : 'nixos',
    tags: stringsAt(value, 'tags'),
    value,
  };
}

/** Reads the instances of the inventory's values. */
export function readInstances(values: JsonObject): readonly InstanceModel[] {
  const instances = objectAt(values, 'instances');
  return namesIn(instances).map((name) =>
    modelOf(knownInstances, name, objectAt(instances, name), readInstance),
  );
}

function readInstance(name: string, value: JsonObject): InstanceModel {
  const module = objectAt(value, 'module');
  const spec = { name: stringAt(module, 'name') ?? name, input: stringAt(module, 'input') };
  const roles = objectAt(value, 'roles');
  return {
    name,
    module: spec,
    service: serviceId(spec),
    roles: namesIn(roles).map((role) => readRole(role, objectAt(roles, role))),
  };
}

function readRole(name: string, value: JsonObject): RoleModel {
  return {
    name,
    machines: namesIn(objectAt(value, 'machines')),
    tags: namesIn(objectAt(value, 'tags')),
    value,
  };
}
