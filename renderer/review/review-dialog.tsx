import { Button, Checkbox, Modal, Skeleton, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconBolt, IconCheck, IconLoader2 } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { ChangeItem, SavePlan } from '../../shared/contract';
import { FieldNote, FindingNote } from '../forms';
import { useActions, useClan, useEvaluation, useIsStale, useView, useWorkspace } from '../state';
import { EmptyState } from '../ui';
import { lineOfChange } from './change-line';
import { ChangeList } from './change-list';
import { diffLines } from './diff-lines';
import { DiffView } from './diff-view';
import { ImpactList } from './impact-list';
import classes from './review.module.css';
import { useSavePlan, type PlanState } from './use-save-plan';

/** What will be written, what it does, and the button that does exactly that. */
export function ReviewDialog() {
  const isOpen = useView((view) => view.dialog.kind === 'review');
  const { closeDialog } = useActions();
  // Kept while the window lives: who does not commit once rarely wants to the next time.
  const [wantsCommit, setWantsCommit] = useState(true);
  return (
    <Modal
      opened={isOpen}
      onClose={closeDialog}
      withCloseButton={false}
      size={1060}
      padding={0}
      aria-label="Review and save"
      classNames={{ content: classes.modal, body: classes.modalBody }}
    >
      {isOpen && <Review wantsCommit={wantsCommit} onWantsCommit={setWantsCommit} onClose={closeDialog} />}
    </Modal>
  );
}

const noChanges: readonly ChangeItem[] = [];

function Review(props: {
  readonly wantsCommit: boolean;
  readonly onWantsCommit: (wants: boolean) => void;
  readonly onClose: () => void;
}) {
  const changes = useWorkspace((slice) => slice.workspace?.changes ?? noChanges);
  const { discard } = useActions();
  const [chosenOut, setChosenOut] = useState<ReadonlySet<string>>(new Set());
  // A change that was taken back meanwhile is no longer there to be left out.
  const excluded = useMemo(
    () => new Set(changes.map(({ id }) => id).filter((id) => chosenOut.has(id))),
    [changes, chosenOut],
  );
  const planState = useSavePlan(excluded);
  const [shown, setShown] = useState<string | null>(null);
  const leftOut = useMemo(() => leftOutBy(planState, excluded), [planState, excluded]);
  const included = changes.length - leftOut.size;
  const exclude = (id: string, isExcluded: boolean) => {
    const next = new Set(excluded);
    if (isExcluded) next.add(id);
    else next.delete(id);
    setChosenOut(next);
  };
  return (
    <div className={classes.review} data-testid="review-dialog">
      <header className={classes.head}>
        <h2 className={classes.title}>{titleWords(included, changes.length)}</h2>
        <span className={classes.file}>to inventory.json</span>
        <Verdict plan={planState.plan} isMaking={planState.isMaking} />
      </header>
      <div className={classes.body}>
        <div className={classes.left}>
          <ChangeList
            changes={changes}
            excluded={leftOut}
            unchecked={excluded}
            shown={shown ?? changes[0]?.id ?? null}
            onShow={setShown}
            onExclude={exclude}
            onDiscard={(id) => void discard([id])}
          />
          {planState.plan !== null && included > 0 && <ImpactList plan={planState.plan} />}
          {planState.plan?.diagnostics
            .filter(({ severity }) => severity === 'error')
            .slice(0, 3)
            .map((entry, index) => (
              <div key={index} className={classes.finding}>
                <FindingNote finding={entry} />
              </div>
            ))}
        </div>
        <Difference state={planState} shown={shown} isEmpty={included === 0} />
      </div>
      <Footer
        planState={planState}
        canSave={included > 0}
        wantsCommit={props.wantsCommit}
        onWantsCommit={props.onWantsCommit}
        onClose={props.onClose}
      />
    </div>
  );
}

/** What the plan really leaves out: a change that another one needs is saved with it. */
function leftOutBy({ plan, isMaking }: PlanState, excluded: ReadonlySet<string>): ReadonlySet<string> {
  return plan === null || isMaking ? excluded : new Set(plan.excluded);
}

function titleWords(included: number, all: number): string {
  if (all === 0) return 'Nothing to save';
  if (included < all) return `Review ${included} of ${all} changes`;
  return all === 1 ? 'Review 1 change' : `Review ${all} changes`;
}

/** Whether the result evaluates, in one line. */
function Verdict({ plan, isMaking }: { readonly plan: SavePlan | null; readonly isMaking: boolean }) {
  const machines = useClan()?.machines.length ?? 0;
  const isStale = useIsStale();
  const hasFailed = useEvaluation((slice) => slice.state.status === 'failed');
  const broken = plan?.impact.filter(({ error }) => error !== undefined).length ?? 0;
  const errors = plan?.diagnostics.filter(({ severity }) => severity === 'error').length ?? 0;
  if (plan === null || isMaking || (isStale && !hasFailed)) {
    return (
      <span className={classes.verdict}>
        <IconLoader2 size={15} stroke={1.7} className={classes.spin} aria-hidden /> being evaluated
      </span>
    );
  }
  if (broken > 0 || errors > 0 || hasFailed) {
    const words =
      broken > 0
        ? `${broken === 1 ? '1 machine does' : `${broken} machines do`} not evaluate`
        : hasFailed
          ? 'the clan does not evaluate'
          : errors === 1
            ? '1 error'
            : `${errors} errors`;
    return (
      <span className={classes.verdict} data-kind="bad">
        <IconAlertTriangle size={15} stroke={1.7} aria-hidden /> {words}
      </span>
    );
  }
  return (
    <span className={classes.verdict}>
      <IconBolt size={15} stroke={1.7} aria-hidden /> evaluates cleanly on{' '}
      {machines === 1 ? 'the one machine' : `all ${machines.toLocaleString('en')} machines`}
    </span>
  );
}

function Difference(props: {
  readonly state: PlanState;
  readonly shown: string | null;
  readonly isEmpty: boolean;
}) {
  const { plan, error } = props.state;
  const lines = useMemo(() => (plan === null ? [] : diffLines(plan.before, plan.after)), [plan]);
  const focus = useMemo(() => {
    const change = plan?.changes.find(({ id }) => id === props.shown);
    return plan === null || change === undefined ? null : lineOfChange(change, lines, plan);
  }, [plan, lines, props.shown]);
  if (error !== null) {
    return (
      <div className={classes.noDiff}>
        <FieldNote severity="error">
          {error.message}
          {error.hint !== undefined && <div>{error.hint}</div>}
        </FieldNote>
      </div>
    );
  }
  if (plan === null) {
    return (
      <div className={classes.noDiff} aria-busy>
        <p className={classes.working}>Working out what it does on every machine…</p>
        {[70, 50, 62, 44].map((width) => (
          <Skeleton key={width} height={12} width={`${width}%`} mb={10} />
        ))}
      </div>
    );
  }
  if (props.isEmpty || lines.length === 0) {
    return (
      <div className={classes.noDiff}>
        <EmptyState icon={<IconCheck size={18} stroke={1.6} />} title="The file stays as it is" isCompact>
          {props.isEmpty ? 'Check at least one change to save it.' : 'Nothing differs from what is on disk.'}
        </EmptyState>
      </div>
    );
  }
  return <DiffView lines={lines} focus={focus} />;
}

function Footer(props: {
  readonly planState: PlanState;
  readonly canSave: boolean;
  readonly wantsCommit: boolean;
  readonly onWantsCommit: (wants: boolean) => void;
  readonly onClose: () => void;
}) {
  const { planState, canSave, wantsCommit, onWantsCommit, onClose } = props;
  const { plan, isMaking, remake } = planState;
  const { save, notify } = useActions();
  const [typed, setTyped] = useState<string | null>(null);
  const message = typed ?? plan?.commit.message ?? '';
  const [isSaving, setSaving] = useState(false);
  const canCommit = plan?.commit.isPossible ?? false;
  const commits = canCommit && wantsCommit;
  const hasErrors =
    plan !== null &&
    (plan.diagnostics.some(({ severity }) => severity === 'error') ||
      plan.impact.some(({ error }) => error !== undefined));
  const isReady = plan !== null && canSave && !isMaking && !isSaving && (!commits || message.trim() !== '');
  const onSave = async () => {
    if (plan === null || !isReady) return;
    setSaving(true);
    const answer = await save(plan.id, commits ? { message: message.trim() } : null);
    setSaving(false);
    if (!answer.ok) {
      const { error } = answer;
      notify({
        kind: 'error',
        title: 'Not saved',
        message: [error.message, error.hint].filter(Boolean).join(' '),
      });
      remake();
      return;
    }
    const { committed, warning } = answer.value;
    notify({
      kind: 'success',
      title: committed ? 'Saved and committed' : 'Saved',
      message: 'inventory.json is up to date.',
    });
    if (warning !== undefined)
      notify({ kind: 'error', title: 'Saved, but not committed', message: warning.message });
    onClose();
  };
  return (
    <footer className={classes.foot}>
      {canCommit && (
        <>
          <Checkbox
            data-testid="commit-checkbox"
            label={
              <>
                Commit to <strong>{plan?.commit.branch ?? 'git'}</strong>
              </>
            }
            checked={wantsCommit}
            onChange={(event) => onWantsCommit(event.currentTarget.checked)}
          />
          <TextInput
            className={classes.message}
            aria-label="Commit message"
            placeholder="Commit message"
            value={message}
            disabled={!wantsCommit}
            onChange={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') void onSave();
            }}
          />
        </>
      )}
      <div className={classes.footButtons}>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          variant="filled"
          color={hasErrors ? 'red' : 'blue'}
          disabled={!isReady}
          loading={isSaving}
          data-testid="save-button"
          data-autofocus
          onClick={() => void onSave()}
        >
          {hasErrors
            ? commits
              ? 'Save anyway and commit'
              : 'Save anyway'
            : commits
              ? 'Save and commit'
              : 'Save'}
        </Button>
      </div>
    </footer>
  );
}
