/** Which machine classes a role configures: found out by looking at what `perInstance` gives for one member. */
import type { MachineClass } from '../../../../../shared/clan/evaluation';
import { AttrSet, force, isList } from '../../nix';
import type { Slot } from '../../nix';
import { attempt } from '../guarded';
import { slotAt } from '../nix-values';
import type { InstanceModel, RoleModel } from './inventory-model';
import type { InventoryView } from './inventory-view';

const modules: readonly (readonly [MachineClass, string])[] = [
  ['nixos', 'nixosModule'],
  ['darwin', 'darwinModule'],
];

/**
 * The classes for which the role has a module, sorted as above. Null where nobody asks (a fleet without darwin machines) or
 * nobody can tell: a role without members, or one whose `perInstance` fails.
 */
export function roleClasses(
  view: InventoryView,
  instance: InstanceModel,
  role: RoleModel,
): readonly MachineClass[] | null {
  if (!view.machines.some((machine) => machine.machineClass === 'darwin')) return null;
  const member = view.membersOf(role)[0];
  if (member === undefined) return null;
  const found = attempt(
    () => {
      const service = slotAt(view.state.clan, '_services', 'allServices', instance.service);
      const instances = slotAt(service, 'result', 'allRoles', role.name, 'allInstances');
      const result = slotAt(instances, instance.name, 'allMachines', member.machine);
      return modules
        .filter(([, kind]) => !isEmptyModule(ownModule(slotAt(result, kind))))
        .map(([name]) => name);
    },
    () => undefined,
  );
  return found ?? null;
}

/** The role's own module; what follows it are the `extraModules` of the inventory, which count for every class. */
function ownModule(module: Slot): Slot {
  const value = force(module);
  const imports = value instanceof AttrSet ? force(value.get('imports') ?? null) : null;
  return isList(imports) ? (imports[0] ?? AttrSet.empty) : value;
}

/** Whether a module says nothing at all, however deeply it is wrapped. Functions and paths say something. */
function isEmptyModule(module: Slot): boolean {
  const value = force(module);
  if (!(value instanceof AttrSet)) return false;
  return value.names().every((name) => {
    if (name === '_file' || name === '_class' || name === 'key') return true;
    const inner = name === 'imports' ? force(value.get(name) ?? null) : null;
    return isList(inner) && inner.every(isEmptyModule);
  });
}
