import { Button, Modal, Skeleton, UnstyledButton } from '@mantine/core';
import { IconArrowUp, IconFolder, IconTopologyStar3 } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { Diagnostic } from '../../shared/base/diagnostic';
import type { Result } from '../../shared/base/result';
import type { FolderEntry, FolderListing } from '../../shared/contract';
import { useActions, useView } from '../state';
import { EmptyState } from '../ui';
import classes from './folder-browser.module.css';

/** Folders of the machine that the editor runs on, for shells without a native dialog. Named by ids, never by path. */
export function FolderBrowser() {
  const isOpen = useView((view) => view.dialog.kind === 'open-folder');
  const { closeDialog } = useActions();
  return (
    <Modal
      opened={isOpen}
      onClose={closeDialog}
      title="Open folder"
      size={560}
      classNames={{ body: classes.body }}
    >
      {isOpen && <Folders onClose={closeDialog} />}
    </Modal>
  );
}

type Answer = { readonly listing: FolderListing } | { readonly error: Diagnostic } | null;

function Folders({ onClose }: { onClose(): void }) {
  const { listFolder, open } = useActions();
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

  const choose = (id: string, name: string) => {
    onClose();
    void open({ kind: 'folder', id }, name);
  };

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
          <Entry key={entry.id} entry={entry} onEnter={() => void load(entry.id)} onChoose={choose} />
        ))}
        {listing.entries.length === 0 && <p className={classes.none}>No folders in here.</p>}
      </div>
      <div className={classes.foot}>
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="filled" onClick={() => choose(listing.id, listing.label)}>
          Open this folder
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
