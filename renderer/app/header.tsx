import { ActionIcon, Button, Kbd, Tooltip, UnstyledButton } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconSearch } from '@tabler/icons-react';
import { useActions, useWorkspace } from '../state';
import { AppIcon } from '../ui';
import classes from './header.module.css';
import { WindowMenu } from './window-menu';

/** Clan, search for everything, undo and redo, and the one button that carries the number of unsaved changes. */
export function Header() {
  return (
    <header className={classes.header}>
      <ClanName />
      <SearchBox />
      <div className={classes.actions}>
        <UndoRedo />
        <WindowMenu />
        <ReviewButton />
      </div>
    </header>
  );
}

function ClanName() {
  const clan = useWorkspace((slice) => slice.workspace?.clan);
  const opening = useWorkspace((slice) => slice.opening);
  const { closeClan } = useActions();
  if (clan === undefined) return <div className={classes.clan} />;
  const label = clan.isExample ? 'example, opened as a copy' : clan.directoryLabel;
  return (
    <div className={classes.clan}>
      <Tooltip label="Close this clan and choose another">
        <UnstyledButton
          className={classes.home}
          aria-label="Close this clan and choose another"
          onClick={() => void closeClan()}
        >
          <AppIcon size={22} />
        </UnstyledButton>
      </Tooltip>
      <h1 className={classes.name}>{clan.name}</h1>
      <span
        className={classes.directory}
        title={clan.directoryLabel}
        role={opening === null ? undefined : 'status'}
      >
        {opening === null ? label : `Opening ${opening}…`}
      </span>
    </div>
  );
}

function SearchBox() {
  const { setPaletteOpen } = useActions();
  return (
    <UnstyledButton className={classes.search} onClick={() => setPaletteOpen(true)} aria-haspopup="dialog">
      <IconSearch size={15} stroke={1.75} aria-hidden />
      <span className={classes.searchText}>Search machines, roles, settings, values</span>
      <Kbd size="xs">Ctrl K</Kbd>
    </UnstyledButton>
  );
}

function UndoRedo() {
  const undo = useWorkspace((slice) => slice.workspace?.undo ?? null);
  const redo = useWorkspace((slice) => slice.workspace?.redo ?? null);
  const actions = useActions();
  const steps = [
    { id: 'undo', word: 'Undo', step: undo, Symbol: IconArrowBackUp, run: actions.undo },
    { id: 'redo', word: 'Redo', step: redo, Symbol: IconArrowForwardUp, run: actions.redo },
  ] as const;
  return steps.map(({ id, word, step, Symbol, run }) => {
    const label = step === null ? `Nothing to ${id}` : `${word}: ${step.label}`;
    return (
      <Tooltip key={id} label={label}>
        <ActionIcon
          data-testid={id}
          aria-label={label}
          disabled={step === null}
          className={classes.step}
          onClick={() => void run()}
        >
          <Symbol size={17} stroke={1.75} />
        </ActionIcon>
      </Tooltip>
    );
  });
}

function ReviewButton() {
  const count = useWorkspace((slice) => slice.workspace?.changes.length ?? 0);
  const readOnly = useWorkspace((slice) => slice.workspace?.readOnly ?? null);
  const { openReview } = useActions();
  const isDisabled = count === 0 || readOnly !== null;
  const reason = readOnly === null ? 'No unsaved changes' : readOnly.message;
  return (
    <Tooltip label={reason} disabled={!isDisabled}>
      <Button
        data-testid="review-button"
        variant={isDisabled ? 'default' : 'filled'}
        disabled={isDisabled}
        onClick={openReview}
        rightSection={count > 0 ? <span className={classes.count}>{count}</span> : undefined}
      >
        Review &amp; save
      </Button>
    </Tooltip>
  );
}
