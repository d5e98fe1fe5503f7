/** Function application, selection, and the expressions that need no brackets around them. */
import type { AttrName, Expr } from './ast';
import type { Cursor } from './cursor';
import { parseAttrPath, parseSet } from './parse-sets';
import { parseIndentedString, parsePath, parseString } from './parse-strings';
import type { TokenKind } from './tokens';

/** `f a b`, or one operand. Throws NixError of kind `parse`. */
export function parseApplication(cursor: Cursor): Expr {
  const start = cursor.start;
  const fn = parseSelect(cursor);
  if (!simpleStarts.has(cursor.kind())) return fn;
  const args: Expr[] = [];
  while (simpleStarts.has(cursor.kind())) args.push(parseSelect(cursor));
  const span = cursor.spanFrom(start);
  // `(f a) b` is the same call as `f a b`.
  if (fn.kind === 'call') {
    return cursor.done(start, { kind: 'call', fn: fn.fn, args: [...fn.args, ...args], span });
  }
  return cursor.done(start, { kind: 'call', fn, args, span });
}

/** A selection that waits for what follows its `or`. */
interface WaitingSelect {
  readonly start: number;
  readonly expr: Expr;
  readonly path: readonly AttrName[];
}

/** `a.b`, `a.b or c`, or a simple expression. */
function parseSelect(cursor: Cursor): Expr {
  let waiting: WaitingSelect[] | undefined;
  for (;;) {
    const start = cursor.start;
    const expr = parseSimple(cursor);
    if (cursor.kind() !== '.') {
      const last = cursor.kind() === 'or' ? applyToOr(cursor, start, expr) : expr;
      return waiting === undefined ? last : foldSelects(cursor, waiting, last);
    }
    cursor.advance();
    const path = parseAttrPath(cursor);
    if (cursor.kind() !== 'or') {
      const span = cursor.spanFrom(start);
      const last = cursor.done(start, { kind: 'select', expr, path, fallback: undefined, span });
      return waiting === undefined ? last : foldSelects(cursor, waiting, last);
    }
    cursor.advance();
    (waiting ??= []).push({ start, expr, path });
  }
}

function foldSelects(cursor: Cursor, waiting: WaitingSelect[], last: Expr): Expr {
  let fallback = last;
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    const { start, expr, path } = one;
    const span = cursor.spanFrom(start);
    fallback = cursor.done(start, { kind: 'select', expr, path, fallback, span });
  }
  return fallback;
}

/** Nix keeps `f or` meaning "f applied to the variable or", for the sake of old code. */
function applyToOr(cursor: Cursor, start: number, fn: Expr): Expr {
  const orStart = cursor.start;
  const span = cursor.span();
  cursor.advance();
  const variable = cursor.done(orStart, { kind: 'var', name: 'or', span });
  return cursor.done(start, { kind: 'call', fn, args: [variable], span: cursor.spanFrom(start) });
}

function parseSimple(cursor: Cursor): Expr {
  const kind = cursor.kind();
  const { start } = cursor;
  switch (kind) {
    case 'ID':
    case 'INT':
    case 'FLOAT':
    case 'URI':
    case 'SPATH': {
      const span = cursor.span();
      return cursor.done(start, atom(kind, cursor.takeText(), span));
    }
    case '"':
      return parseString(cursor);
    case 'IND_OPEN':
      return parseIndentedString(cursor);
    case 'PATH':
    case 'HPATH':
      return parsePath(cursor);
    case '(':
      return parseParenthesised(cursor);
    case '[':
      return parseList(cursor);
    case '{':
      return parseSet(cursor, start, false);
    case 'rec':
      cursor.advance();
      return parseSet(cursor, start, true);
    case 'let':
      return parseOldLet(cursor);
    default:
      throw cursor.unexpected();
  }
}

function atom(kind: 'ID' | 'INT' | 'FLOAT' | 'URI' | 'SPATH', text: string, span: Expr['span']): Expr {
  switch (kind) {
    case 'ID':
      return text === '__curPos' ? { kind: 'cur-pos', span } : { kind: 'var', name: text, span };
    case 'INT':
      return { kind: 'int', value: BigInt(text), span };
    case 'FLOAT':
      return { kind: 'float', value: Number(text), span };
    case 'URI':
      return { kind: 'string', value: text, span };
    case 'SPATH':
      return { kind: 'search-path', name: text.slice(1, -1), span };
  }
}

/** What stands in parentheses; they leave no trace in the tree. Throws NixError of kind `parse`. */
export function parseParenthesised(cursor: Cursor): Expr {
  const start = cursor.start;
  cursor.advance();
  const expr = cursor.expr();
  cursor.expect(')');
  cursor.note('parenthesised', start, expr);
  return expr;
}

function parseList(cursor: Cursor): Expr {
  const start = cursor.start;
  cursor.advance();
  const items: Expr[] = [];
  cursor.enter();
  while (cursor.kind() !== ']') {
    if (!simpleStarts.has(cursor.kind())) throw cursor.unexpected();
    items.push(parseSelect(cursor));
  }
  cursor.leave();
  cursor.advance();
  return cursor.done(start, { kind: 'list', items, span: cursor.spanFrom(start) });
}

/** `let { body = …; }`: the attribute `body` of a recursive set. */
function parseOldLet(cursor: Cursor): Expr {
  const start = cursor.start;
  cursor.advance();
  const expr = parseSet(cursor, cursor.start, true);
  const span = cursor.spanFrom(start);
  const path: AttrName[] = [{ kind: 'static', name: 'body', span }];
  const select: Expr = { kind: 'select', expr, path, fallback: undefined, span };
  cursor.note('old-let', start, select);
  return select;
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
