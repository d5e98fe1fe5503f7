import { UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconGitBranch } from '@tabler/icons-react';
import type { GitState } from '../../shared/contract';
import { plural, useActions, useClan, useProblems, useView, useWorkspace } from '../state';
import { EvaluatorStatus } from './evaluator-status';
import { NixStatusItem } from './nix-status-item';
import classes from './status-bar.module.css';

/** Which evaluator answered and when, problems, totals, git. */
export function StatusBar() {
  return (
    <footer className={classes.bar}>
      <EvaluatorStatus />
      <NixStatusItem />
      <Problems />
      <span className={classes.gap} />
      <Totals />
      <Git />
    </footer>
  );
}

function Problems() {
  const isOpen = useView((view) => view.isProblemsOpen);
  const { setProblemsOpen } = useActions();
  const problems = useProblems().filter((diagnostic) => diagnostic.severity !== 'info');
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
  return (
    <span className={classes.item}>
      <span>
        {plural(clan.machines.length, 'machine')} · {plural(clan.instances.length, 'instance')}
        <span className={classes.wideOnly}> · {plural(assignments, 'assignment')}</span>
      </span>
    </span>
  );
}

function Git() {
  const git = useWorkspace((slice) => slice.workspace?.git);
  if (git === undefined) return null;
  return (
    <span className={`${classes.item} ${classes.git}`} data-testid="status-git" title={gitText(git)}>
      <IconGitBranch size={14} stroke={1.6} aria-hidden />
      <span className={classes.text}>{gitText(git)}</span>
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
