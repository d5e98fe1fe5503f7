import { UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconBolt, IconCheck, IconGitBranch, IconLoader2 } from '@tabler/icons-react';
import type { EvaluationState, GitState } from '../../shared/contract';
import {
  plural,
  useActions,
  useClan,
  useDiagnostics,
  useDirectoryDiagnostics,
  useEvaluation,
  useIsStale,
  useView,
  useWorkspace,
} from '../state';
import classes from './status-bar.module.css';

/** Which evaluator answered and when, problems, totals, git. */
export function StatusBar() {
  return (
    <footer className={classes.bar}>
      <Evaluator />
      <Problems />
      <span className={classes.gap} />
      <Totals />
      <Git />
    </footer>
  );
}

function Evaluator() {
  const state = useEvaluation((slice) => slice.state);
  const isStale = useIsStale();
  const isBusy = state.status === 'evaluating';
  const Symbol = isBusy ? IconLoader2 : state.status === 'failed' ? IconAlertTriangle : IconBolt;
  return (
    <span
      className={classes.item}
      role="status"
      data-testid="status-evaluator"
      data-status={state.status}
      data-revision={state.revision}
      data-stale={isStale}
    >
      <Symbol
        size={14}
        stroke={1.75}
        className={isBusy ? classes.spin : classes.evaluator}
        data-status={state.status}
        aria-hidden
      />
      <span className={classes.evaluator} data-status={state.status}>
        {evaluatorText(state)}
      </span>
      {isStale && <span className={classes.stale}>stale</span>}
    </span>
  );
}

function evaluatorText({ status, milliseconds }: EvaluationState): string {
  switch (status) {
    case 'idle':
      return 'Embedded evaluator';
    case 'evaluating':
      return 'Evaluating…';
    case 'failed':
      return 'Evaluation failed';
    case 'done':
      return `Embedded evaluator ${milliseconds === null ? '' : duration(milliseconds)}`;
  }
}

function duration(milliseconds: number): string {
  return milliseconds < 1_000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1_000).toFixed(1)} s`;
}

function Problems() {
  const diagnostics = useDiagnostics();
  const directory = useDirectoryDiagnostics();
  const isOpen = useView((view) => view.isProblemsOpen);
  const { setProblemsOpen } = useActions();
  const all = [...diagnostics, ...directory];
  const problems = all.filter((diagnostic) => diagnostic.severity !== 'info');
  const hasErrors = problems.some((diagnostic) => diagnostic.severity === 'error');
  const Symbol = problems.length === 0 ? IconCheck : IconAlertTriangle;
  return (
    <UnstyledButton
      className={classes.button}
      data-testid="status-problems"
      data-severity={problems.length === 0 ? undefined : hasErrors ? 'error' : 'warning'}
      aria-expanded={isOpen}
      onClick={() => setProblemsOpen(!isOpen)}
    >
      <Symbol size={14} stroke={1.75} aria-hidden />
      {problems.length === 0 ? 'No problems' : plural(problems.length, 'problem')}
    </UnstyledButton>
  );
}

function Totals() {
  const clan = useClan();
  if (clan === null) return null;
  const assignments = clan.instances.reduce(
    (sum, instance) => sum + instance.roles.reduce((count, role) => count + role.members.length, 0),
    0,
  );
  const parts = [
    plural(clan.machines.length, 'machine'),
    plural(clan.instances.length, 'instance'),
    plural(assignments, 'assignment'),
  ];
  return <span className={classes.item}>{parts.join(' · ')}</span>;
}

function Git() {
  const git = useWorkspace((slice) => slice.workspace?.git);
  if (git === undefined) return null;
  return (
    <span className={classes.item} data-testid="status-git">
      <IconGitBranch size={14} stroke={1.6} aria-hidden />
      {gitText(git)}
    </span>
  );
}

function gitText({ kind, branch, inventoryFile }: GitState): string {
  if (kind === 'none') return 'no git';
  const words = {
    tracked: null,
    modified: 'inventory.json modified',
    staged: 'inventory.json staged',
    untracked: 'inventory.json untracked',
    missing: null,
    ignored: 'inventory.json ignored',
  } as const;
  const file = inventoryFile === undefined ? null : words[inventoryFile];
  return [branch ?? 'detached', file].filter((part) => part !== null).join(' · ');
}
