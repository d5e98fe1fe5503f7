/** Sets, attribute paths, and the bindings of sets and `let`. */
import { NixError } from '../errors';
import type { AttrName, AttrsExpr, Binding, Bindings, Expr } from './ast';
import { addBinding, addInherited, emptyBindings } from './bindings';
import type { Cursor } from './cursor';
import { parseInterpolation, parseString } from './parse-strings';
import type { TokenKind } from './tokens';

/** What may follow a binding, in the order in which Nix names it. */
type Close = { readonly kind: '}' | 'in'; readonly expected: readonly TokenKind[] };

const setClose: Close = { kind: '}', expected: ['inherit'] };
const recursiveClose: Close = { kind: '}', expected: ['inherit', '}'] };
const letClose: Close = { kind: 'in', expected: ['in', 'inherit'] };

/** `{ … }` here, which with a `rec` before it starts at `start`. Throws NixError of kind `parse`. */
export function parseSet(cursor: Cursor, start: number, isRecursive: boolean): AttrsExpr {
  cursor.expect('{');
  const bindings = parseBindings(cursor, isRecursive ? recursiveClose : setClose);
  cursor.advance();
  const set: AttrsExpr = { kind: 'attrs', isRecursive, bindings, span: cursor.spanFrom(start) };
  cursor.done(start, set);
  return set;
}

/** The bindings of a `let`, up to and including its `in`. Throws NixError of kind `parse`. */
export function parseLetBindings(cursor: Cursor): Bindings {
  const bindings = parseBindings(cursor, letClose);
  cursor.advance();
  return bindings;
}

/** `a.b."c".${d}`. Throws NixError of kind `parse`. */
export function parseAttrPath(cursor: Cursor): AttrName[] {
  const start = cursor.start;
  const path = [parseAttrName(cursor)];
  while (cursor.accept('.')) path.push(parseAttrName(cursor));
  cursor.note('attr-path', start);
  return path;
}

function parseAttrName(cursor: Cursor): AttrName {
  const kind = cursor.kind();
  const { start } = cursor;
  switch (kind) {
    case 'ID':
    case 'or': {
      const span = cursor.span();
      const name = cursor.takeText();
      cursor.note('attr-name', start);
      return { kind: 'static', name, span };
    }
    case '"':
    case '${': {
      const expr = kind === '"' ? parseString(cursor) : parseInterpolation(cursor);
      const span = cursor.spanFrom(start);
      cursor.note('attr-name', start);
      return expr.kind === 'string'
        ? { kind: 'static', name: expr.value, span }
        : { kind: 'dynamic', expr, span };
    }
    default:
      throw cursor.unexpected(['ID', 'or', '${', '"']);
  }
}

/** Bindings up to (not including) the closing token. */
function parseBindings(cursor: Cursor, close: Close): Bindings {
  const bindings = emptyBindings();
  while (cursor.kind() !== close.kind) {
    if (cursor.kind() === 'inherit') parseInherit(cursor, bindings);
    else if (startsAttrName(cursor.kind())) parseBinding(cursor, bindings);
    else throw cursor.unexpected(close.expected);
  }
  return bindings;
}

function parseBinding(cursor: Cursor, bindings: Bindings): void {
  const start = cursor.start;
  const path = parseAttrPath(cursor);
  const span = cursor.spanFrom(start);
  if (cursor.kind() !== '=') throw cursor.unexpected(['.', '=']);
  cursor.advance();
  const value = cursor.expr();
  cursor.expect(';');
  cursor.note('binding', start);
  addBinding(bindings, path, value, span);
}

function parseInherit(cursor: Cursor, bindings: Bindings): void {
  const start = cursor.start;
  cursor.advance();
  let from = -1;
  if (cursor.kind() === '(') {
    bindings.inheritFrom.push(parseSource(cursor));
    from = bindings.inheritFrom.length - 1;
  }
  const kind = from < 0 ? 'inherit' : 'inherit-from';
  const inherited: Binding[] = [];
  while (cursor.kind() !== ';') {
    if (!startsAttrName(cursor.kind())) throw cursor.unexpected();
    const name = parseAttrName(cursor);
    if (name.kind === 'dynamic') {
      throw new NixError('parse', 'dynamic attributes not allowed in inherit', name.span);
    }
    const value: Expr = { kind: 'var', name: name.name, span: name.span };
    inherited.push({ kind, name: name.name, value, from, span: name.span });
  }
  cursor.advance();
  for (const binding of inherited) addInherited(bindings, binding);
  cursor.note('inherit', start);
}

/** The `(e)` of `inherit (e) a;`. */
function parseSource(cursor: Cursor): Expr {
  const start = cursor.start;
  cursor.advance();
  const expr = cursor.expr();
  cursor.expect(')');
  cursor.note('parenthesised', start, expr);
  return expr;
}

function startsAttrName(kind: TokenKind): boolean {
  return kind === 'ID' || kind === 'or' || kind === '"' || kind === '${';
}
