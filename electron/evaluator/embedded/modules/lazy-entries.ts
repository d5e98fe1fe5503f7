/**
 * The entries of a set that are made when somebody first looks: most types are only ever used by native code, which
 * never does, and their dozen attributes would be the largest part of what declaring an option costs.
 */
export class LazyEntries<V> implements ReadonlyMap<string, V> {
  #made: ReadonlyMap<string, V> | undefined;

  constructor(private readonly make: () => ReadonlyMap<string, V>) {}

  private get map(): ReadonlyMap<string, V> {
    return (this.#made ??= this.make());
  }

  get size(): number {
    return this.map.size;
  }

  get(key: string): V | undefined {
    return this.map.get(key);
  }

  has(key: string): boolean {
    return this.map.has(key);
  }

  forEach(callback: (value: V, key: string, map: ReadonlyMap<string, V>) => void): void {
    this.map.forEach(callback);
  }

  entries(): MapIterator<[string, V]> {
    return this.map.entries();
  }

  keys(): MapIterator<string> {
    return this.map.keys();
  }

  values(): MapIterator<V> {
    return this.map.values();
  }

  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.map.entries();
  }
}

/** Entries over others: a set with a few attributes added or replaced, joined only when somebody looks at all of it. */
export class OverlayEntries<V> implements ReadonlyMap<string, V> {
  #joined: ReadonlyMap<string, V> | undefined;

  constructor(
    private readonly base: ReadonlyMap<string, V>,
    private readonly over: ReadonlyMap<string, V>,
  ) {}

  private get map(): ReadonlyMap<string, V> {
    return (this.#joined ??= new Map([...this.base, ...this.over]));
  }

  get size(): number {
    return this.map.size;
  }

  get(key: string): V | undefined {
    const own = this.over.get(key);
    return own === undefined ? this.base.get(key) : own;
  }

  has(key: string): boolean {
    return this.over.has(key) || this.base.has(key);
  }

  forEach(callback: (value: V, key: string, map: ReadonlyMap<string, V>) => void): void {
    this.map.forEach(callback);
  }

  entries(): MapIterator<[string, V]> {
    return this.map.entries();
  }

  keys(): MapIterator<string> {
    return this.map.keys();
  }

  values(): MapIterator<V> {
    return this.map.values();
  }

  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.map.entries();
  }
}
