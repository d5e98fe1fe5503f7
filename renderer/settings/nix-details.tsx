import { Button, Switch } from '@mantine/core';
import { IconSnowflake } from '@tabler/icons-react';
import type { EvaluatorsState } from '../../shared/contract';
import { useActions } from '../state';
import { LongText } from '../ui/long-text';
import classes from './evaluator-section.module.css';
import { foundNix, nixNote } from './nix-words';
import settings from './settings.module.css';

/** The user's own Nix: which one it is, what it does now, and whether it may fetch. Nothing while it is not used. */
export function NixDetails(props: { readonly state: EvaluatorsState; readonly isConsentWanted: boolean }) {
  const { state, isConsentWanted } = props;
  if (state.choice === 'embedded') return null;
  return (
    <div className={classes.nix}>
      <FoundNix state={state} />
      {state.nix.kind !== 'unavailable' && <Consent state={state} isWanted={isConsentWanted} />}
    </div>
  );
}

function FoundNix({ state }: { readonly state: EvaluatorsState }) {
  const { retryNix } = useActions();
  const { program, evalJobs, nix } = state;
  const { title, chip, tone } = foundNix(state);
  const note = nixNote(nix);
  return (
    <div className={classes.found} data-testid="settings-nix" data-kind={nix.kind}>
      <IconSnowflake size={16} stroke={1.7} className={classes.sign} aria-hidden />
      <div className={classes.what}>
        <div className={settings.title}>
          <strong>{title}</strong>
          <span className={settings.chip} data-tone={tone}>
            {chip}
          </span>
        </div>
        {program !== null && (
          <code className={settings.folder} title={program.label}>
            {program.label}
          </code>
        )}
        {note !== null && (
          <div className={settings.note} role={tone === 'quiet' ? undefined : 'status'}>
            <LongText text={note} />
          </div>
        )}
        {program !== null && evalJobs !== null && (
          <p className={settings.note}>nix-eval-jobs {evalJobs} evaluates machines side by side.</p>
        )}
      </div>
      <Button disabled={nix.kind === 'looking'} onClick={() => void retryNix()}>
        {nix.kind === 'unavailable' || nix.kind === 'looking' ? 'Look again' : 'Ask again'}
      </Button>
    </div>
  );
}

/** Fetching is the only thing that leaves the machine, so it is a decision of its own. */
function Consent({ state, isWanted }: { readonly state: EvaluatorsState; readonly isWanted: boolean }) {
  const { allowFetching } = useActions();
  return (
    <div className={classes.consent} data-wanted={isWanted || undefined}>
      <Switch
        // The dialog gives the focus to what is so marked.
        data-autofocus={isWanted || undefined}
        size="sm"
        checked={state.mayFetch}
        onChange={(event) => void allowFetching(event.currentTarget.checked)}
        label="Nix may fetch inputs of this clan"
        description="It downloads what flake.lock names into its own store, and nothing else. Nothing is built. Off, it works with what is on this machine."
        classNames={{
          body: classes.switchBody,
          label: classes.switchLabel,
          description: classes.switchWords,
        }}
        data-testid="may-fetch"
      />
    </div>
  );
}
