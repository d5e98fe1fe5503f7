import type { Json, JsonPath } from '../../../shared/base/json';
import { isJsonObject, jsonEqual } from '../../../shared/base/json';

/** One step that turns old settings into new ones. */
export type SettingsStep =
  | { readonly kind: 'set'; readonly path: JsonPath; readonly value: Json }
  | { readonly kind: 'unset'; readonly path: JsonPath };

/**
 * The fewest steps from `before` to `after`. Objects are compared key by key, so that keys the form does not know
 * stay as they are; a list is one value unless only the inside of its objects differs.
 */
export function diffSettings(before: Json | undefined, after: Json | undefined): readonly SettingsStep[] {
  return diffAt(before, after, []);
}

function diffAt(before: Json | undefined, after: Json | undefined, path: JsonPath): readonly SettingsStep[] {
  if (after === undefined) return before === undefined ? [] : [{ kind: 'unset', path }];
  if (jsonEqual(before, after)) return [];
  if (isJsonObject(before) && isJsonObject(after) && Object.keys(after).length > 0) {
    const removed = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
    const kept = Object.keys(after).filter((key) => Object.hasOwn(before, key));
    const added = Object.keys(after).filter((key) => !Object.hasOwn(before, key));
    return [
      ...kept.flatMap((key) => diffAt(before[key], after[key], [...path, key])),
      // Added before removed: an object that loses its last key for a moment would be cleaned away.
      ...added.map((key): SettingsStep => ({ kind: 'set', path: [...path, key], value: after[key] ?? null })),
      ...removed.map((key): SettingsStep => ({ kind: 'unset', path: [...path, key] })),
    ];
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    const old = before as readonly Json[];
    const items = after as readonly Json[];
    const changed = items.flatMap((item, index) => (jsonEqual(old[index], item) ? [] : [index]));
    if (changed.every((index) => isJsonObject(old[index]) && isJsonObject(items[index]))) {
      return changed.flatMap((index) => diffAt(old[index], items[index], [...path, index]));
    }
  }
  return [{ kind: 'set', path, value: after }];
}
