import { Button, Skeleton, UnstyledButton } from '@mantine/core';
import { IconArrowUp, IconFolder, IconTopologyStar3 } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { Diagnostic } from '../../shared/base/diagnostic';
import type { Result } from '../../shared/base/result';
import type { FolderEntry, FolderListing } from '../../shared/contract';
import { useActions } from '../state';
import { EmptyState } from '../ui';
import classes from './folder-browser.module.css';

type Answer = { readonly listing: FolderListing } | { readonly error: Diagnostic } | null;

/** The folders inside one another, and a button that takes the one that is looked at. */
export function FolderList(props: {
  /** The word on the button. */
  readonly answer: string;
  /** Clans are taken with one click; otherwise every folder is looked into. */
  readonly isForClans?: boolean;
  readonly onAnswer: (id: string, name: string) => void;
  readonly onCancel: () => void;
}) {
  const { isForClans, onAnswer, onCancel } = props;
  const { listFolder } = useActions();
  const [answer, setAnswer] = useState<Answer>(null);

  const show = (result: Result<FolderListing, Diagnostic>) =>
    setAnswer(result.ok ? { listing: result.value } : { error: result.error });
  const load = async (id: string | null) => show(await listFolder(id));
  useEffect(() => {
    let isWanted = true;
    void listFolder(null).then((result) => {
      if (isWanted) show(result);
    });
    return () => {
      isWanted = false;
    };
  }, [listFolder]);

  if (answer === null) return <Loading />;
  if ('error' in answer) {
    return (
      <EmptyState
        icon={<IconFolder size={20} />}
        title="This folder cannot be read"
        actions={<Button onClick={() => void load(null)}>Back to the home folder</Button>}
      >
        {answer.error.message}
      </EmptyState>
    );
  }
  const { listing } = answer;
  return (
    <>
      <div className={classes.bar}>
        <Button
          leftSection={<IconArrowUp size={14} />}
          disabled={listing.parent === null}
          onClick={() => void load(listing.parent)}
        >
          Up
        </Button>
        <span className={classes.path} title={listing.label}>
          {listing.label}
        </span>
      </div>
      <div className={classes.list} aria-label={`Folders in ${listing.label}`}>
        {listing.entries.map((entry) => (
          <Entry
            key={entry.id}
            entry={isForClans === true ? entry : { ...entry, isClan: false }}
            onEnter={() => void load(entry.id)}
            onChoose={onAnswer}
          />
        ))}
        {listing.entries.length === 0 && <p className={classes.none}>No folders in here.</p>}
      </div>
      <div className={classes.foot}>
        <Button onClick={onCancel}>Cancel</Button>
        <Button variant="filled" onClick={() => onAnswer(listing.id, listing.label)}>
          {props.answer}
        </Button>
      </div>
    </>
  );
}

interface EntryProps {
  readonly entry: FolderEntry;
  onEnter(): void;
  onChoose(id: string, name: string): void;
}

/** A clan opens at once; another folder is looked into. */
function Entry({ entry, onEnter, onChoose }: EntryProps) {
  const { id, name, isClan } = entry;
  const Symbol = isClan ? IconTopologyStar3 : IconFolder;
  return (
    <UnstyledButton className={classes.entry} onClick={isClan ? () => onChoose(id, name) : onEnter}>
      <Symbol
        size={17}
        stroke={1.5}
        color={isClan ? 'var(--accent-text)' : 'var(--text-muted)'}
        aria-hidden
      />
      <span className={classes.name}>{name}</span>
      {isClan && <span className={classes.clan}>clan</span>}
    </UnstyledButton>
  );
}

function Loading() {
  return (
    <div className={classes.loading} role="status" aria-label="Reading the folder">
      {[60, 45, 70, 52].map((width) => (
        <Skeleton key={width} height={16} width={`${width}%`} />
      ))}
    </div>
  );
}
