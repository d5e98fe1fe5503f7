/**
 * Settings in JSON may carry the module system's override marker, `{"_type":"override","priority":50,"content":v}`.
 * The form shows the content and remembers the priority beside it; edits then go to the content.
 */
import type { Json, JsonObject, JsonPath } from '../../../shared/base/json';
import { isJsonObject } from '../../../shared/base/json';
import { pathKey } from './json-path';

/** Priority of a plain definition. */
export const plainPriority = 100;
/** Priority that the way out "override" writes, the same as mkForce. */
export const forcePriority = 50;

export interface PlainSettings {
  readonly value: Json | undefined;
  /** Priorities other than the plain one, by path of the value that carries them. */
  readonly priorities: ReadonlyMap<string, number>;
}

/** The marker's content and priority, when `value` is one. */
export function asOverride(value: Json | undefined): { content: Json; priority: number } | null {
  if (!isJsonObject(value) || value['_type'] !== 'override') return null;
  const { priority, content } = value;
  return typeof priority === 'number' && content !== undefined ? { content, priority } : null;
}

export function overrideOf(content: Json, priority = forcePriority): JsonObject {
  return { _type: 'override', priority, content };
}

/** Takes the markers out. Structure is shared where there are none. */
export function stripOverrides(value: Json | undefined): PlainSettings {
  const priorities = new Map<string, number>();
  return { value: value === undefined ? undefined : strip(value, [], priorities), priorities };
}

function strip(value: Json, path: JsonPath, priorities: Map<string, number>): Json {
  const override = asOverride(value);
  if (override) {
    priorities.set(pathKey(path), override.priority);
    return strip(override.content, path, priorities);
  }
  if (Array.isArray(value)) {
    return (value as readonly Json[]).map((item, index) => strip(item, [...path, index], priorities));
  }
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, strip(item, [...path, key], priorities)]),
  );
}

/** Where a place of the shown settings is in the written ones. */
export function writtenPath(path: JsonPath, priorities: ReadonlyMap<string, number>): JsonPath {
  const written: (string | number)[] = [];
  for (let length = 0; length <= path.length; length += 1) {
    const part = path[length - 1];
    if (part !== undefined) written.push(part);
    if (priorities.has(pathKey(path.slice(0, length)))) written.push('content');
  }
  return written;
}

/** The priority that holds at a place: that of the nearest marked value around it. */
export function priorityAt(path: JsonPath, priorities: ReadonlyMap<string, number>): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const priority = priorities.get(pathKey(path.slice(0, length)));
    if (priority !== undefined) return priority;
  }
  return plainPriority;
}
