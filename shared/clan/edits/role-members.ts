import type { Diagnostic } from '../../base/diagnostic';
import { isJsonObject } from '../../base/json';
import type { Json, JsonObject } from '../../base/json';
import { err, ok } from '../../base/result';
import type { Result } from '../../base/result';
import { objectOf, valueAt } from '../json-tree';
import { objectAt, unexpectedShape } from './edit-context';

/** The path of a role in the document. */
export function rolePath(instance: string, role: string): readonly string[] {
  return ['instances', instance, 'roles', role];
}

/**
 * The tags of a role as an object. Clan takes a list of names too, but its own tools cannot write a file that holds
 * such a list (clan-semantics 4.4), so whatever touches the tags writes the object form.
 */
export function roleTagsOf(
  document: JsonObject,
  instance: string,
  role: string,
): Result<JsonObject, Diagnostic> {
  const parent = objectAt(document, rolePath(instance, role));
  if (!parent.ok) return parent;
  const tags = valueAt(parent.value, ['tags']);
  if (tags === undefined) return ok({});
  const asObject = tagsAsObject(tags);
  return asObject
    ? ok(asObject)
    : err(unexpectedShape([...rolePath(instance, role), 'tags'], 'a set of tags'));
}

/** Role tags in the object form; null when they are neither a list of names nor an object. */
export function tagsAsObject(tags: Json): JsonObject | null {
  if (isJsonObject(tags)) return tags;
  if (!Array.isArray(tags)) return null;
  const names = tags as readonly Json[];
  if (!names.every((name) => typeof name === 'string')) return null;
  return objectOf(names.map((name) => [name, {}]));
}
