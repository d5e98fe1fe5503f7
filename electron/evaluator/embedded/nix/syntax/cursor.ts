import { NixError } from '../errors';
import type { SourceFile, Span } from '../source/source-file';
import type { Expr } from './ast';
import type { TokenList } from './token-list';
import { describeToken, type TokenKind } from './tokens';

/** Is told of every piece of syntax when it is complete, its parts before it. */
export interface SyntaxObserver {
  /** A piece from `start` to `end`; `expr` is what it means, for an expression. */
  node(kind: SyntaxKind, start: number, end: number, expr?: Expr): void;
}

/** The kinds of pieces that are written: expressions by their own kind, and what they are made of. */
export type SyntaxKind =
  | Expr['kind']
  | 'parenthesised'
  | 'old-let'
  | 'interpolation'
  | 'binding'
  | 'inherit'
  | 'attr-path'
  | 'attr-name'
  | 'formals'
  | 'formal';

/** Brackets, braces and interpolations inside each other; more than this is no program that anybody wrote. */
const maxNesting = 10_000;

/** A place in a list of tokens, and the questions that a parser asks there. */
export class Cursor {
  readonly source: SourceFile;
  readonly #kinds: readonly TokenKind[];
  readonly #places: Int32Array;
  #at = 0;
  #nesting = 0;

  constructor(
    private readonly tokens: TokenList,
    private readonly parseExpr: (cursor: Cursor) => Expr,
    private readonly observer: SyntaxObserver | undefined,
  ) {
    this.source = tokens.source;
    this.#kinds = tokens.kinds;
    this.#places = tokens.places;
  }

  /** The kind of the token here. */
  kind(): TokenKind {
    return this.#kinds[this.#at] as TokenKind;
  }

  /** The kind of a token further on; that of the last one past the end. */
  kindAt(offset: number): TokenKind {
    return this.#kinds[this.#at + offset] ?? 'EOF';
  }

  /** Where the token here starts. */
  get start(): number {
    return this.#places[2 * this.#at] as number;
  }

  /** Where the last token taken ends. */
  get lastEnd(): number {
    return this.#at === 0 ? 0 : (this.#places[2 * this.#at - 1] as number);
  }

  /** The source text of the token here. */
  get text(): string {
    return this.tokens.textAt(this.#at);
  }

  /** Takes the token here. The last one stays. */
  advance(): void {
    if (this.#at < this.#kinds.length - 1) this.#at++;
  }

  /** Takes the token here and gives its source text. */
  takeText(): string {
    const text = this.text;
    this.advance();
    return text;
  }

  /** Takes the token here when it is of this kind. */
  accept(kind: TokenKind): boolean {
    if (this.kind() !== kind) return false;
    this.advance();
    return true;
  }

  /** Takes the token here, which must be of this kind. Throws NixError of kind `parse` otherwise. */
  expect(kind: TokenKind): void {
    if (this.kind() !== kind) throw this.unexpected([kind]);
    this.advance();
  }

  /** The error of a token that cannot stand here, with what could, as far as Nix would name it. */
  unexpected(expected: readonly TokenKind[] = []): NixError {
    return this.unexpectedAt(this.#blamed(), expected);
  }

  /** Nix blames a text that ends right after a path on the last token of the path. */
  #blamed(): Span {
    const isAfterPath = this.kind() === 'EOF' && this.#kinds[this.#at - 1] === 'PATH_END';
    if (!isAfterPath || this.lastEnd < this.source.text.length) return this.span();
    return this.spanFrom(this.#places[2 * this.#at - 4] as number);
  }

  /** The same, where Nix blames another place than that of the token. */
  unexpectedAt(span: Span, expected: readonly TokenKind[]): NixError {
    const kind = this.kind();
    if (kind === 'MALFORMED' && this.tokens.malformed !== undefined) return this.tokens.malformed;
    const wanted = expected.length === 0 ? '' : `, expecting ${expected.map(describeToken).join(' or ')}`;
    const message = `syntax error, unexpected ${describeToken(kind)}${wanted}`;
    return new NixError('parse', message, span, kind === 'INVALID' ? strayByteHint(this.text) : undefined);
  }

  /** The span from `start` to the end of the last token taken. */
  spanFrom(start: number): Span {
    return { source: this.source, start, end: this.lastEnd };
  }

  /** The span of the token here. */
  span(): Span {
    return { source: this.source, start: this.start, end: this.#places[2 * this.#at + 1] as number };
  }

  /** Parses an expression from here. Throws NixError when brackets are nested beyond reason. */
  expr(): Expr {
    this.enter();
    const expr = this.parseExpr(this);
    this.leave();
    return expr;
  }

  /** Goes into a bracket. Throws NixError of kind `parse` when there are too many around it. */
  enter(): void {
    if (this.#nesting++ < maxNesting) return;
    const message = `expressions are nested more than ${maxNesting} deep`;
    throw new NixError('parse', message, this.span());
  }

  /** Comes out of a bracket. */
  leave(): void {
    this.#nesting--;
  }

  /** Tells the observer of an expression that is complete, and gives it back. */
  done(start: number, expr: Expr): Expr {
    this.observer?.node(expr.kind, start, this.lastEnd, expr);
    return expr;
  }

  /** Tells the observer of another piece that is complete. */
  note(kind: SyntaxKind, start: number, expr?: Expr): void {
    this.observer?.node(kind, start, this.lastEnd, expr);
  }
}

/** Text keeps a byte that is no UTF-8 as the lone surrogate U+DC80 to U+DCFF. */
function strayByteHint(char: string): string | undefined {
  const code = char.charCodeAt(0);
  if (code < 0xdc80 || code > 0xdcff) return undefined;
  return `The byte 0x${(code & 0xff).toString(16).toUpperCase()} is not valid UTF-8.`;
}
