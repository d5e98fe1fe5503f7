import type { SettingsLayerRef } from '../../../../../shared/base/diagnostic';
import type { Json, JsonObject } from '../../../../../shared/base/json';
import { isJsonObject } from '../../../../../shared/base/json';
import type { SettingsLayer } from '../../../../../shared/clan/evaluation';
import { settingsDefiner, unwrapSettings } from '../../../../../shared/clan/wrapped-settings';
import { accessOf } from '../../../../../shared/clan/writability';
import { objectAt } from './inventory-model';
import type { RoleModel } from './inventory-model';
import type { InventoryView } from './inventory-view';
import type { InventoryPlaces } from './places';

/** The places of a role's settings: the role, each of its tags, each of its members. */
export function roleLayers(
  view: InventoryView,
  places: InventoryPlaces,
  instance: string,
  role: RoleModel,
): readonly SettingsLayer[] {
  const members = view.membersOf(role).map((member) => member.machine);
  const layers: readonly (readonly [SettingsLayerRef, readonly string[], JsonObject])[] = [
    [{ kind: 'role' }, [], role.value],
    ...role.tags.map(
      (tag) => [{ kind: 'tag', tag }, ['tags', tag], objectAt(objectAt(role.value, 'tags'), tag)] as const,
    ),
    ...members.map(
      (machine) =>
        [
          { kind: 'machine', machine },
          ['machines', machine],
          objectAt(objectAt(role.value, 'machines'), machine),
        ] as const,
    ),
  ];
  return layers.map(([layer, below, holder]) => {
    const path = ['roles', role.name, ...below, 'settings'];
    const wrapped: Json | undefined = Object.hasOwn(holder, 'settings') ? holder['settings'] : undefined;
    const value = unwrapSettings(wrapped);
    const isSet = isJsonObject(value) && settingsDefiner(wrapped) !== null;
    const place = isSet ? places.member(instance, path) : undefined;
    return {
      layer,
      value: isSet && value !== undefined ? value : null,
      isSet,
      access: accessOf(view.table, ['instances', instance, ...path]),
      ...(place === undefined ? {} : { place }),
    };
  });
}
