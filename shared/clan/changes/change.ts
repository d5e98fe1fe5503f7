import type { Json, JsonPath } from '../../base/json';
import type { Selection } from '../selection';

/** One step that carries a change out on a document. */
export type ChangeStep =
  | { readonly kind: 'set'; readonly path: JsonPath; readonly value: Json }
  | { readonly kind: 'delete'; readonly path: JsonPath }
  /** Members of a list that is used as a set, such as the tags of a machine. */
  | { readonly kind: 'list-add'; readonly path: JsonPath; readonly item: Json }
  | { readonly kind: 'list-remove'; readonly path: JsonPath; readonly item: Json }
  /** Renames a key in its place. */
  | { readonly kind: 'rename'; readonly path: JsonPath; readonly to: string };

/**
 * One change in plain language with the steps that make it. The steps of all changes together lead from one document
 * to the other; `requires` names changes without which this one makes no sense (a member of an added instance).
 */
export interface Change {
  readonly id: string;
  readonly kind: 'added' | 'changed' | 'removed';
  readonly title: string;
  readonly detail: string;
  readonly selection: Selection;
  readonly steps: readonly ChangeStep[];
  readonly requires: readonly string[];
}

/** The id of a change: the same for the same verb at the same place, whatever the value. */
export function changeId(verb: string, path: JsonPath, item?: Json): string {
  const text = JSON.stringify([verb, path, item ?? null]);
  return `${verb}-${hash(text, 7)}${hash(text, 11)}`;
}

/** FNV-1a with a seed: short, stable and good enough to tell the changes of one document apart. */
function hash(text: string, seed: number): string {
  let value = (0x811c9dc5 ^ seed) >>> 0;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return value.toString(16).padStart(8, '0');
}
