/**
 * JSON text as Nix values that remember where each member was written, so that a setting from `inventory.json` can be
 * traced to its line. Integers stay 64 bits wide; a repeated key counts with its last value, as in `builtins.fromJSON`.
 */
import { AttrSet, SourceFile } from '../nix';
import type { Slot, Span, Value } from '../nix';

/** A text and where it is from. */
export interface NixText {
  readonly path: string;
  readonly text: string;
}

/** A place where text is no JSON. */
export class JsonSyntaxError extends Error {
  override readonly name = 'JsonSyntaxError';

  constructor(
    message: string,
    readonly span: Span,
  ) {
    super(message);
  }
}

/** How deep lists and objects may nest. */
const maxDepth = 1000;

/** Reads JSON. Throws {@link JsonSyntaxError}. */
export function parseJsonWithSpans(file: NixText): Value {
  return new JsonReader(new SourceFile(file.path, file.text)).document();
}

class JsonReader {
  readonly #text: string;
  #offset = 0;
  #depth = 0;

  constructor(private readonly source: SourceFile) {
    this.#text = source.text;
  }

  document(): Value {
    if (this.#text.charCodeAt(0) === 0xfeff) this.#offset = 1;
    this.#skipSpace();
    const value = this.#value();
    this.#skipSpace();
    if (this.#offset < this.#text.length)
      throw this.#error('unexpected text after the end of the JSON value');
    return value;
  }

  #value(): Value {
    const char = this.#text[this.#offset];
    if (char === '{') return this.#nested(() => this.#object());
    if (char === '[') return this.#nested(() => this.#array());
    if (char === '"') return this.#string();
    if (char === '-' || (char !== undefined && char >= '0' && char <= '9')) return this.#number();
    for (const [word, value] of [
      ['true', true],
      ['false', false],
      ['null', null],
    ] as const) {
      if (this.#text.startsWith(word, this.#offset)) {
        this.#offset += word.length;
        return value;
      }
    }
    throw this.#error(
      char === undefined
        ? 'the JSON text ends too early'
        : `unexpected ${JSON.stringify(char)}, expected a JSON value`,
    );
  }

  #nested<T>(read: () => T): T {
    if (++this.#depth > maxDepth) throw this.#error('lists and objects are nested too deeply');
    const result = read();
    this.#depth--;
    return result;
  }

  #object(): AttrSet {
    const entries = new Map<string, Slot>();
    const positions = new Map<string, Span>();
    this.#offset++;
    this.#skipSpace();
    if (this.#takes('}')) return AttrSet.empty;
    do {
      this.#skipSpace();
      const start = this.#offset;
      if (this.#text[start] !== '"') throw this.#error('expected a name in double quotes');
      const name = this.#string();
      positions.set(name, { source: this.source, start, end: this.#offset });
      this.#skipSpace();
      if (!this.#takes(':')) throw this.#error("expected ':' after the name");
      this.#skipSpace();
      entries.set(name, this.#value());
      this.#skipSpace();
    } while (this.#takes(','));
    if (!this.#takes('}')) throw this.#error("expected ',' or '}'");
    return new AttrSet(entries, positions);
  }

  #array(): readonly Slot[] {
    const items: Slot[] = [];
    this.#offset++;
    this.#skipSpace();
    if (this.#takes(']')) return items;
    do {
      this.#skipSpace();
      items.push(this.#value());
      this.#skipSpace();
    } while (this.#takes(','));
    if (!this.#takes(']')) throw this.#error("expected ',' or ']'");
    return items;
  }

  #string(): string {
    const start = this.#offset;
    let end = start + 1;
    while (end < this.#text.length && this.#text[end] !== '"') {
      if (this.#text.charCodeAt(end) < 0x20)
        throw this.#error('a line break or control character inside a string', end);
      end += this.#text[end] === '\\' ? 2 : 1;
    }
    if (end >= this.#text.length) throw this.#error('the string is not closed', start);
    this.#offset = end + 1;
    const raw = this.#text.slice(start, this.#offset);
    if (!raw.includes('\\')) return raw.slice(1, -1);
    try {
      return JSON.parse(raw) as string;
    } catch (error) {
      if (error instanceof SyntaxError) throw this.#error('unknown escape inside a string', start);
      throw error;
    }
  }

  #number(): bigint | number {
    const match = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;
    match.lastIndex = this.#offset;
    const found = match.exec(this.#text);
    if (found === null) throw this.#error('not a number');
    this.#offset = match.lastIndex;
    const isInteger = found[1] === undefined && found[2] === undefined;
    if (!isInteger) return Number(found[0]);
    const integer = BigInt(found[0]);
    return integer === BigInt.asIntN(64, integer) ? integer : Number(found[0]);
  }

  #takes(char: string): boolean {
    if (this.#text[this.#offset] !== char) return false;
    this.#offset++;
    return true;
  }

  #skipSpace(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#offset);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.#offset++;
    }
  }

  #error(message: string, offset = this.#offset): JsonSyntaxError {
    return new JsonSyntaxError(message, {
      source: this.source,
      start: offset,
      end: Math.min(offset + 1, this.#text.length),
    });
  }
}
