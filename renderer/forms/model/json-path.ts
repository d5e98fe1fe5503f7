/** Reading and changing places inside JSON without touching what is shared. Keys are own keys only: `__proto__` is a name like any other. */
import type { Json, JsonObject, JsonPath } from '../../../shared/base/json';
import { isJsonObject } from '../../../shared/base/json';

/** A path as one string, unambiguous whatever the names hold. */
export function pathKey(path: JsonPath): string {
  return JSON.stringify(path);
}

/** A path for people and test ids: joined by dots. */
export function pathText(path: JsonPath): string {
  return path.join('.');
}

export function startsWith(path: JsonPath, prefix: JsonPath): boolean {
  return prefix.length <= path.length && prefix.every((part, index) => part === path[index]);
}

/** The value at a place; undefined when it is not there. */
export function valueAt(root: Json | undefined, path: JsonPath): Json | undefined {
  let value: Json | undefined = root;
  for (const part of path) {
    if (Array.isArray(value) && typeof part === 'number') value = (value as readonly Json[])[part];
    else if (isJsonObject(value) && Object.hasOwn(value, part)) value = value[part];
    else return undefined;
  }
  return value;
}

/** A copy with one own key set, even when the key is `__proto__`. A new key goes last. */
export function withKey(object: JsonObject, key: string, value: Json): JsonObject {
  const entries = Object.entries(object);
  const index = entries.findIndex(([name]) => name === key);
  if (index < 0) entries.push([key, value]);
  else entries[index] = [key, value];
  return Object.fromEntries(entries) as JsonObject;
}

export function withoutKey(object: JsonObject, key: string): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key)) as JsonObject;
}

/** `root` with `value` at `path`; missing parents become objects. */
export function setAt(root: Json | undefined, path: JsonPath, value: Json): Json {
  const [part, ...rest] = path;
  if (part === undefined) return value;
  if (Array.isArray(root) && typeof part === 'number') {
    const copy = [...(root as readonly Json[])];
    copy[part] = setAt(copy[part], rest, value);
    return copy;
  }
  const object = isJsonObject(root) ? root : {};
  const key = String(part);
  return withKey(object, key, setAt(Object.hasOwn(object, key) ? object[key] : undefined, rest, value));
}

/** `root` without the value at `path`; objects that become empty because of it go too. Undefined: nothing is left. */
export function unsetAt(root: Json | undefined, path: JsonPath): Json | undefined {
  const [part, ...rest] = path;
  if (part === undefined) return undefined;
  if (Array.isArray(root) && typeof part === 'number') {
    const items = root as readonly Json[];
    const inner = unsetAt(items[part], rest);
    if (inner === undefined) return items.filter((_, index) => index !== part);
    return items.map((item, index) => (index === part ? inner : item));
  }
  if (!isJsonObject(root) || !Object.hasOwn(root, part)) return root;
  const key = String(part);
  const inner = unsetAt(root[key], rest);
  const left = inner === undefined ? withoutKey(root, key) : withKey(root, key, inner);
  return Object.keys(left).length === 0 ? undefined : left;
}

/** `root` with a key of a map renamed in place. */
export function renameAt(root: Json | undefined, path: JsonPath, to: string): Json | undefined {
  const parent = valueAt(root, path.slice(0, -1));
  const from = path.at(-1);
  if (root === undefined || !isJsonObject(parent) || from === undefined) return root;
  const renamed = Object.entries(parent).map(([key, value]): [string, Json] => [key === from ? to : key, value]);
  return setAt(root, path.slice(0, -1), Object.fromEntries(renamed) as JsonObject);
}
