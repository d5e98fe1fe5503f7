import { isJsonObject, jsonEqual } from '../../base/json';
import type { Json, JsonObject } from '../../base/json';
import { ownValue } from '../json-tree';

/** A key whose value differs between two objects. */
export interface KeyDifference {
  readonly key: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** Keys that differ, in the order of `after`, those that are gone last. Order of keys alone is no difference. */
export function keyDifferences(before: JsonObject, after: JsonObject): readonly KeyDifference[] {
  if (before === after) return [];
  const differences: KeyDifference[] = [];
  for (const key of Object.keys(after)) {
    const old = ownValue(before, key);
    const now = after[key];
    if (old !== now && !jsonEqual(old, now)) differences.push({ key, before: old, after: now });
  }
  for (const key of Object.keys(before)) {
    if (!Object.hasOwn(after, key)) differences.push({ key, before: before[key], after: undefined });
  }
  return differences;
}

/** The value as an object: absent counts as empty; null when it is something else, which has to be compared whole. */
export function asObject(value: Json | undefined): JsonObject | null {
  if (value === undefined) return {};
  return isJsonObject(value) ? value : null;
}
