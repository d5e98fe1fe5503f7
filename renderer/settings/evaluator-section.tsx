import { UnstyledButton } from '@mantine/core';
import { useId, useRef, type KeyboardEvent } from 'react';
import type { EvaluatorChoice } from '../../shared/contract';
import { useActions, useEvaluators } from '../state';
import classes from './evaluator-section.module.css';
import { NixDetails } from './nix-details';
import settings from './settings.module.css';

const choices: readonly {
  readonly choice: EvaluatorChoice;
  readonly name: string;
  readonly words: string;
}[] = [
  {
    choice: 'auto',
    name: 'Automatic',
    words: 'The embedded evaluator answers at once; your Nix confirms the values in the background.',
  },
  {
    choice: 'embedded',
    name: 'Embedded only',
    words: 'Everything is evaluated in this app. What needs NixOS or packages stays a mark.',
  },
  {
    choice: 'nix',
    name: 'System Nix only',
    words: 'Your Nix answers everything: the last word, in seconds instead of milliseconds.',
  },
];

/** Who evaluates the open clan. A choice holds at once, for this clan. */
export function EvaluatorSection({ isConsentWanted }: { readonly isConsentWanted: boolean }) {
  const state = useEvaluators((slice) => slice.state);
  const id = useId();
  if (state === null) return null;
  return (
    <section className={classes.section} aria-labelledby={id}>
      <h3 id={id} className={settings.heading}>
        Evaluator
      </h3>
      <Choices labelledBy={id} current={state.choice} />
      <NixDetails state={state} isConsentWanted={isConsentWanted} />
    </section>
  );
}

function Choices({
  labelledBy,
  current,
}: {
  readonly labelledBy: string;
  readonly current: EvaluatorChoice;
}) {
  const { chooseEvaluator } = useActions();
  const group = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const index = choices.findIndex(({ choice }) => choice === current);
    const next = (index + step + choices.length) % choices.length;
    const entry = choices[next];
    if (entry === undefined) return;
    group.current?.querySelectorAll<HTMLElement>('[role=radio]')[next]?.focus();
    void chooseEvaluator(entry.choice);
  };
  return (
    <div
      ref={group}
      role="radiogroup"
      aria-labelledby={labelledBy}
      className={classes.choices}
      onKeyDown={onKeyDown}
    >
      {choices.map(({ choice, name, words }) => (
        <UnstyledButton
          key={choice}
          role="radio"
          aria-checked={choice === current}
          tabIndex={choice === current ? 0 : -1}
          className={classes.choice}
          data-testid={`evaluator:${choice}`}
          onClick={() => void chooseEvaluator(choice)}
        >
          <span className={classes.dot} aria-hidden />
          <span className={classes.words}>
            <strong>{name}</strong>
            <span>{words}</span>
          </span>
        </UnstyledButton>
      ))}
    </div>
  );
}

const steps: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowRight: 1,
  ArrowUp: -1,
  ArrowLeft: -1,
};
