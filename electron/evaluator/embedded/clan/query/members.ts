import { attempt } from '../guarded';
import { slotAt, sortedEntries, stringList } from '../nix-values';
import { readModuleSpec, serviceId } from '../core/resolve';
import { AttrSet, force, forceAttrs } from '../../nix';
import type { Slot, Value } from '../../nix';
import type { InstanceMembers, RoleMember } from '../session-types';
import type { InventoryView } from './inventory-view';
import type { MembershipModel, RoleReach, TaggedMachine } from './membership';

/** An instance as far as membership needs it. */
interface InstanceReach {
  readonly name: string;
  readonly service: string;
  readonly roles: readonly RoleReach[];
}

/** Who is in which role of which instance, and why. */
export function instanceMembers(view: InventoryView): readonly InstanceMembers[] {
  const { memory } = view;
  // Names and tags are all that is needed. Where one of them fails, the view knows what can be shown nevertheless.
  const read = attempt(
    () => ({
      machines: memory.sameList('tagged', readMachines(view.inventory)),
      instances: readInstances(view.inventory),
    }),
    () => undefined,
  );
  const membersOf = (role: RoleReach): readonly MembershipModel[] =>
    read === undefined ? view.membersOf(role) : memory.quickMemberships.of(role, read.machines);
  const instances: readonly InstanceReach[] = read?.instances ?? view.instances;
  return instances.map((instance) => ({
    instance: instance.name,
    service: instance.service,
    roles: instance.roles.map((role) => ({ role: role.name, members: shown(membersOf(role)) })),
  }));
}

const knownShown = new WeakMap<readonly MembershipModel[], readonly RoleMember[]>();

function shown(members: readonly MembershipModel[]): readonly RoleMember[] {
  const known = knownShown.get(members);
  if (known !== undefined) return known;
  const made = members.map(({ machine, exists, isDirect, viaTags }) => ({
    machine,
    isKnown: exists,
    isDirect,
    viaTags,
  }));
  knownShown.set(members, made);
  return made;
}

/** The very same value has the very same names and tags in it. */
const knownMachines = new WeakMap<object, TaggedMachine>();
const knownInstances = new WeakMap<AttrSet, InstanceReach>();

function readMachines(inventory: Slot): readonly TaggedMachine[] {
  return sortedEntries(slotAt(inventory, 'machines')).map(([name, machine]) => {
    const list: Value = force(slotAt(machine, 'tags'));
    const known = typeof list === 'object' && list !== null ? knownMachines.get(list) : undefined;
    if (known?.name === name) return known;
    const read: TaggedMachine = { name, tags: stringList(list) };
    if (typeof list === 'object' && list !== null) knownMachines.set(list, read);
    return read;
  });
}

function readInstances(inventory: Slot): readonly InstanceReach[] {
  return sortedEntries(slotAt(inventory, 'instances')).map(([name, instance]) => {
    const value = force(instance);
    const known = value instanceof AttrSet ? knownInstances.get(value) : undefined;
    if (known?.name === name) return known;
    const read = readInstance(name, value);
    if (value instanceof AttrSet) knownInstances.set(value, read);
    return read;
  });
}

function readInstance(name: string, instance: Value): InstanceReach {
  return {
    name,
    service: serviceId(readModuleSpec(slotAt(instance, 'module'))),
    roles: sortedEntries(slotAt(instance, 'roles')).map(([role, value]) => ({
      name: role,
      machines: forceAttrs(slotAt(value, 'machines')).names(),
      tags: forceAttrs(slotAt(value, 'tags')).names(),
    })),
  };
}
