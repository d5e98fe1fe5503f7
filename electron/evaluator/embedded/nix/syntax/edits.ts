/**
 * Changes of source text that leave everything else as it is. Each function answers with an edit of the text; nothing is
 * changed before `applyEdits`, and several edits of one tree can be applied together.
 */
import { isNode, type SyntaxElement, type SyntaxNode, type SyntaxTree } from './syntax-tree';
import type { LeafKind } from './trivia';

/** Put `text` in place of what stands from `start` to `end` (exclusive). */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text with all edits in it; undefined when two of them overlap or one lies outside. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string | undefined {
  const ordered = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  const parts: string[] = [];
  let at = 0;
  for (const edit of ordered) {
    if (edit.start < at || edit.end < edit.start || edit.end > text.length) return undefined;
    parts.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  parts.push(text.slice(at));
  return parts.join('');
}

/** Replaces a piece. `text` is taken as it is: where it needs parentheses, it brings them. */
export function replaceNode(node: SyntaxNode, text: string): TextEdit {
  return { start: node.start, end: node.end, text };
}

/**
 * Adds `name = value;` at the end of a set (a piece of kind `attrs`) or a `let`, indented as the binding before it, or
 * beside it when both stand on one line. `name` is an attribute path as written. Undefined for any other piece.
 */
export function insertBinding(
  tree: SyntaxTree,
  set: SyntaxNode,
  name: string,
  value: string,
): TextEdit | undefined {
  const close = closingLeaf(set);
  if (close === undefined) return undefined;
  const { text } = tree.source;
  const binding = `${name} = ${value};`;
  const last = set.children.filter(isBinding).at(-1);
  if (last !== undefined) {
    if (!isFirstOnLine(text, last.start)) return { start: last.end, end: last.end, text: ` ${binding}` };
    const start = afterComment(text, last.end);
    return { start, end: start, text: `\n${indentationAt(text, last.start)}${binding}` };
  }
  const before = text.slice(0, close.start);
  const isOneLine = !/\n[ \t]*$/.test(before);
  if (isOneLine) {
    const space = /\s$/.test(before) ? '' : ' ';
    return { start: close.start, end: close.start, text: `${space}${binding} ` };
  }
  const indentation = indentationAt(text, close.start);
  const start = close.start - indentation.length;
  return { start, end: start, text: `${indentation}  ${binding}\n` };
}

/** Takes a binding or `inherit` away, with its line when nothing else stands there. Undefined for any other piece. */
export function removeBinding(tree: SyntaxTree, binding: SyntaxNode): TextEdit | undefined {
  if (!isBinding(binding)) return undefined;
  const { text } = tree.source;
  const lineEnd = /[ \t]*(?:\r?\n|$)/y;
  lineEnd.lastIndex = binding.end;
  if (isFirstOnLine(text, binding.start) && lineEnd.test(text)) {
    const start = binding.start - indentationAt(text, binding.start).length;
    return { start, end: lineEnd.lastIndex, text: '' };
  }
  const isAfterSpace = text[binding.start - 1] === ' ';
  return { start: isAfterSpace ? binding.start - 1 : binding.start, end: binding.end, text: '' };
}

/** What ends the bindings of a set or a `let`. */
function closingLeaf(set: SyntaxNode): SyntaxElement | undefined {
  const closing: LeafKind | undefined = set.kind === 'attrs' ? '}' : set.kind === 'let' ? 'in' : undefined;
  if (closing === undefined) return undefined;
  return set.children.findLast((child) => child.kind === closing);
}

function isBinding(element: SyntaxElement): element is SyntaxNode {
  // The word `inherit` is a stretch of text of that kind.
  return isNode(element) && (element.kind === 'binding' || element.kind === 'inherit');
}

/** The end of the comment that follows on the same line, if there is one. */
function afterComment(text: string, offset: number): number {
  const comment = /[ \t]*#[^\r\n]*/y;
  comment.lastIndex = offset;
  return comment.test(text) ? comment.lastIndex : offset;
}

/** The blanks at the start of the line of an offset. */
function indentationAt(text: string, offset: number): string {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart, offset))?.[0] ?? '';
}

function isFirstOnLine(text: string, offset: number): boolean {
  return text.lastIndexOf('\n', offset - 1) + 1 + indentationAt(text, offset).length === offset;
}
