/** The heads of functions: `x:`, `{ a, b ? c, ... }:`, and both with `@`. */
import { NixError } from '../errors';
import type { Span } from '../source/source-file';
import type { Formal, Formals } from './ast';
import type { Cursor } from './cursor';

/** What stands before the body of a function. */
export interface FunctionHead {
  readonly argument: string | undefined;
  readonly formals: Formals | undefined;
  /** A name that is there twice. Nix complains about it when it has read the whole function. */
  readonly duplicate: NixError | undefined;
}

/** Whether a function starts here, and not a variable or a set. */
export function startsFunction(cursor: Cursor): boolean {
  if (cursor.kind() === 'ID') return cursor.kindAt(1) === ':' || cursor.kindAt(1) === '@';
  return cursor.kind() === '{' && startsPattern(cursor);
}

function startsPattern(cursor: Cursor): boolean {
  const next = cursor.kindAt(1);
  if (next === '...') return true;
  const after = cursor.kindAt(2);
  if (next === '}') return after === ':' || after === '@';
  // A set goes on with `=` or `.` after its first name.
  return next === 'ID' && (after === ',' || after === '?' || after === '}');
}

/** Everything up to and including the colon. Throws NixError of kind `parse`. */
export function parseFunctionHead(cursor: Cursor): FunctionHead {
  const start = cursor.start;
  if (cursor.kind() === '{') return patternFirst(cursor, start);
  const argument = cursor.takeText();
  if (cursor.accept(':')) return { argument, formals: undefined, duplicate: undefined };
  cursor.expect('@');
  const formals = parseFormals(cursor);
  const duplicate = duplicateName(argument, formals, cursor.spanFrom(start));
  cursor.expect(':');
  return { argument, formals, duplicate };
}

function patternFirst(cursor: Cursor, start: number): FunctionHead {
  const formals = parseFormals(cursor);
  let argument: string | undefined;
  if (cursor.accept('@')) {
    if (cursor.kind() !== 'ID') throw cursor.unexpected(['ID']);
    argument = cursor.takeText();
  } else if (cursor.kind() !== ':') throw cursor.unexpected([':', '@']);
  const duplicate = duplicateName(argument, formals, cursor.spanFrom(start));
  cursor.expect(':');
  return { argument, formals, duplicate };
}

function duplicateName(argument: string | undefined, { items }: Formals, span: Span): NixError | undefined {
  const seen = new Set<string>();
  for (const formal of items) {
    if (seen.has(formal.name)) return duplicateFormal(formal.name, formal.span);
    seen.add(formal.name);
  }
  return argument !== undefined && seen.has(argument) ? duplicateFormal(argument, span) : undefined;
}

function duplicateFormal(name: string, span: Span): NixError {
  return new NixError('parse', `duplicate formal function argument '${name}'`, span);
}

function parseFormals(cursor: Cursor): Formals {
  const start = cursor.start;
  cursor.expect('{');
  const items: Formal[] = [];
  let hasEllipsis = false;
  while (cursor.kind() !== '}') {
    if (cursor.accept('...')) {
      if (cursor.kind() !== '}') throw cursor.unexpected(['}']);
      hasEllipsis = true;
      break;
    }
    items.push(parseFormal(cursor));
    if (cursor.kind() !== ',' && cursor.kind() !== '}') throw cursor.unexpected(['}', ',']);
    cursor.accept(',');
  }
  cursor.advance();
  cursor.note('formals', start);
  return { items, hasEllipsis };
}

function parseFormal(cursor: Cursor): Formal {
  if (cursor.kind() !== 'ID') throw cursor.unexpected(['ID', '...', '}']);
  const start = cursor.start;
  const span = cursor.span();
  const name = cursor.takeText();
  const fallback = cursor.accept('?') ? cursor.expr() : undefined;
  cursor.note('formal', start);
  return { name, fallback, span };
}
