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
  return foundLayers(view, role).map((found) => settingsLayer(view, places, instance, role, found));
}

/** Those of them that are set. */
export function setLayers(
  view: InventoryView,
  places: InventoryPlaces,
  instance: string,
  role: RoleModel,
): readonly SettingsLayer[] {
  return foundLayers(view, role)
    .filter(({ isSet }) => isSet)
    .map((found) => settingsLayer(view, places, instance, role, found));
}

/** A place for settings, and what is there. */
interface FoundLayer {
  readonly layer: SettingsLayerRef;
  readonly below: readonly string[];
  readonly value: Json;
  readonly isSet: boolean;
}

function foundLayers(view: InventoryView, role: RoleModel): readonly FoundLayer[] {
  const tags = objectAt(role.value, 'tags');
  const machines = objectAt(role.value, 'machines');
  return [
    foundLayer({ kind: 'role' }, [], role.value),
    ...role.tags.map((tag) => foundLayer({ kind: 'tag', tag }, ['tags', tag], objectAt(tags, tag))),
    ...view
      .membersOf(role)
      .map(({ machine }) =>
        foundLayer({ kind: 'machine', machine }, ['machines', machine], objectAt(machines, machine)),
      ),
  ];
}

function foundLayer(layer: SettingsLayerRef, below: readonly string[], holder: JsonObject): FoundLayer {
  const wrapped: Json | undefined = Object.hasOwn(holder, 'settings') ? holder['settings'] : undefined;
  const value = unwrapSettings(wrapped);
  const isSet = isJsonObject(value) && settingsDefiner(wrapped) !== null;
  return { layer, below, value: isSet && value !== undefined ? value : null, isSet };
}

function settingsLayer(
  view: InventoryView,
  places: InventoryPlaces,
  instance: string,
  role: RoleModel,
  { layer, below, value, isSet }: FoundLayer,
): SettingsLayer {
  const path = ['roles', role.name, ...below, 'settings'];
  const place = isSet ? places.member(instance, path) : undefined;
  return {
    layer,
    value,
    isSet,
    access: accessOf(view.table, ['instances', instance, ...path]),
    ...(place === undefined ? {} : { place }),
  };
}
