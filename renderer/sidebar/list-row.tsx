import { IconAlertTriangle } from '@tabler/icons-react';
import type { HTMLAttributes, ReactNode } from 'react';
import type { NodeProblems } from '../state';
import classes from './sidebar.module.css';

interface Props extends HTMLAttributes<HTMLDivElement> {
  readonly rowKey: string;
  readonly icon: ReactNode;
  readonly label: string;
  readonly detail?: ReactNode;
  readonly isSelected: boolean;
  readonly isTabStop: boolean;
  readonly isTarget?: boolean;
  readonly problems?: NodeProblems;
}

/** One line of the list: icon, name, warning, and something small at the right. */
export function ListRow(props: Props) {
  const { rowKey, icon, label, detail, isSelected, isTabStop, isTarget, problems, ...rest } = props;
  return (
    <div
      role="option"
      tabIndex={isTabStop ? 0 : -1}
      className={classes.row}
      data-row={rowKey}
      data-selected={isSelected || undefined}
      data-target={isTarget === true || undefined}
      aria-selected={isSelected}
      {...rest}
    >
      {icon}
      <span className={classes.label} title={label}>
        {label}
      </span>
      {problems !== undefined && (
        <span title={problems.messages.join('\n')} className={classes.problem}>
          <IconAlertTriangle
            size={15}
            stroke={1.75}
            role="img"
            aria-label={problems.messages[0]}
            color={problems.severity === 'error' ? 'var(--bad)' : 'var(--warning)'}
          />
        </span>
      )}
      <span className={classes.gap} />
      {detail !== undefined && <span className={classes.detail}>{detail}</span>}
    </div>
  );
}
