import { Tooltip, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconBolt, IconLoader2, IconSnowflake } from '@tabler/icons-react';
import { useActions, useEvaluation, useEvaluators, useIsStale } from '../state';
import { durationText, evaluatorText } from './evaluator-words';
import classes from './status-bar.module.css';

/** Who evaluated what is on screen, and how long it took. */
export function EvaluatorStatus() {
  const state = useEvaluation((slice) => slice.state);
  const evaluators = useEvaluators((slice) => slice.state);
  const isStale = useIsStale();
  const { openEvaluators } = useActions();
  const { status, evaluator, milliseconds } = state;
  const isBusy = status === 'evaluating';
  const Answered = evaluator === 'nix' ? IconSnowflake : IconBolt;
  const Symbol = isBusy ? IconLoader2 : status === 'failed' ? IconAlertTriangle : Answered;
  const who = evaluator === 'nix' ? 'your own Nix' : 'the evaluator in this app';
  return (
    <Tooltip
      label={
        status === 'done' && milliseconds !== null
          ? `Evaluated by ${who} in ${durationText(milliseconds)}. Click to choose.`
          : 'Choose who evaluates this clan'
      }
    >
      <UnstyledButton className={classes.button} onClick={() => openEvaluators('evaluator')}>
        <span
          className={classes.item}
          role="status"
          data-testid="status-evaluator"
          data-status={status}
          data-evaluator={evaluator}
          data-revision={state.revision}
          data-stale={isStale}
        >
          <Symbol
            size={14}
            stroke={1.75}
            className={isBusy ? classes.spin : classes.evaluator}
            data-status={status}
            aria-hidden
          />
          <span className={classes.evaluator} data-status={status}>
            {evaluatorText(state, evaluators)}
          </span>
          {isStale && <span className={classes.stale}>stale</span>}
        </span>
      </UnstyledButton>
    </Tooltip>
  );
}
