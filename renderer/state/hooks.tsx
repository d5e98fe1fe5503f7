import { createContext, useContext, useEffect, useMemo, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Diagnostic } from '../../shared/base/diagnostic';
import { invariant } from '../../shared/base/invariant';
import type { ClanEvaluation, MachinePreview, RoleForm } from '../../shared/clan/evaluation';
import type { Actions } from './actions/actions';
import { evaluatorProblems } from './evaluator-problems';
import { roleFormKey, type EvaluationSlice, type Loadable } from './evaluation-store';
import type { EvaluatorsSlice } from './evaluators-store';
import { uniqueProblems, withoutRepeatedFixes } from './problems';
import type { Stores } from './stores';
import type { ViewSlice } from './view-store';
import type { WorkspaceSlice } from './workspace-store';

interface WindowState {
  readonly stores: Stores;
  readonly actions: Actions;
}

const WindowStateContext = createContext<WindowState | null>(null);

export function WindowStateProvider(props: WindowState & { readonly children: ReactNode }) {
  const { stores, actions, children } = props;
  return <WindowStateContext value={{ stores, actions }}>{children}</WindowStateContext>;
}

function useWindowState(): WindowState {
  const state = useContext(WindowStateContext);
  invariant(state !== null, 'no WindowStateProvider');
  return state;
}

export function useWorkspace<T>(selector: (slice: WorkspaceSlice) => T): T {
  return useStore(useWindowState().stores.workspace, selector);
}

export function useEvaluation<T>(selector: (slice: EvaluationSlice) => T): T {
  return useStore(useWindowState().stores.evaluation, selector);
}

export function useEvaluators<T>(selector: (slice: EvaluatorsSlice) => T): T {
  return useStore(useWindowState().stores.evaluators, selector);
}

export function useView<T>(selector: (slice: ViewSlice) => T): T {
  return useStore(useWindowState().stores.view, selector);
}

/** The same object for the whole life of the window. */
export function useActions(): Actions {
  return useWindowState().actions;
}

/** For handlers that need the present state without following it. */
export function useStores(): Stores {
  return useWindowState().stores;
}

/** The last good result with newer edits drawn in, or null before the first one. */
export function useClan(): ClanEvaluation | null {
  return useEvaluation((slice) => slice.shown);
}

/**
 * The resulting configuration of a machine, asked for again while it is looked at: with every new evaluation, and when
 * system Nix has said something about one.
 */
export function useMachinePreview(machine: string): Loadable<MachinePreview> | null {
  const { loadPreview } = useActions();
  const round = useEvaluation((slice) => slice.previewRound);
  const hasResult = useEvaluation((slice) => slice.state.evaluation !== null);
  useEffect(() => {
    if (hasResult) void loadPreview(machine);
  }, [loadPreview, machine, round, hasResult]);
  return useEvaluation((slice) => slice.previews.get(machine) ?? null);
}

/** What the settings form of a role is made of, likewise. */
export function useRoleForm(instance: string, role: string): Loadable<RoleForm> | null {
  const { loadRoleForm } = useActions();
  const round = useEvaluation((slice) => slice.round);
  const hasResult = useEvaluation((slice) => slice.state.evaluation !== null);
  useEffect(() => {
    if (hasResult) void loadRoleForm(instance, role);
  }, [loadRoleForm, instance, role, round, hasResult]);
  return useEvaluation((slice) => slice.roleForms.get(roleFormKey(instance, role)) ?? null);
}

/** Whether the result on screen belongs to an older document than the one on screen. */
export function useIsStale(): boolean {
  const documentRevision = useWorkspace((slice) => slice.workspace?.revision ?? -1);
  return useEvaluation(
    ({ state }) =>
      state.evaluation !== null && (state.status === 'failed' || state.revision < documentRevision),
  );
}

const none: readonly Diagnostic[] = [];

/** Findings of the newest evaluation and of system Nix; those of the directory are in {@link useDirectoryDiagnostics}. */
export function useDiagnostics(): readonly Diagnostic[] {
  const evaluated = useEvaluation((slice) => slice.state.diagnostics);
  const evaluators = useEvaluators((slice) => slice.state);
  return useMemo(() => {
    const found = evaluatorProblems(evaluators);
    return found.length === 0 ? evaluated : uniqueProblems([...evaluated, ...found]);
  }, [evaluated, evaluators]);
}

/** All findings there are, each told once. */
export function useProblems(): readonly Diagnostic[] {
  const directory = useDirectoryDiagnostics();
  const diagnostics = useDiagnostics();
  return useMemo(
    () => withoutRepeatedFixes(uniqueProblems([...directory, ...diagnostics])),
    [directory, diagnostics],
  );
}

/** Findings about the directory itself. */
export function useDirectoryDiagnostics(): readonly Diagnostic[] {
  return useWorkspace((slice) => slice.workspace?.directoryDiagnostics ?? none);
}
