import { describe, expect, it } from 'vitest';
import type { ChangeItem } from '../../shared/contract';
import { lineOfChange } from './change-line';
import { diffLines } from './diff-lines';

const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) => `line ${index + 1}\n`).join('');

describe('diffLines', () => {
  it('shows changes with their numbers, context and what is left out', () => {
    const lines = diffLines(numbered(40), numbered(40).replace('line 20\n', 'line twenty\n'));
    expect(lines[0]).toEqual({ kind: 'gap', count: 15 });
    expect(lines.filter(({ kind }) => kind !== 'same')).toEqual([
      { kind: 'gap', count: 15 },
      { kind: 'removed', text: 'line 20', before: 20 },
      { kind: 'added', text: 'line twenty', after: 20 },
      { kind: 'gap', count: 16 },
    ]);
    expect(lines[1]).toEqual({ kind: 'same', text: 'line 16', before: 16, after: 16 });
  });

  it('shows a new file as all added and no change as nothing', () => {
    expect(diffLines(null, '{}\n')).toEqual([{ kind: 'added', text: '{}', after: 1 }]);
    expect(diffLines('{}', '{}')).toEqual([]);
  });

  it('tells a missing line break at the end', () => {
    expect(diffLines('{}', '{}\n').map(({ kind }) => kind)).toEqual(['removed', 'note', 'added']);
  });

  it('hides carriage returns, which are part of the line break', () => {
    expect(diffLines('a\r\n', 'b\r\n').map((line) => ('text' in line ? line.text : ''))).toEqual(['a', 'b']);
  });

  it('compares two thousand changed lines in a moment', () => {
    const started = performance.now();
    const lines = diffLines(numbered(4_000), numbered(4_000).replaceAll(/line (\d*[02468])\n/g, 'new $1\n'));
    expect(lines.filter(({ kind }) => kind === 'added')).toHaveLength(2_000);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe('lineOfChange', () => {
  const before = '{\n  "machines": {\n    "a": {},\n    "b": {}\n  }\n}\n';
  const after = '{\n  "machines": {\n    "a": {},\n    "c": {}\n  }\n}\n';
  const change = (name: string): ChangeItem => ({
    id: name,
    title: '',
    detail: '',
    kind: 'added',
    paths: [['machines', name]],
    selection: { kind: 'none' },
  });

  it('finds added and removed places', () => {
    const lines = diffLines(before, after);
    const text = (name: string) => {
      const line = lines[lineOfChange(change(name), lines, { before, after }) ?? -1];
      return line !== undefined && 'text' in line ? `${line.kind} ${line.text.trim()}` : null;
    };
    expect(text('c')).toBe('added "c": {}');
    expect(text('b')).toBe('removed "b": {}');
    expect(text('nobody')).toBeNull();
  });
});
