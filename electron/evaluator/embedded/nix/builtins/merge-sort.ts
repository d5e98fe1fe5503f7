import { countSteps } from '../eval/budget';

/** A stable sort that asks only "is a before b?", and about each pair at most once. Its steps count. */
export function mergeSort<T>(items: readonly T[], isBefore: (a: T, b: T) => boolean): T[] {
  let source = [...items];
  let target = [...items];
  for (let width = 1; width < items.length; width *= 2) {
    for (let start = 0; start < items.length; start += 2 * width) {
      const middle = Math.min(start + width, items.length);
      const end = Math.min(start + 2 * width, items.length);
      countSteps(end - start);
      merge(source, target, start, middle, end, isBefore);
    }
    [source, target] = [target, source];
  }
  return source;
}

/** Merges two sorted runs that lie side by side. */
function merge<T>(
  source: readonly T[],
  target: T[],
  start: number,
  middle: number,
  end: number,
  isBefore: (a: T, b: T) => boolean,
): void {
  let left = start;
  let right = middle;
  for (let at = start; at < end; at++) {
    const isRight = left >= middle || (right < end && isBefore(source[right] as T, source[left] as T));
    target[at] = source[isRight ? right++ : left++] as T;
  }
}
