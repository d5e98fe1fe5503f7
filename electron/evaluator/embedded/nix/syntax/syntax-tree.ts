/**
 * The source as it is written: a tree whose leaves are every character of the text, blanks and comments among them, so
 * that Nix files can be changed in one place and stay as they are everywhere else. It is not what evaluation reads:
 * that is the tree of `ast.ts`, where parentheses, comments and the way attribute paths are written are gone. Both come
 * from one parser; the pieces here know the expressions there.
 *
 * The parser tells of each piece when it is complete, its parts before it. So a piece takes, from what is not yet part
 * of another, everything back to its start.
 */
import type { SourceFile } from '../source/source-file';
import type { Expr } from './ast';
import type { SyntaxKind, SyntaxObserver } from './cursor';
import { tokenize } from './lexer';
import { parseTokens } from './parser';
import { leavesOf, type SyntaxLeaf } from './trivia';

/** A piece of syntax. */
export interface SyntaxNode {
  readonly kind: SyntaxKind | 'file';
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  /** Its parts, which cover it from start to end without a gap. */
  readonly children: readonly SyntaxElement[];
  /**
   * What it means, for an expression; for parentheses, what is in them. Other bindings of the same name (`a.b = 1;`)
   * are part of the set that the first one made.
   */
  readonly expr: Expr | undefined;
}

/** A piece with parts, or a stretch of text. */
export type SyntaxElement = SyntaxNode | SyntaxLeaf;

/** A parsed text as it is written. */
export interface SyntaxTree {
  readonly source: SourceFile;
  /** The piece of kind `file`, which covers all of the text. */
  readonly root: SyntaxNode;
  /** What the text means. */
  readonly expr: Expr;
}

/** Parses a whole text and keeps how it is written. Throws NixError as `parse` does. */
export function parseSyntax(source: SourceFile): SyntaxTree {
  const tokens = tokenize(source);
  const builder = new TreeBuilder(leavesOf(tokens));
  const expr = parseTokens(tokens, builder);
  return { source, root: builder.finish(source.text.length, expr), expr };
}

/** The text of a tree, put together from its leaves: the same, byte by byte, that was parsed. */
export function printSource(tree: SyntaxTree): string {
  const parts: string[] = [];
  for (const leaf of leaves(tree.root)) parts.push(tree.source.text.slice(leaf.start, leaf.end));
  return parts.join('');
}

/** Whether an element has parts. */
export function isNode(element: SyntaxElement): element is SyntaxNode {
  return 'children' in element;
}

/** The stretches of text of a piece, in order. Needs no depth. */
export function* leaves(root: SyntaxNode): Generator<SyntaxLeaf> {
  const waiting: SyntaxElement[] = [root];
  for (let element = waiting.pop(); element !== undefined; element = waiting.pop()) {
    if (isNode(element)) pushReversed(waiting, element.children);
    else yield element;
  }
}

/** A piece and all pieces in it, outer ones first. Needs no depth. */
export function* nodes(root: SyntaxNode): Generator<SyntaxNode> {
  const waiting: SyntaxNode[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    yield node;
    pushReversed(waiting, node.children.filter(isNode));
  }
}

function pushReversed<T>(stack: T[], items: readonly T[]): void {
  for (let index = items.length - 1; index >= 0; index--) stack.push(items[index] as T);
}

/** The smallest piece that covers a stretch of text; undefined outside the file. */
export function nodeAt(tree: SyntaxTree, start: number, end = start): SyntaxNode | undefined {
  const covers = (node: SyntaxNode): boolean => node.start <= start && end <= node.end;
  let found = covers(tree.root) ? tree.root : undefined;
  for (let next = found; next !== undefined;) {
    next = next.children.filter(isNode).find(covers);
    found = next ?? found;
  }
  return found;
}

class TreeBuilder implements SyntaxObserver {
  /** Complete pieces and stretches of text that no piece has taken yet, in order. */
  readonly #loose: SyntaxElement[] = [];
  #next = 0;

  constructor(private readonly allLeaves: readonly SyntaxLeaf[]) {}

  node(kind: SyntaxKind | 'file', start: number, end: number, expr?: Expr): void {
    this.#shiftUpTo(end);
    let first = this.#loose.length;
    while (first > 0 && (this.#loose[first - 1] as SyntaxElement).start >= start) first--;
    const children = this.#loose.splice(first);
    this.#loose.push({ kind, start, end, children, expr });
  }

  /** The piece for the whole file. */
  finish(end: number, expr: Expr): SyntaxNode {
    this.#shiftUpTo(end);
    return { kind: 'file', start: 0, end, children: this.#loose.splice(0), expr };
  }

  #shiftUpTo(end: number): void {
    for (;;) {
      const leaf = this.allLeaves[this.#next];
      if (leaf === undefined || leaf.end > end) return;
      this.#loose.push(leaf);
      this.#next++;
    }
  }
}
