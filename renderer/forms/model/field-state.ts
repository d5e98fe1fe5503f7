import type { Json, JsonPath } from '../../../shared/base/json';
import type { DefinitionPlace } from '../../../shared/clan/evaluation';
import type { LayerConflict } from './conflicts';
import { conflictsAt } from './conflicts';
import type { FormNode } from './form-node';
import { valueAt } from './json-path';
import type { LayerView } from './layers';
import { layerWidth } from './layers';
import { plainPriority, priorityAt } from './overrides';

/** Where the value of a field comes from; what stands right of its label. */
export type FieldOrigin =
  | { readonly kind: 'here' }
  | { readonly kind: 'locked'; readonly place: DefinitionPlace | null; readonly reason: string }
  | { readonly kind: 'from'; readonly layer: LayerView }
  | { readonly kind: 'default' }
  /** Nobody set it and there is no default. */
  | { readonly kind: 'missing' };

export interface FieldState {
  readonly origin: FieldOrigin;
  readonly isSet: boolean;
  readonly canWrite: boolean;
  /** Set when the value carries an override marker. */
  readonly priority: number | null;
  /** What holds while nothing is set here: from a wider layer, or the default. Undefined: unknown or none. */
  readonly fallback: Json | undefined;
  /** What the fallback looks like when it is not plain data. */
  readonly fallbackText: string | null;
  readonly conflicts: readonly LayerConflict[];
  /** Layers that also set it, without a clash. */
  readonly alsoSet: readonly LayerView[];
}

export interface FieldContext {
  readonly layer: LayerView;
  readonly layers: readonly LayerView[];
  /** Evaluated settings that hold for the shown layer, for placeholders of last resort. */
  readonly effective: Json | undefined;
}

export function fieldState(node: FormNode, path: JsonPath, context: FieldContext): FieldState {
  const { layer, layers } = context;
  const isSet = valueAt(layer.value, path) !== undefined;
  const wider = widerSetting(path, layer, layers);
  const conflicts = conflictsAt(node, path, layer, layers);
  const clashing = new Set(conflicts.map(({ other }) => other.key));
  const priority = priorityAt(path, layer.priorities);
  const fallback = fallbackOf(node, path, wider, context);
  return {
    origin: originOf(node, isSet, wider, { layer, isKnown: fallback !== undefined }),
    isSet,
    canWrite: layer.access.canWrite && !node.info.isReadOnly,
    priority: isSet && priority !== plainPriority ? priority : null,
    fallback,
    fallbackText: node.info.defaultText ?? null,
    conflicts,
    alsoSet: layers.filter(
      (other) =>
        other.key !== layer.key &&
        !clashing.has(other.key) &&
        other !== wider &&
        valueAt(other.value, path) !== undefined &&
        other.machines.some((machine) => layer.machines.includes(machine)),
    ),
  };
}

function originOf(
  node: FormNode,
  isSet: boolean,
  wider: LayerView | undefined,
  { layer, isKnown }: { readonly layer: LayerView; readonly isKnown: boolean },
): FieldOrigin {
  if (!layer.access.canWrite && isSet) {
    return { kind: 'locked', place: layer.place, reason: layer.access.reason ?? 'Defined in Nix.' };
  }
  if (isSet) return { kind: 'here' };
  if (wider) return { kind: 'from', layer: wider };
  const { defaultValue, defaultText, hints } = node.info;
  // Without a default of the option, the service itself may still give it a value.
  const hasDefault =
    isKnown || defaultValue !== undefined || defaultText !== undefined || (hints?.hasDefault ?? true);
  // Containers always have something to show: their own fields, or nothing in them.
  const isContainer = node.kind === 'group' || node.kind === 'map' || node.kind === 'list';
  return { kind: hasDefault || isContainer ? 'default' : 'missing' };
}

/** The widest layer above the shown one that sets the same place for the same machines. */
function widerSetting(path: JsonPath, layer: LayerView, layers: readonly LayerView[]): LayerView | undefined {
  return layers.find(
    (other) =>
      layerWidth(other.layer) > layerWidth(layer.layer) &&
      valueAt(other.value, path) !== undefined &&
      (other.layer.kind === 'role' || layer.machines.every((machine) => other.machines.includes(machine))),
  );
}

function fallbackOf(
  node: FormNode,
  path: JsonPath,
  wider: LayerView | undefined,
  { effective }: FieldContext,
): Json | undefined {
  if (wider) return valueAt(wider.value, path);
  const { defaultValue, defaultText } = node.info;
  if (defaultValue !== undefined) return defaultValue;
  const evaluated = defaultText === undefined ? valueAt(effective, path) : undefined;
  return evaluated === failed ? undefined : evaluated;
}

/** What evaluation puts in the place of a value that fails, such as one that is required and missing. */
const failed = '<error>';

/** Items of a list that other layers contribute; they stand pinned above the own ones (clan-semantics 5.4). */
export interface PinnedItems {
  readonly layer: LayerView;
  readonly items: readonly Json[];
}

export function pinnedItems(path: JsonPath, { layer, layers }: FieldContext): readonly PinnedItems[] {
  return layers.flatMap((other): PinnedItems[] => {
    if (other.key === layer.key || layerWidth(other.layer) <= layerWidth(layer.layer)) return [];
    const items = valueAt(other.value, path);
    const isShared = layer.machines.some((machine) => other.machines.includes(machine));
    return Array.isArray(items) && items.length > 0 && isShared
      ? [{ layer: other, items: items as readonly Json[] }]
      : [];
  });
}
