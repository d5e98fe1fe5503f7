/** The table's content: machines as rows, roles as columns. Pure. */
import type { Access, ClanEvaluation, DefinitionPlace, EvaluatedMachine } from '../../shared/clan/evaluation';
import { groupMachines, instanceLooks, visiblePart, type Filter, type Grouping } from '../state';

export interface Column {
  readonly instance: string;
  readonly role: string;
  readonly color: string;
  /** How many columns the instance has, at its first one; 0 at the others. */
  readonly span: number;
}

/** What ties a machine to a role. */
export interface CellState {
  readonly isDirect: boolean;
  /** Tags that make it a member as well. */
  readonly tags: readonly string[];
  /** Of the direct assignment. */
  readonly access?: Access;
  readonly place?: DefinitionPlace;
}

export type Row =
  | { readonly kind: 'group'; readonly key: string; readonly label: string; readonly count: number }
  | { readonly kind: 'machine'; readonly key: string; readonly machine: EvaluatedMachine };

export interface Matrix {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly machineCount: number;
  /** Cells that are not empty, by {@link cellKey}. */
  readonly cells: ReadonlyMap<string, CellState>;
}

export const emptyCell: CellState = { isDirect: false, tags: [] };

/** Names may hold any character, so they are never joined plainly. */
export function cellKey(machine: string, { instance, role }: Pick<Column, 'instance' | 'role'>): string {
  return JSON.stringify([machine, instance, role]);
}

export function buildMatrix(clan: ClanEvaluation, filter: Filter, grouping: Grouping): Matrix {
  const { machines, instances } = visiblePart(clan, filter);
  const looks = instanceLooks(clan);
  const columns = instances.flatMap(({ name, roles }) =>
    roles.map((role, index): Column => {
      const color = looks.get(name)?.color ?? 'var(--service-6)';
      return { instance: name, role: role.name, color, span: index === 0 ? roles.length : 0 };
    }),
  );
  const cells = new Map<string, CellState>();
  for (const { name, roles } of instances) {
    for (const role of roles) {
      for (const { machine, reasons } of role.members) {
        const direct = reasons.find((reason) => reason.kind === 'direct');
        cells.set(cellKey(machine, { instance: name, role: role.name }), {
          isDirect: direct !== undefined,
          tags: reasons.flatMap((reason) => (reason.kind === 'tag' ? [reason.tag] : [])),
          access: direct?.access,
          place: direct?.place,
        });
      }
    }
  }
  const groups = groupMachines(machines, grouping);
  const rows = groups.flatMap(({ key, label, machines: members }): Row[] => [
    ...(groups.length > 1
      ? [{ kind: 'group' as const, key: `group:${key}`, label, count: members.length }]
      : []),
    ...members.map((machine) => ({ kind: 'machine' as const, key: machine.name, machine })),
  ]);
  return { columns, rows, machineCount: machines.length, cells };
}

/** What a cell says to those who do not see it. */
export function cellText(machine: string, column: Column, cell: CellState): string {
  const place = `${machine}, ${column.instance} › ${column.role}`;
  const tags = cell.tags.length === 0 ? '' : `via tag ${cell.tags.join(', ')}`;
  if (cell.isDirect) return `${place}: direct${tags === '' ? '' : ` and ${tags}`}`;
  return `${place}: ${tags === '' ? 'not a member' : tags}`;
}

/** The next cell for an arrow key, inside of the grid. */
export function nextCell(
  key: string,
  { row, column }: { readonly row: number; readonly column: number },
  size: { readonly rows: number; readonly columns: number },
): { readonly row: number; readonly column: number } | null {
  const clamp = (value: number, count: number) => Math.min(count - 1, Math.max(0, value));
  switch (key) {
    case 'ArrowUp':
      return { row: clamp(row - 1, size.rows), column };
    case 'ArrowDown':
      return { row: clamp(row + 1, size.rows), column };
    case 'ArrowLeft':
      return { row, column: clamp(column - 1, size.columns) };
    case 'ArrowRight':
      return { row, column: clamp(column + 1, size.columns) };
    case 'Home':
      return { row, column: 0 };
    case 'End':
      return { row, column: size.columns - 1 };
    case 'PageUp':
      return { row: clamp(row - 12, size.rows), column };
    case 'PageDown':
      return { row: clamp(row + 12, size.rows), column };
    default:
      return null;
  }
}
