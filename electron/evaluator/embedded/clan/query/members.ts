import { attempt } from '../guarded';
import { slotAt, sortedEntries, stringList } from '../nix-values';
import { readModuleSpec, serviceId } from '../core/resolve';
import { forceAttrs } from '../../nix';
import type { Slot } from '../../nix';
import type { InstanceMembers } from '../session-types';
import { membersOf } from './inventory-model';
import type { RoleReach, TaggedMachine } from './inventory-model';
import type { InventoryView } from './inventory-view';

/** An instance as far as membership needs it. */
interface InstanceReach {
  readonly name: string;
  readonly service: string;
  readonly roles: readonly RoleReach[];
}

/** Who is in which role of which instance, and why. */
export function instanceMembers(view: InventoryView): readonly InstanceMembers[] {
  // Names and tags are all that is needed. Where one of them fails, the view knows what can be shown nevertheless.
  const read = attempt(
    () => ({ machines: readMachines(view.inventory), instances: readInstances(view.inventory) }),
    () => undefined,
  );
  const { machines, instances } = read ?? view;
  return instances.map((instance) => ({
    instance: instance.name,
    service: instance.service,
    roles: instance.roles.map((role) => ({
      role: role.name,
      members: membersOf(role, machines).map(({ machine, exists, isDirect, viaTags }) => ({
        machine,
        isKnown: exists,
        isDirect,
        viaTags,
      })),
    })),
  }));
}

function readMachines(inventory: Slot): readonly TaggedMachine[] {
  return sortedEntries(slotAt(inventory, 'machines')).map(([name, machine]) => ({
    name,
    tags: stringList(slotAt(machine, 'tags')),
  }));
}

function readInstances(inventory: Slot): readonly InstanceReach[] {
  return sortedEntries(slotAt(inventory, 'instances')).map(([name, instance]) => ({
    name,
    service: serviceId(readModuleSpec(slotAt(instance, 'module'))),
    roles: sortedEntries(slotAt(instance, 'roles')).map(([role, value]) => ({
      name: role,
      machines: forceAttrs(slotAt(value, 'machines')).names(),
      tags: forceAttrs(slotAt(value, 'tags')).names(),
    })),
  }));
}
