import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Json, JsonPath } from '../../../shared/base/json';
import type { Capture, Edit } from '../../../shared/clan/edits/edit';
import type { RoleRef } from '../model/conflicts';
import { unsetEdit } from '../model/conflicts';
import type { FieldErrors } from '../model/field-errors';
import type { FilteredForm } from '../model/form-filter';
import type { FormNode } from '../model/form-node';
import { pathKey } from '../model/json-path';
import type { LayerView } from '../model/layers';
import { writtenPath } from '../model/overrides';
import type { ClanNames } from '../model/suggestions';

/** Everything that the fields of one form read. */
export interface FormSlice {
  readonly roleRef: RoleRef;
  readonly root: FormNode;
  readonly layer: LayerView;
  readonly layers: readonly LayerView[];
  /** Evaluated settings for placeholders. */
  readonly effective: Json | undefined;
  readonly errors: FieldErrors;
  readonly filtered: FilteredForm;
  /** What texts may refer to. */
  readonly names: ClanNames;
}

export type FormStore = StoreApi<FormSlice>;

export function createFormStore(slice: FormSlice): FormStore {
  return createStore<FormSlice>(() => slice);
}

/** How a form reaches the document and the rest of the window. */
export interface FormHost {
  edit(edit: Edit, capture?: Capture): Promise<boolean>;
  editMany(edits: readonly Edit[], label: string): Promise<boolean>;
  selectLayer(key: string): void;
  openLink(url: string): void;
}

/** What fields can do. Each answers whether it worked; what failed has been told to the user. */
export interface FormActions {
  /** Edits with the same `gesture` at the same place become one history entry. */
  set(path: JsonPath, value: Json, gesture?: number): Promise<boolean>;
  unset(path: JsonPath): Promise<boolean>;
  rename(path: JsonPath, to: string): Promise<boolean>;
  apply(edits: readonly Edit[], label: string): Promise<boolean>;
  selectLayer(key: string): void;
  openLink(url: string): void;
  /** What a branch of a union held before another was chosen. */
  readonly branches: BranchMemory;
}

export function createFormActions(store: FormStore, host: FormHost, branches: BranchMemory): FormActions {
  const state = () => store.getState();
  const written = (path: JsonPath) => [...writtenPath(path, state().layer.priorities)];
  return {
    set: (path, value, gesture) => {
      const { roleRef, layer } = state();
      const edit: Edit = { kind: 'settings/set', ...roleRef, layer: layer.layer, path: written(path), value };
      if (gesture === undefined) return host.edit(edit);
      const mergeKey = `settings ${roleRef.instance} ${roleRef.role} ${layer.key} ${pathKey(path)} ${gesture}`;
      return host.edit(edit, { kind: 'merge', mergeKey: mergeKey.slice(-1000) });
    },
    unset: (path) => host.edit(unsetEdit(state().roleRef, state().layer, path)),
    rename: (path, to) => {
      const { roleRef, layer } = state();
      return host.edit({
        kind: 'settings/rename-key',
        ...roleRef,
        layer: layer.layer,
        path: written(path),
        to,
      });
    },
    apply: (edits, label) => host.editMany(edits, label),
    selectLayer: (key) => host.selectLayer(key),
    openLink: (url) => host.openLink(url),
    branches,
  };
}

export interface BranchMemory {
  remember(path: JsonPath, branch: number, value: Json): void;
  recall(path: JsonPath, branch: number): Json | undefined;
}

export function createBranchMemory(): BranchMemory {
  const values = new Map<string, Json>();
  const key = (path: JsonPath, branch: number) => `${branch} ${pathKey(path)}`;
  return {
    remember: (path, branch, value) => void values.set(key(path, branch), value),
    recall: (path, branch) => values.get(key(path, branch)),
  };
}
