import type { InstanceMembers } from '../session-types';
import { membersOf } from './inventory-model';
import type { InventoryView } from './inventory-view';

/** Who is in which role of which instance, and why. */
export function instanceMembers(view: InventoryView): readonly InstanceMembers[] {
  return view.instances.map((instance) => ({
    instance: instance.name,
    service: instance.service,
    roles: instance.roles.map((role) => ({
      role: role.name,
      members: membersOf(role, view.machines).map(({ machine, exists, isDirect, viaTags }) => ({
        machine,
        isKnown: exists,
        isDirect,
        viaTags,
      })),
    })),
  }));
}
