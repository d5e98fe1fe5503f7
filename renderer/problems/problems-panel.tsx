import { ActionIcon, Tooltip } from '@mantine/core';
import {
  IconAlertCircle,
  IconAlertTriangle,
  IconChevronDown,
  IconChevronRight,
  IconChevronUp,
  IconCircleCheck,
  IconInfoCircle,
  IconX,
} from '@tabler/icons-react';
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { Diagnostic } from '../../shared/base/diagnostic';
import { LongText } from '../ui/long-text';
import { problemKey, useActions, useProblems, useView } from '../state';
import { problemCounts, sortProblems, spanText, targetText } from './problem-list';
import classes from './problems.module.css';
import { useFixes } from './use-fixes';

const symbols = { error: IconAlertCircle, warning: IconAlertTriangle, info: IconInfoCircle };

/** All findings at the bottom of the window; F8 and Shift F8 go through them wherever the focus is. */
export function ProblemsPanel() {
  const isOpen = useView((view) => view.isProblemsOpen);
  const { setProblemsOpen, reveal } = useActions();
  const found = useProblems();
  const problems = useMemo(() => sortProblems(found), [found]);
  const [current, setCurrent] = useState<string | null>(null);
  const index = problems.findIndex((problem) => problemKey(problem) === current);

  const show = (place: number) => {
    const problem = problems[place];
    if (problem === undefined) return;
    setCurrent(problemKey(problem));
    if (problem.target !== undefined) reveal(problem.target);
  };
  const step = (direction: 1 | -1) => {
    if (problems.length === 0) return;
    setProblemsOpen(true);
    show((index + (index < 0 && direction < 0 ? 0 : direction) + problems.length) % problems.length);
  };
  useNextProblemKey(step);
  if (!isOpen) return null;
  return (
    <section className={classes.panel} data-testid="problems-panel" aria-label="Problems">
      <header className={classes.head}>
        <h2 className={classes.title}>Problems</h2>
        <span className={classes.counts}>{problemCounts(problems)}</span>
        <Tooltip label="Previous (Shift F8)">
          <ActionIcon aria-label="Previous problem" disabled={problems.length === 0} onClick={() => step(-1)}>
            <IconChevronUp size={16} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Next (F8)">
          <ActionIcon aria-label="Next problem" disabled={problems.length === 0} onClick={() => step(1)}>
            <IconChevronDown size={16} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
        <ActionIcon aria-label="Close problems" onClick={() => setProblemsOpen(false)}>
          <IconX size={16} stroke={1.7} />
        </ActionIcon>
      </header>
      {problems.length === 0 ? (
        <div className={classes.none}>
          <IconCircleCheck size={16} stroke={1.7} color="var(--good-text)" aria-hidden /> Nothing to complain
          about.
        </div>
      ) : (
        <ul className={classes.list}>
          {problems.map((problem, place) => (
            <Problem
              key={problemKey(problem)}
              problem={problem}
              index={place}
              isCurrent={place === index}
              onShow={() => show(place)}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

function useNextProblemKey(step: (direction: 1 | -1) => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'F8' || event.defaultPrevented) return;
    event.preventDefault();
    step(event.shiftKey ? -1 : 1);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}

function Problem(props: {
  readonly problem: Diagnostic;
  readonly index: number;
  readonly isCurrent: boolean;
  readonly onShow: () => void;
}) {
  const { problem, index, isCurrent, onShow } = props;
  const [isOpen, setOpen] = useState(false);
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isCurrent) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent]);
  const Symbol = symbols[problem.severity];
  const hasMore =
    problem.trace !== undefined || problem.excerpt !== undefined || problem.related !== undefined;
  return (
    <li
      ref={row}
      className={classes.problem}
      data-current={isCurrent || undefined}
      data-testid={`problem:${index}`}
    >
      <div className={classes.row}>
        <Symbol
          size={15}
          stroke={1.7}
          className={classes.symbol}
          data-severity={problem.severity}
          aria-label={problem.severity}
        />
        <div className={classes.text}>
          <div className={classes.message} onClick={onShow}>
            <LongText text={problem.message} />
          </div>
          {problem.hint !== undefined && <div className={classes.hint}>{problem.hint}</div>}
          <div className={classes.facts}>
            {problem.target !== undefined && problem.target.kind !== 'clan' && (
              <button type="button" className={classes.target} onClick={onShow}>
                {targetText(problem.target)}
              </button>
            )}
            {problem.span !== undefined && <code>{spanText(problem.span)}</code>}
            <span className={classes.code}>{problem.code}</span>
          </div>
          <Fixes problem={problem} />
        </div>
        {hasMore && (
          <ActionIcon
            aria-label={isOpen ? 'Fewer details' : 'More details'}
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            <IconChevronRight
              size={15}
              stroke={1.7}
              style={{ transform: isOpen ? 'rotate(90deg)' : undefined }}
            />
          </ActionIcon>
        )}
      </div>
      {isOpen && <Details problem={problem} />}
    </li>
  );
}

/** Ways out that one click takes. */
function Fixes({ problem }: { readonly problem: Diagnostic }) {
  const fixes = useFixes(problem);
  if (fixes.length === 0) return null;
  return (
    <div className={classes.fixes}>
      {fixes.map(({ label, run }) => (
        <button key={label} type="button" className={classes.fix} onClick={run}>
          {label}
        </button>
      ))}
    </div>
  );
}

function Details({ problem }: { readonly problem: Diagnostic }) {
  return (
    <div className={classes.details}>
      {problem.excerpt !== undefined && <pre className={classes.excerpt}>{problem.excerpt}</pre>}
      {problem.related?.map(({ message, span }, index) => (
        <div key={index} className={classes.related}>
          {message} <code>{spanText(span)}</code>
        </div>
      ))}
      {problem.trace !== undefined && problem.trace.length > 0 && (
        <details className={classes.trace}>
          <summary>How evaluation came here ({problem.trace.length} steps)</summary>
          <ol>
            {problem.trace.map(({ message, span }, index) => (
              <li key={index}>
                {message} {span !== undefined && <code>{spanText(span)}</code>}
              </li>
            ))}
          </ol>
        </details>
      )}
    </div>
  );
}
