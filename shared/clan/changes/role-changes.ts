import { isJsonObject } from '../../base/json';
import type { Json, JsonObject } from '../../base/json';
import { rolePath, tagsAsObject } from '../edits/role-members';
import { ownValue } from '../json-tree';
import { changeId } from './change';
import type { Change } from './change';
import type { MachineFate } from './instance-changes';
import { asObject, keyDifferences } from './object-difference';
import { plainChange } from './plain-change';
import { settingsChanges } from './settings-changes';

interface RoleRef {
  readonly instance: string;
  readonly role: string;
}

/** Changes of one role: who joins and leaves, directly or by tag, and its settings on every layer. */
export function roleChanges(
  ref: RoleRef,
  before: Json | undefined,
  after: Json | undefined,
  fate: MachineFate,
  requires: readonly string[],
): readonly Change[] {
  const path = rolePath(ref.instance, ref.role);
  const old = asObject(before);
  const now = asObject(after);
  const selection = { kind: 'role', ...ref } as const;
  if (!old || !now) return [plainChange(path, before, after, selection, requires)];
  const changes = keyDifferences(old, now).flatMap((difference): readonly Change[] => {
    const { key, before: was, after: is } = difference;
    const found = roleKeyChanges(ref, key, was, is, fate, requires);
    return found.length > 0 || isOnlyGoneMembers(key, was, is, fate)
      ? found
      : [plainChange([...path, key], was, is, selection, requires)];
  });
  if (changes.length > 0 || Object.keys(old).length + Object.keys(now).length > 0) return changes;
  return [plainChange(path, before, after, selection, requires)];
}

function roleKeyChanges(
  ref: RoleRef,
  key: string,
  before: Json | undefined,
  after: Json | undefined,
  fate: MachineFate,
  requires: readonly string[],
): readonly Change[] {
  if (key === 'settings')
    return settingsChanges({ ...ref, layer: { kind: 'role' } }, before, after, requires);
  if (key === 'machines') {
    const old = asObject(before);
    const now = asObject(after);
    return old && now ? memberChanges(ref, 'machine', old, now, fate, requires) : [];
  }
  if (key === 'tags') {
    const old = before === undefined ? {} : tagsAsObject(before);
    const now = after === undefined ? {} : tagsAsObject(after);
    return old && now ? memberChanges(ref, 'tag', old, now, fate, requires) : [];
  }
  return [];
}

/** Members that left because their machine went are told with the machine. */
function isOnlyGoneMembers(
  key: string,
  before: Json | undefined,
  after: Json | undefined,
  fate: MachineFate,
): boolean {
  const old = asObject(before);
  const now = asObject(after);
  if (key !== 'machines' || !old || !now) return false;
  const differences = keyDifferences(old, now);
  return (
    differences.length > 0 &&
    differences.every((difference) => difference.after === undefined && fate.isGone(difference.key))
  );
}

function memberChanges(
  ref: RoleRef,
  kind: 'machine' | 'tag',
  before: JsonObject,
  after: JsonObject,
  fate: MachineFate,
  requires: readonly string[],
): readonly Change[] {
  return keyDifferences(before, after).flatMap(({ key: name, before: was, after: is }) => {
    if (is === undefined) {
      const isPartOfRemoval = kind === 'machine' && fate.isGone(name);
      return isPartOfRemoval ? [] : [memberLeaves(ref, kind, name, was, requires)];
    }
    if (was !== undefined) return entryChanges(ref, kind, name, was, is, requires);
    const needs = kind === 'machine' ? [...requires, ...fate.requires(name)] : requires;
    const joins = memberJoins(ref, kind, name, is, needs);
    const shell = withoutSettings(is);
    const inner = shell === is ? [] : entryChanges(ref, kind, name, shell, is, [...needs, joins.id]);
    return [joins, ...inner];
  });
}

function memberPath(ref: RoleRef, kind: 'machine' | 'tag', name: string): readonly string[] {
  return [...rolePath(ref.instance, ref.role), kind === 'machine' ? 'machines' : 'tags', name];
}

function withoutSettings(entry: Json): Json {
  if (!isJsonObject(entry) || !isJsonObject(ownValue(entry, 'settings'))) return entry;
  return Object.fromEntries(Object.entries(entry).filter(([key]) => key !== 'settings'));
}

function memberJoins(
  ref: RoleRef,
  kind: 'machine' | 'tag',
  name: string,
  entry: Json,
  requires: readonly string[],
): Change {
  const path = memberPath(ref, kind, name);
  const who = kind === 'tag' ? `Tag ${name}` : name;
  return {
    id: changeId('member', path),
    kind: 'added',
    title: `${who} joins ${ref.instance} › ${ref.role}`,
    detail: kind === 'tag' ? 'every machine with the tag' : 'direct assignment',
    selection: { kind: 'edge', ...ref, from: { kind, name } },
    steps: [{ kind: 'set', path, value: withoutSettings(entry) }],
    requires,
  };
}

function memberLeaves(
  ref: RoleRef,
  kind: 'machine' | 'tag',
  name: string,
  entry: Json | undefined,
  requires: readonly string[],
): Change {
  const path = memberPath(ref, kind, name);
  const who = kind === 'tag' ? `Tag ${name}` : name;
  const what = kind === 'tag' ? 'tag assignment' : 'direct assignment';
  const settings = ownValue(entry, 'settings');
  const hasSettings = isJsonObject(settings) && Object.keys(settings).length > 0;
  return {
    id: changeId('member', path),
    kind: 'removed',
    title: `${who} leaves ${ref.instance} › ${ref.role}`,
    detail: hasSettings ? `${what}, with the settings it had there` : what,
    selection: { kind: 'role', ...ref },
    steps: [{ kind: 'delete', path }],
    requires,
  };
}

/** Changes inside the entry of a member that stays. */
function entryChanges(
  ref: RoleRef,
  kind: 'machine' | 'tag',
  name: string,
  before: Json,
  after: Json,
  requires: readonly string[],
): readonly Change[] {
  const path = memberPath(ref, kind, name);
  const selection = { kind: 'role', ...ref } as const;
  if (!isJsonObject(before) || !isJsonObject(after)) {
    return [plainChange(path, before, after, selection, requires)];
  }
  const layer = kind === 'tag' ? ({ kind, tag: name } as const) : ({ kind, machine: name } as const);
  return keyDifferences(before, after).flatMap((difference) => {
    const { key, before: was, after: is } = difference;
    if (key === 'settings') return settingsChanges({ ...ref, layer }, was, is, requires);
    return [plainChange([...path, key], was, is, selection, requires)];
  });
}
