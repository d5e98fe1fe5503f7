import { NixError } from '../errors';
import type { Value } from './value';

/**
 * A value that may not have been computed yet. Four states: suspended, being forced, done, failed.
 * A failed thunk can be forced again with the same result, so `tryEval` may ask twice; one that is forced while
 * being forced depends on itself, which Nix calls infinite recursion. Failures by limit, cancellation or
 * recursion are not remembered: the same thunk may succeed under another budget or from another entry.
 */
export class Thunk {
  /** The suspended computation; undefined once done. */
  #compute: (() => Value) | undefined;
  #value: Value | undefined;
  #error: NixError | undefined;
  #isForcing = false;

  constructor(compute: () => Value) {
    this.#compute = compute;
  }

  /** Whether the value is there already, so that looking at it costs nothing and cannot fail. */
  get isDone(): boolean {
    return this.#compute === undefined && this.#error === undefined;
  }

  /** The value, computing it the first time. Throws {@link NixError}. */
  force(): Value {
    if (this.#compute === undefined) {
      if (this.#error !== undefined) throw this.#error;
      return this.#value as Value;
    }
    if (this.#isForcing) throw new NixError('infinite-recursion', 'infinite recursion encountered');
    this.#isForcing = true;
    try {
      this.#value = this.#compute();
      this.#compute = undefined;
      return this.#value;
    } catch (error) {
      if (error instanceof NixError && !isTransient(error)) {
        this.#error = error;
        this.#compute = undefined;
      }
      throw error;
    } finally {
      this.#isForcing = false;
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
