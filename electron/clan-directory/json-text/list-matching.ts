import { jsonEqual } from '../../../shared/base/json';
import type { Json } from '../../../shared/base/json';

/** Lists longer than this in their differing middle are matched by position only. */
const matchingLimit = 1_000;

/** For each item of `after`, the index of the item of `before` that it continues, or null when it is new. */
export function matchItems(before: readonly Json[], after: readonly Json[]): readonly (number | null)[] {
  let start = 0;
  while (start < before.length && start < after.length && jsonEqual(before[start], after[start])) start++;
  let tail = 0;
  while (
    tail < before.length - start &&
    tail < after.length - start &&
    jsonEqual(before[before.length - 1 - tail], after[after.length - 1 - tail])
  ) {
    tail++;
  }
  const middle = matchMiddle(
    before.slice(start, before.length - tail),
    after.slice(start, after.length - tail),
  );
  return after.map((_, index) => {
    if (index < start) return index;
    if (index >= after.length - tail) return before.length - (after.length - index);
    const match = middle[index - start] ?? null;
    return match === null ? null : match + start;
  });
}

/** Equal items keep their match; in the gaps between them items continue each other by position. */
function matchMiddle(before: readonly Json[], after: readonly Json[]): readonly (number | null)[] {
  const matches: (number | null)[] = after.map(() => null);
  const anchors =
    before.length <= matchingLimit && after.length <= matchingLimit ? commonSubsequence(before, after) : [];
  let [oldIndex, newIndex] = [0, 0];
  for (const [oldAnchor, newAnchor] of [...anchors, [before.length, after.length] as const]) {
    const count = Math.min(oldAnchor - oldIndex, newAnchor - newIndex);
    for (let step = 0; step < count; step++) matches[newIndex + step] = oldIndex + step;
    if (newAnchor < after.length) matches[newAnchor] = oldAnchor;
    [oldIndex, newIndex] = [oldAnchor + 1, newAnchor + 1];
  }
  return matches;
}

/** Pairs of indices of a longest common subsequence. */
function commonSubsequence(
  before: readonly Json[],
  after: readonly Json[],
): readonly (readonly [number, number])[] {
  const width = after.length + 1;
  const lengths = new Uint32Array((before.length + 1) * width);
  const at = (row: number, column: number): number => lengths[row * width + column] ?? 0;
  for (let row = before.length - 1; row >= 0; row--) {
    for (let column = after.length - 1; column >= 0; column--) {
      lengths[row * width + column] = jsonEqual(before[row], after[column])
        ? at(row + 1, column + 1) + 1
        : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const pairs: (readonly [number, number])[] = [];
  for (let row = 0, column = 0; row < before.length && column < after.length;) {
    if (jsonEqual(before[row], after[column])) pairs.push([row++, column++]);
    else if (at(row + 1, column) >= at(row, column + 1)) row++;
    else column++;
  }
  return pairs;
}
