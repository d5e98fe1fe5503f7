import { ActionIcon, Button, Loader, Tooltip, UnstyledButton } from '@mantine/core';
import { IconFolder, IconFolderOpen, IconFolderX, IconTopologyStar3, IconX } from '@tabler/icons-react';
import type { ExampleClan, RecentClan } from '../../shared/contract';
import { useActions, useWorkspace } from '../state';
import { AppIcon } from '../ui';
import classes from './start-screen.module.css';

/** The window without a clan: open a folder, go on where one left off, or try an example. */
export function StartScreen() {
  const app = useWorkspace((slice) => slice.app);
  const opening = useWorkspace((slice) => slice.opening);
  const { openFolder } = useActions();
  return (
    <main className={classes.screen}>
      <div className={classes.page}>
        <header className={classes.header}>
          <AppIcon size={48} />
          <div>
            <h1 className={classes.title}>Clan Inventory Editor</h1>
            <p className={classes.subtitle}>
              See which machine does what, change it, and save exactly that to inventory.json.
            </p>
          </div>
        </header>
        <div className={classes.columns}>
          <section aria-labelledby="recent-title">
            <h2 id="recent-title" className={classes.heading}>
              Recent clans
            </h2>
            {(app?.recent ?? []).map((clan) => (
              <RecentRow key={clan.id} clan={clan} />
            ))}
            {app?.recent.length === 0 && (
              <p className={classes.none}>Clans that you open will be listed here.</p>
            )}
            <Button
              variant="filled"
              className={classes.open}
              leftSection={<IconFolderOpen size={16} stroke={1.7} />}
              onClick={() => void openFolder()}
            >
              Open folder…
            </Button>
          </section>
          <section aria-labelledby="examples-title">
            <h2 id="examples-title" className={classes.heading}>
              Examples
            </h2>
            {(app?.examples ?? []).map((example) => (
              <ExampleRow key={example.id} example={example} />
            ))}
            <p className={classes.none}>Examples are opened as a copy: try anything.</p>
          </section>
        </div>
        <footer className={classes.foot}>
          {opening === null ? (
            <>Version {app?.version ?? '…'} · works on this computer only, without an account or a network</>
          ) : (
            <span role="status" className={classes.opening}>
              <Loader size={14} /> Opening {opening}…
            </span>
          )}
        </footer>
      </div>
    </main>
  );
}

function RecentRow({ clan }: { readonly clan: RecentClan }) {
  const { open, forgetRecent } = useActions();
  const Symbol = clan.isMissing ? IconFolderX : IconFolder;
  return (
    <div className={classes.row} data-missing={clan.isMissing || undefined}>
      <UnstyledButton
        className={classes.rowButton}
        disabled={clan.isMissing}
        onClick={() => void open({ kind: 'recent', id: clan.id }, clan.name)}
      >
        <Symbol size={18} stroke={1.5} color="var(--text-muted)" aria-hidden />
        <span className={classes.texts}>
          <span className={classes.name}>{clan.name}</span>
          <span className={classes.detail} title={clan.directoryLabel}>
            {clan.isMissing ? `not found: ${clan.directoryLabel}` : clan.directoryLabel}
          </span>
        </span>
      </UnstyledButton>
      <Tooltip label="Take off this list">
        <ActionIcon
          className={classes.forget}
          aria-label={`Take ${clan.name} off this list`}
          onClick={() => void forgetRecent(clan.id)}
        >
          <IconX size={14} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}

function ExampleRow({ example }: { readonly example: ExampleClan }) {
  const { open } = useActions();
  return (
    <div className={classes.row}>
      <UnstyledButton
        className={classes.rowButton}
        onClick={() => void open({ kind: 'example', id: example.id }, example.title)}
      >
        <IconTopologyStar3 size={18} stroke={1.5} color="var(--accent-text)" aria-hidden />
        <span className={classes.texts}>
          <span className={classes.name}>{example.title}</span>
          <span className={classes.detail}>{example.description}</span>
        </span>
      </UnstyledButton>
    </div>
  );
}
