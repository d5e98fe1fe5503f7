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
  /** Source text in an indented string, whose indentation counts. */
  | 'IND_STR'
  /** An escape in an indented string, or a lone `$` or `'`. */
  | 'IND_ESCAPE'
  | 'IND_OPEN'
  | 'IND_CLOSE'
  | 'EOF'
  /** A character that can start nothing. */
  | 'INVALID'
  /** A literal that is wrong in itself; the token list knows the error. Nothing follows it. */
  | 'MALFORMED'
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

const described: Partial<Record<TokenKind, string>> = {
  EOF: 'end of file',
  INVALID: 'invalid token',
  IND_OPEN: 'IND_STRING_OPEN',
  IND_CLOSE: 'IND_STRING_CLOSE',
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
