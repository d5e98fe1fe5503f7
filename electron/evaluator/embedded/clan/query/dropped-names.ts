/**
 * Values that Clan takes without a word and then does not have: the module system reads the name `key` as its own, in
 * settings and in `inventory.tags` (clan-semantics 3.4, 3.5).
 */
import type { Diagnostic, SettingsLayerRef } from '../../../../../shared/base/diagnostic';
import type { Json } from '../../../../../shared/base/json';
import { isJsonObject } from '../../../../../shared/base/json';
import { unwrapSettings } from '../../../../../shared/clan/wrapped-settings';
import { objectAt } from './inventory-model';
import type { InstanceModel, RoleModel } from './inventory-model';
import type { InventoryView } from './inventory-view';

const dropped = 'key';

/** A warning for each layer of settings, and each list of tags in inventory.json, that loses a value. */
export function droppedNames(view: InventoryView): readonly Diagnostic[] {
  const inRoles = view.instances.flatMap((instance) =>
    instance.roles.flatMap((role) => droppedSettings(instance, role)),
  );
  return Object.hasOwn(objectAt(view.persisted, 'tags'), dropped) ? [...inRoles, droppedTag] : inRoles;
}

const droppedTag: Diagnostic = {
  code: 'clan.dropped-name',
  severity: 'warning',
  message: 'The tag “key” in inventory.json is dropped: that name means something to the module system.',
  hint: 'Give the tag another name.',
  target: { kind: 'clan' },
};

/** A role that is as it was has the same findings; the model of one belongs to one instance. */
const known = new WeakMap<RoleModel, readonly Diagnostic[]>();

function droppedSettings(instance: InstanceModel, role: RoleModel): readonly Diagnostic[] {
  const found = known.get(role) ?? findDropped(instance, role);
  known.set(role, found);
  return found;
}

function findDropped(instance: InstanceModel, role: RoleModel): readonly Diagnostic[] {
  const layers: (readonly [SettingsLayerRef, Json | undefined])[] = [
    [{ kind: 'role' }, role.value['settings']],
    ...membersWith(role, 'tags').map(([tag, settings]) => [{ kind: 'tag', tag }, settings] as const),
    ...membersWith(role, 'machines').map(
      ([machine, settings]) => [{ kind: 'machine', machine }, settings] as const,
    ),
  ];
  return layers
    .filter(([, settings]) => losesValue(settings))
    .map(([layer]) => ({
      code: 'clan.dropped-name',
      severity: 'warning',
      message: `The setting “key” of ${instance.name}.${role.name} is dropped: that name means something to the module system.`,
      hint: 'No setting can be called that; the service has to offer it under another name.',
      target: { kind: 'role', instance: instance.name, role: role.name, layer, setting: [dropped] },
    }));
}

function membersWith(
  role: RoleModel,
  kind: 'tags' | 'machines',
): readonly (readonly [string, Json | undefined])[] {
  return Object.entries(objectAt(role.value, kind)).map(([name, member]) => [
    name,
    isJsonObject(member) ? member['settings'] : undefined,
  ]);
}

function losesValue(settings: Json | undefined): boolean {
  const value = unwrapSettings(settings);
  return isJsonObject(value) && Object.hasOwn(value, dropped);
}
