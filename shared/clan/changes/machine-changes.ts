import { isJsonObject, jsonEqual } from '../../base/json';
import type { Json, JsonObject, JsonPath } from '../../base/json';
import { ownValue } from '../json-tree';
import { valueText } from '../value-text';
import { changeId } from './change';
import type { Change, ChangeStep } from './change';
import { asObject, keyDifferences } from './object-difference';
import { plainChange } from './plain-change';

const fieldWords: Readonly<Record<string, string>> = {
  description: 'description',
  icon: 'icon',
  machineClass: 'class',
  installedAt: 'installation time',
  targetHost: 'target host',
  buildHost: 'build host',
  forwardAgent: 'agent forwarding',
};

/** Changes of the `machines` of two documents. `leaves` names for each machine the memberships it loses by going. */
export function machineChanges(
  before: Json | undefined,
  after: Json | undefined,
  extraSteps: (machine: string) => readonly ChangeStep[],
): readonly Change[] {
  const old = asObject(before);
  const now = asObject(after);
  if (!old || !now) return [plainChange(['machines'], before, after)];
  return keyDifferences(old, now).flatMap(({ key, before: was, after: is }) => {
    if (was === undefined && is !== undefined) return [machineAdded(key, is)];
    if (is === undefined) return [machineRemoved(key, extraSteps(key))];
    return isJsonObject(was) && isJsonObject(is)
      ? machineChanged(key, was, is)
      : [plainChange(['machines', key], was, is, { kind: 'machine', machine: key })];
  });
}

/** The id of the change that adds a machine; members that are new with it depend on it. */
export function machineAddedId(name: string): string {
  return changeId('machine-added', ['machines', name]);
}

function machineAdded(name: string, value: Json): Change {
  const fields = isJsonObject(value) ? value : {};
  const tags = ownValue(fields, 'tags');
  const parts = [
    ownValue(fields, 'machineClass') === 'darwin' ? 'darwin machine' : 'machine',
    ...(Array.isArray(tags) && tags.length > 0 ? [`tags ${tags.map(String).join(', ')}`] : []),
  ];
  return {
    id: machineAddedId(name),
    kind: 'added',
    title: `${name} is new`,
    detail: parts.join('; '),
    selection: { kind: 'machine', machine: name },
    steps: [{ kind: 'set', path: ['machines', name], value }],
    requires: [],
  };
}

function machineRemoved(name: string, extra: readonly ChangeStep[]): Change {
  const count = extra.filter((step) => step.path[0] === 'instances').length;
  return {
    id: changeId('machine-removed', ['machines', name]),
    kind: 'removed',
    title: `${name} is gone`,
    detail: count === 0 ? 'machine' : `machine; leaves ${count === 1 ? '1 role' : `${count} roles`}`,
    selection: { kind: 'none' },
    steps: [{ kind: 'delete', path: ['machines', name] }, ...extra],
    requires: [],
  };
}

function machineChanged(name: string, before: JsonObject, after: JsonObject): readonly Change[] {
  return keyDifferences(before, after).flatMap(({ key, before: was, after: is }) => {
    const path = ['machines', name, key];
    if (key === 'tags') return tagChanges(name, path, was, is);
    const old = asObject(was);
    const now = asObject(is);
    if (key === 'deploy' && old && now) {
      const fields = keyDifferences(old, now).map((field) =>
        fieldChange(name, [...path, field.key], field.before, field.after),
      );
      if (fields.length > 0) return fields;
    }
    return [fieldChange(name, path, was, is)];
  });
}

function fieldChange(
  machine: string,
  path: JsonPath,
  before: Json | undefined,
  after: Json | undefined,
): Change {
  const key = String(path[path.length - 1]);
  const word = Object.hasOwn(fieldWords, key) ? fieldWords[key] : key;
  return {
    id: changeId('field', path),
    kind: before === undefined ? 'added' : after === undefined ? 'removed' : 'changed',
    title: after === undefined ? `${machine}: ${word} unset` : `${machine}: ${word} = ${valueText(after)}`,
    detail: before === undefined ? 'machine; was unset' : `machine; was ${valueText(before)}`,
    selection: { kind: 'machine', machine },
    steps: [after === undefined ? { kind: 'delete', path } : { kind: 'set', path, value: after }],
    requires: [],
  };
}

/** One change a tag, when the lists differ only in what they hold; a new order is a change of the whole list. */
function tagChanges(
  machine: string,
  path: JsonPath,
  before: Json | undefined,
  after: Json | undefined,
): readonly Change[] {
  const old = stringsOf(before);
  const now = stringsOf(after);
  const whole = fieldChange(machine, path, before, after);
  if (!old || !now) return [whole];
  const added = now.filter((tag) => !old.includes(tag));
  const removed = old.filter((tag) => !now.includes(tag));
  const expected = [...old.filter((tag) => now.includes(tag)), ...added];
  if (added.length + removed.length === 0 || !jsonEqual(expected, now)) return [whole];
  return [
    ...added.map((tag) => tagChange(machine, path, tag, true)),
    ...removed.map((tag) => tagChange(machine, path, tag, false)),
  ];
}

function tagChange(machine: string, path: JsonPath, tag: string, isAdded: boolean): Change {
  return {
    id: changeId('tag', path, tag),
    kind: isAdded ? 'added' : 'removed',
    title: isAdded ? `${machine} gets the tag ${tag}` : `${machine} loses the tag ${tag}`,
    detail: 'machine tags',
    selection: { kind: 'machine', machine },
    steps: [{ kind: isAdded ? 'list-add' : 'list-remove', path, item: tag }],
    requires: [],
  };
}

function stringsOf(value: Json | undefined): readonly string[] | null {
  if (value === undefined) return [];
  if (!Array.isArray(value)) return null;
  const items = value as readonly Json[];
  const strings = items.filter((item): item is string => typeof item === 'string');
  return strings.length === items.length && new Set(strings).size === strings.length ? strings : null;
}
