import { Button } from '@mantine/core';
import { useState } from 'react';
import type { RecoveredDraft } from '../../shared/contract';
import { spanText, useFixes } from '../problems';
import {
  useActions,
  useClan,
  useDiagnostics,
  useDirectoryDiagnostics,
  useEvaluation,
  useWorkspace,
} from '../state';
import { LongText } from '../ui/long-text';
import { Banner } from './banner';
import classes from './banners.module.css';
import { ExternalChangeBanner } from './external-change';
import { FetchingBanner } from './fetching-banner';

/** Everything that the user should know before going on, worst first. */
export function Banners() {
  return (
    <>
      <DisconnectedBanner />
      <ReadOnlyBanner />
      <DirectoryBanner />
      <DraftBanner />
      <ExternalChangeBanner />
      <FailedBanner />
      <UntrackedBanner />
      <FetchingBanner />
    </>
  );
}

function DisconnectedBanner() {
  const isDisconnected = useWorkspace((slice) => slice.isDisconnected);
  if (!isDisconnected) return null;
  return (
    <Banner kind="disconnected" tone="bad">
      The connection to the editor is lost; nothing can be changed until it is back. Your unsaved edits are
      kept there.
    </Banner>
  );
}

/** A malformed inventory.json or a folder that cannot be written: looking is possible, changing is not. */
function ReadOnlyBanner() {
  const readOnly = useWorkspace((slice) => slice.workspace?.readOnly ?? null);
  if (readOnly === null) return null;
  return (
    <Banner kind="read-only" tone="bad">
      <LongText text={readOnly.message} />{' '}
      {readOnly.span !== undefined && <code>{spanText(readOnly.span)}</code>}{' '}
      {readOnly.hint !== undefined && <span className={classes.muted}>{readOnly.hint}</span>}
    </Banner>
  );
}

/** The folder lacks what makes it a clan. */
function DirectoryBanner() {
  const diagnostics = useDirectoryDiagnostics();
  const isReadOnly = useWorkspace((slice) => slice.workspace?.readOnly !== null);
  const first = diagnostics.find(({ severity }) => severity === 'error');
  if (first === undefined || isReadOnly) return null;
  return (
    <Banner kind="directory" tone="bad">
      <LongText text={first.message} />{' '}
      {first.hint !== undefined && <span className={classes.muted}>{first.hint}</span>}
    </Banner>
  );
}

function DraftBanner() {
  const draft = useWorkspace((slice) => slice.workspace?.draft ?? null);
  const { restoreDraft, dropDraft } = useActions();
  const [isAsking, setAsking] = useState(false);
  if (draft === null) return null;
  return (
    <Banner
      kind="draft"
      tone="calm"
      actions={
        <>
          {isAsking ? (
            <>
              <Button onClick={() => setAsking(false)}>Keep it</Button>
              <Button color="red" variant="filled" onClick={() => void dropDraft()}>
                Drop for good
              </Button>
            </>
          ) : (
            <>
              <Button onClick={() => setAsking(true)}>Drop</Button>
              <Button variant="filled" onClick={() => void restoreDraft()}>
                Restore
              </Button>
            </>
          )}
        </>
      }
    >
      {draftWords(draft)}
    </Banner>
  );
}

function draftWords({ at, changeCount, isBaseUnchanged }: RecoveredDraft): string {
  const changes = changeCount === 1 ? '1 unsaved change' : `${changeCount} unsaved changes`;
  const when = new Date(at);
  const time = Number.isNaN(when.getTime())
    ? ''
    : ` of ${when.toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' })}`;
  const rest = isBaseUnchanged ? '' : ' The file has changed since; restoring merges the two.';
  return `${changes}${time} were found from an earlier run.${rest}`;
}

/** Evaluation failed; what is on screen is the last good result. */
function FailedBanner() {
  const status = useEvaluation((slice) => slice.state.status);
  const clan = useClan();
  const diagnostics = useDiagnostics();
  const { setProblemsOpen, reveal } = useActions();
  const first = diagnostics.find(({ severity }) => severity === 'error') ?? diagnostics[0];
  const fixes = useFixes(status === 'failed' ? first : undefined);
  if (status !== 'failed') return null;
  const target = first?.target;
  return (
    <Banner
      kind="failed"
      tone="warning"
      actions={
        <>
          {target !== undefined && target.kind !== 'clan' && (
            <Button onClick={() => reveal(target)}>Show</Button>
          )}
          {fixes.map(({ label, run }) => (
            <Button key={label} variant="filled" onClick={run}>
              {label}
            </Button>
          ))}
          <Button onClick={() => setProblemsOpen(true)}>Problems</Button>
        </>
      }
    >
      {clan === null ? 'The clan could not be evaluated' : 'Evaluation failed; this is the last good result'}
      {first === undefined ? '.' : ': '}
      {first !== undefined && <LongText text={first.message} />}{' '}
      {first?.span !== undefined && <code>{spanText(first.span)}</code>}{' '}
      {first?.hint !== undefined && <span className={classes.muted}>{first.hint}</span>}
    </Banner>
  );
}

/** The best-known flake trap: a file that git does not know is not there for Nix. */
function UntrackedBanner() {
  const isUntracked = useWorkspace(
    ({ workspace }) => workspace?.git.inventoryFile === 'untracked' && workspace.fileExists,
  );
  const { intentToAdd, notify } = useActions();
  if (!isUntracked) return null;
  const track = async () => {
    if (await intentToAdd()) {
      notify({ kind: 'success', title: 'git tracks inventory.json', message: 'The flake can see it now.' });
    }
  };
  return (
    <Banner
      kind="untracked"
      tone="warning"
      actions={
        <Button variant="filled" onClick={() => void track()}>
          Track with git add
        </Button>
      }
    >
      git does not track <code>inventory.json</code>, so Nix does not see it.{' '}
      <span className={classes.muted}>Adding it with intent commits nothing.</span>
    </Banner>
  );
}
