import { ListedEntries } from './listed-entries';

/**
 * The entries of a set that are made when somebody first looks: most types are only ever used by native code, which
 * never does, and their dozen attributes would be the largest part of what declaring an option costs.
 */
export class LazyEntries<V> extends ListedEntries<V> {
  constructor(private readonly make: () => ReadonlyMap<string, V>) {
    super();
  }

  get(name: string): V | undefined {
    return this.all.get(name);
  }

  has(name: string): boolean {
    return this.all.has(name);
  }

  protected list(): ReadonlyMap<string, V> {
    return this.make();
  }
}

/** Entries over others: a set with a few attributes added or replaced, joined only when somebody looks at all of it. */
export class OverlayEntries<V> extends ListedEntries<V> {
  constructor(
    private readonly base: ReadonlyMap<string, V>,
    private readonly over: ReadonlyMap<string, V>,
  ) {
    super();
  }

  get(name: string): V | undefined {
    const own = this.over.get(name);
    return own === undefined ? this.base.get(name) : own;
  }

  has(name: string): boolean {
    return this.over.has(name) || this.base.has(name);
  }

  protected list(): ReadonlyMap<string, V> {
    return new Map([...this.base, ...this.over]);
  }
}
