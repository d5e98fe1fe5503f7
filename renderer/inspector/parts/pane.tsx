import { ActionIcon, Tooltip } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconX } from '@tabler/icons-react';
import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useActions, useView } from '../../state';
import classes from './pane.module.css';

export interface PaneTab {
  readonly key: string;
  readonly label: string;
  readonly count?: number;
  readonly content: ReactNode;
  /** The content scrolls by itself (a virtualised tree). */
  readonly isFilling?: boolean;
}

/** The right pane: where one is, what it is, and its tabs. */
export function Pane(props: {
  readonly path: ReactNode;
  readonly icon?: ReactNode;
  readonly title: string;
  readonly aside?: ReactNode;
  readonly menu?: ReactNode;
  readonly tabs: readonly PaneTab[];
  /** A wish to be shown a tab; a new `count` asks again. */
  readonly wanted?: { readonly tab: string; readonly count: number } | null;
}) {
  const { tabs, wanted } = props;
  const [chosen, setChosen] = useState(tabs[0]?.key ?? '');
  const [seen, setSeen] = useState(0);
  if (wanted && wanted.count !== seen) {
    setSeen(wanted.count);
    setChosen(wanted.tab);
  }
  const open = tabs.find((tab) => tab.key === chosen) ?? tabs[0];
  const id = useId();
  return (
    <section className={classes.pane} data-testid="inspector">
      <header className={classes.header}>
        <div className={classes.path}>
          <div className={classes.crumbs}>{props.path}</div>
          <Travel />
        </div>
        <div className={classes.titleRow}>
          {props.icon}
          <h2 className={classes.title} title={props.title}>
            {props.title}
          </h2>
          {props.aside}
          {props.menu !== undefined && <span className={classes.menu}>{props.menu}</span>}
        </div>
      </header>
      {tabs.length > 1 && <TabRow id={id} tabs={tabs} open={open?.key ?? ''} onOpen={setChosen} />}
      {open !== undefined && (
        <div
          key={open.key}
          className={open.isFilling ? classes.filling : classes.content}
          {...(tabs.length > 1 && { role: 'tabpanel', 'aria-labelledby': `${id}-${open.key}` })}
          id={`${id}-panel`}
        >
          {open.content}
        </div>
      )}
    </section>
  );
}

function TabRow(props: {
  readonly id: string;
  readonly tabs: readonly PaneTab[];
  readonly open: string;
  readonly onOpen: (key: string) => void;
}) {
  const { id, tabs, open, onOpen } = props;
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const index = tabs.findIndex(({ key }) => key === open);
    const next = tabs[(index + step + tabs.length) % tabs.length];
    if (next === undefined) return;
    onOpen(next.key);
    event.currentTarget.querySelector<HTMLElement>(`[data-tab="${next.key}"]`)?.focus();
  };
  return (
    <div className={classes.tabs} role="tablist" onKeyDown={onKeyDown}>
      {tabs.map(({ key, label, count }) => (
        <button
          key={key}
          type="button"
          role="tab"
          id={`${id}-${key}`}
          data-tab={key}
          aria-selected={key === open}
          aria-controls={`${id}-panel`}
          tabIndex={key === open ? 0 : -1}
          className={classes.tab}
          onClick={() => onOpen(key)}
        >
          {label}
          {count !== undefined && <span className={classes.count}>{count}</span>}
        </button>
      ))}
    </div>
  );
}

/** Back and forward through what was looked at; closing, where the pane lies over the graph. */
function Travel() {
  const hasPast = useView((view) => view.past.length > 0);
  const hasFuture = useView((view) => view.future.length > 0);
  const { goBack, goForward, setInspectorOpen } = useActions();
  return (
    <div className={classes.travel}>
      {(hasPast || hasFuture) && (
        <>
          <Tooltip label="Back">
            <ActionIcon size={24} aria-label="Back" disabled={!hasPast} onClick={goBack}>
              <IconChevronLeft size={16} stroke={1.7} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label="Forward">
            <ActionIcon size={24} aria-label="Forward" disabled={!hasFuture} onClick={goForward}>
              <IconChevronRight size={16} stroke={1.7} />
            </ActionIcon>
          </Tooltip>
        </>
      )}
      <ActionIcon
        size={24}
        className={classes.close}
        aria-label="Close details"
        onClick={() => setInspectorOpen(false)}
      >
        <IconX size={16} stroke={1.7} />
      </ActionIcon>
    </div>
  );
}
