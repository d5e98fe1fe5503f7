/**
 * Tokens to tree: recursive descent, with precedence climbing for operators. Accepts what Nix 2.26 accepts, and the
 * pipe operators. Attribute paths are folded into nested sets here, as in Nix; nothing else is rewritten.
 */
import { NixError } from '../errors';
import type { SourceFile, Span } from '../source/source-file';
import type { AttrName, BinaryOperator, Bindings, Expr, Formal, Formals } from './ast';
import { addBinding, addInherited, emptyBindings } from './bindings';
import { stripIndentation, type IndentedPart } from './indented-string';
import { tokenize } from './lexer';
import { describeToken, type Token, type TokenKind } from './tokens';

interface OperatorRule {
  readonly operator: BinaryOperator;
  readonly power: number;
  readonly associativity: 'left' | 'right' | 'none';
}

const rules = new Map<TokenKind, OperatorRule>(
  (
    [
      ['->', 3, 'right'],
      ['||', 4, 'left'],
      ['&&', 5, 'left'],
      ['==', 6, 'none'],
      ['!=', 6, 'none'],
      ['<', 7, 'none'],
      ['>', 7, 'none'],
      ['<=', 7, 'none'],
      ['>=', 7, 'none'],
      ['//', 8, 'right'],
      ['+', 10, 'left'],
      ['-', 10, 'left'],
      ['*', 11, 'left'],
      ['/', 11, 'left'],
      ['++', 12, 'right'],
    ] as const
  ).map(([operator, power, associativity]) => [operator, { operator, power, associativity }]),
);

const lowestPower = 3;
const notPower = 9;
const hasAttrPower = 13;
const negatePower = 14;

/** Parses a whole text. Throws NixError of kind `parse` or `duplicate-attribute`, with the span. */
export function parse(source: SourceFile): Expr {
  return new Parser(source).parseFile();
}

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(readonly source: SourceFile) {
    this.#tokens = tokenize(source);
  }

  parseFile(): Expr {
    const expr = this.#expr();
    if (this.#kind() !== 'EOF') throw this.#unexpected(['EOF']);
    return expr;
  }

  // Tokens

  get #token(): Token {
    return this.#tokens[this.#at] as Token;
  }

  #kind(): TokenKind {
    return (this.#tokens[this.#at] as Token).kind;
  }

  #kindAt(offset: number): TokenKind {
    return (this.#tokens[this.#at + offset] ?? this.#token).kind;
  }

  #advance(): Token {
    const token = this.#token;
    if (token.kind !== 'EOF') this.#at++;
    return token;
  }

  #accept(kind: TokenKind): boolean {
    if (this.#kind() !== kind) return false;
    this.#advance();
    return true;
  }

  #expect(kind: TokenKind): Token {
    if (this.#kind() !== kind) throw this.#unexpected([kind]);
    return this.#advance();
  }

  #unexpected(expected: readonly TokenKind[] = []): NixError {
    const token = this.#token;
    const wanted = expected.length === 0 ? '' : `, expecting ${expected.map(describeToken).join(' or ')}`;
    return new NixError('parse', `syntax error, unexpected ${describeToken(token.kind)}${wanted}`, {
      source: this.source,
      start: token.start,
      end: token.end,
    });
  }

  /** The span from `start` to the end of the last token taken. */
  #spanFrom(start: number): Span {
    return { source: this.source, start, end: this.#tokens[this.#at - 1]?.end ?? start };
  }

  #spanOf(token: Token): Span {
    return { source: this.source, start: token.start, end: token.end };
  }

  // Expressions, from the loosest to the tightest

  #expr(): Expr {
    const start = this.#token.start;
    switch (this.#kind()) {
      case 'ID':
        if (this.#kindAt(1) === ':') return this.#plainLambda(start);
        if (this.#kindAt(1) === '@') return this.#namedPatternLambda(start);
        break;
      case '{':
        if (this.#isPattern()) return this.#patternLambda(start);
        break;
      case 'assert':
        return this.#assert(start);
      case 'with':
        return this.#with(start);
      case 'let':
        if (this.#kindAt(1) !== '{') return this.#let(start);
        break;
      case 'if':
        return this.#if(start);
      default:
    }
    return this.#pipes(start);
  }

  #assert(start: number): Expr {
    this.#advance();
    const condition = this.#expr();
    this.#expect(';');
    const body = this.#expr();
    return { kind: 'assert', condition, body, span: this.#spanFrom(start) };
  }

  #with(start: number): Expr {
    this.#advance();
    const scope = this.#expr();
    this.#expect(';');
    const body = this.#expr();
    return { kind: 'with', scope, body, span: this.#spanFrom(start) };
  }

  #let(start: number): Expr {
    this.#advance();
    const bindings = this.#bindings('in');
    const dynamic = bindings.dynamic[0];
    this.#expect('in');
    if (dynamic !== undefined) {
      throw new NixError('parse', 'dynamic attributes not allowed in let', dynamic.span);
    }
    const body = this.#expr();
    return { kind: 'let', bindings, body, span: this.#spanFrom(start) };
  }

  #if(start: number): Expr {
    this.#advance();
    const condition = this.#expr();
    this.#expect('then');
    const whenTrue = this.#expr();
    this.#expect('else');
    const whenFalse = this.#expr();
    return { kind: 'if', condition, whenTrue, whenFalse, span: this.#spanFrom(start) };
  }

  /** `a |> f |> g` from the left or `g <| f <| a` from the right; the two do not mix. */
  #pipes(start: number): Expr {
    let left = this.#operators(lowestPower);
    if (this.#kind() === '|>') {
      while (this.#kind() === '|>') {
        const operatorSpan = this.#spanOf(this.#advance());
        const right = this.#operators(lowestPower);
        left = { kind: 'binary', operator: '|>', left, right, operatorSpan, span: this.#spanFrom(start) };
      }
    } else if (this.#kind() === '<|') {
      const operatorSpan = this.#spanOf(this.#advance());
      const rightStart = this.#token.start;
      const right = this.#pipesLeftwards(rightStart);
      return { kind: 'binary', operator: '<|', left, right, operatorSpan, span: this.#spanFrom(start) };
    }
    return left;
  }

  #pipesLeftwards(start: number): Expr {
    const left = this.#operators(lowestPower);
    if (this.#kind() !== '<|') return left;
    const operatorSpan = this.#spanOf(this.#advance());
    const right = this.#pipesLeftwards(this.#token.start);
    return { kind: 'binary', operator: '<|', left, right, operatorSpan, span: this.#spanFrom(start) };
  }

  #operators(minimum: number): Expr {
    const start = this.#token.start;
    let left = this.#prefixed();
    // A non-associative operator forbids another of its power right after.
    let forbidden = Infinity;
    for (;;) {
      if (this.#kind() === '?') {
        if (hasAttrPower < minimum) return left;
        if (hasAttrPower === forbidden) throw this.#unexpected();
        this.#advance();
        const path = this.#attrPath();
        left = { kind: 'has-attr', expr: left, path, span: this.#spanFrom(start) };
        forbidden = hasAttrPower;
        continue;
      }
      const rule = rules.get(this.#kind());
      if (rule === undefined || rule.power < minimum) return left;
      if (rule.power === forbidden) throw this.#unexpected();
      const operatorSpan = this.#spanOf(this.#advance());
      const right = this.#operators(rule.associativity === 'right' ? rule.power : rule.power + 1);
      left = {
        kind: 'binary',
        operator: rule.operator,
        left,
        right,
        operatorSpan,
        span: this.#spanFrom(start),
      };
      forbidden = rule.associativity === 'none' ? rule.power : Infinity;
    }
  }

  #prefixed(): Expr {
    const start = this.#token.start;
    const operator = this.#kind();
    if (operator === '!' || operator === '-') {
      this.#advance();
      const operand = this.#operators(operator === '!' ? notPower : negatePower);
      return { kind: 'unary', operator, operand, span: this.#spanFrom(start) };
    }
    return this.#application(start);
  }

  #application(start: number): Expr {
    const fn = this.#select();
    if (!startsSimple(this.#kind())) return fn;
    const args: Expr[] = [];
    while (startsSimple(this.#kind())) args.push(this.#select());
    const span = this.#spanFrom(start);
    // `(f a) b` is the same call as `f a b`.
    if (fn.kind === 'call') return { kind: 'call', fn: fn.fn, args: [...fn.args, ...args], span };
    return { kind: 'call', fn, args, span };
  }

  #select(): Expr {
    const start = this.#token.start;
    const expr = this.#simple();
    if (this.#kind() === '.') {
      this.#advance();
      const path = this.#attrPath();
      const fallback = this.#accept('or') ? this.#select() : undefined;
      return { kind: 'select', expr, path, fallback, span: this.#spanFrom(start) };
    }
    if (this.#kind() === 'or') {
      // Nix keeps `f or` meaning "f applied to the variable or", for the sake of old code.
      const variable: Expr = { kind: 'var', name: 'or', span: this.#spanOf(this.#advance()) };
      return { kind: 'call', fn: expr, args: [variable], span: this.#spanFrom(start) };
    }
    return expr;
  }

  #simple(): Expr {
    const token = this.#token;
    const span = this.#spanOf(token);
    switch (token.kind) {
      case 'ID':
        this.#advance();
        return token.text === '__curPos'
          ? { kind: 'cur-pos', span }
          : { kind: 'var', name: token.text, span };
      case 'INT':
        this.#advance();
        return { kind: 'int', value: BigInt(token.text), span };
      case 'FLOAT':
        this.#advance();
        return { kind: 'float', value: Number(token.text), span };
      case 'URI':
        this.#advance();
        return { kind: 'string', value: token.text, span };
      case 'SPATH':
        this.#advance();
        return { kind: 'search-path', name: token.text, span };
      case 'PATH':
      case 'HPATH':
        return this.#path();
      case '"':
        return this.#string();
      case 'IND_OPEN':
        return this.#indentedString();
      case '(':
        return this.#parenthesised();
      case '[':
        return this.#list();
      case '{':
        return this.#attrs(false);
      case 'rec':
        this.#advance();
        return this.#attrs(true, token.start);
      case 'let':
        return this.#oldLet();
      default:
        throw this.#unexpected();
    }
  }

  #parenthesised(): Expr {
    this.#advance();
    const expr = this.#expr();
    this.#expect(')');
    return expr;
  }

  #list(): Expr {
    const start = this.#advance().start;
    const items: Expr[] = [];
    while (this.#kind() !== ']') {
      if (!startsSimple(this.#kind())) throw this.#unexpected();
      items.push(this.#select());
    }
    this.#advance();
    return { kind: 'list', items, span: this.#spanFrom(start) };
  }

  #attrs(isRecursive: boolean, start = this.#token.start): Expr {
    this.#expect('{');
    const bindings = this.#bindings('}');
    this.#expect('}');
    return { kind: 'attrs', isRecursive, bindings, span: this.#spanFrom(start) };
  }

  /** `let { body = …; }`: the attribute `body` of a recursive set. */
  #oldLet(): Expr {
    const start = this.#advance().start;
    const expr = this.#attrs(true);
    const span = this.#spanFrom(start);
    return {
      kind: 'select',
      expr,
      path: [{ kind: 'static', name: 'body', span }],
      fallback: undefined,
      span,
    };
  }

  // Strings and paths

  #string(): Expr {
    const start = this.#advance().start;
    const parts: Expr[] = [];
    const partSpans: Span[] = [];
    let isLiteral = true;
    while (this.#kind() !== '"') {
      if (this.#kind() === '${') isLiteral = false;
      const partStart = this.#token.start;
      parts.push(this.#stringPart('"'));
      partSpans.push(this.#spanFrom(partStart));
    }
    this.#advance();
    const span = this.#spanFrom(start);
    if (!isLiteral) return { kind: 'template', parts, partSpans, span };
    const value = parts.map((part) => (part.kind === 'string' ? part.value : '')).join('');
    return { kind: 'string', value, span };
  }

  /** One part of a string or path that ends with `close`. */
  #stringPart(close: TokenKind): Expr {
    const token = this.#token;
    if (token.kind === 'STR') {
      this.#advance();
      return { kind: 'string', value: token.text, span: this.#spanOf(token) };
    }
    if (token.kind !== '${') throw this.#unexpected([close]);
    return this.#interpolation();
  }

  #interpolation(): Expr {
    this.#expect('${');
    const expr = this.#expr();
    this.#expect('}');
    return expr;
  }

  #indentedString(): Expr {
    const start = this.#advance().start;
    const parts: IndentedPart[] = [];
    while (this.#kind() !== 'IND_CLOSE') {
      const token = this.#token;
      if (token.kind === 'IND_STR') {
        this.#advance();
        parts.push({ kind: 'text', text: token.text, isVerbatim: token.isVerbatim });
      } else if (token.kind === '${') {
        const expr = this.#interpolation();
        parts.push({ kind: 'expr', expr, span: this.#spanFrom(token.start) });
      } else throw this.#unexpected(['IND_STR', '${', 'IND_CLOSE']);
    }
    this.#advance();
    const span = this.#spanFrom(start);
    const stripped = stripIndentation(parts);
    const texts = stripped.map((part): Expr =>
      typeof part === 'string' ? { kind: 'string', value: part, span } : part.expr,
    );
    const [only] = texts;
    if (only === undefined) return { kind: 'string', value: '', span };
    if (texts.length === 1 && only.kind === 'string') return { ...only, span };
    const partSpans = stripped.map((part) => (typeof part === 'string' ? span : part.span));
    return { kind: 'template', parts: texts, partSpans, span };
  }

  #path(): Expr {
    const token = this.#advance();
    const rest: Expr[] = [];
    while (this.#kind() !== 'PATH_END') rest.push(this.#stringPart('PATH_END'));
    this.#advance();
    return { kind: 'path', text: token.text, rest, span: this.#spanFrom(token.start) };
  }

  // Attributes

  #attrPath(): AttrName[] {
    const path = [this.#attrName()];
    while (this.#accept('.')) path.push(this.#attrName());
    return path;
  }

  #attrName(): AttrName {
    const token = this.#token;
    const start = token.start;
    switch (token.kind) {
      case 'ID':
      case 'or':
        this.#advance();
        return { kind: 'static', name: token.text, span: this.#spanOf(token) };
      case '"':
      case '${': {
        const expr = token.kind === '"' ? this.#string() : this.#interpolation();
        const span = this.#spanFrom(start);
        return expr.kind === 'string'
          ? { kind: 'static', name: expr.value, span }
          : { kind: 'dynamic', expr, span };
      }
      default:
        throw this.#unexpected(['ID', 'or', '${', '"']);
    }
  }

  /** Bindings up to (not including) the closing token. */
  #bindings(close: TokenKind): Bindings {
    const bindings = emptyBindings();
    while (this.#kind() !== close) {
      if (this.#kind() === 'inherit') this.#inherit(bindings);
      else if (startsAttrName(this.#kind())) this.#binding(bindings);
      else throw this.#unexpected(this.#kind() === 'EOF' ? [close] : [close, 'inherit']);
    }
    return bindings;
  }

  #binding(bindings: Bindings): void {
    const start = this.#token.start;
    const path = this.#attrPath();
    const span = this.#spanFrom(start);
    if (this.#kind() !== '=') throw this.#unexpected(['.', '=']);
    this.#advance();
    const value = this.#expr();
    this.#expect(';');
    addBinding(bindings, path, value, span);
  }

  #inherit(bindings: Bindings): void {
    this.#advance();
    let from = -1;
    if (this.#kind() === '(') {
      bindings.inheritFrom.push(this.#parenthesised());
      from = bindings.inheritFrom.length - 1;
    }
    while (this.#kind() !== ';') {
      if (!startsAttrName(this.#kind())) throw this.#unexpected([';']);
      const name = this.#attrName();
      if (name.kind === 'dynamic') {
        throw new NixError('parse', 'dynamic attributes not allowed in inherit', name.span);
      }
      const value: Expr = { kind: 'var', name: name.name, span: name.span };
      const kind = from < 0 ? 'inherit' : 'inherit-from';
      addInherited(bindings, { kind, name: name.name, value, from, span: name.span });
    }
    this.#advance();
  }

  // Functions

  /** Whether the `{` here starts the pattern of a function and not a set. */
  #isPattern(): boolean {
    const next = this.#kindAt(1);
    if (next === '...') return true;
    const after = this.#kindAt(2);
    if (next === '}') return after === ':' || after === '@';
    if (next !== 'ID') return false;
    if (after === '}') return this.#kindAt(3) === ':' || this.#kindAt(3) === '@';
    return after === ',' || after === '?';
  }

  #plainLambda(start: number): Expr {
    const name = this.#advance().text;
    this.#expect(':');
    return this.#lambda(start, name, undefined);
  }

  #namedPatternLambda(start: number): Expr {
    const token = this.#advance();
    this.#expect('@');
    const formals = this.#formals();
    this.#expect(':');
    this.#checkArgumentName(token.text, formals, start);
    return this.#lambda(start, token.text, formals);
  }

  #patternLambda(start: number): Expr {
    const formals = this.#formals();
    let name: string | undefined;
    if (this.#accept('@')) {
      name = this.#expect('ID').text;
      this.#checkArgumentName(name, formals, start);
    }
    this.#expect(':');
    return this.#lambda(start, name, formals);
  }

  #checkArgumentName(name: string, formals: Formals, start: number): void {
    if (formals.items.some((formal) => formal.name === name))
      throw this.#duplicateFormal(name, this.#spanFrom(start));
  }

  #duplicateFormal(name: string, span: Span): NixError {
    return new NixError('parse', `duplicate formal function argument '${name}'`, span);
  }

  #lambda(start: number, argument: string | undefined, formals: Formals | undefined): Expr {
    const body = this.#expr();
    return { kind: 'lambda', argument, formals, body, functionName: undefined, span: this.#spanFrom(start) };
  }

  #formals(): Formals {
    this.#expect('{');
    const items: Formal[] = [];
    const seen = new Set<string>();
    while (this.#kind() !== '}') {
      if (this.#accept('...')) {
        if (this.#kind() !== '}') throw this.#unexpected(['}']);
        this.#advance();
        return { items, hasEllipsis: true };
      }
      const token = this.#expect('ID');
      const span = this.#spanOf(token);
      if (seen.has(token.text)) throw this.#duplicateFormal(token.text, span);
      seen.add(token.text);
      const fallback = this.#accept('?') ? this.#expr() : undefined;
      items.push({ name: token.text, fallback, span });
      if (this.#kind() !== ',' && this.#kind() !== '}') throw this.#unexpected(['}', ',']);
      this.#accept(',');
    }
    this.#advance();
    return { items, hasEllipsis: false };
  }
}

const simpleStarts: ReadonlySet<TokenKind> = new Set<TokenKind>([
  'ID',
  'INT',
  'FLOAT',
  'URI',
  'SPATH',
  'PATH',
  'HPATH',
  '"',
  'IND_OPEN',
  '(',
  '[',
  '{',
  'rec',
  'let',
]);

function startsSimple(kind: TokenKind): boolean {
  return simpleStarts.has(kind);
}

function startsAttrName(kind: TokenKind): boolean {
  return kind === 'ID' || kind === 'or' || kind === '"' || kind === '${';
}
