/** A stable sort that asks only "is a before b?", and about each pair at most once. */
export function mergeSort<T>(items: readonly T[], isBefore: (a: T, b: T) => boolean): T[] {
  let runs = items.map((item) => [item]);
  while (runs.length > 1) {
    const merged: T[][] = [];
    for (let index = 0; index < runs.length; index += 2) {
      const left = runs[index] as T[];
      const right = runs[index + 1];
      merged.push(right === undefined ? left : merge(left, right, isBefore));
    }
    runs = merged;
  }
  return runs[0] ?? [];
}

function merge<T>(left: readonly T[], right: readonly T[], isBefore: (a: T, b: T) => boolean): T[] {
  const merged: T[] = [];
  let l = 0;
  let r = 0;
  while (l < left.length && r < right.length) {
    if (isBefore(right[r] as T, left[l] as T)) merged.push(right[r++] as T);
    else merged.push(left[l++] as T);
  }
  while (l < left.length) merged.push(left[l++] as T);
  while (r < right.length) merged.push(right[r++] as T);
  return merged;
}
