import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../shared/base/json';
import type { Selection } from '../../shared/contract';
import { entryLabel, rebaseHistory, recordEdit, redo, startHistory, undo } from './history';
import type { History } from './history';

const selection: Selection = { kind: 'machine', machine: 'athena' };

function record(history: History, document: JsonObject, label: string, mergeKey?: string): History {
  const capture =
    mergeKey === undefined ? ({ kind: 'record' } as const) : ({ kind: 'merge', mergeKey } as const);
  return recordEdit(history, document, { label, selection, capture });
}

const a = { x: 'a' };
const b = { x: 'b' };
const c = { x: 'c' };

describe('history', () => {
  it('goes back and forth with labels and selections, and a new edit forgets what was undone', () => {
    const edited = record(record(startHistory(a), b, 'to b'), c, 'to c');
    const back = undo(edited);
    expect(back).toMatchObject({ history: { document: b }, entry: { label: 'to c', selection } });
    const history = back?.history ?? edited;
    expect(redo(history)).toMatchObject({ history: { document: c }, entry: { label: 'to c' } });
    expect(record(history, a, 'back to a').future).toEqual([]);
    expect(record(history, history.document, 'nothing')).toBe(history);
    expect(undo(startHistory(a))).toBeNull();
    expect(redo(edited)).toBeNull();
  });

  it('joins edits with the same key, but never across an undo', () => {
    const typed = record(record(startHistory(a), b, 'type', 'k'), c, 'type more', 'k');
    expect(typed.past).toMatchObject([{ label: 'type more', document: a }]);
    const undone = undo(record(typed, a, 'other'))?.history ?? typed;
    expect(record(undone, b, 'type', 'k').past).toHaveLength(2);
  });

  it('forgets the oldest of very many entries', () => {
    let history = startHistory(a);
    for (let index = 0; index < 600; index++) history = record(history, { index }, `edit ${index}`);
    expect(history.past).toHaveLength(500);
    expect(history.past[0]?.label).toBe('edit 100');
  });

  it('carries entries over a reload, marks them, and drops those that say nothing any more', () => {
    const edited = record(record(startHistory({ mine: 0 }), { mine: 1 }, 'one'), { mine: 2 }, 'two');
    const rebased = rebaseHistory(edited, { mine: 2, theirs: 1 }, (document) => ({ ...document, theirs: 1 }));
    expect(rebased.past.map((entry) => entry.document)).toEqual([
      { mine: 0, theirs: 1 },
      { mine: 1, theirs: 1 },
    ]);
    expect(entryLabel(rebased.past[1])?.label).toBe('two (before the file was reloaded)');
    const gone = rebaseHistory(edited, { same: 1 }, () => ({ same: 1 }));
    expect(gone.past).toEqual([]);
    expect(entryLabel(undefined)).toBeNull();
  });
});
