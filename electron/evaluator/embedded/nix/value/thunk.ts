import { NixError, type FrameList } from '../errors';
import type { Span } from '../source/source-file';
import type { Value } from './value';

/** What a failed thunk keeps: the error with the trace it had when it left the thunk. */
interface Failure {
  readonly error: NixError;
  readonly frames: FrameList | undefined;
}

/** Computes the value of a thunk from the one argument it was suspended with. */
type Computation = (payload: unknown) => Value;

/**
 * A value that may not have been computed yet. Four states: suspended, being forced, done, failed.
 * A failed thunk can be forced again with the same result, so `tryEval` may ask twice; one that is forced while
 * being forced depends on itself, which Nix calls infinite recursion. Failures by limit, cancellation or
 * recursion are not remembered: the same thunk may succeed under another budget or from another entry.
 *
 * The computation is a function and the one argument it gets (for compiled Nix: the code and its environment), so
 * that suspending an expression costs one object and no closure. There are more thunks than anything else, so there is
 * no field for the state: `code` is the computation while suspended, undefined when done, and {@link forcing} or
 * {@link failed} otherwise. `payload` holds the argument, then the value or the failure.
 */
export class Thunk {
  private code: Computation | undefined;
  private payload: unknown;

  constructor(compute: () => Value);
  constructor(code: (payload: never) => Value, payload: unknown);
  constructor(code: (payload: never) => Value, payload?: unknown) {
    this.code = code as Computation;
    this.payload = payload;
  }

  /** A thunk whose value is there: another place for the same value. See `placeOf`. */
  static done(value: Value): Thunk {
    const thunk = new Thunk(failed, value);
    thunk.code = undefined;
    return thunk;
  }

  /** Whether the value is there already, so that looking at it costs nothing and cannot fail. */
  get isDone(): boolean {
    return this.code === undefined;
  }

  /** The value when it is there already, without computing anything. */
  get known(): Value | undefined {
    return this.code === undefined ? (this.payload as Value) : undefined;
  }

  /** The value, computing it the first time. Throws {@link NixError}. */
  force(): Value {
    return this.code === undefined ? (this.payload as Value) : this.compute(this.code, undefined);
  }

  /** As {@link force}; `span` is where the value is asked for, which an infinite recursion is blamed on. */
  forceAt(span: Span): Value {
    return this.code === undefined ? (this.payload as Value) : this.compute(this.code, span);
  }

  private compute(code: Computation, span: Span | undefined): Value {
    if (code === failed) {
      const failure = this.payload as Failure;
      throw failure.error.withFrames(failure.frames);
    }
    if (code === forcing) throw new NixError('infinite-recursion', 'infinite recursion encountered', span);
    this.code = forcing;
    try {
      const value = code(this.payload);
      this.payload = value;
      this.code = undefined;
      return value;
    } catch (error) {
      this.code = code;
      if (error instanceof NixError && !isTransient(error)) {
        const failure: Failure = { error, frames: error.frameList };
        this.payload = failure;
        this.code = failed;
      }
      throw error;
    }
  }
}

/** Stands for the computation of a thunk that is being forced. Never called. */
const forcing: Computation = () => null;
/** Stands for the computation of a thunk that failed. Never called. */
const failed: Computation = () => null;

function isTransient(error: NixError): boolean {
  return (
    error.kind === 'limit' ||
    error.kind === 'cancelled' ||
    error.kind === 'stack-overflow' ||
    error.kind === 'infinite-recursion'
  );
}
