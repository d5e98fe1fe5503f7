import type { Json, JsonObject } from '../../base/json';
import { err, ok } from '../../base/result';
import type { Result } from '../../base/result';
import type { Diagnostic } from '../../base/diagnostic';
import { valueAt } from '../json-tree';
import type { Edit } from './edit';
import {
  isMachineDefinedElsewhere,
  objectAt,
  pruneEmpty,
  removeAt,
  unexpectedShape,
  writeAt,
} from './edit-context';
import type { EditContext, EditResult } from './edit-context';

/** Adds a tag to machines; those that have it already, from wherever, stay as they are. */
export function addTag(
  document: JsonObject,
  edit: Extract<Edit, { kind: 'machine/add-tag' }>,
  context: EditContext,
): EditResult {
  let result = document;
  for (const machine of edit.machines) {
    const tags = tagsOf(result, machine);
    if (!tags.ok) return tags;
    if (tags.value?.includes(edit.tag) || hasTagFromElsewhere(context, machine, edit.tag)) continue;
    const written = writeAt(result, ['machines', machine, 'tags'], [...(tags.value ?? []), edit.tag]);
    if (!written.ok) return written;
    result = written.value;
  }
  return ok(result);
}

/** Takes a tag off machines, as far as inventory.json put it there. */
export function removeTag(
  document: JsonObject,
  edit: Extract<Edit, { kind: 'machine/remove-tag' }>,
  context: EditContext,
): EditResult {
  let result = document;
  for (const machine of edit.machines) {
    const tags = tagsOf(result, machine);
    if (!tags.ok) return tags;
    if (!tags.value?.includes(edit.tag)) continue;
    const path = ['machines', machine, 'tags'];
    const rest = tags.value.filter((tag) => tag !== edit.tag);
    const written = rest.length > 0 ? writeAt(result, path, rest) : writeEmpty(result, path, context);
    if (!written.ok) return written;
    const stop = isMachineDefinedElsewhere(context, machine) ? 0 : 2;
    result = pruneEmpty(written.value, path, stop, context);
  }
  return ok(result);
}

/** An empty list says nothing; it only stays where the saved file has a list. */
function writeEmpty(document: JsonObject, path: readonly string[], context: EditContext): EditResult {
  return valueAt(context.persisted, path) === undefined
    ? ok(pruneEmpty(removeAt(document, path), path.slice(0, -1), path.length, context))
    : writeAt(document, path, []);
}

function tagsOf(document: JsonObject, machine: string): Result<readonly Json[] | undefined, Diagnostic> {
  const entry = objectAt(document, ['machines', machine]);
  if (!entry.ok) return entry;
  const tags = valueAt(entry.value, ['tags']);
  if (tags === undefined || Array.isArray(tags)) return ok(tags as readonly Json[] | undefined);
  return err(unexpectedShape(['machines', machine, 'tags'], 'a list'));
}

function hasTagFromElsewhere(context: EditContext, machine: string, tag: string): boolean {
  const evaluated = context.evaluation?.machines.find((candidate) => candidate.name === machine);
  return evaluated?.tags.some((own) => own.tag === tag && own.origin !== 'json') ?? false;
}
