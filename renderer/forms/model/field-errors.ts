import type { Diagnostic } from '../../../shared/base/diagnostic';
import type { Json, JsonPath } from '../../../shared/base/json';
import type { RoleRef } from './conflicts';
import type { FormNode } from './form-node';
import { pathKey, valueAt } from './json-path';
import type { LayerView } from './layers';
import { layerKey } from './layers';

export interface FieldErrors {
  /** By path of the field that can show it. */
  readonly byPath: ReadonlyMap<string, readonly Diagnostic[]>;
  /** Findings about the role that belong to no field. */
  readonly general: readonly Diagnostic[];
}

/** Sorts the evaluator's findings about a role into the fields of its form. */
export function fieldErrors(
  roleRef: RoleRef,
  root: FormNode,
  layer: LayerView,
  diagnostics: readonly Diagnostic[],
): FieldErrors {
  const byPath = new Map<string, Diagnostic[]>();
  const general: Diagnostic[] = [];
  for (const diagnostic of diagnostics) {
    const { target } = diagnostic;
    if (target?.kind !== 'role' || target.instance !== roleRef.instance || target.role !== roleRef.role)
      continue;
    if (target.layer && layerKey(target.layer) !== layer.key) continue;
    const path = target.setting ? shownPath(root, layer.value, target.setting) : [];
    if (path.length === 0) general.push(diagnostic);
    else byPath.set(pathKey(path), [...(byPath.get(pathKey(path)) ?? []), diagnostic]);
  }
  return { byPath, general };
}

/** The longest part of a path that the form shows: a field, or a key that no option has. */
function shownPath(root: FormNode, value: Json | undefined, path: JsonPath): JsonPath {
  let node = root;
  const shown: (string | number)[] = [];
  for (const part of path) {
    const child = childOf(node, part);
    const isUnknownKey =
      child === null && node.kind === 'group' && valueAt(value, [...shown, part]) !== undefined;
    if (child !== null || isUnknownKey) shown.push(part);
    if (child === null) break;
    node = child;
  }
  return shown;
}

/** A finding beside its field: the place is plain to see, so the long path of the module system goes. */
export function settingMessage({ message }: Diagnostic): string {
  return message
    .replace(/`[^`'\n]*?\.settings\.([^`'\n]+)'/g, '“$1”')
    .replace(/ Definition values:(?=\n)/, '');
}

function childOf(node: FormNode, part: string | number): FormNode | null {
  if (node.kind === 'group') return node.fields.find(({ info }) => info.name === part) ?? node.others;
  if (node.kind === 'map' || node.kind === 'list') return node.item;
  // A union shows its findings as a whole: which branch is meant is not known here.
  return null;
}
