import { dropTarget, useActions, useDrag, useView } from '../state';
import type { Column } from './matrix';
import classes from './table.module.css';

interface Props {
  readonly columns: readonly Column[];
  readonly widths: readonly number[];
  readonly template: string;
  readonly title: string;
}

/** Instances over their roles. A role's heading takes drops, like its row in the graph. */
export function GridHead({ columns, widths, template, title }: Props) {
  const { select } = useActions();
  return (
    <div className={classes.head} role="rowgroup">
      <div className={classes.line} role="row" style={{ gridTemplateColumns: template }}>
        <span className={classes.corner} role="columnheader" />
        {columns.map((column, index) =>
          column.span === 0 ? null : (
            <button
              key={column.instance}
              type="button"
              role="columnheader"
              className={classes.instance}
              style={{
                gridColumn: `span ${column.span}`,
                borderBottomColor: column.color,
                maxWidth: widths.slice(index, index + column.span).reduce((sum, width) => sum + width, 0),
              }}
              title={column.instance}
              onClick={() => select({ kind: 'instance', instance: column.instance })}
            >
              {column.instance}
            </button>
          ),
        )}
      </div>
      <div className={classes.line} role="row" style={{ gridTemplateColumns: template }}>
        <span className={classes.corner} role="columnheader">
          {title}
        </span>
        {columns.map((column) => (
          <RoleHead key={`${column.instance}/${column.role}`} column={column} />
        ))}
      </div>
    </div>
  );
}

function RoleHead({ column: { instance, role } }: { readonly column: Column }) {
  const { select } = useActions();
  const isSelected = useView(
    ({ selection }) =>
      selection.kind === 'role' && selection.instance === instance && selection.role === role,
  );
  const isTarget = useDrag(
    ({ drag }) =>
      drag?.target?.kind === 'role' && drag.target.instance === instance && drag.target.role === role,
  );
  return (
    <button
      type="button"
      role="columnheader"
      {...dropTarget({ kind: 'role', instance, role })}
      className={classes.role}
      data-testid={`role-column:${instance}/${role}`}
      data-selected={isSelected || undefined}
      data-target={isTarget || undefined}
      title={`${instance} › ${role}`}
      onClick={() => select({ kind: 'role', instance, role })}
    >
      {role}
    </button>
  );
}
