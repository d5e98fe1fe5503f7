import type { Slot } from '../../nix';

/**
 * The entries of a set that are made one by one when somebody asks for them. Services have something for every machine in
 * every role; a machine's preview asks for its own.
 */
export class OnDemandEntries implements ReadonlyMap<string, Slot> {
  readonly #made = new Map<string, Slot>();
  #names: ReadonlySet<string> | undefined;

  /** `isThere` tells whether there is a name, for as long as nobody has asked for all of them. */
  constructor(
    private readonly allNames: () => Iterable<string>,
    private readonly isThere: (name: string) => boolean,
    private readonly make: (name: string) => Slot,
  ) {}

  get size(): number {
    return this.#all.size;
  }

  get(name: string): Slot | undefined {
    const made = this.#made.get(name);
    if (made !== undefined || !this.has(name)) return made;
    const slot = this.make(name);
    this.#made.set(name, slot);
    return slot;
  }

  has(name: string): boolean {
    return this.#names === undefined ? this.isThere(name) : this.#names.has(name);
  }

  forEach(visit: (slot: Slot, name: string, map: ReadonlyMap<string, Slot>) => void): void {
    for (const [name, slot] of this.entries()) visit(slot, name, this);
  }

  *entries(): MapIterator<[string, Slot]> {
    for (const name of this.#all) {
      const slot = this.get(name);
      if (slot !== undefined) yield [name, slot];
    }
    return undefined;
  }

  keys(): MapIterator<string> {
    return this.#all.values();
  }

  *values(): MapIterator<Slot> {
    for (const [, slot] of this.entries()) yield slot;
    return undefined;
  }

  [Symbol.iterator](): MapIterator<[string, Slot]> {
    return this.entries();
  }

  get #all(): ReadonlySet<string> {
    return (this.#names ??= new Set(this.allNames()));
  }
}
