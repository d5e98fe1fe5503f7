/**
 * Tokens to tree: recursive descent, with a stack of its own wherever syntax groups to the right, so that only brackets
 * need depth. Accepts what Nix 2.26 accepts, and the pipe operators. Attribute paths are folded into nested sets here,
 * as in Nix; nothing else is rewritten. This file has the expressions that end with another one (functions, `let`,
 * `with`, `assert`, `if`); each other family has a file of its own.
 */
import { NixError } from '../errors';
import type { SourceFile } from '../source/source-file';
import type { Bindings, Expr } from './ast';
import { Cursor, type SyntaxObserver } from './cursor';
import { tokenize } from './lexer';
import { parseFunctionHead, startsFunction, type FunctionHead } from './parse-functions';
import { parsePipes } from './parse-operators';
import { parseLetBindings } from './parse-sets';
import type { TokenList } from './token-list';

/** Parses a whole text. Throws NixError of kind `parse` or `duplicate-attribute`, with the span. */
export function parse(source: SourceFile): Expr {
  return parseTokens(tokenize(source), undefined);
}

/** Parses tokens, and tells an observer of every piece of syntax. Throws as {@link parse} does. */
export function parseTokens(tokens: TokenList, observer: SyntaxObserver | undefined): Expr {
  const cursor = new Cursor(tokens, parseExpr, observer);
  try {
    const expr = cursor.expr();
    if (cursor.kind() !== 'EOF') throw cursor.unexpected(['EOF']);
    return expr;
  } catch (error) {
    // Where the stack is small, it ends before the limit of the cursor is reached.
    if (!(error instanceof RangeError)) throw error;
    throw new NixError('parse', 'expressions are nested too deep for the stack', cursor.span());
  }
}

/** The start of an expression that ends with another one. */
type Head =
  | { readonly kind: 'lambda'; readonly start: number; readonly head: FunctionHead }
  | { readonly kind: 'let'; readonly start: number; readonly bindings: Bindings }
  | { readonly kind: 'with' | 'assert'; readonly start: number; readonly expr: Expr }
  | { readonly kind: 'if'; readonly start: number; readonly condition: Expr; readonly whenTrue: Expr };

function parseExpr(cursor: Cursor): Expr {
  let heads: Head[] | undefined;
  for (let head = parseHead(cursor); head !== undefined; head = parseHead(cursor)) (heads ??= []).push(head);
  let expr = parsePipes(cursor);
  if (heads === undefined) return expr;
  for (let head = heads.pop(); head !== undefined; head = heads.pop()) {
    expr = cursor.done(head.start, complete(cursor, head, expr));
  }
  return expr;
}

function parseHead(cursor: Cursor): Head | undefined {
  const kind = cursor.kind();
  const { start } = cursor;
  switch (kind) {
    case 'ID':
    case '{':
      return startsFunction(cursor) ? { kind: 'lambda', start, head: parseFunctionHead(cursor) } : undefined;
    case 'let':
      return cursor.kindAt(1) === '{' ? undefined : parseLet(cursor, start);
    case 'with':
    case 'assert': {
      cursor.advance();
      const expr = cursor.expr();
      cursor.expect(';');
      return { kind, start, expr };
    }
    case 'if': {
      cursor.advance();
      const condition = cursor.expr();
      cursor.expect('then');
      const whenTrue = cursor.expr();
      cursor.expect('else');
      return { kind, start, condition, whenTrue };
    }
    default:
      return undefined;
  }
}

function parseLet(cursor: Cursor, start: number): Head {
  cursor.advance();
  const bindings = parseLetBindings(cursor);
  return { kind: 'let', start, bindings };
}

function complete(cursor: Cursor, head: Head, body: Expr): Expr {
  const span = cursor.spanFrom(head.start);
  switch (head.kind) {
    case 'lambda': {
      const { argument, formals, duplicate } = head.head;
      if (duplicate !== undefined) throw duplicate;
      return { kind: 'lambda', argument, formals, body, functionName: undefined, span };
    }
    case 'let':
      // Nix looks when the whole `let` is read.
      if (head.bindings.dynamic.length > 0) {
        throw new NixError('parse', 'dynamic attributes not allowed in let', span);
      }
      return { kind: 'let', bindings: head.bindings, body, span };
    case 'with':
      return { kind: 'with', scope: head.expr, body, span };
    case 'assert':
      return { kind: 'assert', condition: head.expr, body, span };
    case 'if':
      return { kind: 'if', condition: head.condition, whenTrue: head.whenTrue, whenFalse: body, span };
  }
}
