import type { JsonObject } from '../../base/json';
import type { SettingsLayerRef } from '../../base/diagnostic';
import { ok } from '../../base/result';
import { valueAt } from '../json-tree';
import { writeAt } from './edit-context';
import type { EditResult } from './edit-context';
import { rolePath, roleTagsOf } from './role-members';

/** Where the settings of a layer stand in the document. */
export function settingsPath(instance: string, role: string, layer: SettingsLayerRef): readonly string[] {
  const path = rolePath(instance, role);
  switch (layer.kind) {
    case 'role':
      return [...path, 'settings'];
    case 'tag':
      return [...path, 'tags', layer.tag, 'settings'];
    case 'machine':
      return [...path, 'machines', layer.machine, 'settings'];
  }
}

/** The document with the role's tags in the object form, where a setting for a tag has a place. */
export function withTagPlace(
  document: JsonObject,
  instance: string,
  role: string,
  layer: SettingsLayerRef,
): EditResult {
  const path = [...rolePath(instance, role), 'tags'];
  if (layer.kind !== 'tag' || !Array.isArray(valueAt(document, path))) return ok(document);
  const tags = roleTagsOf(document, instance, role);
  return tags.ok ? writeAt(document, path, tags.value) : tags;
}
