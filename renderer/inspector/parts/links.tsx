import { Tooltip } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Access, DefinitionPlace } from '../../../shared/clan/evaluation';
import type { Selection } from '../../../shared/contract';
import { useActions } from '../../state';
import classes from './parts.module.css';

/** A name that leads to the thing it names. */
export function SelectLink(props: {
  readonly to: Selection;
  readonly children: ReactNode;
  readonly className?: string;
}) {
  const { goTo } = useActions();
  return (
    <button
      type="button"
      className={`${classes.link} ${props.className ?? ''}`}
      onClick={() => goTo(props.to)}
    >
      {props.children}
    </button>
  );
}

/** A lock, the defining place, and why: nothing is refused without them. */
export function LockWord(props: {
  readonly access: Access;
  readonly place?: DefinitionPlace | null;
  readonly isShort?: boolean;
}) {
  const { access, isShort } = props;
  const place = props.place ?? access.place;
  return (
    <Tooltip label={access.reason ?? 'Defined in Nix.'} multiline maw={300}>
      <span className={classes.lock} tabIndex={0} aria-label={access.reason ?? 'Defined in Nix.'}>
        <IconLock size={13} stroke={1.7} aria-hidden />
        {!isShort && (place?.label ?? 'Nix')}
      </span>
    </Tooltip>
  );
}

export function Section(props: {
  readonly title: string;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className={classes.section}>
      <div className={classes.sectionHead}>
        <h3 className={classes.sectionTitle}>{props.title}</h3>
        {props.action}
      </div>
      {props.children}
    </section>
  );
}
