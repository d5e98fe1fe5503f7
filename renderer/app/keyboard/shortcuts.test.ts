import { expect, it } from 'vitest';
import { keyLabels, matches, shortcuts } from './shortcuts';

const press = (key: string, rest: Partial<KeyboardEvent> = {}) => {
  const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
  const event = { ...plain, ...rest, key } as KeyboardEvent;
  return shortcuts.find((shortcut) => matches(event, shortcut))?.label;
};

it('tells undo and redo apart, also on a Mac', () => {
  expect(press('z', { ctrlKey: true })).toBe('Undo');
  expect(press('Z', { ctrlKey: true, shiftKey: true })).toBe('Redo');
  expect(press('z', { metaKey: true })).toBe('Undo');
  expect(press('z')).toBeUndefined();
});

it('takes characters as they are typed, whatever key makes them', () => {
  expect(press('?', { shiftKey: true })).toBe('This list');
  expect(press('A')).toBe('Assign the selection to a role');
  expect(press('A', { shiftKey: true })).toBeUndefined();
  expect(press('Backspace')).toMatch(/Unassign/);
});

it('has no two shortcuts on the same keys', () => {
  const keys = shortcuts.map((shortcut) => keyLabels(shortcut).join('+'));
  expect(new Set(keys).size).toBe(keys.length);
});
