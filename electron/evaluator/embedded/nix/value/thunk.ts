import { NixError, type FrameList } from '../errors';
import type { Span } from '../source/source-file';
import type { Value } from './value';

const enum State {
  Suspended,
  Forcing,
  Done,
  Failed,
}

/** What a failed thunk keeps: the error with the trace it had when it left the thunk. */
interface Failure {
  readonly error: NixError;
  readonly frames: FrameList | undefined;
}

/**
 * A value that may not have been computed yet. Four states: suspended, being forced, done, failed.
 * A failed thunk can be forced again with the same result, so `tryEval` may ask twice; one that is forced while
 * being forced depends on itself, which Nix calls infinite recursion. Failures by limit, cancellation or
 * recursion are not remembered: the same thunk may succeed under another budget or from another entry.
 *
 * The computation is a function and the one argument it gets (for compiled Nix: the code and its environment), so
 * that suspending an expression costs one object and no closure. `payload` holds the argument, then the value or
 * the failure.
 */
export class Thunk {
  private state: State = State.Suspended;
  private code: ((payload: never) => Value) | undefined;
  private payload: unknown;

  constructor(compute: () => Value);
  constructor(code: (payload: never) => Value, payload: unknown);
  constructor(code: (payload: never) => Value, payload?: unknown) {
    this.code = code;
    this.payload = payload;
  }

  /** Whether the value is there already, so that looking at it costs nothing and cannot fail. */
  get isDone(): boolean {
    return this.state === State.Done;
  }

  /** The value when it is there already, without computing anything. */
  get known(): Value | undefined {
    return this.state === State.Done ? (this.payload as Value) : undefined;
  }

  /** The value, computing it the first time. Throws {@link NixError}. */
  force(): Value {
    return this.state === State.Done ? (this.payload as Value) : this.compute(undefined);
  }

  /** As {@link force}; `span` is where the value is asked for, which an infinite recursion is blamed on. */
  forceAt(span: Span): Value {
    return this.state === State.Done ? (this.payload as Value) : this.compute(span);
  }

  private compute(span: Span | undefined): Value {
    if (this.state === State.Failed) {
      const failure = this.payload as Failure;
      throw failure.error.withFrames(failure.frames);
    }
    if (this.state === State.Forcing)
      throw new NixError('infinite-recursion', 'infinite recursion encountered', span);
    const code = this.code as (payload: unknown) => Value;
    this.state = State.Forcing;
    try {
      const value = code(this.payload);
      this.payload = value;
      this.code = undefined;
      this.state = State.Done;
      return value;
    } catch (error) {
      this.state = State.Suspended;
      if (error instanceof NixError && !isTransient(error)) {
        const failure: Failure = { error, frames: error.frameList };
        this.payload = failure;
        this.code = undefined;
        this.state = State.Failed;
      }
      throw error;
    }
  }
}

function isTransient(error: NixError): boolean {
  return (
    error.kind === 'limit' ||
    error.kind === 'cancelled' ||
    error.kind === 'stack-overflow' ||
    error.kind === 'infinite-recursion'
  );
}
