/**
 * Operators by their binding power, on a stack of our own: long chains of `++`, `//` or `->`, which group to the right,
 * need no depth. The pipe operators are weaker than all and do not mix.
 */
import type { Span } from '../source/source-file';
import type { BinaryOperator, Expr } from './ast';
import { parseApplication } from './parse-application';
import { parseAttrPath } from './parse-sets';
import type { Cursor } from './cursor';
import type { TokenKind } from './tokens';

interface OperatorRule {
  readonly operator: BinaryOperator;
  readonly power: number;
  readonly associativity: 'left' | 'right' | 'none';
}

const rules = new Map<TokenKind, OperatorRule>(
  (
    [
      ['->', 3, 'right'],
      ['||', 4, 'left'],
      ['&&', 5, 'left'],
      ['==', 6, 'none'],
      ['!=', 6, 'none'],
      ['<', 7, 'none'],
      ['>', 7, 'none'],
      ['<=', 7, 'none'],
      ['>=', 7, 'none'],
      ['//', 8, 'right'],
      ['+', 10, 'left'],
      ['-', 10, 'left'],
      ['*', 11, 'left'],
      ['/', 11, 'left'],
      ['++', 12, 'right'],
    ] as const
  ).map(([operator, power, associativity]) => [operator, { operator, power, associativity }]),
);

const notPower = 9;
const hasAttrPower = 13;
const negatePower = 14;

/** An operator that waits for its right operand. */
type Waiting =
  | { readonly kind: 'prefix'; readonly operator: '!' | '-'; readonly power: number; readonly start: number }
  | {
      readonly kind: 'infix';
      readonly rule: OperatorRule;
      readonly power: number;
      readonly start: number;
      readonly left: Expr;
      readonly operatorSpan: Span;
    };

/** `a |> f |> g` from the left or `g <| f <| a` from the right. */
export function parsePipes(cursor: Cursor): Expr {
  const start = cursor.start;
  let left = parseOperators(cursor);
  if (cursor.kind() === '<|') return pipeLeftwards(cursor, start, left);
  while (cursor.kind() === '|>') {
    const operatorSpan = cursor.span();
    cursor.advance();
    const right = parseOperators(cursor);
    const span = cursor.spanFrom(start);
    left = cursor.done(start, { kind: 'binary', operator: '|>', left, right, operatorSpan, span });
  }
  return left;
}

function pipeLeftwards(cursor: Cursor, start: number, first: Expr): Expr {
  const waiting: { start: number; left: Expr; operatorSpan: Span }[] = [];
  let right = first;
  for (let at = start; cursor.kind() === '<|';) {
    waiting.push({ start: at, left: right, operatorSpan: cursor.span() });
    cursor.advance();
    at = cursor.start;
    right = parseOperators(cursor);
  }
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    const { start: from, left, operatorSpan } = one;
    const span = cursor.spanFrom(from);
    right = cursor.done(from, { kind: 'binary', operator: '<|', left, right, operatorSpan, span });
  }
  return right;
}

function parseOperators(cursor: Cursor): Expr {
  if (cursor.kind() !== '!' && cursor.kind() !== '-') {
    // Most expressions have no operator at all.
    const start = cursor.start;
    const operand = parseApplication(cursor);
    if (cursor.kind() !== '?' && !rules.has(cursor.kind())) return operand;
    return new OperatorStack(cursor).parse(start, operand);
  }
  return new OperatorStack(cursor).parse(cursor.start, undefined);
}

class OperatorStack {
  readonly #waiting: Waiting[] = [];

  constructor(private readonly cursor: Cursor) {}

  /** Parses on, after the first operand when there is one. */
  parse(start: number, first: Expr | undefined): Expr {
    const { cursor } = this;
    let from = start;
    let operand = first;
    for (;;) {
      if (operand === undefined) {
        this.#prefixes();
        from = cursor.start;
        operand = parseApplication(cursor);
      }
      while (cursor.kind() === '?') {
        [from, operand] = this.#reduce(hasAttrPower, from, operand);
        operand = this.#hasAttr(from, operand);
      }
      const rule = rules.get(cursor.kind());
      if (rule === undefined) return this.#reduce(-1, from, operand)[1];
      [from, operand] = this.#reduce(rule.power, from, operand);
      this.#meet(rule, from, operand);
      [from, operand] = [0, undefined];
    }
  }

  #prefixes(): void {
    const { cursor } = this;
    for (let kind = cursor.kind(); kind === '!' || kind === '-'; kind = cursor.kind()) {
      const power = kind === '!' ? notPower : negatePower;
      this.#waiting.push({ kind: 'prefix', operator: kind, power, start: cursor.start });
      cursor.advance();
    }
  }

  #hasAttr(start: number, expr: Expr): Expr {
    const { cursor } = this;
    cursor.advance();
    const path = parseAttrPath(cursor);
    return cursor.done(start, { kind: 'has-attr', expr, path, span: cursor.spanFrom(start) });
  }

  /** Puts an infix operator on the stack, with its left operand. */
  #meet(rule: OperatorRule, from: number, operand: Expr): void {
    const { cursor } = this;
    let start = from;
    let left = operand;
    const top = this.#waiting[this.#waiting.length - 1];
    if (top?.power === rule.power) {
      // A non-associative operator forbids another of its power right after.
      if (rule.associativity === 'none') throw cursor.unexpected();
      if (rule.associativity === 'left') [start, left] = this.#reduceTop(left);
    }
    const operatorSpan = cursor.span();
    cursor.advance();
    this.#waiting.push({ kind: 'infix', rule, power: rule.power, start, left, operatorSpan });
  }

  /** Completes the operators that bind tighter than `power`; where the result starts, and the result. */
  #reduce(power: number, from: number, operand: Expr): [number, Expr] {
    let start = from;
    let expr = operand;
    for (let top = this.#waiting.at(-1); top !== undefined && top.power > power; top = this.#waiting.at(-1)) {
      [start, expr] = this.#reduceTop(expr);
    }
    return [start, expr];
  }

  #reduceTop(right: Expr): [number, Expr] {
    const { cursor } = this;
    const top = this.#waiting.pop() as Waiting;
    const { start } = top;
    const span = cursor.spanFrom(start);
    if (top.kind === 'prefix') {
      return [start, cursor.done(start, { kind: 'unary', operator: top.operator, operand: right, span })];
    }
    const { left, operatorSpan, rule } = top;
    const { operator } = rule;
    return [start, cursor.done(start, { kind: 'binary', operator, left, right, operatorSpan, span })];
  }
}
