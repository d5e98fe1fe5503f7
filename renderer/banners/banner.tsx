import { IconAlertCircle, IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './banners.module.css';

const symbols = { bad: IconAlertCircle, warning: IconAlertTriangle, calm: IconInfoCircle };

/** One quiet strip below the header: what happened, and what can be done. Never a modal. */
export function Banner(props: {
  readonly kind: string;
  readonly tone: keyof typeof symbols;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  /** A list below the sentence. */
  readonly details?: ReactNode;
}) {
  const Symbol = symbols[props.tone];
  return (
    <div
      className={classes.banner}
      data-tone={props.tone}
      data-testid={`banner:${props.kind}`}
      role={props.tone === 'bad' ? 'alert' : 'status'}
    >
      <div className={classes.line}>
        <Symbol size={16} stroke={1.7} className={classes.symbol} aria-hidden />
        <div className={classes.text}>{props.children}</div>
        {props.actions !== undefined && <div className={classes.actions}>{props.actions}</div>}
      </div>
      {props.details}
    </div>
  );
}
