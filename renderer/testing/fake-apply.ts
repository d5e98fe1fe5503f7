/** Toy versions of the edits, good enough to see the window move. The real ones are in shared/clan/edits. */
import { isJsonObject, type Json, type JsonObject } from '../../shared/base/json';
import type { Edit } from '../../shared/clan/edits/edit';
import { child } from './fake-evaluate';

type Path = readonly (string | number)[];

export function setAt(value: Json | undefined, path: Path, next: Json | undefined): Json {
  const [key, ...rest] = path;
  if (key === undefined) return next ?? null;
  if (Array.isArray(value) && typeof key === 'number') {
    const list = [...(value as readonly Json[])];
    list[key] = setAt(list[key], rest, next);
    return list;
  }
  const object = isJsonObject(value) ? value : {};
  if (rest.length === 0 && next === undefined) {
    return Object.fromEntries(Object.entries(object).filter(([name]) => name !== String(key)));
  }
  return { ...object, [key]: setAt(object[String(key)], rest, next) };
}

function layerPath(edit: Extract<Edit, { readonly kind: `settings/${string}` }>): Path {
  const role = ['instances', edit.instance, 'roles', edit.role];
  switch (edit.layer.kind) {
    case 'role':
      return [...role, 'settings'];
    case 'tag':
      return [...role, 'tags', edit.layer.tag, 'settings'];
    case 'machine':
      return [...role, 'machines', edit.layer.machine, 'settings'];
  }
}

function withMembers(
  document: JsonObject,
  edit: Extract<Edit, { readonly kind: 'role/assign' | 'role/unassign' }>,
): Json {
  const base = ['instances', edit.instance, 'roles', edit.role];
  const value = (kind: string, name: string) =>
    edit.kind === 'role/assign' ? child(document, ...base, kind, name) : undefined;
  let next: Json = document;
  for (const name of edit.machines) next = setAt(next, [...base, 'machines', name], value('machines', name));
  for (const name of edit.tags) next = setAt(next, [...base, 'tags', name], value('tags', name));
  return next;
}

export function fakeApply(document: JsonObject, edit: Edit): JsonObject {
  const next = apply(document, edit);
  return isJsonObject(next) ? next : document;
}

function apply(document: JsonObject, edit: Edit): Json {
  switch (edit.kind) {
    case 'role/assign':
    case 'role/unassign':
      return withMembers(document, edit);
    case 'settings/set':
      return setAt(document, [...layerPath(edit), ...edit.path], edit.value);
    case 'settings/unset':
      return setAt(document, [...layerPath(edit), ...edit.path], undefined);
    case 'machine/add':
      return setAt(document, ['machines', edit.name], {
        ...(edit.tags === undefined ? {} : { tags: edit.tags }),
        ...(edit.description === undefined ? {} : { description: edit.description }),
        ...(edit.machineClass === undefined ? {} : { machineClass: edit.machineClass }),
      });
    case 'machine/delete':
      return setAt(document, ['machines', edit.name], undefined);
    case 'machine/set-field':
      return setAt(document, ['machines', edit.machine, ...edit.field.split('.')], edit.value);
    case 'machine/add-tag':
    case 'machine/remove-tag':
      return edit.machines.reduce<Json>((current, machine) => {
        const tags = (child(current, 'machines', machine)['tags'] ?? []) as readonly string[];
        const rest = tags.filter((tag) => tag !== edit.tag);
        return setAt(current, ['machines', machine, 'tags'], edit.kind === 'machine/add-tag' ? [...rest, edit.tag] : rest);
      }, document);
    case 'instance/add':
      return setAt(document, ['instances', edit.name], { module: edit.module, roles: {} });
    case 'instance/delete':
      return setAt(document, ['instances', edit.name], undefined);
    case 'instance/duplicate':
      return setAt(document, ['instances', edit.to], child(document, 'instances', edit.name));
    case 'instance/rename':
      return setAt(
        setAt(document, ['instances', edit.to], child(document, 'instances', edit.name)),
        ['instances', edit.name],
        undefined,
      );
    default:
      return document;
  }
}
