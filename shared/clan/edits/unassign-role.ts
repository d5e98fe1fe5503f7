import type { JsonObject } from '../../base/json';
import { ok } from '../../base/result';
import { ownValue, withoutKey } from '../json-tree';
import type { Edit } from './edit';
import { isInstanceDefinedElsewhere, objectAt, pruneEmpty, writeAt } from './edit-context';
import type { EditContext, EditResult } from './edit-context';
import { rolePath, roleTagsOf } from './role-members';

/** Takes machines and tags out of a role, with the settings they have there. */
export function unassignRole(
  document: JsonObject,
  edit: Extract<Edit, { kind: 'role/unassign' }>,
  context: EditContext,
): EditResult {
  const role = rolePath(edit.instance, edit.role);
  const machines = objectAt(document, [...role, 'machines']);
  if (!machines.ok) return machines;
  const tags = roleTagsOf(document, edit.instance, edit.role);
  if (!tags.ok) return tags;
  let result = ok(document) as EditResult;
  const fewerMachines = edit.machines.reduce(withoutKey, machines.value);
  if (fewerMachines !== machines.value) result = writeAt(document, [...role, 'machines'], fewerMachines);
  const isTagThere = edit.tags.some((tag) => ownValue(tags.value, tag) !== undefined);
  if (result.ok && isTagThere) {
    result = writeAt(result.value, [...role, 'tags'], edit.tags.reduce(withoutKey, tags.value));
  }
  if (!result.ok || result.value === document) return result;
  // An instance of Nix needs no entry here; one of JSON is nothing without it.
  const stop = isInstanceDefinedElsewhere(context, edit.instance) ? 0 : 3;
  const tidied = pruneEmpty(result.value, [...role, 'tags'], role.length, context);
  return ok(pruneEmpty(tidied, [...role, 'machines'], stop, context));
}
