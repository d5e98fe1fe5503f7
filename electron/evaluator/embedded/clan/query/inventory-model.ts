/** The inventory's values as objects: machines with their tags, instances with their roles and who is in them. */
import type { Json, JsonObject } from '../../../../../shared/base/json';
import { isJsonObject } from '../../../../../shared/base/json';
import { compareBytes } from '../../nix';
import { serviceId } from '../core/resolve';

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

/** Reads the machines of the inventory's values. */
export function readMachines(values: JsonObject): readonly MachineModel[] {
  const machines = objectAt(values, 'machines');
  return namesIn(machines).map((name) => {
    const value = objectAt(machines, name);
    return {
      name,
      machineClass: stringAt(value, 'machineClass') === 'darwin' ? 'darwin' : 'nixos',
      tags: stringsAt(value, 'tags'),
      value,
    };
  });
}

/** Reads the instances of the inventory's values. */
export function readInstances(values: JsonObject): readonly InstanceModel[] {
  const instances = objectAt(values, 'instances');
  return namesIn(instances).map((name) => {
    const value = objectAt(instances, name);
    const module = objectAt(value, 'module');
    const spec = { name: stringAt(module, 'name') ?? name, input: stringAt(module, 'input') };
    const roles = objectAt(value, 'roles');
    return {
      name,
      module: spec,
      service: serviceId(spec),
      roles: namesIn(roles).map((role) => readRole(role, objectAt(roles, role))),
    };
  });
}

function readRole(name: string, value: JsonObject): RoleModel {
  return {
    name,
    machines: namesIn(objectAt(value, 'machines')),
    tags: namesIn(objectAt(value, 'tags')),
    value,
  };
}

/** A machine in a role, and why. */
export interface MembershipModel {
  readonly machine: string;
  readonly exists: boolean;
  readonly isDirect: boolean;
  readonly viaTags: readonly string[];
}

/** What membership needs of a machine. */
export type TaggedMachine = Pick<MachineModel, 'name' | 'tags'>;
/** What membership needs of a role. */
export type RoleReach = Pick<RoleModel, 'name' | 'machines' | 'tags'>;

/** Machines with what they carry, looked up by name and by tag. */
interface MachineTable {
  readonly tags: ReadonlyMap<string, ReadonlySet<string>>;
  readonly carriers: ReadonlyMap<string, readonly string[]>;
}

const tables = new WeakMap<readonly TaggedMachine[], MachineTable>();
const known = new WeakMap<
  RoleReach,
  { readonly machines: readonly TaggedMachine[]; readonly members: readonly MembershipModel[] }
>();

/** The members of a role, by name. Asked again for the same role and machines, it answers with the same list. */
export function membersOf(role: RoleReach, machines: readonly TaggedMachine[]): readonly MembershipModel[] {
  const before = known.get(role);
  if (before?.machines === machines) return before.members;
  const members = findMembers(role, tableOf(machines));
  known.set(role, { machines, members });
  return members;
}

function tableOf(machines: readonly TaggedMachine[]): MachineTable {
  const before = tables.get(machines);
  if (before !== undefined) return before;
  const carriers = new Map<string, string[]>();
  const tags = new Map<string, ReadonlySet<string>>();
  for (const machine of machines) {
    const carried = new Set(machine.tags);
    tags.set(machine.name, carried);
    for (const tag of carried) {
      const list = carriers.get(tag);
      if (list === undefined) carriers.set(tag, [machine.name]);
      else list.push(machine.name);
    }
  }
  const table = { tags, carriers };
  tables.set(machines, table);
  return table;
}

function findMembers(role: RoleReach, { tags, carriers }: MachineTable): readonly MembershipModel[] {
  const direct = new Set(role.machines);
  const names = new Set([...direct, ...role.tags.flatMap((tag) => carriers.get(tag) ?? [])]);
  return [...names].sort(compareBytes).map((machine) => {
    const carried = tags.get(machine);
    return {
      machine,
      exists: carried !== undefined,
      isDirect: direct.has(machine),
      viaTags: role.tags.filter((tag) => carried?.has(tag) === true),
    };
  });
}
