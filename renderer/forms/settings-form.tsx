import { useEffect, useMemo, useState } from 'react';
import type { Diagnostic } from '../../shared/base/diagnostic';
import type { Json, JsonPath } from '../../shared/base/json';
import type { RoleRef } from './model/conflicts';
import { fieldErrors } from './model/field-errors';
import { filterForm, type FormFilter } from './model/form-filter';
import type { FormNode } from './model/form-node';
import type { LayerView } from './model/layers';
import type { ClanNames } from './model/suggestions';
import { FormProvider } from './store/form-context';
import {
  createBranchMemory,
  createFormActions,
  createFormStore,
  type FormHost,
  type FormSlice,
} from './store/form-store';
import { ThemedForm } from './theme';
import { rjsfSchema, rjsfUiSchema } from './to-rjsf';
import { noValidator } from './validator';

export interface SettingsFormProps {
  readonly roleRef: RoleRef;
  readonly root: FormNode;
  readonly layer: LayerView;
  readonly layers: readonly LayerView[];
  readonly effective: Json | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly filter: FormFilter;
  readonly names: ClanNames;
  readonly host: FormHost;
}

/** Nothing is filled in by the library: a default is a placeholder until somebody sets it. */
const noDefaults = {
  emptyObjectFields: 'skipDefaults',
  arrayMinItems: { populate: 'never' },
  allOf: 'skipDefaults',
  constAsDefaults: 'never',
} as const;

/** The settings of one layer of a role. Give it a `key` for the layer: a form belongs to one layer for life. */
export function SettingsForm(props: SettingsFormProps) {
  const slice = useFormSlice(props);
  const [store] = useState(() => createFormStore(slice));
  const [branches] = useState(createBranchMemory);
  const { host } = props;
  const scope = useMemo(
    () => ({ store, actions: createFormActions(store, host, branches) }),
    [store, host, branches],
  );
  useEffect(() => store.setState(slice), [store, slice]);
  return (
    <FormProvider scope={scope}>
      <ThemedForm
        tagName="div"
        idPrefix="setting"
        schema={rjsfSchema(props.root)}
        uiSchema={rjsfUiSchema(props.root, 'full')}
        validator={noValidator}
        noHtml5Validate
        showErrorList={false}
        experimental_defaultFormStateBehavior={noDefaults}
      >
        {/* No submit button: every change is an edit of its own. */}
        <></>
      </ThemedForm>
    </FormProvider>
  );
}

function useFormSlice(props: SettingsFormProps): FormSlice {
  const { roleRef, root, layer, layers, effective, diagnostics, filter, names } = props;
  const errors = useMemo(
    () => fieldErrors(roleRef, root, layer, diagnostics),
    [roleRef, root, layer, diagnostics],
  );
  const filtered = useMemo(() => filterForm(root, layer.value, filter), [root, layer.value, filter]);
  return useMemo(
    () => ({ roleRef, root, layer, layers, effective, errors, filtered, names }),
    [roleRef, root, layer, layers, effective, errors, filtered, names],
  );
}

/** Scrolls to a field, or the nearest one around it, and marks it for a moment. */
export function showField(form: HTMLElement, path: JsonPath): void {
  for (let length = path.length; length > 0; length -= 1) {
    const key = JSON.stringify(path.slice(0, length));
    const field = [...form.querySelectorAll<HTMLElement>('[data-field]')].find(
      (candidate) => candidate.dataset['field'] === key,
    );
    if (field === undefined) continue;
    field.scrollIntoView({ block: 'center' });
    field.dataset['highlight'] = 'true';
    field.querySelector<HTMLElement>('input, textarea, [role=switch]')?.focus({ preventScroll: true });
    window.setTimeout(() => delete field.dataset['highlight'], 1_700);
    return;
  }
}
