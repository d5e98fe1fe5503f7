/** Sorting values in Nix's own order. */
import { countSteps } from '../eval/budget';
import { sortNames } from '../value/compare-bytes';
import { Lambda, PrimOp, type Value } from '../value/value';

/** Longer lists are sorted step by step, so that it can be stopped. */
const maxNative = 200_000;

/** The order that a comparator stands for, when it is one of Nix's own: `lessThan`, `a: b: a < b`, `a: b: a > b`. */
export function orderOf(comparator: Value): 'ascending' | 'descending' | undefined {
  if (comparator instanceof Lambda) return comparator.code.ordering;
  if (!(comparator instanceof PrimOp) || !comparator.isBuiltin || comparator.applied.length > 0)
    return undefined;
  return comparator.functionName === 'lessThan' ? 'ascending' : undefined;
}

/**
 * Values in order, when all are integers or all are strings without context; undefined for others. Equal ones cannot be
 * told apart, so any way of sorting will do.
 */
export function sortPlain(values: readonly Value[], order: 'ascending' | 'descending'): Value[] | undefined {
  const sorted = sortAscending(values);
  return order === 'descending' ? sorted?.reverse() : sorted;
}

function sortAscending(values: readonly Value[]): Value[] | undefined {
  if (values.length > maxNative) return undefined;
  countSteps(values.length);
  if (values.every((value) => typeof value === 'bigint'))
    return Array.from(BigInt64Array.from(values).sort());
  return values.every((value) => typeof value === 'string') ? sortNames([...values]) : undefined;
}
