/** Places inside JSON. Keys are own keys only: `__proto__` is a name like any other. */
import type { Json, JsonPath } from '../../../shared/base/json';
import { isJsonObject } from '../../../shared/base/json';

/** A path as one string, unambiguous whatever the names hold. */
export function pathKey(path: JsonPath): string {
  return JSON.stringify(path);
}

/** A path for people and test ids: joined by dots. */
export function pathText(path: JsonPath): string {
  return path.join('.');
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
