/** What the settings form of a role is made from. */
import type { Diagnostic, SettingsLayerRef } from '../../../../../shared/base/diagnostic';
import type { Json } from '../../../../../shared/base/json';
import type { RoleForm } from '../../../../../shared/clan/evaluation';
import { NixError, forceAttrs } from '../../nix';
import type { Slot } from '../../nix';
import { isAbsentValue } from '../../modules';
import { optionsToFormSchema } from '../../schema/form-schema';
import { toDocumentJson } from '../../schema/exact-json';
import { errorDiagnostic } from '../diagnostics';
import { attempt } from '../guarded';
import { inPlainWords, layerIn } from '../plain-words';
import { slotAt, slotIfAny } from '../nix-values';
import { membersOf } from './inventory-model';
import type { InstanceModel, RoleModel } from './inventory-model';
import type { InventoryView } from './inventory-view';
import { memberPlaces } from './places';
import { isRetired } from './retired-option';
import { roleLayers } from './role-layers';
import { pictureOf } from './value-picture';

/** Builds the form of a role. Throws NixError when there is no such role, or its interface cannot be evaluated. */
export function roleForm(view: InventoryView, instanceName: string, roleName: string): RoleForm {
  const instance = view.instances.find((candidate) => candidate.name === instanceName);
  if (instance === undefined)
    throw new NixError('missing-attribute', `the clan has no instance '${instanceName}'`);
  const used = instance.roles.find((candidate) => candidate.name === roleName);
  const role: RoleModel = used ?? { name: roleName, machines: [], tags: [], value: {} };
  const service = slotAt(view.state.clan, '_services', 'allServices', instance.service);
  const diagnostics: Diagnostic[] = [];
  const form = interfaceSchema(view, service, roleName);
  diagnostics.push(...form.diagnostics.map((found) => ({ ...found, target: roleTarget(instance, role) })));
  const evaluated =
    used === undefined ? undefined : slotIfAny(service, 'instances', instanceName, 'roles', roleName);
  const effective: [string, Json][] = [];
  for (const { machine } of membersOf(role, view.machines)) {
    const found = settingsOf(evaluated, ['machines', machine], (error) =>
      diagnostics.push(settingsDiagnostic(view, instance, role, machine, error)),
    );
    if (found !== undefined) effective.push([machine, found]);
  }
  const roleEffective = settingsOf(evaluated, [], () => undefined);
  return {
    instance: instanceName,
    role: roleName,
    schema: form.schema,
    layers: roleLayers(view, memberPlaces(view), instanceName, role),
    effective: Object.fromEntries(effective),
    roleEffective: roleEffective ?? null,
    diagnostics,
  };
}

function interfaceSchema(
  view: InventoryView,
  service: Slot,
  role: string,
): ReturnType<typeof optionsToFormSchema> {
  const { options } = view.state.system.evalModules({
    modules: [slotAt(service, 'roles', role, 'interface')],
    specialArgs: { meta: slotAt(view.inventory, 'meta') },
  });
  return optionsToFormSchema(forceAttrs(options), view.directory);
}

/** Evaluated settings as data; what fails inside is marked, what fails as a whole is reported. */
function settingsOf(
  role: Slot | undefined,
  path: readonly string[],
  onFailure: (error: NixError) => void,
): Json | undefined {
  if (role === undefined) return undefined;
  return attempt(() => {
    const finalSettings = slotAt(role, ...path, 'finalSettings');
    const onError = (error: NixError, option: readonly string[]): void => {
      if (!isRetired(finalSettings, option)) onFailure(error);
    };
    return toDocumentJson(pictureOf(slotAt(finalSettings, 'config'), { isAbsent: isAbsentValue, onError }));
  }, onFailure);
}

function roleTarget(instance: InstanceModel, role: RoleModel): Diagnostic['target'] {
  return { kind: 'role', instance: instance.name, role: role.name };
}

/** A failure of the settings of one member; null: of a role without members. */
export function settingsDiagnostic(
  view: InventoryView,
  instance: InstanceModel,
  role: RoleModel,
  machine: string | null,
  error: NixError,
): Diagnostic {
  const layer = layerIn(error.message) ?? ownLayer(machine);
  const target = { kind: 'role', instance: instance.name, role: role.name, layer } as const;
  const plain = inPlainWords(errorDiagnostic(error, { directory: view.directory }), view.directory);
  const setting = plain.target?.kind === 'role' ? plain.target.setting : undefined;
  return { ...plain, target: setting === undefined ? target : { ...target, setting } };
}

function ownLayer(machine: string | null): SettingsLayerRef {
  return machine === null ? { kind: 'role' } : { kind: 'machine', machine };
}
