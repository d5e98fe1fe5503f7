import type { ReactNode } from 'react';
import classes from './empty-state.module.css';

/** What stands where there is nothing: why, and what to do about it. */
export function EmptyState(props: {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  readonly isCompact?: boolean;
}) {
  return (
    <div className={classes.root} data-compact={props.isCompact || undefined}>
      <div className={classes.icon} aria-hidden>
        {props.icon}
      </div>
      <div className={classes.title}>{props.title}</div>
      {props.children !== undefined && <div className={classes.text}>{props.children}</div>}
      {props.actions !== undefined && <div className={classes.actions}>{props.actions}</div>}
    </div>
  );
}
