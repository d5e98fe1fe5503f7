import { IconCheck } from '@tabler/icons-react';
import { memo } from 'react';
import {
  dropTarget,
  machinesAt,
  machineSymbol,
  selectedMachines,
  toggleMachine,
  useActions,
  useDragSource,
  useStores,
  useView,
} from '../state';
import { MachineIcon } from '../ui';
import { cellKey, cellText, emptyCell, type CellState, type Column, type Matrix, type Row } from './matrix';
import classes from './table.module.css';

interface Props {
  readonly row: Row;
  readonly index: number;
  readonly top: number;
  readonly template: string;
  readonly matrix: Matrix;
  /** The cell of this row that has the focus when the grid has it. */
  readonly activeColumn: number | null;
  onActivate(cell: { readonly row: number; readonly column: number }): void;
  onToggle(machine: string, column: Column): void;
}

export const GridRow = memo(function GridRow(props: Props) {
  const { row, index, top, template, matrix, activeColumn, onActivate, onToggle } = props;
  const style = { gridTemplateColumns: template, transform: `translateY(${top}px)` };
  if (row.kind === 'group') {
    return (
      <div className={classes.group} role="row" style={{ transform: style.transform }}>
        <span role="rowheader" className={classes.groupLabel}>
          {row.label} <span className={classes.groupCount}>{row.count}</span>
        </span>
      </div>
    );
  }
  const { name } = row.machine;
  return (
    <div className={classes.row} role="row" aria-rowindex={index + 1} style={style}>
      <MachineHead row={row} />
      {matrix.columns.map((column, columnIndex) => (
        <Cell
          key={`${column.instance}/${column.role}`}
          machine={name}
          column={column}
          state={matrix.cells.get(cellKey(name, column)) ?? emptyCell}
          place={`${index}:${columnIndex}`}
          isActive={activeColumn === columnIndex}
          onFocus={() => onActivate({ row: index, column: columnIndex })}
          onToggle={() => onToggle(name, column)}
        />
      ))}
    </div>
  );
});

function MachineHead({ row: { machine } }: { readonly row: Extract<Row, { readonly kind: 'machine' }> }) {
  const { name } = machine;
  const actions = useActions();
  const stores = useStores();
  const isSelected = useView(({ selection }) => selectedMachines(selection).includes(name));
  const onPointerDown = useDragSource(() => ({
    kind: 'members',
    machines: machinesAt(stores.view.getState().selection, name),
    tags: [],
  }));
  return (
    <div
      role="rowheader"
      tabIndex={-1}
      {...dropTarget({ kind: 'machine', name })}
      className={classes.machine}
      data-selected={isSelected || undefined}
      title={name}
      onPointerDown={onPointerDown}
      onClick={(event) => {
        const isToggle = event.ctrlKey || event.metaKey || event.shiftKey;
        const { selection } = stores.view.getState();
        actions.select(isToggle ? toggleMachine(selection, name) : { kind: 'machine', machine: name });
      }}
    >
      <MachineIcon symbol={machineSymbol(machine)} size={15} />
      <span className={classes.name}>{name}</span>
    </div>
  );
}

interface CellProps {
  readonly machine: string;
  readonly column: Column;
  readonly state: CellState;
  readonly place: string;
  readonly isActive: boolean;
  onFocus(): void;
  onToggle(): void;
}

function Cell({ machine, column, state, place, isActive, onFocus, onToggle }: CellProps) {
  const isTagged = state.tags.length > 0;
  const text = cellText(machine, column, state);
  return (
    <div
      role="gridcell"
      tabIndex={isActive ? 0 : -1}
      className={classes.cell}
      data-cell={place}
      data-testid={`cell:${machine}/${column.instance}/${column.role}`}
      data-is-last={column.span === 1 || undefined}
      aria-label={text}
      aria-selected={state.isDirect}
      title={
        state.isDirect && state.access?.canDelete === false ? `${text}. ${state.access.reason ?? ''}` : text
      }
      onFocus={onFocus}
      onClick={onToggle}
    >
      <span
        className={classes.mark}
        data-direct={state.isDirect || undefined}
        data-tagged={isTagged || undefined}
        data-pinned={state.access?.canDelete === false || undefined}
      >
        {state.isDirect && <IconCheck size={12} stroke={2.5} />}
      </span>
    </div>
  );
}
