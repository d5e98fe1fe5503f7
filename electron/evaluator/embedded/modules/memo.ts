import { NixError } from '../nix';

/**
 * A native computation done at most once, with the manners of a thunk: asking for it while it is being computed is
 * infinite recursion, and a failure that depends only on the input is kept.
 */
export class Memo<T> {
  #compute: (() => T) | undefined;
  #value: T | undefined;
  #isComputing = false;

  constructor(compute: () => T) {
    this.#compute = compute;
  }

  /** The result. Throws what the computation throws, and NixError `infinite-recursion`. */
  get(): T {
    if (this.#compute === undefined) return this.#value as T;
    if (this.#isComputing) throw new NixError('infinite-recursion', 'infinite recursion encountered');
    this.#isComputing = true;
    try {
      const value = this.#compute();
      this.#value = value;
      this.#compute = undefined;
      return value;
    } finally {
      this.#isComputing = false;
    }
  }
}
