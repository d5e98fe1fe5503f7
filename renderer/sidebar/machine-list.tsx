import { Skeleton } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { IconSearch, IconServer2 } from '@tabler/icons-react';
import { useCallback, useMemo, useRef, useState, type MouseEvent } from 'react';
import type { EvaluatedMachine } from '../../shared/clan/evaluation';
import {
  dropTarget,
  machineMenu,
  machineNode,
  machinesAt,
  machineSymbol,
  plural,
  problemsByNode,
  selectedMachines,
  selectionOfMachines,
  toggleMachine,
  useActions,
  useClan,
  useDiagnostics,
  useDrag,
  useDragSource,
  useStores,
  useView,
  type NodeProblems,
} from '../state';
import { ContextMenu, EmptyState, MachineIcon, menuPoint, type ContextMenuState } from '../ui';
import { ListRow } from './list-row';
import { machineRows, roleCounts, type MachineRowItem } from './rows';
import classes from './sidebar.module.css';
import { useListKeys } from './use-list-keys';

const heights = { heading: 30, machine: 34 } as const;

export function MachineList({ filter }: { readonly filter: string }) {
  const clan = useClan();
  const grouping = useView((view) => view.grouping);
  const diagnostics = useDiagnostics();
  const problems = useMemo(() => problemsByNode(diagnostics), [diagnostics]);
  const rows = useMemo(
    () => (clan === null ? null : machineRows(clan, grouping, filter)),
    [clan, grouping, filter],
  );
  const counts = useMemo(() => (clan === null ? new Map<string, number>() : roleCounts(clan)), [clan]);
  const [menu, setMenu] = useState<ContextMenuState | null>(null);
  const actions = useActions();
  const stores = useStores();

  const openMenu = useCallback(
    (event: MouseEvent, machine: string) => {
      event.preventDefault();
      const machines = machinesAt(stores.view.getState().selection, machine);
      actions.select(selectionOfMachines(machines));
      const items = machineMenu(stores.evaluation.getState().shown, actions, machines);
      setMenu({ ...menuPoint(event), items });
    },
    [actions, stores],
  );

  if (rows === null) return <LoadingRows />;
  if (rows.length === 0) return <NoMachines isFiltered={filter !== ''} />;
  return (
    <>
      <MachineRows rows={rows} counts={counts} problems={problems} onMenu={openMenu} />
      <ContextMenu menu={menu} onClose={() => setMenu(null)} />
    </>
  );
}

interface RowsProps {
  readonly rows: readonly MachineRowItem[];
  readonly counts: ReadonlyMap<string, number>;
  readonly problems: ReadonlyMap<string, NodeProblems>;
  onMenu(event: MouseEvent, machine: string): void;
}

function MachineRows({ rows, counts, problems, onMenu }: RowsProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => heights[rows[index]?.kind ?? 'machine'],
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 12,
  });
  const machineKeys = useMemo(() => rows.flatMap((row) => (row.kind === 'machine' ? [row.key] : [])), [rows]);
  const show = useCallback(
    (index: number) => virtual.scrollToIndex(rows.findIndex((row) => row.key === machineKeys[index])),
    [virtual, rows, machineKeys],
  );
  const { tabStop, ...keys } = useListKeys(machineKeys, show);
  const onSelect = useMachineClick(machineKeys);
  return (
    <div
      ref={scroller}
      className={classes.list}
      role="listbox"
      aria-label="Machines"
      aria-multiselectable
      {...keys}
    >
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ key, index, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <div key={key} className={classes.virtual} style={{ transform: `translateY(${start}px)` }}>
              {row.kind === 'heading' ? (
                <Heading label={row.label} count={row.count} />
              ) : (
                <MachineRow
                  machine={row.machine}
                  roles={counts.get(row.machine.name) ?? 0}
                  problems={problems.get(machineNode(row.machine.name))}
                  isTabStop={row.machine.name === tabStop}
                  onSelect={onSelect}
                  onMenu={onMenu}
                />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

export function Heading({ label, count }: { readonly label: string; readonly count: number }) {
  return (
    <div className={classes.heading} role="presentation">
      <span className={classes.headingLabel}>{label}</span>
      <span className={classes.headingCount}>{count}</span>
    </div>
  );
}

/** Click selects, Ctrl adds or takes away, Shift selects the range from the last clicked one. */
function useMachineClick(order: readonly string[]) {
  const actions = useActions();
  const stores = useStores();
  const anchor = useRef<string | null>(null);
  return useCallback(
    (
      event: { readonly ctrlKey: boolean; readonly metaKey: boolean; readonly shiftKey: boolean },
      name: string,
    ) => {
      const { selection } = stores.view.getState();
      if (event.shiftKey) {
        const from = order.indexOf(anchor.current ?? selectedMachines(selection)[0] ?? name);
        const [start, end] = [from < 0 ? order.indexOf(name) : from, order.indexOf(name)].sort(
          (a, b) => a - b,
        );
        actions.select(selectionOfMachines(order.slice(start, (end ?? 0) + 1)));
        return;
      }
      anchor.current = name;
      const isToggle = event.ctrlKey || event.metaKey;
      actions.select(isToggle ? toggleMachine(selection, name) : { kind: 'machine', machine: name });
    },
    [actions, stores, order],
  );
}

interface RowProps {
  readonly machine: EvaluatedMachine;
  readonly roles: number;
  readonly problems: NodeProblems | undefined;
  readonly isTabStop: boolean;
  onSelect(
    event: { readonly ctrlKey: boolean; readonly metaKey: boolean; readonly shiftKey: boolean },
    name: string,
  ): void;
  onMenu(event: MouseEvent, machine: string): void;
}

function MachineRow({ machine, roles, problems, isTabStop, onSelect, onMenu }: RowProps) {
  const { name } = machine;
  const stores = useStores();
  const { hover, goTo, setCentre } = useActions();
  const isSelected = useView(({ selection }) => selectedMachines(selection).includes(name));
  const isTarget = useDrag(({ drag }) => drag?.target?.kind === 'machine' && drag.target.name === name);
  const onPointerDown = useDragSource(() => ({
    kind: 'members',
    machines: machinesAt(stores.view.getState().selection, name),
    tags: [],
  }));
  return (
    <ListRow
      {...dropTarget({ kind: 'machine', name })}
      rowKey={name}
      data-testid={`machine-row:${name}`}
      icon={<MachineIcon symbol={machineSymbol(machine)} />}
      label={name}
      detail={plural(roles, 'role')}
      isSelected={isSelected}
      isTabStop={isTabStop}
      isTarget={isTarget}
      problems={problems}
      onPointerDown={onPointerDown}
      onClick={(event) => onSelect(event, name)}
      onDoubleClick={() => {
        setCentre('graph');
        goTo({ kind: 'machine', machine: name });
      }}
      onContextMenu={(event) => onMenu(event, name)}
      onMouseEnter={() => hover(machineNode(name))}
      onMouseLeave={() => hover(null)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        onSelect(event, name);
      }}
    />
  );
}

export function LoadingRows() {
  return (
    <div className={classes.loading} role="status" aria-label="Evaluating the clan">
      {[70, 50, 62, 45, 58].map((width) => (
        <Skeleton key={width} height={14} width={`${width}%`} radius={4} />
      ))}
    </div>
  );
}

function NoMachines({ isFiltered }: { readonly isFiltered: boolean }) {
  return (
    <div className={classes.list}>
      {isFiltered ? (
        <EmptyState isCompact icon={<IconSearch size={16} />} title="No machine matches">
          The filter looks at names, tags and classes.
        </EmptyState>
      ) : (
        <EmptyState isCompact icon={<IconServer2 size={16} />} title="No machines yet" />
      )}
    </div>
  );
}
