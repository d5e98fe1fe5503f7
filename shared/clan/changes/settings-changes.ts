import type { SettingsLayerRef } from '../../base/diagnostic';
import { isJsonObject } from '../../base/json';
import type { Json, JsonPath } from '../../base/json';
import { layerText } from '../edits/describe-edit';
import { settingsPath } from '../edits/settings-path';
import { isEmptyContainer } from '../json-tree';
import { pathText, valueText } from '../value-text';
import { changeId } from './change';
import type { Change } from './change';
import { keyDifferences } from './object-difference';

interface SettingsPlace {
  readonly instance: string;
  readonly role: string;
  readonly layer: SettingsLayerRef;
}

/** Changes of one layer of settings, one for each value that differs. */
export function settingsChanges(
  place: SettingsPlace,
  before: Json | undefined,
  after: Json | undefined,
  requires: readonly string[],
): readonly Change[] {
  const changes = valueChanges(place, [], before, after);
  return changes.map((change) => ({ ...change, requires }));
}

/** Goes down as long as both sides are plain sets of values; what is new, gone or of another kind is one change. */
function valueChanges(
  place: SettingsPlace,
  path: JsonPath,
  before: Json | undefined,
  after: Json | undefined,
): readonly Change[] {
  // Directly below `settings` an absent side is an empty one: a first setting is that setting, not "settings added".
  const old = before === undefined && path.length === 0 ? {} : before;
  const now = after === undefined && path.length === 0 ? {} : after;
  if (isPlainSet(old) && isPlainSet(now)) {
    const changes = keyDifferences(old, now).flatMap(({ key, before: was, after: is }) =>
      valueChanges(place, [...path, key], was, is),
    );
    if (changes.length > 0) return changes;
  }
  return [valueChange(place, path, before, after)];
}

/** Objects with `_type` are marks of the module system (an override): one value, never a set of values. */
function isPlainSet(value: Json | undefined): value is { readonly [key: string]: Json } {
  return isJsonObject(value) && !Object.hasOwn(value, '_type');
}

function valueChange(
  place: SettingsPlace,
  path: JsonPath,
  before: Json | undefined,
  after: Json | undefined,
): Change {
  const full = [...settingsPath(place.instance, place.role, place.layer), ...path];
  const subject = path.length === 0 ? 'settings' : pathText(path);
  const { owner, where } = wording(place);
  const verb = after === undefined ? 'unset' : `= ${settingText(after)}`;
  const was = before === undefined ? '; was unset' : `; was ${settingText(before)}`;
  return {
    id: changeId('setting', full),
    kind: before === undefined ? 'added' : after === undefined ? 'removed' : 'changed',
    title: `${owner}: ${subject} ${verb}`,
    detail: `${where}${after === undefined || before !== undefined || place.layer.kind !== 'role' ? was : ''}`,
    selection: { kind: 'role', instance: place.instance, role: place.role },
    steps: [after === undefined ? { kind: 'delete', path: full } : { kind: 'set', path: full, value: after }],
    requires: [],
  };
}

function settingText(value: Json): string {
  if (isEmptyContainer(value)) return Array.isArray(value) ? 'an empty list' : 'empty';
  return valueText(value);
}

function wording(place: SettingsPlace): { readonly owner: string; readonly where: string } {
  const role = layerText(place.instance, place.role, { kind: 'role' });
  switch (place.layer.kind) {
    case 'role':
      return { owner: role, where: 'role settings' };
    case 'tag':
      return { owner: `tag ${place.layer.tag}`, where: `${role}, tag settings` };
    case 'machine':
      return { owner: place.layer.machine, where: `${role}, machine settings` };
  }
}
