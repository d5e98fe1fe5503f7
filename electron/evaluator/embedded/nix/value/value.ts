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
import { encodeUtf8 } from './string-bytes';
import { Thunk } from './thunk';

/** A computed value. The table above says which JavaScript value stands for what. */
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

/** A place that holds a value or a thunk of one. */
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

/** Where the attributes of a set were written: known, or computed when first asked for. */
type Positions = ReadonlyMap<string, Span> | undefined | (() => ReadonlyMap<string, Span> | undefined);

/**
 * An attribute set: name to slot, with the place where each attribute was written (for `unsafeGetAttrPos` and for
 * provenance). Never changed after construction. Iteration order of `entries` is arbitrary; Nix order is `names()`.
 */
export class AttrSet {
  static readonly empty = new AttrSet(new Map());

  private sortedNames: readonly string[] | undefined;
  private positionsOrThunk: Positions;

  constructor(
    readonly entries: ReadonlyMap<string, Slot>,
    /** Where each attribute was written, or a function that tells it when asked. */
    positions?: Positions,
    /** The names in Nix order, when the maker knows them already. */
    sortedNames?: readonly string[],
  ) {
    this.positionsOrThunk = positions;
    this.sortedNames = sortedNames;
  }

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
    return (this.sortedNames ??= sortNames([...this.entries.keys()]));
  }

  /** Where each attribute was written. One span per name; absent for computed attributes. */
  get positions(): ReadonlyMap<string, Span> | undefined {
    if (typeof this.positionsOrThunk === 'function') this.positionsOrThunk = this.positionsOrThunk();
    return this.positionsOrThunk;
  }

  positionOf(name: string): Span | undefined {
    return this.positions?.get(name);
  }

  /** The set with the attributes of `other` added, which win: Nix's `//`. */
  update(other: AttrSet): AttrSet {
    if (other.size === 0) return this;
    if (this.size === 0) return other;
    const entries = new Map(this.entries);
    for (const [name, slot] of other.entries) entries.set(name, slot);
    return new AttrSet(entries, () => updatedPositions(this, other));
  }
}

function updatedPositions(left: AttrSet, right: AttrSet): ReadonlyMap<string, Span> | undefined {
  const leftPositions = left.positions;
  const rightPositions = right.positions;
  if (leftPositions === undefined && rightPositions === undefined) return undefined;
  const positions = new Map(leftPositions);
  for (const name of right.entries.keys()) {
    const span = rightPositions?.get(name);
    if (span === undefined) positions.delete(name);
    else positions.set(name, span);
  }
  return positions;
}

/** Sorts names in place, in Nix order; the default order of JavaScript is the same but for surrogates. */
function sortNames(names: string[]): string[] {
  if (names.length < 2) return names;
  names.sort();
  return names.some(hasSurrogate) ? names.sort(compareBytes) : names;
}

function hasSurrogate(text: string): boolean {
  return /[\ud800-\udfff]/.test(text);
}

/** Compares strings as Nix does: by the bytes of their UTF-8 form (differs from UTF-16 order for surrogates only). */
export function compareBytes(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left !== right) return compareUnits(a, b, index);
  }
  return a.length - b.length;
}

/** Compares two texts that differ in the unit at `index`; surrogates, which stand for bytes too, as bytes. */
function compareUnits(a: string, b: string, index: number): number {
  const left = a.charCodeAt(index);
  const right = b.charCodeAt(index);
  if (!isSurrogate(left) && !isSurrogate(right)) return left - right;
  // A pair may have begun one unit before.
  const start = Math.max(0, index - 1);
  const x = encodeUtf8(a.slice(start, index + 4));
  const y = encodeUtf8(b.slice(start, index + 4));
  const different = x.findIndex((byte, at) => byte !== y[at]);
  return different < 0 ? x.length - y.length : (x[different] ?? 0) - (y[different] ?? -1);
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}

/** The part of a Nix function that is the same each time its expression is evaluated. */
export interface LambdaCode {
  /** Runs the body with the argument bound, in the environment the function was made in. */
  readonly run: (environment: never, argument: Slot) => Value;
  /** The set pattern's names and whether each has a default; undefined for a plain `x:` function. */
  readonly formals: ReadonlyMap<string, boolean> | undefined;
  /** Where each name of the pattern is written; absent where `formals` is. */
  readonly formalPositions: ReadonlyMap<string, Span> | undefined;
  /** Whether the pattern ends in `...`. */
  readonly hasEllipsis: boolean;
  /** What the function calls its whole argument: `x: …`, `{ … } @ x: …`. */
  readonly argumentName: string | undefined;
  /** The function's own name where it has one (`f = x: …`), for traces. */
  readonly functionName: string | undefined;
  readonly span: Span;
}

/** A function written in Nix: its code and the environment it closes over; the evaluator makes these. */
export class Lambda {
  constructor(
    readonly code: LambdaCode,
    readonly environment: unknown,
  ) {}

  /** Runs the body with the argument bound. Throws NixError. */
  apply(argument: Slot): Value {
    return (this.code.run as (environment: unknown, argument: Slot) => Value)(this.environment, argument);
  }

  /** The set pattern's names and whether each has a default; undefined for a plain `x:` function. */
  get formals(): ReadonlyMap<string, boolean> | undefined {
    return this.code.formals;
  }

  /** Whether the pattern ends in `...`. */
  get hasEllipsis(): boolean {
    return this.code.hasEllipsis;
  }

  /** The function's own name where it has one (`f = x: …`), for traces. */
  get functionName(): string | undefined {
    return this.code.functionName;
  }

  get span(): Span {
    return this.code.span;
  }
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
    /** Whether Nix has this function built in too: then it is shown as such. Others are shown as plain functions. */
    readonly isBuiltin: boolean = false,
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
