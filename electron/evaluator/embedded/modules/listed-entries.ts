/**
 * Entries of a set that answer for one name without knowing the others: the whole list is made when somebody wants to go
 * through it. What a subclass adds is how a name is looked up.
 */
export abstract class ListedEntries<V> implements ReadonlyMap<string, V> {
  #all: ReadonlyMap<string, V> | undefined;

  abstract get(name: string): V | undefined;

  abstract has(name: string): boolean;

  /** Makes the list of all entries; called once. */
  protected abstract list(): ReadonlyMap<string, V>;

  /** All entries. */
  protected get all(): ReadonlyMap<string, V> {
    return (this.#all ??= this.list());
  }

  get size(): number {
    return this.all.size;
  }

  forEach(visit: (value: V, name: string, map: ReadonlyMap<string, V>) => void): void {
    this.all.forEach((value, name) => visit(value, name, this));
  }

  entries(): MapIterator<[string, V]> {
    return this.all.entries();
  }

  keys(): MapIterator<string> {
    return this.all.keys();
  }

  values(): MapIterator<V> {
    return this.all.values();
  }

  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.all.entries();
  }
}
