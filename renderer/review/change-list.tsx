import { ActionIcon, Checkbox, Tooltip } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import type { ChangeItem } from '../../shared/contract';
import classes from './review.module.css';

/** The changes in plain language; unchecked ones are left out of this save and stay unsaved. */
export function ChangeList(props: {
  readonly changes: readonly ChangeItem[];
  /** What the save leaves out. */
  readonly excluded: ReadonlySet<string>;
  /** What the user unchecked; more than `excluded` when a checked change needs it. */
  readonly unchecked: ReadonlySet<string>;
  readonly shown: string | null;
  readonly onShow: (id: string) => void;
  readonly onExclude: (id: string, isExcluded: boolean) => void;
  readonly onDiscard: (id: string) => void;
}) {
  const { changes, excluded, unchecked, shown, onShow, onExclude, onDiscard } = props;
  return (
    <ul className={classes.changes} aria-label="Changes">
      {changes.map((change, index) => (
        <li
          key={change.id}
          className={classes.change}
          data-shown={change.id === shown || undefined}
          data-testid={`review-change:${index}`}
        >
          <Checkbox
            aria-label={change.title}
            checked={!excluded.has(change.id)}
            onChange={(event) => onExclude(change.id, !event.currentTarget.checked)}
          />
          <button type="button" className={classes.changeText} onClick={() => onShow(change.id)}>
            <span className={classes.changeTitle} data-excluded={excluded.has(change.id) || undefined}>
              {change.title}
            </span>
            <span className={classes.changeDetail}>{change.detail}</span>
            {unchecked.has(change.id) && !excluded.has(change.id) && (
              <span className={classes.needed}>Saved as well: another change needs it</span>
            )}
          </button>
          <Tooltip label="Take this change back">
            <ActionIcon
              className={classes.discard}
              aria-label={`Take back: ${change.title}`}
              onClick={() => onDiscard(change.id)}
            >
              <IconArrowBackUp size={15} stroke={1.7} />
            </ActionIcon>
          </Tooltip>
        </li>
      ))}
    </ul>
  );
}
