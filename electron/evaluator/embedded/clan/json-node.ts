import type { SourceFile, Span, Value } from '../nix';

/** A name of an object and where it is written, counted from the object's start. */
interface NamePlace {
  readonly start: number;
  readonly end: number;
}

/**
 * An object or list of a JSON text: its value, what it contains, and where it is. Places are counted from what the node
 * stands in, so that a node that is the same in the next text can stand there too, wherever it has moved; then all places
 * inside it are those of the next text. It also tells where the names of an object are written, as attribute sets ask.
 */
export class JsonNode implements ReadonlyMap<string, Span> {
  value: Value = null;
  length = 0;
  readonly #children = new Map<string | number, JsonNode>();
  readonly #names = new Map<string, NamePlace>();
  #parent: JsonNode | SourceFile;
  #offset: number;

  /** `offset`: counted from the parent's start. */
  constructor(parent: JsonNode | SourceFile, offset: number) {
    this.#parent = parent;
    this.#offset = offset;
  }

  /** Puts the node, with all that it contains, into another text. */
  moveTo(parent: JsonNode | SourceFile, offset: number): void {
    this.#parent = parent;
    this.#offset = offset;
  }

  /** Adds an object or list that the node contains. */
  add(key: string | number, child: JsonNode): void {
    this.#children.set(key, child);
  }

  /** Hands out what stands at a name or index, once: it can be in one place only. */
  take(key: string | number): JsonNode | undefined {
    const child = this.#children.get(key);
    this.#children.delete(key);
    return child;
  }

  /** Notes where a name is written: from `start` to `end` of the text. The last one of the same names counts. */
  addName(name: string, start: number, end: number): void {
    const own = this.start;
    this.#names.set(name, { start: start - own, end: end - own });
  }

  /** Where the node begins in its text. */
  get start(): number {
    return this.#parent instanceof JsonNode ? this.#parent.start + this.#offset : this.#offset;
  }

  /** The text that the node is in. */
  get source(): SourceFile {
    return this.#parent instanceof JsonNode ? this.#parent.source : this.#parent;
  }

  get size(): number {
    return this.#names.size;
  }

  get(name: string): Span | undefined {
    const place = this.#names.get(name);
    if (place === undefined) return undefined;
    const { start } = this;
    return { source: this.source, start: start + place.start, end: start + place.end };
  }

  has(name: string): boolean {
    return this.#names.has(name);
  }

  forEach(callback: (value: Span, key: string, map: ReadonlyMap<string, Span>) => void): void {
    this.#spans().forEach(callback);
  }

  entries(): MapIterator<[string, Span]> {
    return this.#spans().entries();
  }

  keys(): MapIterator<string> {
    return this.#names.keys();
  }

  values(): MapIterator<Span> {
    return this.#spans().values();
  }

  [Symbol.iterator](): MapIterator<[string, Span]> {
    return this.entries();
  }

  #spans(): Map<string, Span> {
    const { source, start } = this;
    const spans = new Map<string, Span>();
    for (const [name, place] of this.#names) {
      spans.set(name, { source, start: start + place.start, end: start + place.end });
    }
    return spans;
  }
}
