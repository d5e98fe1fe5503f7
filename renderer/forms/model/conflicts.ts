import type { Json, JsonPath } from '../../../shared/base/json';
import { asNumber } from '../../../shared/base/exact-number';
import { jsonEqual } from '../../../shared/base/json';
import type { Edit } from '../../../shared/clan/edits/edit';
import type { FormNode } from './form-node';
import { mergesAcrossLayers } from './form-node';
import { valueAt } from './json-path';
import type { LayerView } from './layers';
import { layerPhrase, layerWidth } from './layers';
import { forcePriority, overrideOf, priorityAt, writtenPath } from './overrides';
import { nixText } from './words';

/** The same single value set differently on two layers that reach the same machine: evaluation fails there. */
export interface LayerConflict {
  readonly other: LayerView;
  readonly value: Json;
  /** Machines that both layers reach. */
  readonly machines: readonly string[];
}

/** A way out of a conflict, as a button. */
export interface WayOut {
  readonly label: string;
  readonly edits: readonly Edit[];
}

/** Conflicts of the value at `path` on `layer` with the other layers (clan-semantics 5.4). */
export function conflictsAt(
  node: FormNode,
  path: JsonPath,
  layer: LayerView,
  layers: readonly LayerView[],
): readonly LayerConflict[] {
  const value = valueAt(layer.value, path);
  if (value === undefined || mergesAcrossLayers(node)) return [];
  const priority = priorityAt(path, layer.priorities);
  return layers.flatMap((other): LayerConflict[] => {
    if (other.key === layer.key) return [];
    const theirs = valueAt(other.value, path);
    if (theirs === undefined || isSameValue(theirs, value)) return [];
    if (priorityAt(path, other.priorities) !== priority) return [];
    const reached = new Set(layer.machines);
    const machines = other.machines.filter((machine) => reached.has(machine));
    return machines.length === 0 ? [] : [{ other, value: theirs, machines }];
  });
}

/** Nix merges equal values; `2` and `2.0` are equal to it. */
function isSameValue(a: Json, b: Json): boolean {
  const number = asNumber(a);
  return jsonEqual(a, b) || (number !== undefined && number === asNumber(b) && Number.isSafeInteger(number));
}

export interface RoleRef {
  readonly instance: string;
  readonly role: string;
}

/** The ways out, best first. Layers that cannot be written offer none that would write them. */
export function waysOut(
  roleRef: RoleRef,
  path: JsonPath,
  layer: LayerView,
  conflict: LayerConflict,
): readonly WayOut[] {
  const { other, value: theirs } = conflict;
  const mine = valueAt(layer.value, path) ?? null;
  const isNarrower = layerWidth(layer.layer) < layerWidth(other.layer);
  const narrow = isNarrower ? layer : other;
  const ways: WayOut[] = [];
  if (narrow.access.canWrite && !narrow.priorities.size) {
    const label = isNarrower ? 'Keep both, override here' : `Keep ${possessive(other)}, override`;
    ways.push({
      label,
      edits: [setEdit(roleRef, narrow, path, overrideOf(isNarrower ? mine : theirs, forcePriority))],
    });
  }
  if (!isNarrower && layer.access.canWrite && other.access.canWrite) {
    ways.push({
      label: `Move to ${layerPhrase(other.layer)}`,
      edits: [setEdit(roleRef, other, path, mine), unsetEdit(roleRef, layer, path)],
    });
  }
  if (isNarrower && layer.access.canWrite) {
    ways.push({ label: 'Remove here', edits: [unsetEdit(roleRef, layer, path)] });
  }
  if (other.access.canWrite) {
    const label = isNarrower ? `Remove from ${layerPhrase(other.layer)}` : 'Remove there';
    ways.push({ label, edits: [unsetEdit(roleRef, other, path)] });
  }
  return ways;
}

/** The conflict in one sentence, with the layer's name apart so that it can be set in bold. */
export function conflictWords(conflict: LayerConflict): { before: string; name: string; after: string } {
  const { other, value, machines } = conflict;
  const joint = other.layer.kind === 'role' ? 'on' : 'for';
  const where = machines.length === 1 ? 'on that machine' : `on ${machines.length} machines`;
  return {
    before: `Also set to ${nixText(value, 30)} ${joint} `,
    name: layerPhrase(other.layer),
    after: `. Both have the same priority, so evaluation would fail ${where}.`,
  };
}

function possessive(layer: LayerView): string {
  const phrase = layerPhrase(layer.layer);
  return phrase.endsWith('s') ? `${phrase}’` : `${phrase}’s`;
}

function setEdit(roleRef: RoleRef, layer: LayerView, path: JsonPath, value: Json): Edit {
  const at = writtenPath(path, layer.priorities);
  return { kind: 'settings/set', ...roleRef, layer: layer.layer, path: at, value };
}

/** Takes a value out; when it is wrapped in an override marker, the marker goes with it. */
export function unsetEdit(roleRef: RoleRef, layer: LayerView, path: JsonPath): Edit {
  const at = writtenPath(path, layer.priorities);
  const isWrapped = at.at(-1) === 'content' && path.at(-1) !== 'content';
  return {
    kind: 'settings/unset',
    ...roleRef,
    layer: layer.layer,
    path: isWrapped ? at.slice(0, -1) : at,
  };
}
