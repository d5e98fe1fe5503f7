/** Builtins that look at types, compute numbers, and control evaluation. */
import { NixError } from '../errors';
import { isFunction } from '../eval/call';
import { coerceToString, forceFloat, forceInt, isList, isString, stringText } from '../eval/coerce';
import { compareValues } from '../eval/equal';
import { arithmetic } from '../eval/operators';
import { symbolicBinary } from '../eval/symbolic';
import { SymbolicValue, operand } from '../value/symbolic';
import { AttrSet, PathValue, force, type Slot, type Value } from '../value/value';
import { forceDeep } from '../eval/force-deep';
import { argumentOf, type Builtin } from './builtin';
import { coerceCopying, type CopyHost } from './copy-host';

/** What `typeOf` answers. */
export function typeOf(value: Value): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'bigint') return 'int';
  if (typeof value === 'number') return 'float';
  if (isString(value)) return 'string';
  if (value instanceof PathValue) return 'path';
  if (value instanceof AttrSet) return 'set';
  return isFunction(value) ? 'lambda' : 'list';
}

function check(name: string, what: string, test: (value: Value) => boolean): Builtin {
  return {
    name,
    args: ['e'],
    doc: `Whether a value is ${what}.`,
    run: (slot) => testUnlessSymbolic(name, slot, test),
  };
}

/** The type of what only system Nix knows is not known either. */
function testUnlessSymbolic(name: string, slot: Slot, test: (value: Value) => boolean): Value {
  const value = force(slot);
  return value instanceof SymbolicValue
    ? new SymbolicValue(() => `builtins.${name} ${operand(value)}`)
    : test(value);
}

const typeChecks: readonly Builtin[] = [
  {
    name: 'typeOf',
    args: ['e'],
    doc: 'The name of the type of a value.',
    run: (slot) => {
      const value = force(slot);
      return value instanceof SymbolicValue
        ? new SymbolicValue(() => `builtins.typeOf ${operand(value)}`)
        : typeOf(value);
    },
  },
  check('isNull', 'null', (value) => value === null),
  check('isBool', 'a Boolean', (value) => typeof value === 'boolean'),
  check('isInt', 'an integer', (value) => typeof value === 'bigint'),
  check('isFloat', 'a float', (value) => typeof value === 'number'),
  check('isString', 'a string', isString),
  check('isPath', 'a path', (value) => value instanceof PathValue),
  check('isList', 'a list', isList),
  check('isAttrs', 'a set', (value) => value instanceof AttrSet),
  check('isFunction', 'a function', isFunction),
];

function arithmeticBuiltin(name: 'add' | 'sub' | 'mul' | 'div', doc: string): Builtin {
  return { name, args: ['e1', 'e2'], doc, run: (a, b) => arithmetic(name, force(a), force(b)) };
}

function bitBuiltin(name: string, what: string, compute: (a: bigint, b: bigint) => bigint): Builtin {
  const run = (a: Slot, b: Slot): Value =>
    BigInt.asIntN(64, compute(forceInt(a, argumentOf(name, 0)), forceInt(b, argumentOf(name, 1))));
  return { name, args: ['e1', 'e2'], doc: `The bitwise ${what} of two integers.`, run };
}

/** `ceil` and `floor` give integers; for a float beyond them, or none at all, Nix gives the smallest. */
function rounding(name: 'ceil' | 'floor', doc: string): Builtin {
  const run = (slot: Slot): Value => {
    const rounded = Math[name](forceFloat(slot, argumentOf(name, 0)));
    const isInRange = rounded >= -(2 ** 63) && rounded < 2 ** 63;
    return isInRange ? BigInt(rounded) : -(2n ** 63n);
  };
  return { name, args: ['double'], doc, run };
}

const numbers: readonly Builtin[] = [
  arithmeticBuiltin('add', 'The sum of two numbers.'),
  arithmeticBuiltin('sub', 'The difference of two numbers.'),
  arithmeticBuiltin('mul', 'The product of two numbers.'),
  arithmeticBuiltin('div', 'The quotient of two numbers; of integers, without its fraction.'),
  {
    name: 'lessThan',
    args: ['e1', 'e2'],
    doc: 'Whether the first of two numbers, strings, paths or lists comes before the second.',
    run: (a, b) => {
      const [left, right] = [force(a), force(b)];
      return left instanceof SymbolicValue || right instanceof SymbolicValue
        ? symbolicBinary('<', left, right)
        : compareValues(left, right) < 0;
    },
  },
  bitBuiltin('bitAnd', 'AND', (a, b) => a & b),
  bitBuiltin('bitOr', 'OR', (a, b) => a | b),
  bitBuiltin('bitXor', 'XOR', (a, b) => a ^ b),
  rounding('ceil', 'The smallest integer that is not below a number.'),
  rounding('floor', 'The largest integer that is not above a number.'),
];

function tryEval(slot: Slot): Value {
  try {
    return AttrSet.of({ success: true, value: force(slot) });
  } catch (error) {
    if (error instanceof NixError && error.isCatchable) return AttrSet.of({ success: false, value: false });
    throw error;
  }
}

function addErrorContext(message: Slot, slot: Slot): Value {
  try {
    return force(slot);
  } catch (error) {
    if (error instanceof NixError) {
      const what = 'the error message passed to builtins.addErrorContext';
      const text = coerceToString(force(message), { what });
      error.addContext(stringText(text));
    }
    throw error;
  }
}

function control(host: CopyHost): readonly Builtin[] {
  return [
    {
      name: 'seq',
      args: ['e1', 'e2'],
      doc: 'Computes the first value, then gives the second.',
      run: (a, b) => {
        force(a);
        return force(b);
      },
    },
    {
      name: 'deepSeq',
      args: ['e1', 'e2'],
      doc: 'Computes the first value all the way down, then gives the second.',
      run: (a, b) => {
        forceDeep(a);
        return force(b);
      },
    },
    {
      name: 'throw',
      args: ['s'],
      doc: 'Fails with a message; `tryEval` can catch it.',
      run: (message) => {
        const text = stringText(coerceCopying(host, message, 'the error message passed to builtin.throw'));
        throw new NixError('throw', text);
      },
    },
    {
      name: 'abort',
      args: ['s'],
      doc: 'Fails with a message for good.',
      run: (message) => {
        const text = stringText(coerceCopying(host, message, 'the error message passed to builtins.abort'));
        throw new NixError('abort', `evaluation aborted with the following error message: '${text}'`);
      },
    },
    {
      name: 'tryEval',
      args: ['e'],
      doc: 'Tries to compute a value: `{ success, value }`. Catches `throw` and failed assertions.',
      run: tryEval,
    },
    {
      name: 'addErrorContext',
      args: ['context', 'e'],
      doc: 'Gives the second value, with a line in the trace when it fails.',
      run: addErrorContext,
    },
    {
      name: 'break',
      args: ['v'],
      doc: 'Gives its argument; there is no debugger to stop in.',
      run: (slot) => force(slot),
    },
  ];
}

/** The builtins that look at types, compute numbers, and control evaluation. */
export function basicBuiltins(host: CopyHost): readonly Builtin[] {
  return [...typeChecks, ...numbers, ...control(host)];
}
