/**
 * Which arguments a function is sure to compute. Such an argument need not be suspended when its value is at hand (see
 * `peek.ts`): whether it was or not cannot be told afterwards. Others must be, for unfinished values are printed as such.
 */
import type { Expr } from '../syntax/ast';
import type { LambdaCode } from '../value/value';

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

/** The order that `a: b: a < b` and the like stand for. */
export function orderingOf(expr: Expr, isPlain: (operator: string) => boolean): LambdaCode['ordering'] {
  const outer = plainLambda(expr);
  const inner = outer === undefined ? undefined : plainLambda(outer.body);
  if (outer === undefined || inner === undefined || outer.argument === inner.argument) return undefined;
  const { body } = inner;
  if (body.kind !== 'binary' || (body.operator !== '<' && body.operator !== '>') || !isPlain(body.operator)) {
    return undefined;
  }
  const isLess = body.operator === '<';
  const isVariable = (part: Expr, name: string | undefined): boolean =>
    part.kind === 'var' && part.name === name;
  if (isVariable(body.left, outer.argument) && isVariable(body.right, inner.argument)) {
    return isLess ? 'ascending' : 'descending';
  }
  const isSwapped = isVariable(body.left, inner.argument) && isVariable(body.right, outer.argument);
  return !isSwapped ? undefined : isLess ? 'descending' : 'ascending';
}

function plainLambda(expr: Expr): Extract<Expr, { kind: 'lambda' }> | undefined {
  return expr.kind === 'lambda' && expr.formals === undefined ? expr : undefined;
}
