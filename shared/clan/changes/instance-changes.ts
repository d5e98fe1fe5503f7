import { isJsonObject, jsonEqual } from '../../base/json';
import type { Json, JsonObject } from '../../base/json';
import { ownValue, valueAt } from '../json-tree';
import { changeId } from './change';
import type { Change, ChangeStep } from './change';
import { asObject, keyDifferences } from './object-difference';
import type { KeyDifference } from './object-difference';
import { plainChange } from './plain-change';
import { roleChanges } from './role-changes';

/** What the changes of instances need to know about the machines of both documents. */
export interface MachineFate {
  /** Changes that a member of this name depends on (the machine is new). */
  readonly requires: (machine: string) => readonly string[];
  /** Whether the machine went, so that leaving its roles is part of that. */
  readonly isGone: (machine: string) => boolean;
}

/** Changes of the `instances` of two documents. */
export function instanceChanges(
  before: Json | undefined,
  after: Json | undefined,
  fate: MachineFate,
): readonly Change[] {
  const old = asObject(before);
  const now = asObject(after);
  if (!old || !now) return [plainChange(['instances'], before, after)];
  const differences = keyDifferences(old, now);
  const renames = pairRenames(old, now);
  const renamedTo = new Map(renames.map((rename) => [rename.to, rename]));
  const renamedFrom = new Set(renames.map((rename) => rename.from));
  return differences.flatMap((difference) => {
    if (renamedFrom.has(difference.key) && difference.after === undefined) return [];
    const rename = renamedTo.get(difference.key);
    if (rename && difference.before === undefined) return renamedChanges(rename, old, now, fate);
    return oneInstance(difference, fate);
  });
}

function oneInstance({ key, before, after }: KeyDifference, fate: MachineFate): readonly Change[] {
  if (before === undefined && isJsonObject(after)) return addedChanges(key, after, fate);
  if (after === undefined) return [instanceRemoved(key, before)];
  if (isJsonObject(before) && isJsonObject(after)) return innerChanges(key, before, after, fate, []);
  return [plainChange(['instances', key], before, after, { kind: 'instance', instance: key })];
}

/** An added instance: itself with its module, then its members and settings, which depend on it. */
function addedChanges(name: string, value: JsonObject, fate: MachineFate): readonly Change[] {
  const id = changeId('instance-added', ['instances', name]);
  const module = ownValue(value, 'module');
  const roles = ownValue(value, 'roles');
  const shell: JsonObject = isJsonObject(roles) ? { ...value, roles: {} } : value;
  const added: Change = {
    id,
    kind: 'added',
    title: `${name} is new`,
    detail: `instance of ${moduleText(name, module)}`,
    selection: { kind: 'instance', instance: name },
    steps: [{ kind: 'set', path: ['instances', name], value: shell }],
    requires: [],
  };
  return [added, ...innerChanges(name, shell, value, fate, [id])];
}

function instanceRemoved(name: string, value: Json | undefined): Change {
  return {
    id: changeId('instance-removed', ['instances', name]),
    kind: 'removed',
    title: `${name} is gone`,
    detail: `instance of ${moduleText(name, valueAt(value, ['module']))}`,
    selection: { kind: 'none' },
    steps: [{ kind: 'delete', path: ['instances', name] }],
    requires: [],
  };
}

function moduleText(instance: string, module: Json | undefined): string {
  const name = ownValue(module, 'name');
  const input = ownValue(module, 'input');
  const label = typeof name === 'string' ? name : instance;
  return typeof input === 'string' ? `${label} · ${input}` : label;
}

function innerChanges(
  name: string,
  before: JsonObject,
  after: JsonObject,
  fate: MachineFate,
  requires: readonly string[],
): readonly Change[] {
  return keyDifferences(before, after).flatMap((difference) => {
    const path = ['instances', name, difference.key];
    const old = asObject(difference.before);
    const now = asObject(difference.after);
    const roles = difference.key === 'roles' && old && now ? keyDifferences(old, now) : [];
    if (roles.length > 0) {
      return roles.flatMap((role) =>
        roleChanges({ instance: name, role: role.key }, role.before, role.after, fate, requires),
      );
    }
    const selection = { kind: 'instance', instance: name } as const;
    return [plainChange(path, difference.before, difference.after, selection, requires)];
  });
}

export interface Rename {
  readonly from: string;
  readonly to: string;
}

/** A removed and an added instance are one that was renamed when they stand in the same place with the same module. */
export function pairRenames(before: JsonObject, after: JsonObject): readonly Rename[] {
  const differences = keyDifferences(before, after);
  const removed = differences.filter((difference) => difference.after === undefined);
  const added = differences.filter((difference) => difference.before === undefined);
  if (removed.length === 0 || added.length === 0) return [];
  const oldKeys = Object.keys(before);
  const newKeys = Object.keys(after);
  const paired = new Set<string>();
  return removed.flatMap(({ key: from, before: value }) => {
    const partner = added.find(({ key: to, after: candidate }) => {
      if (paired.has(to) || !isJsonObject(value) || !isJsonObject(candidate)) return false;
      if (jsonEqual(withoutModuleName(value, from), withoutModuleName(candidate, from))) return true;
      const module = ownValue(value, 'module');
      const isSamePlace = oldKeys.indexOf(from) === newKeys.indexOf(to);
      return isSamePlace && module !== undefined && jsonEqual(module, ownValue(candidate, 'module'));
    });
    if (!partner) return [];
    paired.add(partner.key);
    return [{ from, to: partner.key }];
  });
}

/** A rename writes down the module's name where it was left to the instance's: that is no difference. */
function withoutModuleName(instance: JsonObject, defaultName: string): JsonObject {
  const module = asObject(ownValue(instance, 'module'));
  if (!module) return instance;
  return { ...instance, module: { ...module, name: ownValue(module, 'name') ?? defaultName } };
}

function renamedChanges(
  rename: Rename,
  before: JsonObject,
  after: JsonObject,
  fate: MachineFate,
): readonly Change[] {
  const old = before[rename.from] as JsonObject;
  const now = after[rename.to] as JsonObject;
  const id = changeId('instance-renamed', ['instances', rename.from], rename.to);
  // A module name that was written because of the new name goes with the rename.
  const withName = withoutModuleName(old, rename.from);
  const named = jsonEqual(withName['module'], now['module']) ? withName : old;
  const steps: ChangeStep[] = [{ kind: 'rename', path: ['instances', rename.from], to: rename.to }];
  if (named !== old && !jsonEqual(ownValue(old, 'module'), now['module'])) {
    steps.push({ kind: 'set', path: ['instances', rename.to, 'module'], value: now['module'] as Json });
  }
  const change: Change = {
    id,
    kind: 'changed',
    title: `${rename.from} is called ${rename.to}`,
    detail: 'instance renamed',
    selection: { kind: 'instance', instance: rename.to },
    steps,
    requires: [],
  };
  return [change, ...innerChanges(rename.to, named, now, fate, [id])];
}
