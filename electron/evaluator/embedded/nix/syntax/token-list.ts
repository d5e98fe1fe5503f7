import type { NixError } from '../errors';
import type { SourceFile } from '../source/source-file';
import type { TokenKind } from './tokens';

/**
 * The tokens of a text, as columns: a file has tens of thousands, and most are looked at once. The last is always of
 * kind `EOF` or `MALFORMED`. Blanks and comments are what lies between two tokens.
 */
export class TokenList {
  readonly kinds: TokenKind[] = [];
  /** Start and end (exclusive) of each token, in turn. Longer than there are tokens. */
  #places: Int32Array;
  /** What is wrong with the last token, when it is `MALFORMED`. */
  malformed: NixError | undefined;

  constructor(readonly source: SourceFile) {
    // Code has a token for every eight to ten characters; text that is denser makes it grow.
    this.#places = new Int32Array(2 * (8 + (source.text.length >> 3)));
  }

  /** Start and end (exclusive) of the token at `index` are at `2 * index` and after it. Valid once nothing is added. */
  get places(): Int32Array {
    return this.#places;
  }

  /** Appends a token. */
  push(kind: TokenKind, start: number, end: number): void {
    const at = this.kinds.push(kind) * 2 - 2;
    if (at >= this.#places.length) {
      const larger = new Int32Array(this.#places.length * 2);
      larger.set(this.#places);
      this.#places = larger;
    }
    this.#places[at] = start;
    this.#places[at + 1] = end;
  }

  /** The source text of a token. */
  textAt(index: number): string {
    return this.source.text.slice(this.#places[2 * index], this.#places[2 * index + 1]);
  }
}

/** Resolves the escapes of a quoted string; carriage returns become line feeds. */
export function unescapeString(raw: string): string {
  if (!/[\\\r]/.test(raw)) return raw;
  return raw.replace(/\\([^])|\r\n?/g, (_match, escaped: string | undefined) => {
    if (escaped === undefined) return '\n';
    return escaped === 'n' ? '\n' : escaped === 'r' ? '\r' : escaped === 't' ? '\t' : escaped;
  });
}

/** What an `IND_ESCAPE` token stands for: `''$`, `'''`, `''\x`, or a lone character. */
export function unescapeIndented(raw: string): string {
  if (raw.length < 3) return raw;
  if (raw === "''$") return '$';
  return raw === "'''" ? "''" : unescapeString(raw.slice(2));
}
