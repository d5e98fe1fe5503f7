import type { Span } from '../source/source-file';

/** The operators with two operands, as written. */
export type BinaryOperator =
  | '+'
  | '-'
  | '*'
  | '/'
  | '++'
  | '//'
  | '=='
  | '!='
  | '<'
  | '>'
  | '<='
  | '>='
  | '&&'
  | '||'
  | '->'
  | '|>'
  | '<|';

interface Node {
  readonly span: Span;
}

/** An integer literal. */
export interface IntExpr extends Node {
  readonly kind: 'int';
  readonly value: bigint;
}

/** A float literal. */
export interface FloatExpr extends Node {
  readonly kind: 'float';
  readonly value: number;
}

/** A string without interpolation: quoted, indented or a URI. */
export interface StringExpr extends Node {
  readonly kind: 'string';
  readonly value: string;
}

/** A string with interpolation; literal parts are {@link StringExpr}. */
export interface TemplateExpr extends Node {
  readonly kind: 'template';
  readonly parts: readonly Expr[];
  /** Where each part is written; of an interpolation, with its braces. */
  readonly partSpans: readonly Span[];
}

/** A path literal, as written: `./a`, `/a`, `a/b`, `~/a`. The parts after the first come from `${}`. */
export interface PathExpr extends Node {
  readonly kind: 'path';
  readonly text: string;
  readonly rest: readonly Expr[];
}

/** `<name>` or `<name/sub>`. */
export interface SearchPathExpr extends Node {
  readonly kind: 'search-path';
  readonly name: string;
}

/** A name that stands for a value. */
export interface VarExpr extends Node {
  readonly kind: 'var';
  readonly name: string;
}

/** `__curPos`. */
export interface CurPosExpr extends Node {
  readonly kind: 'cur-pos';
}

/** `[ a b c ]`. */
export interface ListExpr extends Node {
  readonly kind: 'list';
  readonly items: readonly Expr[];
}

/** Part of an attribute path: a name known when parsing, or an expression. */
export type AttrName =
  | { readonly kind: 'static'; readonly name: string; readonly span: Span }
  | { readonly kind: 'dynamic'; readonly expr: Expr; readonly span: Span };

/** An attribute with a name known when parsing. */
export interface Binding {
  /**
   * `plain`: `name = value`; `inherit`: `inherit name` (value is the variable, looked up outside the set);
   * `inherit-from`: `inherit (expr) name` (`from` numbers the expression in the set's `inheritFrom`).
   */
  readonly kind: 'plain' | 'inherit' | 'inherit-from';
  readonly name: string;
  /** The value; of an `inherit-from`, unused and the variable of that name. */
  readonly value: Expr;
  readonly from: number;
  /** Where the attribute is written: from the start of its path. */
  readonly span: Span;
}

/** An attribute whose name is computed. */
export interface DynamicBinding {
  readonly name: Expr;
  readonly value: Expr;
  readonly span: Span;
}

/** The bindings of a set or a `let`, nested paths already folded into nested sets. */
export interface Bindings {
  readonly attrs: Map<string, Binding>;
  readonly dynamic: DynamicBinding[];
  readonly inheritFrom: Expr[];
}

/** `{ … }` or `rec { … }`. */
export interface AttrsExpr extends Node {
  readonly kind: 'attrs';
  readonly isRecursive: boolean;
  readonly bindings: Bindings;
}

/** `let … in body`. The old `let { … }` is a `select` of a recursive set. */
export interface LetExpr extends Node {
  readonly kind: 'let';
  readonly bindings: Bindings;
  readonly body: Expr;
}

/** `expr.path` or `expr.path or fallback`. */
export interface SelectExpr extends Node {
  readonly kind: 'select';
  readonly expr: Expr;
  readonly path: readonly AttrName[];
  readonly fallback: Expr | undefined;
}

/** `expr ? path`. */
export interface HasAttrExpr extends Node {
  readonly kind: 'has-attr';
  readonly expr: Expr;
  readonly path: readonly AttrName[];
}

/** `fn a b c`. */
export interface CallExpr extends Node {
  readonly kind: 'call';
  readonly fn: Expr;
  readonly args: readonly Expr[];
}

/** One name of a set pattern. */
export interface Formal {
  readonly name: string;
  readonly fallback: Expr | undefined;
  readonly span: Span;
}

/** The set pattern of a function. */
export interface Formals {
  readonly items: readonly Formal[];
  readonly hasEllipsis: boolean;
}

/** `x: body`, `{ a, b ? c, ... }: body`, with `@` both. */
export interface LambdaExpr extends Node {
  readonly kind: 'lambda';
  /** The name of the whole argument: `x:` or `… @ x:`. */
  readonly argument: string | undefined;
  readonly formals: Formals | undefined;
  readonly body: Expr;
  /** The attribute or variable that the function is bound to, set by the parser. */
  functionName: string | undefined;
}

/** `with scope; body`. */
export interface WithExpr extends Node {
  readonly kind: 'with';
  readonly scope: Expr;
  readonly body: Expr;
}

/** `assert condition; body`. */
export interface AssertExpr extends Node {
  readonly kind: 'assert';
  readonly condition: Expr;
  readonly body: Expr;
}

/** `if condition then whenTrue else whenFalse`. */
export interface IfExpr extends Node {
  readonly kind: 'if';
  readonly condition: Expr;
  readonly whenTrue: Expr;
  readonly whenFalse: Expr;
}

/** `!operand` or `-operand`. */
export interface UnaryExpr extends Node {
  readonly kind: 'unary';
  readonly operator: '!' | '-';
  readonly operand: Expr;
}

/** `left operator right`. */
export interface BinaryExpr extends Node {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expr;
  readonly right: Expr;
  readonly operatorSpan: Span;
}

/** A Nix expression. */
export type Expr =
  | IntExpr
  | FloatExpr
  | StringExpr
  | TemplateExpr
  | PathExpr
  | SearchPathExpr
  | VarExpr
  | CurPosExpr
  | ListExpr
  | AttrsExpr
  | LetExpr
  | SelectExpr
  | HasAttrExpr
  | CallExpr
  | LambdaExpr
  | WithExpr
  | AssertExpr
  | IfExpr
  | UnaryExpr
  | BinaryExpr;
