/**
 * How many leaves of a machine's configuration differ. A leaf is what the preview shows on one line: a scalar, an empty
 * set, or a list without sets; lists of sets are compared place by place.
 */
import { isExactObject } from '../embedded';
import type { ExactJson } from '../embedded';

export interface LeafCounts {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

const nothing: LeafCounts = { added: 0, changed: 0, removed: 0 };

/** Counts the differences; undefined stands for "not there". */
export function countDifferences(before: ExactJson | undefined, after: ExactJson | undefined): LeafCounts {
  if (before === after) return nothing;
  if (before === undefined) return { ...nothing, added: countLeaves(after) };
  if (after === undefined) return { ...nothing, removed: countLeaves(before) };
  const beforeMembers = membersOf(before);
  const afterMembers = membersOf(after);
  if (beforeMembers !== null && afterMembers !== null) return countMembers(beforeMembers, afterMembers);
  // An empty set that is filled, or the other way round, is no change of its own.
  if (beforeMembers !== null && isExactObject(after)) return countMembers(beforeMembers, new Map());
  if (afterMembers !== null && isExactObject(before)) return countMembers(new Map(), afterMembers);
  if (beforeMembers === null && afterMembers === null) {
    return exactEqual(before, after) ? nothing : { ...nothing, changed: 1 };
  }
  // One line became a set, or a set one line.
  return { added: countLeaves(after) - 1, changed: 1, removed: countLeaves(before) - 1 };
}

function countMembers(
  before: ReadonlyMap<string, ExactJson>,
  after: ReadonlyMap<string, ExactJson>,
): LeafCounts {
  let { added, changed, removed } = nothing;
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const counts = countDifferences(before.get(name), after.get(name));
    added += counts.added;
    changed += counts.changed;
    removed += counts.removed;
  }
  return { added, changed, removed };
}

/** What stands in a configuration for a part that fails. */
const failing = '<error>';

/** The place of the first part that fails in `after` and did not in `before`; null when there is none. */
export function newlyFailing(
  before: ExactJson | undefined,
  after: ExactJson,
  path: readonly string[] = [],
): readonly string[] | null {
  if (after === failing) return before === failing ? null : path;
  const members = membersOf(after);
  if (members === null) return null;
  const earlier = before === undefined ? null : membersOf(before);
  for (const [name, member] of members) {
    const found = newlyFailing(earlier?.get(name), member, [...path, name]);
    if (found !== null) return found;
  }
  return null;
}

/** How many leaves a value has; an empty set is one. */
export function countLeaves(value: ExactJson | undefined): number {
  if (value === undefined) return 0;
  const members = membersOf(value);
  if (members === null) return 1;
  let count = 0;
  for (const member of members.values()) count += countLeaves(member);
  return count;
}

/** What is below a value; null for a leaf. */
function membersOf(value: ExactJson): ReadonlyMap<string, ExactJson> | null {
  if (isExactObject(value)) {
    const entries = Object.entries(value);
    return entries.length === 0 ? null : new Map(entries);
  }
  if (!Array.isArray(value)) return null;
  const items = value as readonly ExactJson[];
  if (!items.some(isExactObject)) return null;
  return new Map(items.map((item, index) => [String(index), item]));
}

/** Deep equality of what {@link countDifferences} calls leaves; 1 and 1.0 are the same. */
export function exactEqual(a: ExactJson | undefined, b: ExactJson | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    const others = b as readonly ExactJson[];
    return a.length === b.length && a.every((item, index) => exactEqual(item as ExactJson, others[index]));
  }
  if (isExactObject(a) && isExactObject(b)) {
    const keys = Object.keys(a);
    return (
      keys.length === Object.keys(b).length &&
      keys.every((key) => Object.hasOwn(b, key) && exactEqual(a[key], b[key]))
    );
  }
  // Exact also between integers and floats: neither is greater.
  return isNumeric(a) && isNumeric(b) && !(a < b) && !(a > b);
}

function isNumeric(value: ExactJson | undefined): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}
