/**
 * Which arguments a function is sure to compute. Such an argument need not be suspended when its value is at hand (see
 * `peek.ts`): whether it was or not cannot be told afterwards. Others must be, for unfinished values are printed as such.
 */
import type { Expr } from '../syntax/ast';

/** Whether computing an expression computes the variable `name` first, or fails. `isPlain` tells usual operators. */
export function isForced(expr: Expr, name: string, isPlain: (operator: string) => boolean): boolean {
  const isIn = (part: Expr): boolean => isForced(part, name, isPlain);
  switch (expr.kind) {
    case 'var':
      return expr.name === name;
    case 'select':
    case 'has-attr':
      return isIn(expr.expr);
    case 'call':
      return isIn(expr.fn);
    case 'if':
      return isIn(expr.condition) || (isIn(expr.whenTrue) && isIn(expr.whenFalse));
    case 'assert':
      return isIn(expr.condition) || isIn(expr.body);
    case 'with':
      return isIn(expr.body);
    case 'let':
      return !expr.bindings.attrs.has(name) && isIn(expr.body);
    case 'template':
      return expr.parts.some(isIn);
    case 'unary':
      return (expr.operator === '!' || isPlain('-')) && isIn(expr.operand);
    case 'binary':
      return isForcedOperand(expr, name, isPlain);
    default:
      return false;
  }
}

function isForcedOperand(
  expr: Extract<Expr, { kind: 'binary' }>,
  name: string,
  isPlain: (operator: string) => boolean,
): boolean {
  const { operator, left, right } = expr;
  switch (operator) {
    case '|>':
      return isForced(right, name, isPlain);
    case '<|':
      return isForced(left, name, isPlain);
    case '&&':
    case '||':
    case '->':
      return isForced(left, name, isPlain);
    default:
      return isPlain(operator) && (isForced(left, name, isPlain) || isForced(right, name, isPlain));
  }
}

/**
 * For `a: b: body`, whether a call with all arguments computes each of them; one entry for each argument. `isPlain` tells
 * the operators that mean the usual where the function is written.
 */
export function forcedArguments(expr: Expr, isPlain: (operator: string) => boolean): readonly boolean[] {
  const names: string[] = [];
  let body = expr;
  while (body.kind === 'lambda' && body.formals === undefined) {
    names.push(body.argument ?? '');
    ({ body } = body);
  }
  const innermost = body;
  return names.map((name, index) => names.lastIndexOf(name) === index && isForced(innermost, name, isPlain));
}
