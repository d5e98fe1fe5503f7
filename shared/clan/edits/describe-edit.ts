import { assertNever } from '../../base/invariant';
import type { SettingsLayerRef } from '../../base/diagnostic';
import type { JsonPath } from '../../base/json';
import { pathText, valueText } from '../value-text';
import type { Edit, MachineField } from './edit';

/** What undo and redo call an edit: "Add echo to backup › client". */
export function describeEdit(edit: Edit): string {
  switch (edit.kind) {
    case 'machine/add':
      return `Add machine ${edit.name}`;
    case 'machine/delete':
      return `Delete machine ${edit.name}`;
    case 'machine/set-field':
      return edit.value === undefined
        ? `Reset ${fieldLabel(edit.field)} of ${edit.machine}`
        : `Set ${fieldLabel(edit.field)} of ${edit.machine}`;
    case 'machine/add-tag':
      return `Tag ${namesText(edit.machines, 'machines')} with ${edit.tag}`;
    case 'machine/remove-tag':
      return `Take tag ${edit.tag} off ${namesText(edit.machines, 'machines')}`;
    case 'instance/add':
      return `Add instance ${edit.name}`;
    case 'instance/delete':
      return `Delete instance ${edit.name}`;
    case 'instance/rename':
      return `Rename instance ${edit.name} to ${edit.to}`;
    case 'instance/duplicate':
      return `Duplicate ${edit.name} as ${edit.to}`;
    case 'role/assign':
      return `Add ${memberText(edit.machines, edit.tags)} to ${edit.instance} › ${edit.role}`;
    case 'role/unassign':
      return `Remove ${memberText(edit.machines, edit.tags)} from ${edit.instance} › ${edit.role}`;
    case 'settings/set':
      return edit.path.length === 0
        ? `Replace settings of ${layerText(edit.instance, edit.role, edit.layer)}`
        : `Set ${settingText(edit.path)} to ${valueText(edit.value, 30)} in ${layerText(edit.instance, edit.role, edit.layer)}`;
    case 'settings/unset':
      return `Reset ${settingText(edit.path)} in ${layerText(edit.instance, edit.role, edit.layer)}`;
    case 'settings/rename-key':
      return `Rename ${settingText(edit.path)} to ${edit.to} in ${layerText(edit.instance, edit.role, edit.layer)}`;
    default:
      return assertNever(edit);
  }
}

const fieldLabels: Readonly<Record<MachineField, string>> = {
  description: 'description',
  icon: 'icon',
  machineClass: 'class',
  'deploy.targetHost': 'target host',
  'deploy.buildHost': 'build host',
  'deploy.forwardAgent': 'agent forwarding',
};

/** What a field of a machine is called. */
export function fieldLabel(field: MachineField): string {
  return fieldLabels[field];
}

/** Where settings stand, in words: `backup › client`, `backup › client, tag laptop`, `backup › client, athena`. */
export function layerText(instance: string, role: string, layer: SettingsLayerRef): string {
  const place = `${instance} › ${role}`;
  if (layer.kind === 'tag') return `${place}, tag ${layer.tag}`;
  return layer.kind === 'machine' ? `${place}, ${layer.machine}` : place;
}

function settingText(path: JsonPath): string {
  return path.length === 0 ? 'all settings' : pathText(path);
}

function memberText(machines: readonly string[], tags: readonly string[]): string {
  const parts = [
    ...(machines.length > 0 ? [namesText(machines, 'machines')] : []),
    ...(tags.length > 0 ? [tags.length === 1 ? `tag ${tags[0] ?? ''}` : `${tags.length} tags`] : []),
  ];
  return parts.length === 0 ? 'nothing' : parts.join(' and ');
}

function namesText(names: readonly string[], noun: string): string {
  if (names.length <= 2) return names.join(' and ');
  return `${names.length} ${noun}`;
}
