/** Quoted strings, indented strings and paths, with what is interpolated in them. */
import type { NixError } from '../errors';
import type { Span } from '../source/source-file';
import type { Expr } from './ast';
import type { Cursor } from './cursor';
import { stripIndentation, type IndentedPart } from './indented-string';
import { unescapeIndented, unescapeString } from './token-list';

/** `"…"`: a `string` without interpolation, otherwise a `template`. Throws NixError of kind `parse`. */
export function parseString(cursor: Cursor): Expr {
  const start = cursor.start;
  cursor.advance();
  if (cursor.kind() === 'STR' && cursor.kindAt(1) === '"') {
    const value = unescapeString(cursor.takeText());
    cursor.advance();
    return cursor.done(start, { kind: 'string', value, span: cursor.spanFrom(start) });
  }
  const parts: Expr[] = [];
  const partSpans: Span[] = [];
  let isLiteral = true;
  while (cursor.kind() !== '"') {
    if (cursor.kind() === '${') isLiteral = false;
    const partStart = cursor.start;
    parts.push(stringPart(cursor, '"'));
    partSpans.push(cursor.spanFrom(partStart));
  }
  cursor.advance();
  const span = cursor.spanFrom(start);
  if (!isLiteral) return cursor.done(start, { kind: 'template', parts, partSpans, span });
  const value = parts.map((part) => (part.kind === 'string' ? part.value : '')).join('');
  return cursor.done(start, { kind: 'string', value, span });
}

/** One part of a string or path that ends with `close`. */
function stringPart(cursor: Cursor, close: '"' | 'PATH_END'): Expr {
  if (cursor.kind() === 'STR') {
    const span = cursor.span();
    const text = cursor.takeText();
    return { kind: 'string', value: close === '"' ? unescapeString(text) : text, span };
  }
  if (cursor.kind() !== '${') throw cursor.unexpected([close]);
  return parseInterpolation(cursor);
}

/** `${…}`; the expression in it. Throws NixError of kind `parse`. */
export function parseInterpolation(cursor: Cursor): Expr {
  const start = cursor.start;
  cursor.expect('${');
  const expr = cursor.expr();
  cursor.expect('}');
  cursor.note('interpolation', start);
  return expr;
}

/** `''…''`, its indentation removed. Throws NixError of kind `parse`. */
export function parseIndentedString(cursor: Cursor): Expr {
  const start = cursor.start;
  cursor.advance();
  const parts: IndentedPart[] = [];
  while (cursor.kind() !== 'IND_CLOSE') parts.push(indentedPart(cursor));
  cursor.advance();
  const span = cursor.spanFrom(start);
  const stripped = stripIndentation(parts);
  const texts = stripped.map((part): Expr =>
    typeof part === 'string' ? { kind: 'string', value: part, span } : part.expr,
  );
  const [only] = texts;
  if (only === undefined) return cursor.done(start, { kind: 'string', value: '', span });
  if (texts.length === 1 && typeof stripped[0] === 'string') return cursor.done(start, only);
  const partSpans = stripped.map((part) => (typeof part === 'string' ? span : part.span));
  return cursor.done(start, { kind: 'template', parts: texts, partSpans, span });
}

function indentedPart(cursor: Cursor): IndentedPart {
  switch (cursor.kind()) {
    case 'IND_STR':
      return { kind: 'text', text: cursor.takeText(), isVerbatim: true };
    case 'IND_ESCAPE':
      return { kind: 'text', text: unescapeIndented(cursor.takeText()), isVerbatim: false };
    case '${': {
      const start = cursor.start;
      const expr = parseInterpolation(cursor);
      return { kind: 'expr', expr, span: cursor.spanFrom(start) };
    }
    default:
      throw cursor.unexpected(['IND_STR', '${', 'IND_CLOSE']);
  }
}

/** A path literal with its interpolated parts. Throws NixError of kind `parse`. */
export function parsePath(cursor: Cursor): Expr {
  const span = cursor.span();
  const { start } = cursor;
  const text = cursor.takeText();
  const rest: Expr[] = [];
  // Text right after the start (`/a//b`) is allowed only on the way to an interpolation.
  if (cursor.kind() === 'STR' && cursor.kindAt(1) !== '${') throw lonePathText(cursor, span);
  while (cursor.kind() !== 'PATH_END') rest.push(stringPart(cursor, 'PATH_END'));
  cursor.advance();
  return cursor.done(start, { kind: 'path', text, rest, span: cursor.spanFrom(start) });
}

/** Nix blames the end of the path on the token before it; at the end of the text, on the one before that. */
function lonePathText(cursor: Cursor, pathSpan: Span): NixError {
  const textSpan = cursor.span();
  cursor.advance();
  if (cursor.kind() !== 'PATH_END') return cursor.unexpected(['${']);
  const isLast = cursor.start === cursor.source.text.length;
  return cursor.unexpectedAt(isLast ? pathSpan : textSpan, ['${']);
}
