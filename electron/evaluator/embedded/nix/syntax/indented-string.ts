/** Strips the common indentation of an indented string (`''…''`), as Nix does. Only spaces count, tabs do not. */
import type { Span } from '../source/source-file';
import type { Expr } from './ast';

/** A piece of an indented string: text (verbatim source, or the result of an escape) or an interpolation. */
export type IndentedPart =
  | { readonly kind: 'text'; readonly text: string; readonly isVerbatim: boolean }
  | { readonly kind: 'expr'; readonly expr: Expr; readonly span: Span };

type InterpolatedPart = Extract<IndentedPart, { kind: 'expr' }>;

/** The pieces with the indentation removed; pieces that end up empty are dropped. */
export function stripIndentation(parts: readonly IndentedPart[]): (string | InterpolatedPart)[] {
  const indent = commonIndent(parts);
  const stripped: (string | InterpolatedPart)[] = [];
  let isAtLineStart = true;
  let dropped = 0;
  parts.forEach((part, index) => {
    if (part.kind === 'expr') {
      isAtLineStart = false;
      dropped = 0;
      stripped.push(part);
      return;
    }
    let text = '';
    for (const char of part.text) {
      if (isAtLineStart && char === ' ') {
        if (dropped++ >= indent) text += char;
        continue;
      }
      text += char;
      isAtLineStart = char === '\n';
      dropped = 0;
    }
    // A last line of spaces only belongs to the closing quotes.
    if (index === parts.length - 1) text = text.replace(/\n *$/, '\n');
    if (text !== '') stripped.push(text);
  });
  return stripped;
}

/** The smallest number of spaces at the start of a line; lines of spaces only do not count. */
function commonIndent(parts: readonly IndentedPart[]): number {
  let smallest = Number.MAX_SAFE_INTEGER;
  let current = 0;
  let isAtLineStart = true;
  const endIndent = (): void => {
    if (isAtLineStart) smallest = Math.min(smallest, current);
    isAtLineStart = false;
  };
  for (const part of parts) {
    if (part.kind === 'expr' || !part.isVerbatim) {
      endIndent();
      continue;
    }
    for (const char of part.text) {
      if (char === '\n') {
        isAtLineStart = true;
        current = 0;
      } else if (isAtLineStart && char === ' ') current++;
      else endIndent();
    }
  }
  return smallest;
}
