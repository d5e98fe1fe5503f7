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
import {
  isShapePlaces,
  joinPlaces,
  placeMap,
  resolved,
  shapePlaces,
  type KnownPlaces,
  type PlaceMap,
  type Places,
} from './attr-places';
import { sortNames } from './compare-bytes';
import { Shape, type ShapePlaces } from './shape';
import { Thunk } from './thunk';

export { compareBytes } from './compare-bytes';

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

type Entries = ReadonlyMap<string, Slot>;

/** Sets that together are smaller than this are always joined at once. */
const minLayered = 24;

/** The sets that a large one was joined from, the last of which wins, and how many names there are in all. */
class Layers {
  constructor(
    readonly sets: readonly AttrSet[],
    readonly size: number,
  ) {}

  get(name: string): Slot | undefined {
    for (let index = this.sets.length - 1; index >= 0; index--) {
      const slot = (this.sets[index] as AttrSet).get(name);
      if (slot !== undefined) return slot;
    }
    return undefined;
  }

  /** The set that an attribute comes from. */
  ownerOf(name: string): AttrSet | undefined {
    for (let index = this.sets.length - 1; index >= 0; index--) {
      const set = this.sets[index] as AttrSet;
      if (set.has(name)) return set;
    }
    return undefined;
  }
}

const noSlots: readonly Slot[] = [];

/**
 * An attribute set: name to slot, with the place where each attribute was written (for `unsafeGetAttrPos` and for
 * provenance). Never changed after construction. The order of `entries` is arbitrary; Nix order is that of `names()`.
 *
 * It has one of three forms:
 *
 * - slots in the order of a {@link Shape}'s names: what expressions in the source make. Small, and quick to join.
 * - a map: what native code and builtins make, with names known only then.
 * - layers, for `//` on large sets: the sets it was joined from, the last of which wins. A new layer is merged with the
 *   one below while that is not twice as large, so there are few layers (the logarithm of the size) and adding n
 *   attributes one by one costs n log n and not n². When all of it is looked at, layers become one map.
 */
export class AttrSet {
  static readonly empty: AttrSet = AttrSet.shaped(Shape.empty, noSlots);

  /** The names, when they are a shape: then `slots` are the values. */
  private ownShape: Shape | undefined = undefined;
  private ownSlots: readonly Slot[] = noSlots;
  /** The values of a set without shape; the map of one with a shape, once somebody asked for it. */
  private rest: Entries | Layers | undefined;
  private sortedNames: readonly string[] | undefined;
  private places: Places;

  constructor(
    entries: Entries | Layers | undefined,
    /** Where each attribute was written, or a function that tells it when asked. */
    positions?: KnownPlaces,
    /** The names in Nix order, when the maker knows them already. */
    sortedNames?: readonly string[],
  ) {
    this.rest = entries;
    this.sortedNames = sortedNames;
    this.places = positions;
  }

  /** Builds a set from a plain object; for native code and tests. */
  static of(object: Readonly<Record<string, Slot>>): AttrSet {
    return new AttrSet(new Map(Object.entries(object)));
  }

  /** Builds a set from a shape, the slots of its names in their order, and where these were written. */
  static shaped(shape: Shape, slots: readonly Slot[], places?: ShapePlaces): AttrSet {
    const set = new AttrSet(undefined);
    set.ownShape = shape;
    set.ownSlots = slots;
    set.places = places;
    return set;
  }

  /** The shape of a set that has one, for code that looks up the same name in many sets: `slots` are in its order. */
  get shape(): Shape | undefined {
    return this.ownShape;
  }

  /** The values in the order of the shape's names. Empty for a set without shape. */
  get slots(): readonly Slot[] {
    return this.ownSlots;
  }

  get(name: string): Slot | undefined {
    const shape = this.ownShape;
    if (shape !== undefined) {
      const index = shape.indexOf(name);
      return index < 0 ? undefined : this.ownSlots[index];
    }
    return this.rest?.get(name);
  }

  has(name: string): boolean {
    const shape = this.ownShape;
    if (shape !== undefined) return shape.indexOf(name) >= 0;
    const { rest } = this;
    return rest instanceof Layers ? rest.ownerOf(name) !== undefined : rest?.has(name) === true;
  }

  get size(): number {
    return this.ownShape === undefined ? (this.rest?.size ?? 0) : this.ownSlots.length;
  }

  /**
   * All of it as a map, which is made on the first call where it is not there. For one or a few attributes use
   * {@link get}; to go through all, {@link forEach}; to change a copy, {@link toMap}.
   */
  get entries(): Entries {
    const { rest } = this;
    if (rest !== undefined && !(rest instanceof Layers)) return rest;
    const entries = this.toMap();
    if (rest !== undefined) this.places = layerPlaces(rest);
    this.rest = entries;
    return entries;
  }

  /** All of it as a new map, which the caller may change. */
  toMap(): Map<string, Slot> {
    if (this.ownShape === undefined && !(this.rest instanceof Layers)) return new Map(this.rest);
    const map = new Map<string, Slot>();
    this.forEach((slot, name) => map.set(name, slot));
    return map;
  }

  /** Calls a function with each slot and its name, in any order. */
  forEach(visit: (slot: Slot, name: string) => void): void {
    const { ownShape: shape, ownSlots: slots, rest } = this;
    if (shape !== undefined) {
      for (let index = 0; index < slots.length; index++) {
        visit(slots[index] as Slot, shape.names[index] as string);
      }
    } else if (rest instanceof Layers) {
      // Through a map: lower layers may have what upper ones replace.
      const joined = new Map<string, Slot>();
      for (const set of rest.sets) set.forEach((slot, name) => joined.set(name, slot));
      joined.forEach(visit);
    } else rest?.forEach(visit);
  }

  /** The names in Nix order: by bytes of their UTF-8 form. */
  names(): readonly string[] {
    if (this.ownShape !== undefined) return this.ownShape.names;
    return (this.sortedNames ??= sortNames([...this.entries.keys()]));
  }

  /** Where each attribute was written. One span per name; absent for computed attributes. */
  get positions(): PlaceMap | undefined {
    if (this.rest instanceof Layers) return layerPlaces(this.rest)?.();
    let { places } = this;
    if (places === undefined) return undefined;
    if (isShapePlaces(places)) return placeMap(this.names(), places);
    if (typeof places === 'function') places = places();
    return (this.places = places);
  }

  /** Where an attribute was written. */
  positionOf(name: string): Span | undefined {
    if (this.rest instanceof Layers) return this.rest.ownerOf(name)?.positionOf(name);
    const { places } = this;
    if (places === undefined) return undefined;
    return isShapePlaces(places) ? places[this.ownShape?.indexOf(name) ?? -1] : this.positions?.get(name);
  }

  /** The set with the attributes of `other` added, which win: Nix's `//`. */
  update(other: AttrSet): AttrSet {
    if (other.size === 0) return this;
    if (this.size === 0) return other;
    const isSmall = this.size + other.size < minLayered;
    return this.joinShapes(other) ?? (isSmall ? joinMaps(this, other) : this.addLayer(other));
  }

  private joinShapes(right: AttrSet): AttrSet | undefined {
    const [leftShape, rightShape] = [this.ownShape, right.ownShape];
    if (leftShape === undefined || rightShape === undefined) return undefined;
    const plan = leftShape.unionWith(rightShape);
    if (plan === undefined) return undefined;
    const places = plan.joinPlaces(shapePlaces(this.places), shapePlaces(right.places));
    return AttrSet.shaped(plan.shape, plan.join(this.ownSlots, right.ownSlots), places);
  }

  private addLayer(other: AttrSet): AttrSet {
    const sets = this.rest instanceof Layers ? [...this.rest.sets] : [this];
    // A layer is no set with layers itself: `entries` makes it one map.
    let top = other.rest instanceof Layers ? new AttrSet(other.entries, () => other.positions) : other;
    for (let below = sets.at(-1); below !== undefined && below.size < 2 * top.size; below = sets.at(-1)) {
      top = joinMaps(below, top);
      sets.pop();
    }
    if (sets.length === 0) return top;
    let { size } = this;
    other.forEach((_, name) => {
      if (!this.has(name)) size++;
    });
    return new AttrSet(new Layers([...sets, top], size));
  }

  /** Where the attributes were written, as far as it is known without computing it. */
  get knownPositions(): KnownPlaces {
    return typeof this.places === 'function' ? this.places : this.positions;
  }
}

/** Joins two sets into one map. */
function joinMaps(left: AttrSet, right: AttrSet): AttrSet {
  const entries = left.toMap();
  right.forEach((slot, name) => entries.set(name, slot));
  const [under, over] = [left.knownPositions, right.knownPositions];
  if (under === undefined && over === undefined) return new AttrSet(entries);
  if (typeof under !== 'function' && typeof over !== 'function') {
    return new AttrSet(entries, joinPlaces(under, over, right));
  }
  return new AttrSet(entries, () => joinPlaces(resolved(under), resolved(over), right));
}

/** Where the attributes of layers were written. */
function layerPlaces(layers: Layers): () => PlaceMap | undefined {
  return () =>
    layers.sets.reduce<PlaceMap | undefined>(
      (under, set) => joinPlaces(under, set.positions, set),
      undefined,
    );
}

/** The part of a Nix function that is the same each time its expression is evaluated. */
export interface LambdaCode {
  /** Runs the body with the argument bound, in the environment the function was made in. */
  readonly run: (environment: never, argument: Slot) => Value;
  /**
   * For a plain `x:` function whose body is nothing but another function: the code of that. Then `run` makes an
   * environment of the argument and gives that function; a call with both arguments need not make it.
   */
  readonly curried: LambdaCode | undefined;
  /** For `a: b: body`, whether a call with all arguments is sure to compute each of them. Empty for a set pattern. */
  readonly forces: readonly boolean[];
  /** For `a: b: a < b` and `a: b: a > b`: the order they stand for. Sorting then need not call them. */
  readonly ordering: 'ascending' | 'descending' | undefined;
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

/**
 * The slot for an expression whose value is known without computing it. Equality can tell places apart: a function is
 * equal to itself in one and the same place only, and what is inside a set or list is not looked at there. So these
 * get a place of their own, as the suspended expression would be.
 */
export function placeOf(value: Value): Slot {
  const isPlain = typeof value !== 'object' || value === null || value instanceof ContextString;
  return isPlain || value instanceof PathValue ? value : Thunk.done(value);
}
