import { Tooltip, UnstyledButton } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCheck,
  IconLoader2,
  IconPlugConnectedX,
  IconSnowflake,
} from '@tabler/icons-react';
import type { NixStatus } from '../../shared/contract';
import { useActions, useEvaluators, useWorkspace } from '../state';
import { nixWords, type NixWords } from './evaluator-words';
import classes from './status-bar.module.css';

/** What the user's own Nix does or says; one click from the way on. */
export function NixStatusItem() {
  const state = useEvaluators((slice) => slice.state);
  const revision = useWorkspace((slice) => slice.workspace?.revision ?? 0);
  const { setProblemsOpen, openEvaluators } = useActions();
  const words = state === null ? null : nixWords(state, revision);
  if (state === null || words === null) return null;
  const Symbol = symbolOf(words, state.nix);
  const open = () => {
    if (words.opens === 'problems') setProblemsOpen(true);
    else openEvaluators(words.opens);
  };
  return (
    <Tooltip label={words.detail} multiline maw={340}>
      <UnstyledButton
        className={`${classes.button} ${classes.nix}`}
        data-testid="status-nix"
        data-kind={state.nix.kind}
        data-tone={words.tone}
        onClick={open}
      >
        <Symbol
          size={14}
          stroke={1.75}
          className={words.tone === 'busy' ? classes.spin : undefined}
          aria-hidden
        />
        <span className={classes.text}>{words.text}</span>
      </UnstyledButton>
    </Tooltip>
  );
}

function symbolOf({ tone }: NixWords, { kind }: NixStatus) {
  if (tone === 'busy') return IconLoader2;
  if (tone === 'good') return IconCheck;
  if (tone === 'bad' || tone === 'warning') return IconAlertTriangle;
  return kind === 'unavailable' || kind === 'needs-network' ? IconPlugConnectedX : IconSnowflake;
}
