import { IconAlertCircle, IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Severity } from '../../../shared/base/diagnostic';
import classes from './templates.module.css';

const symbols = { error: IconAlertCircle, warning: IconAlertTriangle, info: IconInfoCircle };

/** Trouble where it is made, with the ways out as words below. */
export function FieldNote(props: {
  readonly severity: Severity;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  readonly id?: string;
}) {
  const Symbol = symbols[props.severity];
  return (
    <div
      className={classes.note}
      data-severity={props.severity}
      id={props.id}
      role={props.severity === 'error' ? 'alert' : undefined}
    >
      <Symbol size={15} stroke={1.7} aria-hidden className={classes.noteIcon} />
      <div className={classes.noteBody}>
        <div>{props.children}</div>
        {props.actions !== undefined && <div className={classes.noteActions}>{props.actions}</div>}
      </div>
    </div>
  );
}
