/** Arithmetic and comparison of numbers, and `+` in all its meanings. */
import { NixError } from '../errors';
import { normalizePath } from '../value/paths';
import type { Span } from '../source/source-file';
import { SymbolicValue, symbolicBinary } from './symbolic';
import { PathValue, type ContextString, type Value } from '../value/value';
import {
  coerceToString,
  concatStrings,
  isString,
  stringContext,
  stringText,
  typeError,
  typeName,
} from './coerce';

const minInt = -(2n ** 63n);
const maxInt = 2n ** 63n - 1n;

/** Whether an integer has a place in 64 bits. */
export function isIntRange(value: bigint): boolean {
  return value <= maxInt && value >= minInt;
}

type Arithmetic = 'add' | 'sub' | 'mul' | 'div';

const gerunds = { add: 'adding', sub: 'subtracting', mul: 'multiplying', div: 'dividing' } as const;
const signs = { add: '+', sub: '-', mul: '*', div: '/' } as const;
const nouns = { add: 'addition', sub: 'subtraction', mul: 'multiplication', div: 'division' } as const;

/** Arithmetic on two values, which must be numbers. Throws NixError for others, overflow and division by zero. */
export function arithmetic(operation: Arithmetic, left: Value, right: Value, span?: Span): Value {
  if (typeof left === 'bigint' && typeof right === 'bigint')
    return integerArithmetic(operation, left, right, span);
  return traced(operation, span, () => mixedArithmetic(operation, left, right));
}

/** In Nix these operators are calls of builtins, and their errors say so. */
function traced<T>(operation: Arithmetic, span: Span | undefined, compute: () => T): T {
  try {
    return compute();
  } catch (error) {
    if (error instanceof NixError && span !== undefined)
      error.addFrame(`while calling the '${operation}' builtin`, span);
    throw error;
  }
}

function mixedArithmetic(operation: Arithmetic, left: Value, right: Value): Value {
  if (left instanceof SymbolicValue || right instanceof SymbolicValue)
    return symbolicBinary(signs[operation], left, right);
  if (operation === 'div') return divide(left, right);
  if (typeof left === 'number' || typeof right === 'number') {
    return floatArithmetic(operation, toFloat(left, operation, 'first'), toFloat(right, operation, 'second'));
  }
  if (typeof left !== 'bigint') throw operandError(left, operation, 'first');
  throw operandError(right, operation, 'second');
}

/** Division looks at the divisor first, as a float. */
function divide(left: Value, right: Value): Value {
  const divisor = toFloat(right, 'div', 'second');
  if (divisor === 0) throw new NixError('division-by-zero', 'division by zero');
  if (typeof left === 'number' || typeof right === 'number') return toFloat(left, 'div', 'first') / divisor;
  throw operandError(left, 'div', 'first');
}

function operandWord(operation: Arithmetic): string {
  return operation === 'div' ? 'operand' : 'argument';
}

function operandError(value: Value, operation: Arithmetic, which: 'first' | 'second'): NixError {
  return typeError('an integer', value, `the ${which} ${operandWord(operation)} of the ${nouns[operation]}`);
}

function toFloat(value: Value, operation: Arithmetic, which: 'first' | 'second'): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  throw typeError('a float', value, `the ${which} ${operandWord(operation)} of the ${nouns[operation]}`);
}

function integerArithmetic(
  operation: Arithmetic,
  left: bigint,
  right: bigint,
  span: Span | undefined,
): bigint {
  if (operation === 'div' && right === 0n) {
    return traced(operation, span, () => {
      throw new NixError('division-by-zero', 'division by zero');
    });
  }
  const result = compute(operation, left, right);
  if (isIntRange(result)) return result;
  const text = `integer overflow in ${gerunds[operation]} ${left} ${signs[operation]} ${right}`;
  if (operation === 'add') throw new NixError('integer-overflow', text, span);
  return traced(operation, span, () => {
    throw new NixError('integer-overflow', text);
  });
}

function compute(operation: Arithmetic, left: bigint, right: bigint): bigint {
  switch (operation) {
    case 'add':
      return left + right;
    case 'sub':
      return left - right;
    case 'mul':
      return left * right;
    case 'div':
      return left / right;
  }
}

function floatArithmetic(operation: Arithmetic, left: number, right: number): number {
  switch (operation) {
    case 'add':
      return left + right;
    case 'sub':
      return left - right;
    case 'mul':
      return left * right;
    case 'div':
      return left / right;
  }
}

/** Puts a path into the store and gives the string that refers to it there. */
export type CopyToStore = (path: string) => string | ContextString;

/** The left operand of `+`, as a string unless it is a number or a path. That comes before the right one is computed. */
export function summand(left: Value, span: Span): Value {
  const isKept =
    typeof left === 'string' ||
    typeof left === 'bigint' ||
    typeof left === 'number' ||
    left instanceof PathValue ||
    left instanceof SymbolicValue;
  return isKept ? left : coerceSegment(left, span);
}

/**
 * The operator `+`: numbers add, paths append, everything else becomes strings. A path on the right becomes that of its
 * copy in the store when `copyToStore` is given, which is when a string stands on the left. `rightSpan` is for its errors.
 */
export function plus(left: Value, right: Value, rightSpan: Span, copyToStore?: CopyToStore): Value {
  if (typeof left === 'string' && typeof right === 'string') return concatStrings(left, right);
  if (left instanceof SymbolicValue) return symbolicPlus(left, right, rightSpan, copyToStore);
  if (typeof left === 'bigint' || typeof left === 'number') {
    if (right instanceof SymbolicValue) return symbolicBinary('+', left, right);
    if (typeof right === 'bigint' || typeof right === 'number')
      return arithmetic('add', left, right, rightSpan);
    throw new NixError('type', `cannot add ${typeName(right)} to ${typeName(left)}`, rightSpan);
  }
  if (left instanceof PathValue) return appendToPath(left.path, coerceSegment(right, rightSpan), rightSpan);
  if (!isString(left)) throw typeError('a string', left);
  return concatStrings(left, coerceSegment(right, rightSpan, copyToStore));
}

/** With a number it is a sum; all else makes a string. */
function symbolicPlus(left: SymbolicValue, right: Value, span: Span, copyToStore?: CopyToStore): Value {
  const isUnknown = right instanceof SymbolicValue || typeof right === 'bigint' || typeof right === 'number';
  return isUnknown ? symbolicBinary('+', left, right) : plus(left.string, right, span, copyToStore);
}

function coerceSegment(
  value: Value,
  span: Span,
  pathToString?: CopyToStore,
): ReturnType<typeof coerceToString> {
  try {
    return coerceToString(value, { pathToString });
  } catch (error) {
    // A file that is not there is told without saying what for.
    if (error instanceof NixError && error.kind !== 'io')
      error.addFrame('while evaluating a path segment', span);
    throw error;
  }
}

/** A path with text appended. Text that refers to the store cannot be. */
export function appendToPath(path: string, added: ReturnType<typeof coerceToString>, span: Span): PathValue {
  if (stringContext(added).size > 0) {
    throw new NixError('eval', 'a string that refers to a store path cannot be appended to a path', span);
  }
  return new PathValue(normalizePath(path + stringText(added)));
}
