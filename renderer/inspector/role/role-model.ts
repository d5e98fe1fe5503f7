import type { Json } from '../../../shared/base/json';
import type {
  ClanEvaluation,
  EvaluatedInstance,
  EvaluatedRole,
  RoleForm,
} from '../../../shared/clan/evaluation';
import type { LayerView } from '../../forms';
import { isLayerSet } from '../../forms';

export interface FoundRole {
  readonly instance: EvaluatedInstance;
  readonly role: EvaluatedRole;
}

/** The role as evaluated; a role that nobody wrote anything for yet is one without members. */
export function findRole(clan: ClanEvaluation, instanceName: string, roleName: string): FoundRole | null {
  const instance = clan.instances.find(({ name }) => name === instanceName);
  if (instance === undefined) return null;
  const known = instance.roles.find(({ name }) => name === roleName);
  if (known !== undefined) return { instance, role: known };
  const offered = clan.services
    .find(({ id }) => id === instance.service)
    ?.roles.find(({ name }) => name === roleName);
  return {
    instance,
    role: {
      name: roleName,
      description: offered?.description ?? null,
      exists: offered !== undefined,
      members: [],
      tags: [],
      layers: [],
      minMachines: null,
      maxMachines: null,
      classes: null,
      extraModules: 0,
    },
  };
}

const fewMachines = 4;

export interface LayerChoice {
  /** Shown as chips. */
  readonly chips: readonly LayerView[];
  /** Offered behind "+ layer". */
  readonly others: readonly LayerView[];
}

/**
 * The layers worth a chip: the role, tags, machines with settings, and direct members while they are few; the shown
 * one always. The rest is one click away.
 */
export function chooseLayers(layers: readonly LayerView[], role: EvaluatedRole, shown: string): LayerChoice {
  const direct = new Set(
    role.members
      .filter(({ reasons }) => reasons.some(({ kind }) => kind === 'direct'))
      .map(({ machine }) => machine),
  );
  const isFew = direct.size <= fewMachines;
  const isChip = (layer: LayerView) =>
    layer.layer.kind !== 'machine' ||
    layer.key === shown ||
    isLayerSet(layer) ||
    (isFew && direct.has(layer.layer.machine));
  return { chips: layers.filter(isChip), others: layers.filter((layer) => !isChip(layer)) };
}

/** Evaluated settings that placeholders of a layer may fall back on. */
export function effectiveFor(form: RoleForm, layer: LayerView): Json | undefined {
  if (layer.layer.kind !== 'machine') return form.roleEffective ?? undefined;
  return (
    (Object.hasOwn(form.effective, layer.layer.machine) ? form.effective[layer.layer.machine] : undefined) ??
    form.roleEffective ??
    undefined
  );
}
