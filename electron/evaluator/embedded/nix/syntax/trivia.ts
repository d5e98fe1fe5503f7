import type { TokenList } from './token-list';
import type { TokenKind } from './tokens';

/** What a stretch of text is: a token, or what may stand between two. `ignored` is what follows a null byte. */
export type LeafKind = TokenKind | 'blank' | 'comment' | 'ignored';

/** A stretch of text without parts. */
export interface SyntaxLeaf {
  readonly kind: LeafKind;
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/**
 * Every stretch of a text from its first to its last character, blanks and comments among them, each once. Made from
 * the tokens when it is asked for, so that evaluation pays nothing. Tokens without text (`EOF`, `PATH_END`) are left
 * out, and so is the `MALFORMED` one that ends a text which is no program.
 */
export function leavesOf(tokens: TokenList): SyntaxLeaf[] {
  const { kinds, places, source } = tokens;
  const leaves: SyntaxLeaf[] = [];
  let at = 0;
  for (let index = 0; index < kinds.length; index++) {
    const kind = kinds[index] as TokenKind;
    const start = kind === 'EOF' ? source.text.length : (places[2 * index] as number);
    const end = kind === 'EOF' ? start : (places[2 * index + 1] as number);
    addTrivia(leaves, source.text, at, start);
    if (end > start) leaves.push({ kind, start, end });
    at = end;
  }
  return leaves;
}

const trivia = /[ \t\r\n]+|#[^\r\n]*|\/\*[^]*?\*\//y;

function addTrivia(leaves: SyntaxLeaf[], text: string, from: number, to: number): void {
  let at = from;
  while (at < to) {
    trivia.lastIndex = at;
    const isTrivia = trivia.test(text) && trivia.lastIndex <= to;
    const end = isTrivia ? trivia.lastIndex : to;
    const first = text[at] ?? '';
    const kind = !isTrivia ? 'ignored' : first === '#' || first === '/' ? 'comment' : 'blank';
    leaves.push({ kind, start: at, end });
    at = end;
  }
}
