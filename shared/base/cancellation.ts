/** Tells long work that nobody wants its answer any more. Polled, never thrown across a folder's door. */
export interface CancellationToken {
  readonly isCancelled: boolean;
}

/** The side that cancels. */
export class CancellationSource implements CancellationToken {
  #cancelled = false;

  get isCancelled(): boolean {
    return this.#cancelled;
  }

  get token(): CancellationToken {
    return this;
  }

  cancel(): void {
    this.#cancelled = true;
  }
}
