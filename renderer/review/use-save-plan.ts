import { useCallback, useEffect, useState } from 'react';
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
  const [attempt, setAttempt] = useState(0);
  const [answer, setAnswer] = useState<Answer>({ base: '', wish: '', plan: null, error: null });
  const exclude = JSON.stringify([...excluded].toSorted());
  const base = `${revision} ${attempt} ${exclude}`;
  // A plan evaluates by itself; only one whose impact was given up for a newer evaluation is made again after that.
  const isGivenUp = answer.plan?.diagnostics.some(({ code }) => code === 'evaluation.superseded') ?? false;
  const evaluated = useEvaluation(({ state }) => (state.status === 'evaluating' ? -1 : state.revision));
  const again = isGivenUp && evaluated >= 0 ? `${base} ${evaluated}` : answer.wish;
  const wish = answer.base === base ? again : base;
  useEffect(() => {
    let isCurrent = true;
    void makePlan(JSON.parse(exclude) as string[]).then((result) => {
      if (!isCurrent) return;
      setAnswer(
        result.ok
          ? { base, wish, plan: result.value, error: null }
          : { base, wish, plan: null, error: result.error },
      );
    });
    return () => {
      isCurrent = false;
    };
  }, [makePlan, exclude, base, wish]);
  const remake = useCallback(() => setAttempt((count) => count + 1), []);
  return { plan: answer.plan, error: answer.error, isMaking: answer.wish !== wish, remake };
}

interface Answer {
  readonly base: string;
  /** What it answers: a newer wish makes it stale. */
  readonly wish: string;
  readonly plan: SavePlan | null;
  readonly error: Diagnostic | null;
}
