/** JSON text to Nix values: integers of 64 bits, every other number a float. */
import { NixError } from '../errors';
import { countSteps } from '../eval/budget';
import { checkNoNull } from './null-bytes';
import { AttrSet, type Slot, type Value } from '../value/value';

const minInt = -(2n ** 63n);
const maxInt = 2n ** 63n - 1n;

/** Parses JSON. Throws NixError of kind `eval` that names line and column. */
export function parseJson(text: string): Value {
  return new JsonParser(text).parse();
}

class JsonParser {
  #at = 0;

  constructor(private readonly text: string) {}

  parse(): Value {
    const value = this.#value();
    this.#skipBlank();
    if (this.#at < this.text.length) throw this.#error('unexpected text after the value');
    return value;
  }

  #error(message: string): NixError {
    const before = this.text.slice(0, this.#at).split('\n');
    const column = (before[before.length - 1] ?? '').length + 1;
    return new NixError('eval', `parse error at line ${before.length}, column ${column}: ${message}`);
  }

  #skipBlank(): void {
    while (' \t\n\r'.includes(this.text[this.#at] ?? 'x')) this.#at++;
  }

  #accept(char: string): boolean {
    if (this.text[this.#at] !== char) return false;
    this.#at++;
    return true;
  }

  #value(): Value {
    countSteps(1);
    this.#skipBlank();
    const char = this.text[this.#at];
    switch (char) {
      case '{':
        return this.#object();
      case '[':
        return this.#array();
      case '"':
        return this.#string();
      case undefined:
        throw this.#error('unexpected end of input');
      default:
        return this.#word();
    }
  }

  #object(): Value {
    this.#at++;
    const entries = new Map<string, Slot>();
    this.#skipBlank();
    if (this.#accept('}')) return new AttrSet(entries);
    do {
      this.#skipBlank();
      if (this.text[this.#at] !== '"') throw this.#error('expected a name in quotes');
      const name = this.#string();
      this.#skipBlank();
      if (!this.#accept(':')) throw this.#error("expected ':'");
      entries.set(name, this.#value());
      this.#skipBlank();
    } while (this.#accept(','));
    if (!this.#accept('}')) throw this.#error("expected ',' or '}'");
    return new AttrSet(entries);
  }

  #array(): Value {
    this.#at++;
    const items: Slot[] = [];
    this.#skipBlank();
    if (this.#accept(']')) return items;
    do {
      items.push(this.#value());
      this.#skipBlank();
    } while (this.#accept(','));
    if (!this.#accept(']')) throw this.#error("expected ',' or ']'");
    return items;
  }

  /** A string; JavaScript resolves its escapes, but not lone surrogates, which are no text. */
  #string(): string {
    const start = this.#at++;
    for (; this.text[this.#at] !== '"'; this.#at++) {
      const code = this.text.charCodeAt(this.#at);
      if (Number.isNaN(code)) throw this.#error('missing closing quote');
      if (code < 0x20) throw this.#error('control characters in strings must be escaped');
      if (code === 0x5c) this.#escape();
    }
    this.#at++;
    const raw = this.text.slice(start, this.#at);
    const text = raw.includes('\\') ? this.#unescape(raw) : raw.slice(1, -1);
    return checkNoNull(text);
  }

  #unescape(raw: string): string {
    const text = JSON.parse(raw) as string;
    if (!text.isWellFormed()) throw this.#error('half of a surrogate pair in a string');
    return text;
  }

  #escape(): void {
    const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
    escape.lastIndex = this.#at;
    if (!escape.test(this.text)) throw this.#error('unknown escape in a string');
    this.#at = escape.lastIndex - 1;
  }

  #word(): Value {
    const token = /true|false|null|(-?(?:0|[1-9][0-9]*))(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;
    token.lastIndex = this.#at;
    const found = token.exec(this.text);
    if (found === null) throw this.#error(`unexpected '${this.text[this.#at] ?? ''}'`);
    const [text, integer, fraction, exponent] = found;
    this.#at += text.length;
    if (integer === undefined) return text === 'null' ? null : text === 'true';
    if (fraction !== undefined || exponent !== undefined) return this.#float(text);
    const value = BigInt(integer);
    if (value >= minInt && value <= maxInt) return value;
    if (value > maxInt && value < 2n ** 64n)
      throw this.#error(`the number ${text} is outside of the range of integers`);
    return Number(text);
  }

  #float(text: string): number {
    const value = Number(text);
    if (!Number.isFinite(value)) throw this.#error(`the number ${text} is too large`);
    return value;
  }
}
