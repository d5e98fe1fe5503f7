/** The kinds of tokens. Words and punctuation are their own kind. */
export type TokenKind =
  | 'ID'
  | 'INT'
  | 'FLOAT'
  | 'PATH'
  | 'HPATH'
  | 'PATH_END'
  | 'SPATH'
  | 'URI'
  | 'STR'
  | 'IND_STR'
  | 'IND_OPEN'
  | 'IND_CLOSE'
  | 'EOF'
  | 'INVALID'
  | Keyword
  | Punctuation;

/** The words with a meaning of their own; `or` is also a name in some places. */
export type Keyword = 'if' | 'then' | 'else' | 'assert' | 'with' | 'let' | 'in' | 'rec' | 'inherit' | 'or';

/** Operators, brackets and separators. */
export type Punctuation =
  | '${'
  | '"'
  | '{'
  | '}'
  | '('
  | ')'
  | '['
  | ']'
  | ';'
  | ':'
  | ','
  | '.'
  | '@'
  | '?'
  | '='
  | '!'
  | '+'
  | '-'
  | '*'
  | '/'
  | '<'
  | '>'
  | '...'
  | '=='
  | '!='
  | '<='
  | '>='
  | '&&'
  | '||'
  | '->'
  | '//'
  | '++'
  | '|>'
  | '<|';

/** A token: its place and, for names, literals and parts of strings, its text with escapes resolved. */
export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** For parts of indented strings: whether it is source text, whose indentation counts, and no escape. */
  readonly isVerbatim: boolean;
}

const described: Partial<Record<TokenKind, string>> = {
  EOF: 'end of file',
  INVALID: 'invalid token',
  IND_OPEN: 'the start of an indented string',
  IND_CLOSE: 'the end of an indented string',
  ID: 'ID',
  INT: 'INT_LIT',
  FLOAT: 'FLOAT_LIT',
  HPATH: 'HPATH',
  or: 'OR_KW',
  in: 'IN_KW',
  '...': 'ELLIPSIS',
  '==': 'EQ',
  '!=': 'NEQ',
  '<=': 'LEQ',
  '>=': 'GEQ',
  '&&': 'AND',
  '||': 'OR',
  '->': 'IMPL',
  '//': 'UPDATE',
  '++': 'CONCAT',
  '${': 'DOLLAR_CURLY',
  '|>': 'PIPE_INTO',
  '<|': 'PIPE_FROM',
};

/** How syntax errors name a kind of token, in Nix's words. */
export function describeToken(kind: TokenKind): string {
  const text = described[kind];
  if (text !== undefined) return text;
  return /^\w+$/.test(kind) ? kind.toUpperCase() : `'${kind}'`;
}
