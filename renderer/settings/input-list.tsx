import { Button, Skeleton } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { InputEntry } from '../../shared/contract';
import { LongText } from '../ui/long-text';
import { findInput, inputWords } from './input-words';
import classes from './settings.module.css';
import type { Inputs } from './use-inputs';

/** Every input of the flake with what stands for it, and the way to put a checkout in its place. */
export function InputList(props: {
  readonly inputs: Inputs;
  /** The input to begin with. */
  readonly wanted: string | null;
  readonly onChoose: (input: string) => void;
}) {
  const { inputs, wanted, onChoose } = props;
  const { state } = inputs;
  const first = state === null || wanted === null ? undefined : findInput(state.inputs, wanted)?.name;
  return (
    <>
      <section className={classes.section} aria-labelledby="settings-inputs">
        <h3 id="settings-inputs" className={classes.heading}>
          Inputs of the flake
        </h3>
        <p className={classes.lead}>
          A folder on this machine can stand for an input; the choice is kept by the app, not in the clan. The
          embedded evaluator fetches nothing.
        </p>
      </section>
      <div className={classes.list}>
        {state === null && <Loading />}
        {state?.problem != null && (
          <p className={classes.failure} role="alert">
            <LongText text={state.problem.message} />
          </p>
        )}
        {state !== null && state.problem === null && state.inputs.length === 0 && (
          <p className={classes.lead}>This flake has no inputs.</p>
        )}
        <ul className={classes.inputs}>
          {state?.inputs.map((entry) => (
            <InputRow
              key={entry.name}
              entry={entry}
              inputs={inputs}
              isWanted={entry.name === first}
              onChoose={() => onChoose(entry.name)}
            />
          ))}
        </ul>
      </div>
    </>
  );
}

function InputRow(props: {
  readonly entry: InputEntry;
  readonly inputs: Inputs;
  readonly isWanted: boolean;
  readonly onChoose: () => void;
}) {
  const { entry, inputs, isWanted, onChoose } = props;
  const { name, url, source, folderLabel } = entry;
  const { chip, tone, note } = inputWords(entry);
  const refusal = inputs.refusal?.input === name ? inputs.refusal.problem : null;
  const isBusy = inputs.busy === name;
  const isOverridden = source.kind === 'override';
  const chooser = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isWanted) chooser.current?.focus();
    if (isWanted) chooser.current?.scrollIntoView({ block: 'center' });
  }, [isWanted]);
  return (
    <li className={classes.input} data-wanted={isWanted || undefined} data-testid={`input:${name}`}>
      <div className={classes.what}>
        <div className={classes.title}>
          <strong>{name}</strong>
          <span className={classes.chip} data-tone={tone}>
            {chip}
          </span>
        </div>
        {folderLabel !== null && (
          <code className={classes.folder} title={folderLabel}>
            {folderLabel}
          </code>
        )}
        {folderLabel === null && url !== null && (
          <code className={classes.url} title={url}>
            {url}
          </code>
        )}
        {note !== null && <p className={classes.note}>{note}</p>}
        {refusal !== null && (
          <p className={classes.refusal} role="alert">
            {refusal.message} {refusal.hint}
          </p>
        )}
      </div>
      <div className={classes.buttons}>
        {isOverridden && (
          <Button disabled={isBusy} onClick={() => void inputs.reset(name)}>
            Reset
          </Button>
        )}
        <Button ref={chooser} loading={isBusy} onClick={onChoose} aria-label={`Choose a checkout of ${name}`}>
          {isOverridden ? 'Change…' : 'Use checkout…'}
        </Button>
      </div>
    </li>
  );
}

function Loading() {
  return (
    <div className={classes.loading} role="status" aria-label="Reading the inputs">
      {[180, 240, 200].map((width) => (
        <Skeleton key={width} height={16} width={width} />
      ))}
    </div>
  );
}
