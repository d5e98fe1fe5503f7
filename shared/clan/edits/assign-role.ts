import type { JsonObject } from '../../base/json';
import { ok } from '../../base/result';
import { ownValue, withKey } from '../json-tree';
import type { Edit } from './edit';
import { objectAt, writeAt } from './edit-context';
import type { EditContext, EditResult } from './edit-context';
import { rolePath, roleTagsOf } from './role-members';

type Assign = Extract<Edit, { kind: 'role/assign' }>;

/** Makes machines and tags members of a role; those that are it already, in Nix or JSON, stay as they are. */
export function assignRole(document: JsonObject, edit: Assign, context: EditContext): EditResult {
  const withMachines = assignMachines(document, edit, context);
  return withMachines.ok ? assignTags(withMachines.value, edit, context) : withMachines;
}

function assignMachines(document: JsonObject, edit: Assign, context: EditContext): EditResult {
  const path = [...rolePath(edit.instance, edit.role), 'machines'];
  const machines = objectAt(document, path);
  if (!machines.ok) return machines;
  let next = machines.value;
  for (const name of edit.machines) {
    if (ownValue(next, name) === undefined && !isMemberInNix(context, edit, name))
      next = withKey(next, name, {});
  }
  return next === machines.value ? ok(document) : writeAt(document, path, next);
}

function assignTags(document: JsonObject, edit: Assign, context: EditContext): EditResult {
  if (edit.tags.length === 0) return ok(document);
  const tags = roleTagsOf(document, edit.instance, edit.role);
  if (!tags.ok) return tags;
  let next = tags.value;
  for (const name of edit.tags) {
    if (ownValue(next, name) === undefined && !isTagInNix(context, edit, name))
      next = withKey(next, name, {});
  }
  return next === tags.value
    ? ok(document)
    : writeAt(document, [...rolePath(edit.instance, edit.role), 'tags'], next);
}

function roleOf(context: EditContext, edit: Assign) {
  return context.evaluation?.instances
    .find((instance) => instance.name === edit.instance)
    ?.roles.find((role) => role.name === edit.role);
}

function isMemberInNix(context: EditContext, edit: Assign, machine: string): boolean {
  const member = roleOf(context, edit)?.members.find((candidate) => candidate.machine === machine);
  return member?.reasons.some((reason) => reason.kind === 'direct' && reason.place?.kind === 'nix') ?? false;
}

function isTagInNix(context: EditContext, edit: Assign, tag: string): boolean {
  return roleOf(context, edit)?.tags.some((own) => own.tag === tag && own.place?.kind === 'nix') ?? false;
}
