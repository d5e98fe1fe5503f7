/**
 * Compares two lists of lines. Lines that occur once on both sides are anchors (patience diff): they cut the texts into
 * small pieces, so that thousands of scattered changes cost little. Each piece is then compared by the diff library.
 */
import { diffArrays } from 'diff';

export interface LineStep {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** Beyond this many edits inside one piece it is shown as wholly replaced. */
const maxEditLength = 1_000;

export function compareLines(before: readonly string[], after: readonly string[]): readonly LineStep[] {
  const steps: LineStep[] = [];
  const start = commonStart(before, after);
  const end = commonEnd(before, after, start);
  push(steps, 'same', before.slice(0, start));
  const from = before.slice(start, before.length - end);
  const to = after.slice(start, after.length - end);
  let old = 0;
  let now = 0;
  for (const [oldAnchor, nowAnchor] of anchors(from, to)) {
    comparePiece(steps, from.slice(old, oldAnchor), to.slice(now, nowAnchor));
    push(steps, 'same', from.slice(oldAnchor, oldAnchor + 1));
    old = oldAnchor + 1;
    now = nowAnchor + 1;
  }
  comparePiece(steps, from.slice(old), to.slice(now));
  push(steps, 'same', before.slice(before.length - end));
  return steps;
}

function push(steps: LineStep[], kind: LineStep['kind'], lines: readonly string[]): void {
  for (const text of lines) steps.push({ kind, text });
}

function commonStart(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  while (count < a.length && count < b.length && a[count] === b[count]) count += 1;
  return count;
}

function commonEnd(a: readonly string[], b: readonly string[], start: number): number {
  let count = 0;
  const most = Math.min(a.length, b.length) - start;
  while (count < most && a[a.length - 1 - count] === b[b.length - 1 - count]) count += 1;
  return count;
}

function comparePiece(steps: LineStep[], from: readonly string[], to: readonly string[]): void {
  const parts =
    from.length > 0 && to.length > 0 ? diffArrays([...from], [...to], { maxEditLength }) : undefined;
  if (parts === undefined) {
    push(steps, 'removed', from);
    push(steps, 'added', to);
    return;
  }
  for (const { value, added, removed } of parts)
    push(steps, added ? 'added' : removed ? 'removed' : 'same', value);
}

/** Places of lines that are unique on both sides and in the same order on both, as many as possible. */
function anchors(from: readonly string[], to: readonly string[]): readonly (readonly [number, number])[] {
  const there = uniquePlaces(to);
  const pairs = [...uniquePlaces(from)].flatMap(([text, old]): [number, number][] => {
    const now = there.get(text);
    return now === undefined ? [] : [[old, now]];
  });
  return longestRising(pairs.sort((a, b) => a[0] - b[0]));
}

function uniquePlaces(lines: readonly string[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  const repeated = new Set<string>();
  lines.forEach((line, index) => {
    if (places.has(line)) repeated.add(line);
    else places.set(line, index);
  });
  for (const line of repeated) places.delete(line);
  return places;
}

/** The longest part of the pairs whose second numbers rise: patience sorting, with a link back from each pair. */
function longestRising(
  pairs: readonly (readonly [number, number])[],
): readonly (readonly [number, number])[] {
  const tops: number[] = [];
  const back: number[] = [];
  pairs.forEach(([, now], index) => {
    let low = 0;
    let high = tops.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[tops[middle] ?? 0]?.[1] ?? 0) < now) low = middle + 1;
      else high = middle;
    }
    back.push(low === 0 ? -1 : (tops[low - 1] ?? -1));
    tops[low] = index;
  });
  const rising: (readonly [number, number])[] = [];
  for (let index = tops.at(-1) ?? -1; index >= 0; index = back[index] ?? -1) {
    const pair = pairs[index];
    if (pair !== undefined) rising.push(pair);
  }
  return rising.reverse();
}
