/**
 * The values of the Nix language, as JavaScript values wherever JavaScript has one:
 *
 * | Nix            | here                                                        |
 * | -------------- | ----------------------------------------------------------- |
 * | null, bool     | `null`, `boolean`                                           |
 * | int (64 bit)   | `bigint`                                                    |
 * | float          | `number`                                                    |
 * | string         | `string`, or {@link ContextString} when it carries context  |
 * | path           | {@link PathValue}                                           |
 * | list           | `readonly Slot[]`                                           |
 * | attribute set  | {@link AttrSet}                                             |
 * | function       | {@link Lambda} or {@link PrimOp}                            |
 *
 * A {@link Slot} is a place that holds a value or a thunk of one: list elements, attributes, variables, arguments.
 */
import type { Span } from '../source/source-file';
import { Thunk } from './thunk';

export type Value =
  | null
  | boolean
  | bigint
  | number
  | string
  | ContextString
  | PathValue
  | readonly Slot[]
  | AttrSet
  | Lambda
  | PrimOp;

export type Slot = Value | Thunk;

/** A string with context: the store paths it depends on, encoded as Nix does (`!out!/nix/store/…drv`, …). */
export class ContextString {
  constructor(
    readonly text: string,
    readonly context: ReadonlySet<string>,
  ) {}
}

/** A path value: absolute, normalised, POSIX. */
export class PathValue {
  constructor(readonly path: string) {}
}

/**
 * An attribute set: name to slot, with the place where each attribute was written (for `unsafeGetAttrPos` and for
 * provenance). Never changed after construction. Iteration order of `entries` is arbitrary; Nix order is `names()`.
 */
export class AttrSet {
  static readonly empty = new AttrSet(new Map());

  #names: readonly string[] | undefined;

  constructor(
    readonly entries: ReadonlyMap<string, Slot>,
    /** Where each attribute was written. One span per name; absent for computed attributes. */
    readonly positions?: ReadonlyMap<string, Span>,
  ) {}

  /** Builds a set from a plain object; for native code and tests. */
  static of(object: Readonly<Record<string, Slot>>): AttrSet {
    return new AttrSet(new Map(Object.entries(object)));
  }

  get(name: string): Slot | undefined {
    return this.entries.get(name);
  }

  has(name: string): boolean {
    return this.entries.has(name);
  }

  get size(): number {
    return this.entries.size;
  }

  /** The names in Nix order: by bytes of their UTF-8 form. */
  names(): readonly string[] {
    return (this.#names ??= [...this.entries.keys()].sort(compareBytes));
  }

  positionOf(name: string): Span | undefined {
    return this.positions?.get(name);
  }
}

/** Compares strings as Nix does: by the bytes of their UTF-8 form (differs from UTF-16 order for surrogates only). */
export function compareBytes(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left !== right) return codePointRank(left) - codePointRank(right);
  }
  return a.length - b.length;
}

/** Surrogates (astral characters) sort after U+E000..U+FFFF in UTF-8. */
function codePointRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/** A function written in Nix. `apply` runs its body with the argument bound; the evaluator makes these. */
export class Lambda {
  constructor(
    readonly apply: (argument: Slot) => Value,
    /** The set pattern's names and whether each has a default; undefined for a plain `x:` function. */
    readonly formals: ReadonlyMap<string, boolean> | undefined,
    /** Whether the pattern ends in `...`. */
    readonly hasEllipsis: boolean,
    /** The function's own name where it has one (`f = x: …`), for traces. */
    readonly functionName: string | undefined,
    readonly span: Span,
  ) {}
}

/**
 * A function written in TypeScript: a builtin, a `lib` function, a function of the module system.
 * Called when `arity` arguments are there; until then applying it gives a new PrimOp that holds them (currying).
 */
export class PrimOp {
  constructor(
    readonly functionName: string,
    readonly arity: number,
    readonly implementation: (...args: Slot[]) => Value,
    readonly applied: readonly Slot[] = [],
    /** What `builtins.functionArgs` answers; natives that stand for set-pattern functions give this. */
    readonly formals?: ReadonlyMap<string, boolean>,
  ) {}
}

/** The value in a slot, computed if need be. Throws NixError. */
export function force(slot: Slot): Value {
  return slot instanceof Thunk ? slot.force() : slot;
}

/** A slot that computes its value when first asked. */
export function lazy(compute: () => Value): Thunk {
  return new Thunk(compute);
}
