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
  /** The value of something that only system Nix knows would be needed; see `value/symbolic.ts`. */
  | 'needs-system-nix'
  | 'eval';

/** One step of the trace, added while unwinding: innermost first. */
export interface NixFrame {
  readonly message: string;
  readonly span?: Span | undefined;
  /** Whether only a full trace shows this step: the calls of functions written in Nix. */
  readonly isDetail: boolean;
  /** Whether every trace shows this step, however short: what the program says with `addErrorContext`. */
  readonly isContext: boolean;
}

/**
 * A trace as a linked list, outermost frame first. Immutable, so that a failed thunk can remember the trace its
 * error had: thrown again from elsewhere, the same error grows another trace from there.
 */
export interface FrameList {
  readonly frame: NixFrame;
  readonly inner: FrameList | undefined;
  readonly length: number;
}

/** More than the deepest recursion makes. Steps that repeat are left out when they are shown. */
const maxFrames = 50_000;

/**
 * A failure of Nix evaluation. Thrown inside `evaluator/embedded` only and turned into a diagnostic at the door.
 * `message` is the bare sentence, as `nix-instantiate` prints it after `error: `.
 */
export class NixError extends Error {
  override readonly name = 'NixError';
  #frameList: FrameList | undefined;

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

  /** The trace so far, innermost first. */
  get frames(): readonly NixFrame[] {
    const frames: NixFrame[] = [];
    for (let list = this.#frameList; list !== undefined; list = list.inner) frames.push(list.frame);
    return frames.reverse();
  }

  /** The trace as it is kept; see {@link FrameList}. */
  get frameList(): FrameList | undefined {
    return this.#frameList;
  }

  /** Adds a frame while unwinding. */
  addFrame(message: string, span?: Span, isDetail = false): this {
    return this.#add({ message, span, isDetail, isContext: false });
  }

  /** Adds what the program itself says about where it is. */
  addContext(message: string): this {
    return this.#add({ message, span: undefined, isDetail: false, isContext: true });
  }

  #add(frame: NixFrame): this {
    const length = (this.#frameList?.length ?? 0) + 1;
    if (length <= maxFrames) this.#frameList = { frame, inner: this.#frameList, length };
    return this;
  }

  /** Puts back the trace that a failed thunk remembered. */
  withFrames(frames: FrameList | undefined): this {
    this.#frameList = frames;
    return this;
  }
}
