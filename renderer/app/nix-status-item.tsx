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
  const Symbol = symbols[symbolOf(words, state.nix)];
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

const symbols = {
  busy: IconLoader2,
  good: IconCheck,
  trouble: IconAlertTriangle,
  away: IconPlugConnectedX,
  nix: IconSnowflake,
};

function symbolOf({ tone }: NixWords, { kind }: NixStatus): keyof typeof symbols {
  if (tone === 'busy' || tone === 'good') return tone;
  if (tone === 'bad' || tone === 'warning') return 'trouble';
  return kind === 'unavailable' || kind === 'needs-network' ? 'away' : 'nix';
}
