/** Code for the operators with two operands. Integers, the commonest operands, are looked for first. */
import { NixError } from '../errors';
import type { Span } from '../source/source-file';
import type { BinaryExpr } from '../syntax/ast';
import { AttrSet, type Slot, type Value } from '../value/value';
import { countList, countSteps } from './budget';
import { isList, isString, typeError } from './coerce';
import type { Code } from './env';
import { compareValues, equalValues } from './equal';
import { arithmetic, isIntRange, plus, summand, type CopyToStore } from './operators';
import {
  SymbolicValue,
  isOpen,
  symbolicBinary,
  symbolicElements,
  symbolicEquality,
  symbolicLogic,
  symbolicNot,
  symbolicUpdate,
} from './symbolic';

/** The Boolean that a condition or operand must be. Throws NixError of kind `type`. */
export function toBool(value: Value, frame: string, span: Span): boolean {
  if (typeof value === 'boolean') return value;
  throw typeError('a Boolean', value, undefined, span).addFrame(frame, span);
}

/** Code for `+`. A path added to a string is put into the store. */
export function plusCode(
  left: Code,
  right: Code,
  leftSpan: Span,
  rightSpan: Span,
  copyToStore: CopyToStore,
): Code {
  return (env) => {
    const value = left(env);
    if (typeof value === 'bigint') {
      const added = right(env);
      if (typeof added === 'bigint') {
        const sum = value + added;
        if (isIntRange(sum)) return sum;
      }
      return plus(value, added, rightSpan);
    }
    return plus(summand(value, leftSpan), right(env), rightSpan, isString(value) ? copyToStore : undefined);
  };
}

/** Code for an operator other than `+` with both operands compiled. */
export function binaryCode(expr: BinaryExpr, left: Code, right: Code, span: Span): Code {
  switch (expr.operator) {
    case '-':
      return (env) => {
        const first = left(env);
        const second = right(env);
        if (typeof first === 'bigint' && typeof second === 'bigint') {
          const difference = first - second;
          if (isIntRange(difference)) return difference;
        }
        return arithmetic('sub', first, second, span);
      };
    case '*':
      return (env) => arithmetic('mul', left(env), right(env), span);
    case '/':
      return (env) => arithmetic('div', left(env), right(env), span);
    case '==':
      return (env) => equality(left(env), right(env));
    case '!=':
      return (env) => negation(equality(left(env), right(env)));
    case '<':
      return (env) => isLess(left(env), right(env), span);
    case '>':
      return (env) => isLess(right(env), left(env), span);
    case '<=':
      return (env) => negation(isLess(right(env), left(env), span));
    case '>=':
      return (env) => negation(isLess(left(env), right(env), span));
    case '++':
      return concatListsCode(left, right, span);
    case '//':
      return updateCode(left, right, span);
    case '&&':
    case '||':
    case '->':
      return logicCode(expr.operator, left, right, span);
    default:
      throw new NixError('eval', `unexpected operator '${expr.operator}'`, span);
  }
}

/** `==`, also of values that only system Nix knows. */
function equality(left: Value, right: Value): Value {
  const isObject = typeof left === 'object' || typeof right === 'object';
  return (isObject ? symbolicEquality(left, right) : undefined) ?? equalValues(left, right);
}

function negation(value: Value): Value {
  return value instanceof SymbolicValue ? symbolicNot(value) : value !== true;
}

function isLess(left: Value, right: Value, span: Span): Value {
  if (typeof left === 'bigint' && typeof right === 'bigint') return left < right;
  if (left instanceof SymbolicValue || right instanceof SymbolicValue)
    return symbolicBinary('<', left, right);
  try {
    return compareValues(left, right) < 0;
  } catch (error) {
    if (error instanceof NixError) error.addFrame("while calling the 'lessThan' builtin", span);
    throw error;
  }
}

const logicFrames = {
  '&&': 'the AND (&&) operator',
  '||': 'the OR (||) operator',
  '->': 'the IMPL (->) operator',
} as const;

function logicCode(operator: keyof typeof logicFrames, left: Code, right: Code, span: Span): Code {
  const first = `in the left operand of ${logicFrames[operator]}`;
  const second = `in the right operand of ${logicFrames[operator]}`;
  // The value of the left operand that decides the whole, and what the whole is then.
  const decisive = operator === '||';
  const decided = operator !== '&&';
  return (env) => {
    const value = left(env);
    if (value instanceof SymbolicValue) return symbolicLogic(operator, value, right(env));
    if (toBool(value, first, span) === decisive) return decided;
    const other = right(env);
    return other instanceof SymbolicValue ? other : toBool(other, second, span);
  };
}

function concatListsCode(left: Code, right: Code, span: Span): Code {
  return (env) => {
    const first = listOperand(left(env), span);
    const second = listOperand(right(env), span);
    if (second.length === 0) return first;
    if (first.length === 0) return second;
    countList(first.length + second.length);
    return first.concat(second);
  };
}

function listOperand(value: Value, span: Span): readonly Slot[] {
  if (isList(value)) return value;
  const elements = symbolicElements(value);
  if (elements !== undefined) return elements;
  const frame = 'while evaluating one of the elements to concatenate';
  throw typeError('a list', value).addFrame(frame, span);
}

function updateCode(left: Code, right: Code, span: Span): Code {
  return (env) => {
    const first = setOperand(left(env), 'in the left operand of the update (//) operator', span);
    const second = setOperand(right(env), 'in the right operand of the update (//) operator', span);
    if (isOpen(first) || isOpen(second)) return symbolicUpdate(first, second);
    countSteps(first.size + second.size);
    return first.update(second);
  };
}

function setOperand(value: Value, frame: string, span: Span): AttrSet {
  if (value instanceof AttrSet) return value;
  throw typeError('a set', value).addFrame(frame, span);
}
