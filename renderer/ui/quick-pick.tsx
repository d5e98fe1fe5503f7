import { Modal } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { EmptyState } from './empty-state';
import classes from './quick-pick.module.css';
import { rankPicks, type Pick } from './rank-picks';

interface Props {
  readonly isOpen: boolean;
  readonly title: string;
  readonly placeholder: string;
  readonly picks: readonly Pick[];
  /** What stands above the list, such as what is about to be assigned. */
  readonly header?: ReactNode;
  /** Shown when the query finds nothing. */
  readonly nothing?: string;
  onPick(pick: Pick): void;
  onClose(): void;
}

/** More than this nobody reads; the rest is told as a number. */
const shownAtMost = 100;

/** A text box over a list: type, arrow keys, Enter. */
export function QuickPick(props: Props) {
  const { isOpen, title, onClose } = props;
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      withCloseButton={false}
      centered={false}
      yOffset="9vh"
      size={600}
      padding={0}
      aria-label={title}
      classNames={{ content: classes.content, body: classes.body }}
    >
      {isOpen && <PickList {...props} />}
    </Modal>
  );
}

function PickList({ title, placeholder, picks, header, nothing, onPick }: Props) {
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const found = useMemo(() => rankPicks(picks, query), [picks, query]);
  const shown = found.slice(0, shownAtMost);
  const index = Math.min(active, shown.length - 1);

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [index, found]);

  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setActive((index + step + shown.length) % Math.max(1, shown.length));
    }
    const pick = shown[index];
    if (event.key === 'Enter' && !event.nativeEvent.isComposing && pick !== undefined) {
      event.preventDefault();
      if (pick.refusal === undefined) onPick(pick);
    }
  };

  return (
    <>
      <div className={classes.search}>
        <IconSearch size={16} stroke={1.7} color="var(--text-muted)" aria-hidden />
        <input
          data-autofocus
          type="text"
          className={classes.input}
          value={query}
          placeholder={placeholder}
          aria-label={title}
          aria-controls={listId}
          aria-activedescendant={index >= 0 ? `${listId}-${index}` : undefined}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            setQuery(event.currentTarget.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      {header !== undefined && <div className={classes.header}>{header}</div>}
      <div ref={list} id={listId} role="listbox" aria-label={title} className={classes.list}>
        {shown.map((pick, position) => (
          <Row
            key={pick.key}
            id={`${listId}-${position}`}
            pick={pick}
            isActive={position === index}
            startsGroup={pick.group !== shown[position - 1]?.group}
            onHover={() => setActive(position)}
            onPick={() => onPick(pick)}
          />
        ))}
        {shown.length === 0 && (
          <EmptyState isCompact icon={<IconSearch size={16} />} title={nothing ?? 'Nothing matches'} />
        )}
        {found.length > shown.length && (
          <div className={classes.more}>{found.length - shown.length} more: go on typing</div>
        )}
      </div>
    </>
  );
}

interface RowProps {
  readonly id: string;
  readonly pick: Pick;
  readonly isActive: boolean;
  readonly startsGroup: boolean;
  onHover(): void;
  onPick(): void;
}

function Row({ id, pick, isActive, startsGroup, onHover, onPick }: RowProps) {
  const isRefused = pick.refusal !== undefined;
  return (
    <>
      {startsGroup && pick.group !== undefined && (
        <div className={classes.group} role="presentation">
          {pick.group}
        </div>
      )}
      <div
        id={id}
        role="option"
        aria-selected={isActive}
        aria-disabled={isRefused}
        className={classes.row}
        data-refused={isRefused || undefined}
        onPointerMove={onHover}
        onClick={isRefused ? undefined : onPick}
      >
        <span className={classes.icon}>{pick.icon}</span>
        <span className={classes.label}>{pick.label}</span>
        <span className={classes.detail}>{pick.refusal ?? pick.detail}</span>
        {pick.hint !== undefined && <span className={classes.hint}>{pick.hint}</span>}
      </div>
    </>
  );
}
