import { expect, it } from 'vitest';
import { homelabEvaluation } from '../testing/builders';
import { machinesAt, sameSelection, selectionExists, selectionOfMachines, toggleMachine } from './selection';

it('adds machines one by one and takes them out again', () => {
  let selection = toggleMachine({ kind: 'none' }, 'a');
  selection = toggleMachine(selection, 'b');
  expect(selection).toEqual({ kind: 'machines', machines: ['a', 'b'] });
  expect(toggleMachine(selection, 'a')).toEqual({ kind: 'machine', machine: 'b' });
  expect(selectionOfMachines([])).toEqual({ kind: 'none' });
});

it('drags all selected machines when one of them is taken, that one first', () => {
  const selection = { kind: 'machines', machines: ['a', 'b', 'c'] } as const;
  expect(machinesAt(selection, 'b')).toEqual(['b', 'a', 'c']);
  expect(machinesAt(selection, 'z')).toEqual(['z']);
});

it('tells names with separators apart', () => {
  const a = { kind: 'role', instance: 'x/y', role: 'z' } as const;
  const b = { kind: 'role', instance: 'x', role: 'y/z' } as const;
  expect(sameSelection(a, b)).toBe(false);
  expect(sameSelection(a, { ...a })).toBe(true);
});

it('knows what is still there', () => {
  const clan = homelabEvaluation();
  const edge = (name: string) =>
    ({ kind: 'edge', instance: 'backup', role: 'client', from: { kind: 'machine', name } }) as const;
  expect(selectionExists(edge('athena'), { instances: { backup: {} } }, clan)).toBe(true);
  // Only by tag: there is no such edge.
  expect(selectionExists(edge('iris'), { instances: { backup: {} } }, clan)).toBe(false);
  expect(selectionExists({ kind: 'machine', machine: 'athena' }, {}, clan)).toBe(true);
  expect(selectionExists({ kind: 'machine', machine: 'gone' }, {}, clan)).toBe(false);
  // New ones are in the document before they are evaluated.
  expect(selectionExists({ kind: 'machine', machine: 'new' }, { machines: { new: {} } }, clan)).toBe(true);
});
