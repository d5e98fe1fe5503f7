import { useMemo } from 'react';
import type { Diagnostic } from '../../shared/base/diagnostic';
import { useActions, useClan, useEvaluators, useWorkspace, type Actions } from '../state';
import { fixesOf, type QuickFix } from './fixes';

/** A way out of a finding, ready for a button. */
export interface ReadyFix {
  readonly label: string;
  readonly kind: QuickFix['kind'];
  run(): void;
}

const none: readonly ReadyFix[] = [];

/** What one click can do about a finding in the document on screen. */
export function useFixes(problem: Diagnostic | undefined): readonly ReadyFix[] {
  const actions = useActions();
  const evaluation = useClan();
  const workspace = useWorkspace((slice) => slice.workspace);
  const isOffline = useEvaluators(
    ({ state }) => state !== null && state.choice !== 'embedded' && !state.mayFetch,
  );
  return useMemo(() => {
    if (problem === undefined || workspace === null) return none;
    const { document, persisted, readOnly } = workspace;
    const context = { evaluation, document, persisted, isReadOnly: readOnly !== null, isOffline };
    return fixesOf(problem, context).map((fix) => ({
      label: fix.label,
      kind: fix.kind,
      run: () => void runFix(fix, actions),
    }));
  }, [problem, evaluation, workspace, isOffline, actions]);
}

async function runFix(fix: QuickFix, actions: Actions): Promise<void> {
  switch (fix.kind) {
    case 'edit':
      await actions.edit(fix.edit);
      return;
    case 'input':
      actions.openInput(fix.input);
      return;
    case 'fetch':
      await actions.allowFetching(true);
      return;
    case 'git':
      if (await actions.intentToAdd(fix.paths)) {
        const [first, ...others] = fix.paths;
        actions.notify({
          kind: 'success',
          title: `git tracks ${others.length === 0 ? (first ?? 'it') : `${fix.paths.length} files`}`,
          message: 'Nix can see it now. Nothing was committed.',
        });
      }
  }
}
