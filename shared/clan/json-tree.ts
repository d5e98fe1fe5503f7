/**
 * Reading and changing immutable JSON by path. Only own keys count, so that names such as `__proto__`, `constructor`
 * or `toString` are names like any other; everything that did not change stays the same object.
 */
import { isJsonObject } from '../base/json';
import type { Json, JsonObject, JsonPath } from '../base/json';

/** The value of an own key; undefined when it is not there. */
export function ownValue(object: Json | undefined, key: string | number): Json | undefined {
  if (Array.isArray(object)) return typeof key === 'number' ? (object as readonly Json[])[key] : undefined;
  if (!isJsonObject(object)) return undefined;
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** The value at a path; undefined when it, or something above it, is not there. */
export function valueAt(root: Json | undefined, path: JsonPath): Json | undefined {
  let current = root;
  for (const key of path) {
    if (current === undefined) return undefined;
    current = ownValue(current, key);
  }
  return current;
}

/** `object` with `key` set. An existing key keeps its place, a new one comes last or right behind `after`. */
export function withKey(object: JsonObject, key: string, value: Json, after?: string): JsonObject {
  if (Object.hasOwn(object, key)) {
    return object[key] === value ? object : { ...object, [key]: value };
  }
  if (after === undefined || !Object.hasOwn(object, after)) return { ...object, [key]: value };
  return objectOf(
    Object.keys(object).flatMap((present): Entry[] => {
      const entry: Entry = [present, object[present] as Json];
      return present === after ? [entry, [key, value]] : [entry];
    }),
  );
}

/** `object` without `key`; the same object when it is not there. */
export function withoutKey(object: JsonObject, key: string): JsonObject {
  if (!Object.hasOwn(object, key)) return object;
  return objectOf(Object.entries(object).filter(([present]) => present !== key));
}

/** `object` with the key `from` called `to`, in the same place. */
export function withRenamedKey(object: JsonObject, from: string, to: string): JsonObject {
  return objectOf(Object.entries(object).map(([key, value]): Entry => [key === from ? to : key, value]));
}

type Entry = [string, Json];

/** An object of entries; `__proto__` becomes a key like any other. */
export function objectOf(entries: Iterable<readonly [string, Json]>): JsonObject {
  return Object.fromEntries(entries);
}

/**
 * `root` with `value` at `path`. Missing objects on the way are created; whatever is there and is neither object nor
 * list is replaced by one. List indices must exist or be the next free one.
 */
export function withValueAt(root: Json | undefined, path: JsonPath, value: Json): Json {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(root) && typeof key === 'number') {
    const list = root as readonly Json[];
    const next = withValueAt(list[key], rest, value);
    return next === list[key] ? list : Object.assign([...list], { [key]: next });
  }
  const object = isJsonObject(root) ? root : {};
  const name = String(key);
  return withKey(object, name, withValueAt(ownValue(object, name), rest, value));
}

/** `root` without the value at `path`; the same object when there is nothing. List items close up. */
export function withoutValueAt(root: Json, path: JsonPath): Json {
  const [key, ...rest] = path;
  if (key === undefined) return root;
  const child = ownValue(root, key);
  if (child === undefined) return root;
  if (Array.isArray(root)) {
    const list = root as readonly Json[];
    if (rest.length === 0) return list.filter((_, index) => index !== key);
    return withValueAt(list, [key], withoutValueAt(child, rest));
  }
  if (!isJsonObject(root)) return root;
  if (rest.length === 0) return withoutKey(root, String(key));
  return withKey(root, String(key), withoutValueAt(child, rest));
}

/** Whether the value is an object without keys or a list without items. */
export function isEmptyContainer(value: Json | undefined): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return isJsonObject(value) && Object.keys(value).length === 0;
}

/**
 * `next` rebuilt so that every part that equals the same part of `previous` is the very object of `previous`. Makes
 * later comparisons of two separately parsed documents cheap.
 */
export function shareStructure(previous: Json | undefined, next: Json): Json {
  if (previous === next) return next;
  if (Array.isArray(next)) {
    const list = next as readonly Json[];
    const before = Array.isArray(previous) ? (previous as readonly Json[]) : [];
    const shared = list.map((item, index) => shareStructure(before[index], item));
    const isSame = before.length === list.length && shared.every((item, index) => item === before[index]);
    return isSame && Array.isArray(previous) ? before : shared;
  }
  if (!isJsonObject(next)) return next;
  const before = isJsonObject(previous) ? previous : undefined;
  const keys = Object.keys(next);
  const shared = objectOf(
    keys.map((key): Entry => [key, shareStructure(before && ownValue(before, key), next[key] as Json)]),
  );
  if (!before) return shared;
  // The order of keys counts here: a document that only differs in it is still another text.
  const beforeKeys = Object.keys(before);
  const isSame =
    beforeKeys.length === keys.length &&
    keys.every((key, index) => beforeKeys[index] === key && before[key] === shared[key]);
  return isSame ? before : shared;
}
