/**
 * The names of an attribute set, apart from its values. All sets made by one expression have the same names, so they
 * share one shape and are themselves no more than an array of slots in the order of those names. What depends on
 * names only is then worked out once a shape and not once a set: where a name is (an expression `x.name` remembers the
 * shape it saw last), and which slots go where in `a // b`.
 */
import type { Span } from '../source/source-file';
import { compareBytes } from './compare-bytes';

/** Where each attribute was written, in the order of the shape's names. */
export type ShapePlaces = readonly (Span | undefined)[];

/** Up to this many names, comparing with each is faster than a table. */
const maxScanned = 8;
/** Larger sets are not given a shape of their own by `//`: the plan would cost more than it saves. */
const maxUnited = 32;
/** What is remembered for one shape or for all; past that it is forgotten and made again. */
const maxUnions = 64;
const maxShapes = 20_000;

/** How the slots of `left // right` come about. */
class UnionPlan {
  #leftPlaces: ShapePlaces | undefined;
  #rightPlaces: ShapePlaces | undefined;
  #places: ShapePlaces | undefined;

  constructor(
    readonly shape: Shape,
    /** For each name: its index on the right, or `~index` on the left. */
    readonly sources: readonly number[],
  ) {}

  /** The slots of the union. */
  join<T>(left: readonly T[], right: readonly T[]): T[] {
    const { sources } = this;
    const joined = new Array<T>(sources.length);
    for (let index = 0; index < sources.length; index++) {
      const source = sources[index] as number;
      joined[index] = (source >= 0 ? right[source] : left[~source]) as T;
    }
    return joined;
  }

  /**
   * The places of the union. An expression in a loop asks with the same places again and again, and when only the left
   * ones are another array, they mostly hold the same: then the answer is the same array too.
   */
  joinPlaces(left: ShapePlaces | undefined, right: ShapePlaces | undefined): ShapePlaces | undefined {
    if (left === undefined && right === undefined) return undefined;
    if (left === this.#leftPlaces && right === this.#rightPlaces) return this.#places;
    const joined = this.join(left ?? [], right ?? []);
    const isSame = this.#places?.every((place, index) => place === joined[index]) === true;
    if (!isSame) this.#places = joined;
    this.#leftPlaces = left;
    this.#rightPlaces = right;
    return this.#places;
  }
}

/** The names of a set. Made by {@link Shape.of} only, so that equal names mostly are one shape. */
export class Shape {
  private static known = new Map<string, Shape>();
  static readonly empty = new Shape([]);

  private index: ReadonlyMap<string, number> | undefined;
  private unions: Map<Shape, UnionPlan> | undefined;
  private lastRight: Shape | undefined;
  private lastPlan: UnionPlan | undefined;

  private constructor(
    /** In Nix order. */
    readonly names: readonly string[],
  ) {}

  /** The shape with these names, which must be in Nix order and all different. */
  static of(names: readonly string[]): Shape {
    if (names.length === 0) return Shape.empty;
    const key = names.map((name) => `${name.length}:${name}`).join('');
    const known = Shape.known.get(key);
    if (known !== undefined) return known;
    if (Shape.known.size >= maxShapes) Shape.known = new Map();
    const shape = new Shape(names);
    Shape.known.set(key, shape);
    return shape;
  }

  /** The place of a name among the names; -1 when it is not there. */
  indexOf(name: string): number {
    const { names } = this;
    if (names.length <= maxScanned) {
      for (let index = 0; index < names.length; index++) if (names[index] === name) return index;
      return -1;
    }
    this.index ??= new Map(names.map((key, index) => [key, index]));
    return this.index.get(name) ?? -1;
  }

  /** How to join sets of this shape with sets of another; undefined when they are too large for that to pay. */
  unionWith(right: Shape): UnionPlan | undefined {
    if (right === this.lastRight) return this.lastPlan;
    if (this.names.length + right.names.length > maxUnited) return undefined;
    if (this.unions === undefined || this.unions.size >= maxUnions) this.unions = new Map();
    let plan = this.unions.get(right);
    if (plan === undefined) {
      plan = planUnion(this, right);
      this.unions.set(right, plan);
    }
    this.lastRight = right;
    this.lastPlan = plan;
    return plan;
  }
}

function planUnion(left: Shape, right: Shape): UnionPlan {
  const names: string[] = [];
  const sources: number[] = [];
  let l = 0;
  let r = 0;
  while (l < left.names.length || r < right.names.length) {
    const leftName = left.names[l];
    const rightName = right.names[r];
    const order =
      leftName === undefined ? 1 : rightName === undefined ? -1 : compareBytes(leftName, rightName);
    names.push((order < 0 ? leftName : rightName) as string);
    sources.push(order < 0 ? ~l : r);
    if (order <= 0) l++;
    if (order >= 0) r++;
  }
  return new UnionPlan(Shape.of(names), sources);
}
