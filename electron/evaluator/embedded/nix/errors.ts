import type { Span } from './source/source-file';

/**
 * The kinds of failure of Nix evaluation. Stable: they become diagnostic codes (`nix.<kind>`).
 * `throw` and `assertion` are what `builtins.tryEval` catches; everything else passes through it.
 */
export type NixErrorKind =
  | 'parse'
  | 'undefined-variable'
  | 'type'
  | 'missing-attribute'
  | 'missing-argument'
  | 'unexpected-argument'
  | 'assertion'
  | 'throw'
  | 'abort'
  | 'infinite-recursion'
  | 'stack-overflow'
  | 'division-by-zero'
  | 'integer-overflow'
  | 'index'
  | 'duplicate-attribute'
  | 'io'
  | 'restricted'
  | 'unsupported'
  | 'limit'
  | 'cancelled'
  | 'eval';

/** One step of the trace, added while unwinding: innermost first. */
export interface NixFrame {
  readonly message: string;
  readonly span?: Span | undefined;
}

/**
 * A failure of Nix evaluation. Thrown inside `evaluator/embedded` only and turned into a diagnostic at the door.
 * `message` is the bare sentence, as `nix-instantiate` prints it after `error: `.
 */
export class NixError extends Error {
  override readonly name = 'NixError';
  readonly frames: NixFrame[] = [];

  constructor(
    readonly kind: NixErrorKind,
    message: string,
    readonly span?: Span,
    /** What the user can do about it, when there is something to say. */
    readonly hint?: string,
  ) {
    super(message);
  }

  /** Whether `builtins.tryEval` turns this into `{ success = false; }`. */
  get isCatchable(): boolean {
    return this.kind === 'throw' || this.kind === 'assertion';
  }

  /** Adds a frame while unwinding. Very deep traces are cut: nobody reads more than this. */
  addFrame(message: string, span?: Span): this {
    if (this.frames.length < 200) this.frames.push({ message, span });
    return this;
  }
}
