import { useMemo } from 'react';
import type { Diagnostic } from '../../../shared/base/diagnostic';
import type { RoleForm } from '../../../shared/clan/evaluation';
import type { KeyOrder } from '../../../shared/contract';
import { buildLayers, compileSchema, type FormNode, type LayerView } from '../../forms';
import { useClan, useRoleForm, useWorkspace } from '../../state';
import { findRole } from './role-model';

export interface RoleSettings {
  /** Null while the form is being made or when it cannot be made. */
  readonly root: FormNode | null;
  readonly form: RoleForm | null;
  readonly error: Diagnostic | null;
  readonly layers: readonly LayerView[];
}

const noOrders: readonly KeyOrder[] = [];
const none: RoleSettings = { root: null, form: null, error: null, layers: [] };

/** The layers and form of a role, from the document (at once) and the evaluation (a moment later). */
export function useRoleSettings(instance: string, roleName: string): RoleSettings {
  const clan = useClan();
  const document = useWorkspace((slice) => slice.workspace?.document ?? null);
  const keyOrders = useWorkspace((slice) => slice.workspace?.keyOrders ?? noOrders);
  const readOnlyReason = useWorkspace((slice) => slice.workspace?.readOnly?.message ?? null);
  const loaded = useRoleForm(instance, roleName);
  const form = loaded?.value ?? null;
  const schema = form?.schema ?? null;
  // The schema is the same data after most edits, but a new object; compiling is cheap beside drawing.
  const schemaText = useMemo(() => (schema === null ? null : JSON.stringify(schema)), [schema]);
  const root = useMemo(
    () => (schema === null ? null : compileSchema(schema)),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- equal text means equal schema: keep the nodes, keep the fields
    [schemaText],
  );
  const layers = useMemo(() => {
    const found = clan === null ? null : findRole(clan, instance, roleName);
    if (clan === null || found === null || document === null) return [];
    return buildLayers({
      instance,
      role: found.role,
      evaluation: clan,
      document,
      keyOrders,
      formLayers: form?.layers ?? [],
      readOnlyReason,
    });
  }, [clan, document, keyOrders, form, instance, roleName, readOnlyReason]);
  if (clan === null) return none;
  return { root, form, error: loaded?.error ?? null, layers };
}
