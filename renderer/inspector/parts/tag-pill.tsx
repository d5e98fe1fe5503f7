import { Tooltip } from '@mantine/core';
import { IconLock, IconX } from '@tabler/icons-react';
import type { MachineTag } from '../../../shared/clan/evaluation';
import { TagIcon } from '../../ui';
import { SelectLink } from './links';
import classes from './parts.module.css';

/** A tag of a machine: its origin, and a cross where the editor may take it off. */
export function MachineTagPill({
  tag,
  onRemove,
}: {
  readonly tag: MachineTag;
  readonly onRemove?: () => void;
}) {
  const isOwn = tag.origin === 'json' && onRemove !== undefined;
  return (
    <span className={`${classes.pill} ${classes.pillDashed}`} data-testid={`machine-tag:${tag.tag}`}>
      <TagIcon isComputed={tag.origin === 'computed'} size={12} />
      <SelectLink to={{ kind: 'tag', tag: tag.tag }}>{tag.tag}</SelectLink>
      {isOwn ? (
        <button
          type="button"
          className={classes.pillAction}
          aria-label={`Take off tag ${tag.tag}`}
          onClick={onRemove}
        >
          <IconX size={11} stroke={2} />
        </button>
      ) : (
        <Tooltip label={originSentence(tag)} multiline maw={280}>
          <span tabIndex={0} aria-label={originSentence(tag)}>
            <IconLock size={11} stroke={1.7} />
          </span>
        </Tooltip>
      )}
    </span>
  );
}

function originSentence(tag: MachineTag): string {
  const place = tag.place === undefined ? '' : ` (${tag.place.label})`;
  switch (tag.origin) {
    case 'computed':
      return 'Computed by Clan for every machine of this kind; it cannot be taken off.';
    case 'static':
      return `Given by the tag list of the clan${place}; change it there.`;
    case 'nix':
      return `Written in Nix${place}; change it there.`;
    case 'json':
      return 'Written in inventory.json.';
  }
}
