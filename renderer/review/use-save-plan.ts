import { useCallback, useEffect, useRef, useState } from 'react';
import type { Diagnostic } from '../../shared/base/diagnostic';
import type { SavePlan } from '../../shared/contract';
import { useActions, useEvaluation, useWorkspace } from '../state';

export interface PlanState {
  /** The last plan; stays in view while a newer one is made. */
  readonly plan: SavePlan | null;
  readonly error: Diagnostic | null;
  readonly isMaking: boolean;
  /** Asks main again, after it refused to carry out a plan that had gone stale. */
  readonly remake: () => void;
}

/** The plan that save would carry out now: made again whenever the document or the choice of changes moves. */
export function useSavePlan(excluded: ReadonlySet<string>): PlanState {
  const { plan: makePlan } = useActions();
  const revision = useWorkspace((slice) => slice.workspace?.revision ?? 0);
  // Impact and findings come from evaluation, which may finish after the dialog opened.
  const evaluated = useEvaluation((slice) => slice.state.revision);
  const [state, setState] = useState<Omit<PlanState, 'remake'>>({ plan: null, error: null, isMaking: true });
  const [attempt, setAttempt] = useState(0);
  const newest = useRef(0);
  const exclude = JSON.stringify([...excluded].toSorted());
  useEffect(() => {
    newest.current += 1;
    const mine = newest.current;
    setState((before) => ({ ...before, isMaking: true }));
    void makePlan(JSON.parse(exclude) as string[]).then((answer) => {
      if (newest.current !== mine) return;
      setState(
        answer.ok
          ? { plan: answer.value, error: null, isMaking: false }
          : { plan: null, error: answer.error, isMaking: false },
      );
    });
  }, [makePlan, revision, evaluated, exclude, attempt]);
  const remake = useCallback(() => setAttempt((count) => count + 1), []);
  return { ...state, remake };
}
