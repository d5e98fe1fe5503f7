import { deepEquals } from '@rjsf/utils';
import { createContext, useContext, useRef, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Diagnostic } from '../../../shared/base/diagnostic';
import { invariant } from '../../../shared/base/invariant';
import type { Json, JsonPath } from '../../../shared/base/json';
import { fieldState, type FieldState } from '../model/field-state';
import type { FormNode } from '../model/form-node';
import { pathKey, valueAt } from '../model/json-path';
import type { FormActions, FormSlice, FormStore } from './form-store';

interface FormScope {
  readonly store: FormStore;
  readonly actions: FormActions;
}

const FormContext = createContext<FormScope | null>(null);

export function FormProvider({
  scope,
  children,
}: {
  readonly scope: FormScope;
  readonly children: ReactNode;
}) {
  return <FormContext value={scope}>{children}</FormContext>;
}

function useScope(): FormScope {
  const scope = useContext(FormContext);
  invariant(scope !== null, 'no FormProvider');
  return scope;
}

export function useFormActions(): FormActions {
  return useScope().actions;
}

/** A part of the form's state; equal content keeps the same object, so that only fields that changed render again. */
export function useFormState<T>(selector: (slice: FormSlice) => T): T {
  const last = useRef<{ readonly value: T } | null>(null);
  return useStore(useScope().store, (slice) => {
    const value = selector(slice);
    if (last.current !== null && deepEquals(last.current.value, value)) return last.current.value;
    last.current = { value };
    return value;
  });
}

/** What is written at a place on the shown layer. */
export function useFieldValue(path: JsonPath): Json | undefined {
  return useFormState((slice) => valueAt(slice.layer.value, path));
}

export function useFieldState(node: FormNode, path: JsonPath): FieldState {
  return useFormState((slice) => fieldState(node, path, slice));
}

const noErrors: readonly Diagnostic[] = [];

export function useFieldErrors(path: JsonPath): readonly Diagnostic[] {
  return useFormState((slice) => slice.errors.byPath.get(pathKey(path)) ?? noErrors);
}

/** False while the filter hides the field. */
export function useIsVisible(path: JsonPath): boolean {
  return useFormState((slice) => slice.filtered.visible?.has(pathKey(path)) ?? true);
}
