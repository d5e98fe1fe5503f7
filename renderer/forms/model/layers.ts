import type { SettingsLayerRef } from '../../../shared/base/diagnostic';
import type { Json, JsonObject, JsonPath } from '../../../shared/base/json';
import { isJsonObject } from '../../../shared/base/json';
import type {
  Access,
  ClanEvaluation,
  DefinitionPlace,
  EvaluatedRole,
  SettingsLayer,
} from '../../../shared/clan/evaluation';
import type { KeyOrder } from '../../../shared/contract';
import { pathKey, valueAt } from './json-path';
import { stripOverrides } from './overrides';

/** One layer of a role's settings, as the form needs it. */
export interface LayerView {
  readonly key: string;
  readonly layer: SettingsLayerRef;
  /** `Role`, `tag laptop`, `athena`. */
  readonly label: string;
  /** As written, with override markers. Undefined: nothing is written. */
  readonly written: Json | undefined;
  /** Without the markers. */
  readonly value: Json | undefined;
  readonly priorities: ReadonlyMap<string, number>;
  /** Keys in the order of the file, by the place of their object, where JavaScript has another order. */
  readonly keyOrders: ReadonlyMap<string, readonly string[]>;
  readonly access: Access;
  readonly place: DefinitionPlace | null;
  /** Machines that these settings reach. */
  readonly machines: readonly string[];
}

/** `role`, `tag:laptop`, `machine:athena`: stable, and what test ids carry. */
export function layerKey(layer: SettingsLayerRef): string {
  switch (layer.kind) {
    case 'role':
      return 'role';
    case 'tag':
      return `tag:${layer.tag}`;
    case 'machine':
      return `machine:${layer.machine}`;
  }
}

export function layerLabel(layer: SettingsLayerRef): string {
  switch (layer.kind) {
    case 'role':
      return 'Role';
    case 'tag':
      return `tag ${layer.tag}`;
    case 'machine':
      return layer.machine;
  }
}

/** Layers in a sentence: "the role", "tag laptop", "athena". */
export function layerPhrase(layer: SettingsLayerRef): string {
  return layer.kind === 'role' ? 'the role' : layerLabel(layer);
}

/** Where a layer's settings are in the document. */
export function layerPath(instance: string, role: string, layer: SettingsLayerRef): JsonPath {
  const base = ['instances', instance, 'roles', role];
  switch (layer.kind) {
    case 'role':
      return [...base, 'settings'];
    case 'tag':
      return [...base, 'tags', layer.tag, 'settings'];
    case 'machine':
      return [...base, 'machines', layer.machine, 'settings'];
  }
}

export interface LayerSources {
  readonly instance: string;
  readonly role: EvaluatedRole;
  readonly evaluation: ClanEvaluation;
  readonly document: JsonObject;
  readonly keyOrders: readonly KeyOrder[];
  /** Layers that the role's form names; they know more than the role about what may be written. */
  readonly formLayers: readonly SettingsLayer[];
  /** Why nothing at all can be edited; null: it can. */
  readonly readOnlyReason: string | null;
}

const writable: Access = { canWrite: true, canDelete: true };

/** Every layer that exists or may be written: the role, its tags, its members. The document wins over evaluation, so a value is there as soon as it is typed. */
export function buildLayers(sources: LayerSources): readonly LayerView[] {
  const { role } = sources;
  const wanted: SettingsLayerRef[] = [
    { kind: 'role' },
    ...role.tags.map(({ tag }): SettingsLayerRef => ({ kind: 'tag', tag })),
    ...role.members.map(({ machine }): SettingsLayerRef => ({ kind: 'machine', machine })),
  ];
  const known = new Map(
    [...role.layers, ...sources.formLayers].map((entry) => [layerKey(entry.layer), entry]),
  );
  const keys = new Set(wanted.map(layerKey));
  const further = [...known.values()].map(({ layer }) => layer).filter((layer) => !keys.has(layerKey(layer)));
  return [...wanted, ...further].map((layer) => buildLayer(layer, known.get(layerKey(layer)), sources));
}

function buildLayer(
  layer: SettingsLayerRef,
  known: SettingsLayer | undefined,
  { instance, role, evaluation, document, keyOrders, readOnlyReason }: LayerSources,
): LayerView {
  const inDocument = valueAt(document, layerPath(instance, role.name, layer));
  const rule = known?.access ?? writable;
  const access: Access =
    readOnlyReason === null ? rule : { canWrite: false, canDelete: false, reason: readOnlyReason };
  const fromNix = known?.isSet && !rule.canWrite ? known.value : undefined;
  const written = inDocument ?? fromNix;
  const { value, priorities } = stripOverrides(written);
  return {
    key: layerKey(layer),
    layer,
    label: layerLabel(layer),
    written,
    value,
    priorities,
    keyOrders: ordersBelow(layerPath(instance, role.name, layer), keyOrders),
    access,
    place: known?.place ?? access.place ?? null,
    machines: reachedMachines(layer, role, evaluation),
  };
}

function ordersBelow(base: JsonPath, orders: readonly KeyOrder[]): ReadonlyMap<string, readonly string[]> {
  return new Map(
    orders
      .filter(({ path }) => base.every((part, index) => path[index] === part))
      .map(({ path, keys }) => [pathKey(path.slice(base.length)), keys]),
  );
}

/** The keys of a map in the order of the file; those that it does not know yet come last. */
export function orderedKeys(layer: LayerView, path: JsonPath, keys: readonly string[]): readonly string[] {
  const order = layer.keyOrders.get(pathKey(path));
  if (order === undefined) return keys;
  const known = order.filter((key) => keys.includes(key));
  return [...known, ...keys.filter((key) => !order.includes(key))];
}

function reachedMachines(
  layer: SettingsLayerRef,
  role: EvaluatedRole,
  evaluation: ClanEvaluation,
): readonly string[] {
  switch (layer.kind) {
    case 'role':
      return role.members.map(({ machine }) => machine);
    case 'tag': {
      const tagged = new Set(evaluation.tags.find(({ name }) => name === layer.tag)?.machines ?? []);
      return role.members.map(({ machine }) => machine).filter((machine) => tagged.has(machine));
    }
    case 'machine':
      return [layer.machine];
  }
}

/** Whether anything is written on a layer. */
export function isLayerSet(layer: LayerView): boolean {
  return isJsonObject(layer.value) ? Object.keys(layer.value).length > 0 : layer.value !== undefined;
}

/** How wide a layer reaches: the role is widest, a machine narrowest. */
export function layerWidth(layer: SettingsLayerRef): number {
  return { role: 2, tag: 1, machine: 0 }[layer.kind];
}
