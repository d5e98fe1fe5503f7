/**
 * JSON text as Nix values that remember where each member was written, so that a setting from `inventory.json` can be
 * traced to its line. Integers stay 64 bits wide; a repeated key counts with its last value, as in `builtins.fromJSON`.
 */
import { AttrSet, SourceFile } from '../nix';
import type { Slot, Span, Value } from '../nix';
import { JsonNode } from './json-node';

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
  return parseJsonDocument(file, undefined).value;
}

/** A JSON text that was read. */
export interface JsonDocument {
  readonly value: Value;
  readonly text: string;
  /** The outermost object or list, if it is one. */
  readonly root: JsonNode | undefined;
}

/**
 * Reads JSON. Objects and lists that stand at the same place of `previous`, in the same words, are taken over: they are
 * the very same values, so that what was computed from them can be taken over too. `previous` is used up by this.
 * Throws {@link JsonSyntaxError}.
 */
export function parseJsonDocument(file: NixText, previous: JsonDocument | undefined): JsonDocument {
  return new JsonReader(new SourceFile(file.path, file.text), previous).document();
}

class JsonReader {
  readonly #text: string;
  #offset = 0;
  #depth = 0;
  #root: JsonNode | undefined;

  constructor(
    private readonly source: SourceFile,
    private readonly previous: JsonDocument | undefined,
  ) {
    this.#text = source.text;
  }

  document(): JsonDocument {
    if (this.#text.charCodeAt(0) === 0xfeff) this.#offset = 1;
    this.#skipSpace();
    const value = this.#value(undefined, '', this.previous?.root);
    this.#skipSpace();
    if (this.#offset < this.#text.length)
      throw this.#error('unexpected text after the end of the JSON value');
    return { value, text: this.#text, root: this.#root };
  }

  /** `before`: what stood at this place of the previous text. */
  #value(parent: JsonNode | undefined, key: string | number, before: JsonNode | undefined): Value {
    const char = this.#text[this.#offset];
    if (char === '{' || char === '[') return this.#container(char, parent, key, before);
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

  #container(
    char: string,
    parent: JsonNode | undefined,
    key: string | number,
    before: JsonNode | undefined,
  ): Value {
    const start = this.#offset;
    const place = parent === undefined ? start : start - parent.start;
    const same = before !== undefined && this.#isSame(before) ? before : undefined;
    const node = same ?? new JsonNode(parent ?? this.source, place);
    if (parent === undefined) this.#root = node;
    else parent.add(key, node);
    if (same !== undefined) {
      same.moveTo(parent ?? this.source, place);
      this.#offset += same.length;
      return same.value;
    }
    if (++this.#depth > maxDepth) throw this.#error('lists and objects are nested too deeply');
    node.value = char === '{' ? this.#object(node, before) : this.#array(node, before);
    node.length = this.#offset - start;
    this.#depth--;
    return node.value;
  }

  /** Whether the text goes on with the very words of a node of the previous one. */
  #isSame(before: JsonNode): boolean {
    const { start } = before;
    const words = this.previous?.text.slice(start, start + before.length);
    return words !== undefined && this.#text.startsWith(words, this.#offset);
  }

  #object(node: JsonNode, before: JsonNode | undefined): AttrSet {
    const entries = new Map<string, Slot>();
    this.#offset++;
    this.#skipSpace();
    if (this.#takes('}')) return AttrSet.empty;
    do {
      this.#skipSpace();
      const start = this.#offset;
      if (this.#text[start] !== '"') throw this.#error('expected a name in double quotes');
      const name = this.#string();
      node.addName(name, start, this.#offset);
      this.#skipSpace();
      if (!this.#takes(':')) throw this.#error("expected ':' after the name");
      this.#skipSpace();
      entries.set(name, this.#value(node, name, before?.take(name)));
      this.#skipSpace();
    } while (this.#takes(','));
    if (!this.#takes('}')) throw this.#error("expected ',' or '}'");
    return new AttrSet(entries, node);
  }

  #array(node: JsonNode, before: JsonNode | undefined): readonly Slot[] {
    const items: Slot[] = [];
    this.#offset++;
    this.#skipSpace();
    if (this.#takes(']')) return items;
    do {
      this.#skipSpace();
      const index = items.length;
      items.push(this.#value(node, index, before?.take(index)));
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
    const start = this.#offset;
    const match = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;
    match.lastIndex = start;
    const found = match.exec(this.#text);
    if (found === null) throw this.#error('not a number');
    this.#offset = match.lastIndex;
    const isInteger = found[1] === undefined && found[2] === undefined;
    if (!isInteger) return this.#float(found[0]);
    const integer = BigInt(found[0]);
    if (integer === BigInt.asIntN(64, integer)) return integer;
    // Nix makes floats of integers that have no 64 bits, and refuses those that only an unsigned one could hold.
    if (integer > 0n && integer === BigInt.asUintN(64, integer))
      throw this.#error(`the number ${found[0]} is larger than Nix integers can be`, start);
    return this.#float(found[0]);
  }

  #float(text: string): number {
    const value = Number(text);
    if (Number.isFinite(value)) return value;
    throw this.#error(`the number ${text} is too large`, this.#offset - text.length);
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
