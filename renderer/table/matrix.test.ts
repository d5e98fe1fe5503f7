import { describe, expect, it } from 'vitest';
import { noFilter } from '../state/view-store';
import { homelabEvaluation } from '../testing/builders';
import { buildMatrix, cellKey, cellText, emptyCell, nextCell } from './matrix';
import { columnWidths } from './widths';

const matrix = buildMatrix(homelabEvaluation(), noFilter, 'tag');
const cell = (machine: string, instance: string, role: string) =>
  matrix.cells.get(cellKey(machine, { instance, role })) ?? emptyCell;

describe('the matrix', () => {
  it('has a column a role, headed by its instance', () => {
    expect(matrix.columns.slice(0, 4).map(({ instance, role, span }) => [instance, role, span])).toEqual([
      ['backup', 'client', 2],
      ['backup', 'server', 0],
      ['mesh', 'peer', 2],
      ['mesh', 'gateway', 0],
    ]);
  });

  it('tells direct, via tag and both apart, and who may change it', () => {
    expect(cell('athena', 'backup', 'client')).toMatchObject({ isDirect: true, tags: [] });
    expect(cell('iris', 'backup', 'client')).toMatchObject({ isDirect: false, tags: ['laptop'] });
    expect(cell('juno', 'backup', 'client')).toBe(emptyCell);
    expect(cell('gaia', 'names', 'resolver').access?.canDelete).toBe(false);
  });

  it('says the same in words', () => {
    const [column] = matrix.columns;
    if (column === undefined) throw new Error('no column');
    expect(cellText('juno', column, emptyCell)).toBe('juno, backup › client: not a member');
    expect(cellText('gaia', column, { isDirect: true, tags: ['all'] })).toBe(
      'gaia, backup › client: direct and via tag all',
    );
  });

  it('leaves hidden things out', () => {
    const filter = { hiddenInstances: ['backup'], tags: ['laptop'], machineClass: null };
    const part = buildMatrix(homelabEvaluation(), filter, 'none');
    expect(part.machineCount).toBe(3);
    expect(part.columns.some(({ instance }) => instance === 'backup')).toBe(false);
    // A single group needs no heading.
    expect(part.rows.every(({ kind }) => kind === 'machine')).toBe(true);
  });
});

it('moves from cell to cell without leaving the grid', () => {
  const size = { rows: 3, columns: 2 };
  expect(nextCell('ArrowLeft', { row: 0, column: 0 }, size)).toEqual({ row: 0, column: 0 });
  expect(nextCell('ArrowDown', { row: 1, column: 1 }, size)).toEqual({ row: 2, column: 1 });
  expect(nextCell('PageDown', { row: 0, column: 1 }, size)).toEqual({ row: 2, column: 1 });
  expect(nextCell('End', { row: 0, column: 0 }, size)).toEqual({ row: 0, column: 1 });
  expect(nextCell('x', { row: 0, column: 0 }, size)).toBeNull();
});

it('gives an instance room for its name', () => {
  const columns = [{ instance: 'a very long name', role: 'x', color: '', span: 1 }];
  const [width] = columnWidths(columns, (text) => text.length * 7);
  expect(width).toBeGreaterThan('a very long name'.length * 7);
});
