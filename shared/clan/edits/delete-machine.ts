import { isJsonObject } from '../../base/json';
import type { Json, JsonObject } from '../../base/json';
import { err, ok } from '../../base/result';
import { ownValue, valueAt } from '../json-tree';
import type { Edit } from './edit';
import { editError, pruneEmpty, removeAt, writeAt } from './edit-context';
import type { EditContext, EditResult } from './edit-context';

/**
 * Takes a machine out of the document, with its memberships in roles and its mentions in static tags: a name that is no
 * machine would silently stay a member (clan-semantics 2.5).
 */
export function deleteMachine(
  document: JsonObject,
  edit: Extract<Edit, { kind: 'machine/delete' }>,
  context: EditContext,
): EditResult {
  const path = ['machines', edit.name];
  if (valueAt(document, path) === undefined) {
    const target = { kind: 'machine', machine: edit.name } as const;
    return err(editError('machine-unknown', `inventory.json has no machine “${edit.name}”.`, target));
  }
  let result = pruneEmpty(removeAt(document, path), ['machines'], 0, context);
  for (const [instance, role] of rolesOf(result)) {
    const machines = ['instances', instance, 'roles', role, 'machines'];
    if (valueAt(result, [...machines, edit.name]) === undefined) continue;
    result = pruneEmpty(removeAt(result, [...machines, edit.name]), machines, 4, context);
  }
  return withoutStaticTags(result, edit.name);
}

/** Every role that the document mentions. */
function rolesOf(document: JsonObject): readonly (readonly [string, string])[] {
  const instances = ownValue(document, 'instances');
  if (!isJsonObject(instances)) return [];
  return Object.keys(instances).flatMap((instance) => {
    const roles = valueAt(instances, [instance, 'roles']);
    return isJsonObject(roles) ? Object.keys(roles).map((role) => [instance, role] as const) : [];
  });
}

function withoutStaticTags(document: JsonObject, machine: string): EditResult {
  const tags = ownValue(document, 'tags');
  let result = ok(document) as EditResult;
  for (const tag of isJsonObject(tags) ? Object.keys(tags) : []) {
    const members = ownValue(tags, tag);
    if (!result.ok || !Array.isArray(members) || !members.includes(machine)) continue;
    const rest = (members as readonly Json[]).filter((member) => member !== machine);
    result = writeAt(result.value, ['tags', tag], rest);
  }
  return result;
}
