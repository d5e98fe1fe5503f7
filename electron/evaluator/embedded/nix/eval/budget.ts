/**
 * What an evaluation may use. The counters are module state, not parameters: every function call touches them, and
 * one worker evaluates one thing at a time. `runWithBudget` nests: the inner budget can only be tighter in depth and
 * its steps count for the outer one too.
 */
import { NixError } from '../errors';
import type { Span } from '../source/source-file';

/** Limits of one evaluation. Absent means unlimited, except for the depth, whose default is Nix's own. */
export interface Budget {
  /** Nested function calls; default 10,000 as in Nix. */
  readonly maxDepth?: number;
  /** Function calls and elements of lists and sets made by builtins, summed up. */
  readonly maxSteps?: number;
  /** Milliseconds since the epoch, as `Date.now()` gives. Needs `now`. */
  readonly deadline?: number;
  /** The clock for `deadline`; default `Date.now`. */
  readonly now?: () => number;
  /** Asked about every few thousand steps. */
  readonly isCancelled?: () => boolean;
}

interface Counters {
  depth: number;
  maxDepth: number;
  /** Steps until the next look at clock, cancellation and limit. */
  untilPoll: number;
}

/** Nix's default of `max-call-depth`. */
export const defaultMaxDepth = 10_000;

const stepsPerPoll = 4096;
const counters: Counters = { depth: 0, maxDepth: defaultMaxDepth, untilPoll: stepsPerPoll };

let active: Budget = {};
let stepsAtLastPoll = 0;
/** How many `runWithBudget` are running. */
let nesting = 0;

/** Enters a function call, written at `span`. Every `enterCall` that returns is paired with a `leaveCall`, also when unwinding. */
export function enterCall(span?: Span): void {
  if (--counters.untilPoll < 0) poll();
  if (++counters.depth > counters.maxDepth) {
    counters.depth--;
    throw new NixError('stack-overflow', 'stack overflow; max-call-depth exceeded', span);
  }
}

/** Leaves a function call. */
export function leaveCall(): void {
  counters.depth--;
}

/** Counts work that a builtin does in one go, before it does it. */
export function countSteps(steps: number): void {
  counters.untilPoll -= steps;
  if (counters.untilPoll < 0) poll();
}

const loopStride = 4096;

/**
 * Counts one round of a loop that calls nothing which counts, by the number of the round: work for a tenth of a second
 * must not go by without a look at the limits.
 */
export function countRound(index: number): void {
  if ((index & (loopStride - 1)) === loopStride - 1) countSteps(loopStride);
}

/** How deep data may be nested for what walks through all of it. Data that is made up endlessly is always deeper. */
const maxDataDepth = 10_000;

/** Refuses data that is nested too deep to be walked through. */
export function checkDataDepth(depth: number): void {
  if (depth > maxDataDepth)
    throw new NixError('stack-overflow', 'stack overflow (possible infinite recursion)');
}

/** Longer lists would use up the memory of the process before any other limit is looked at. */
export const maxListLength = 2 ** 24;

/** Refuses a list that is too long. */
export function checkListLength(length: number): void {
  if (length > maxListLength) throw new NixError('limit', `a list of ${length} elements is too large`);
}

/** Counts the making of a list in one go and refuses one that is too long. */
export function countList(length: number): void {
  checkListLength(length);
  countSteps(length);
}

function poll(): void {
  stepsAtLastPoll += stepsPerPoll - counters.untilPoll;
  counters.untilPoll = stepsPerPoll;
  if (active.maxSteps !== undefined && stepsAtLastPoll > active.maxSteps) {
    throw new NixError('limit', `evaluation took more than ${active.maxSteps} steps and was stopped`);
  }
  if (active.isCancelled?.() === true) throw new NixError('cancelled', 'evaluation was cancelled');
  if (active.deadline !== undefined && (active.now ?? Date.now)() > active.deadline) {
    throw new NixError('limit', 'evaluation took too long and was stopped');
  }
}

/**
 * Runs `compute` within limits. Exceeding one throws NixError of kind `limit`, `cancelled` or `stack-overflow`; the
 * JavaScript stack running out or a string or list getting larger than JavaScript allows throws one too, never a
 * RangeError. The door functions of the interpreter all go through here or are called inside it.
 */
export function runWithBudget<T>(budget: Budget, compute: () => T): T {
  const outer = { active, stepsAtLastPoll, ...counters };
  const maxDepth = counters.depth + (budget.maxDepth ?? defaultMaxDepth);
  const isNested = nesting > 0;
  nesting++;
  active = isNested ? mergeBudgets(outer.active, budget) : budget;
  counters.maxDepth = isNested ? Math.min(outer.maxDepth, maxDepth) : maxDepth;
  counters.untilPoll = stepsPerPoll;
  stepsAtLastPoll = 0;
  try {
    return compute();
  } catch (error) {
    throw asNixError(error);
  } finally {
    const used = stepsAtLastPoll + stepsPerPoll - counters.untilPoll;
    nesting--;
    active = outer.active;
    stepsAtLastPoll = outer.stepsAtLastPoll;
    counters.maxDepth = outer.maxDepth;
    counters.depth = outer.depth;
    counters.untilPoll = outer.untilPoll - used;
  }
}

/** A budget inside another keeps what the outer one forbids. */
function mergeBudgets(outer: Budget, inner: Budget): Budget {
  return {
    ...inner,
    now: inner.now ?? outer.now,
    isCancelled: () => inner.isCancelled?.() === true || outer.isCancelled?.() === true,
    deadline: smaller(inner.deadline, outer.deadline),
    maxSteps: smaller(inner.maxSteps, outer.maxSteps),
  };
}

function smaller(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined ? b : b === undefined ? a : Math.min(a, b);
}

/** Turns what JavaScript throws when it runs out of stack or of string length into errors of evaluation. */
export function asNixError(error: unknown): unknown {
  if (!(error instanceof RangeError)) return error;
  if (/call stack/i.test(error.message)) {
    return new NixError('stack-overflow', 'stack overflow (possible infinite recursion)');
  }
  return new NixError('limit', 'evaluation made a string or list that is too large');
}
