import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { plural, useActions, useStores } from '../state';
import { GridHead } from './grid-head';
import { GridRow } from './grid-row';
import { cellKey, emptyCell, nextCell, type Column, type Matrix, type Row } from './matrix';
import classes from './table.module.css';
import { columnWidths, measureHeading, nameWidth } from './widths';

const rowHeight = 32;
/** Two lines of headings. */
const headHeight = 64;

/** The grid itself: headings stay, rows are drawn a screenful at a time, arrow keys move from cell to cell. */
export function MatrixGrid({ matrix }: { readonly matrix: Matrix }) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: matrix.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => matrix.rows[index]?.key ?? index,
    overscan: 10,
    scrollPaddingStart: headHeight,
    paddingStart: 0,
  });
  const toggle = useToggle(matrix);
  const { active, setActive, onKeyDown } = useGridKeys(matrix, toggle, (index) =>
    virtual.scrollToIndex(index),
  );
  const widths = useMemo(() => columnWidths(matrix.columns, measureHeading), [matrix.columns]);
  const template = `${nameWidth}px ${widths.map((width) => `${width}px`).join(' ')}`;
  return (
    <div
      ref={scroller}
      className={classes.grid}
      role="grid"
      aria-label="Machines and roles"
      aria-rowcount={matrix.rows.length}
      aria-colcount={matrix.columns.length + 1}
      onKeyDown={onKeyDown}
    >
      <div
        className={classes.inner}
        style={{ width: nameWidth + widths.reduce((sum, width) => sum + width, 0) }}
      >
        <GridHead
          columns={matrix.columns}
          template={template}
          widths={widths}
          title={plural(matrix.machineCount, 'machine')}
        />
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map(({ key, index, start }) => {
            const row = matrix.rows[index];
            if (row === undefined) return null;
            return (
              <GridRow
                key={key}
                row={row}
                index={index}
                top={start}
                template={template}
                matrix={matrix}
                activeColumn={active.row === index ? active.column : null}
                onActivate={setActive}
                onToggle={toggle}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** A click or the space bar: makes a direct member, or takes the direct assignment away. */
function useToggle(matrix: Matrix) {
  const actions = useActions();
  const stores = useStores();
  return useCallback(
    (machine: string, column: Column) => {
      const cell = matrix.cells.get(cellKey(machine, column)) ?? emptyCell;
      const { instance, role } = column;
      const readOnly = stores.workspace.getState().workspace?.readOnly ?? null;
      actions.selectBeside({ kind: 'role', instance, role });
      if (readOnly !== null) {
        actions.notify({ kind: 'info', title: 'Not changed', message: readOnly.message });
      } else if (cell.isDirect && cell.access?.canDelete === false) {
        actions.notify({ kind: 'info', title: `${machine} stays in ${role}`, message: cell.access.reason });
      } else if (cell.isDirect) {
        void actions.unassign({ instance, role, machines: [machine], tags: [] });
      } else {
        void actions.assign({ instance, role, machines: [machine], tags: [] });
      }
    },
    [actions, stores, matrix],
  );
}

interface ActiveCell {
  readonly row: number;
  readonly column: number;
}

function useGridKeys(
  matrix: Matrix,
  toggle: (machine: string, column: Column) => void,
  show: (row: number) => void,
) {
  const firstRow = matrix.rows.findIndex((row) => row.kind === 'machine');
  const [active, setActive] = useState<ActiveCell>({ row: Math.max(0, firstRow), column: 0 });

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const focused = (event.target as HTMLElement).closest<HTMLElement>('[data-cell]');
    if (focused === null || event.ctrlKey || event.altKey || event.metaKey) return;
    const row = matrix.rows[active.row];
    const column = matrix.columns[active.column];
    if ((event.key === ' ' || event.key === 'Enter') && row?.kind === 'machine' && column !== undefined) {
      event.preventDefault();
      toggle(row.machine.name, column);
      return;
    }
    const size = { rows: matrix.rows.length, columns: matrix.columns.length };
    const next = skipGroups(matrix.rows, active, nextCell(event.key, active, size));
    if (next === null) return;
    event.preventDefault();
    setActive(next);
    show(next.row);
    const { currentTarget } = event;
    requestAnimationFrame(() =>
      currentTarget.querySelector<HTMLElement>(`[data-cell="${next.row}:${next.column}"]`)?.focus(),
    );
  };
  return { active, setActive, onKeyDown };
}

/** Headings of groups have no cells: the next machine in the same direction stands for them. */
function skipGroups(rows: readonly Row[], from: ActiveCell, next: ActiveCell | null): ActiveCell | null {
  if (next === null) return null;
  const step = next.row < from.row ? -1 : 1;
  for (let row = next.row; row >= 0 && row < rows.length; row += step) {
    if (rows[row]?.kind === 'machine') return { row, column: next.column };
  }
  return from;
}
