import type { Shape } from '../value/shape';
import type { AttrSet, Slot } from '../value/value';

/**
 * Looks up one name in many sets, as an expression `x.name` does each time it is evaluated: these sets mostly have the
 * same shape, and where the name is in it is remembered.
 */
export class AttrFinder {
  private lastShape: Shape | undefined;
  private lastIndex = -1;

  constructor(readonly name: string) {}

  /** The slot of the attribute; undefined when the set does not have it. */
  find(set: AttrSet): Slot | undefined {
    const { shape } = set;
    if (shape === undefined) return set.get(this.name);
    if (shape !== this.lastShape) {
      this.lastShape = shape;
      this.lastIndex = shape.indexOf(this.name);
    }
    return this.lastIndex < 0 ? undefined : set.slots[this.lastIndex];
  }
}
