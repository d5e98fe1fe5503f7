/**
 * The difference of two documents in plain language: one change for each thing that a person did, never one for each
 * line. Every difference belongs to exactly one change, so that taking all of them gives the second document and taking
 * none gives the first.
 */
import { isJsonObject } from '../../base/json';
import type { Json, JsonObject } from '../../base/json';
import { rolePath } from '../edits/role-members';
import { ownValue, valueAt } from '../json-tree';
import { changeId } from './change';
import type { Change, ChangeStep } from './change';
import { instanceChanges, pairRenames } from './instance-changes';
import { machineAddedId, machineChanges } from './machine-changes';
import { asObject, keyDifferences } from './object-difference';
import { plainChange } from './plain-change';

/** All changes that lead from `before` to `after`: machines, instances, then the rest. */
export function describeChanges(before: JsonObject, after: JsonObject): readonly Change[] {
  const hasMachineSet = [before, after].every((side) => asObject(ownValue(side, 'machines')) !== null);
  const fate = {
    requires: (name: string) => (isNewMachine(before, after, name) ? [machineAddedId(name)] : []),
    isGone: (name: string) => hasMachineSet && isNewMachine(after, before, name),
  };
  return keyDifferences(before, after)
    .map((difference) => ({ ...difference, rank: rankOf(difference.key) }))
    .sort((a, b) => a.rank - b.rank)
    .flatMap(({ key, before: was, after: is }): readonly Change[] => {
      // A container that came or went empty says nothing, but it is a difference of the text.
      if (isOnlyEmptiness(was, is)) return [plainChange([key], was, is)];
      if (key === 'machines') return machineChanges(was, is, (name) => traces(before, after, name));
      return key === 'instances' ? instanceChanges(was, is, fate) : otherChanges(key, was, is);
    });
}

function rankOf(key: string): number {
  const index = ['meta', 'machines', 'instances', 'tags'].indexOf(key);
  return index < 0 ? 4 : index;
}

function isOnlyEmptiness(before: Json | undefined, after: Json | undefined): boolean {
  const old = asObject(before);
  const now = asObject(after);
  return old !== null && now !== null && keyDifferences(old, now).length === 0;
}

function otherChanges(key: string, before: Json | undefined, after: Json | undefined): readonly Change[] {
  const old = asObject(before);
  const now = asObject(after);
  if (!old || !now) return [plainChange([key], before, after)];
  return keyDifferences(old, now).map((difference) => {
    if (key === 'tags') return staticTagChange(difference.key, difference.before, difference.after);
    return plainChange([key, difference.key], difference.before, difference.after);
  });
}

function isNewMachine(before: JsonObject, after: JsonObject, name: string): boolean {
  return (
    valueAt(before, ['machines', name]) === undefined && valueAt(after, ['machines', name]) !== undefined
  );
}

/** What a machine leaves behind when it goes: its memberships, under the names that instances had before. */
function traces(before: JsonObject, after: JsonObject, machine: string): readonly ChangeStep[] {
  const instances = asObject(ownValue(before, 'instances')) ?? {};
  const renames = pairRenames(instances, asObject(ownValue(after, 'instances')) ?? {});
  return Object.keys(instances).flatMap((instance): readonly ChangeStep[] => {
    const name = renames.find((rename) => rename.from === instance)?.to ?? instance;
    const roles = valueAt(instances, [instance, 'roles']);
    if (valueAt(after, ['instances', name]) === undefined || !isJsonObject(roles)) return [];
    return Object.keys(roles).flatMap((role): readonly ChangeStep[] => {
      const path = [...rolePath(instance, role), 'machines', machine];
      const now = valueAt(after, [...rolePath(name, role), 'machines', machine]);
      return valueAt(before, path) === undefined || now !== undefined ? [] : [{ kind: 'delete', path }];
    });
  });
}

function staticTagChange(tag: string, before: Json | undefined, after: Json | undefined): Change {
  const change = plainChange(['tags', tag], before, after, { kind: 'tag', tag });
  const names = Array.isArray(after) ? after.map(String).join(', ') : null;
  return {
    ...change,
    id: changeId('static-tag', ['tags', tag]),
    title: names === null ? change.title : `Tag ${tag} holds ${names === '' ? 'no machine' : names}`,
  };
}
