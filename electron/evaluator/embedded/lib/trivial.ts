/**
 * `lib.trivial` and `lib.fixedPoints` (nixpkgs manual, sections of those names), as far as they are not Nix text.
 * Failed conditions are NixError `throw`, as those of `lib.asserts.assertMsg`.
 */
import {
  AttrSet,
  NixError,
  PrimOp,
  SymbolicValue,
  callFunction,
  compareValues,
  equalValues,
  force,
  forceAttrs,
  forceBool,
  forceInt,
  forceList,
  forceString,
  lazy,
  lazyCall,
} from '../nix';
import type { Slot, Value } from '../nix';
import { failAssertion } from './fail-assertion';
import { fn } from './table';
import type { LibTable } from './table';
import { isLibFunction, libFunctionArgs } from './value-tests';

const identity = new PrimOp('id', 1, (value) => force(value));

/** Makes a function with argument names of its own around another. */
function annotated(run: Slot, args: Slot): AttrSet {
  return AttrSet.of({ __functor: new PrimOp('__functor', 1, () => force(run)), __functionArgs: args });
}

function fix(make: Slot): Value {
  const self: Slot = lazy(() => callFunction(make, self));
  return force(self);
}

function failDigits(): never {
  throw new NixError('assertion', 'assertion that the base is at least 2 and the number at least 0 failed');
}

function baseDigits(base: bigint, number: bigint): bigint[] {
  if (base < 2n || number < 0n) failDigits();
  const digits: bigint[] = [];
  for (let rest = number; rest >= base; rest /= base) digits.unshift(rest % base);
  let first = number;
  while (first >= base) first /= base;
  return [first, ...digits];
}

function converge(step: Slot, start: Value): Value {
  for (let current = start; ;) {
    const next = callFunction(step, current);
    if (equalValues(next, current)) return next;
    current = next;
  }
}

/** A condition of an assertion; one that only system Nix knows is system Nix's to refuse. */
function holds(condition: Slot, whenUnknown: boolean): boolean {
  const value = force(condition);
  return value instanceof SymbolicValue ? whenUnknown : forceBool(value);
}

/** `lib.trivial`, and what of others is needed early: `lib.asserts.assertMsg`, `lib.imap`. */
const basics: LibTable = new Map<string, Slot>([
  ['id', identity],
  fn('const', 2, (value) => force(value)),
  // The value comes first; the functions apply from left to right.
  fn('pipe', 2, (value, functions) =>
    forceList(functions).reduce<Value>((result, one) => callFunction(one, result), force(value)),
  ),
  fn('concat', 2, (left, right) => [...forceList(left), ...forceList(right)]),
  fn('or', 2, (left, right) => forceBool(left) || forceBool(right)),
  fn('and', 2, (left, right) => forceBool(left) && forceBool(right)),
  fn('xor', 2, (left, right) => forceBool(left) !== forceBool(right)),
  fn('bitNot', 1, (number) => -1n - forceInt(number)),
  fn('boolToString', 1, (value) => (forceBool(value) ? 'true' : 'false')),
  fn('boolToYesNo', 1, (value) => (forceBool(value) ? 'yes' : 'no')),
  fn('mergeAttrs', 2, (left, right) => forceAttrs(left).update(forceAttrs(right))),
  fn('flip', 3, (run, left, right) => callFunction(run, right, left)),
  // Only null is replaced, not false or an empty value.
  fn('defaultTo', 2, (fallback, value) => force(value) ?? force(fallback)),
  fn('mapNullable', 2, (map, value) => (force(value) === null ? null : callFunction(map, value))),
  fn('min', 2, (left, right) => (compareValues(left, right) < 0 ? force(left) : force(right))),
  fn('max', 2, (left, right) => (compareValues(left, right) > 0 ? force(left) : force(right))),
  fn('compare', 2, (left, right) => BigInt(Math.sign(compareValues(left, right)))),
  // What only system Nix can decide does not throw here; the embedded evaluator goes on with the value.
  fn('throwIf', 3, (condition, message, value) =>
    holds(condition, false) ? failAssertion(forceString(message)) : force(value),
  ),
  fn('throwIfNot', 3, (condition, message, value) =>
    holds(condition, true) ? force(value) : failAssertion(forceString(message)),
  ),
  // Gives a set with `__functor`: `lib.isFunction` is true of it, `builtins.isFunction` is not.
  fn('setFunctionArgs', 2, annotated),
  // Sees the arguments that `setFunctionArgs` declares, which `builtins.functionArgs` does not.
  fn('functionArgs', 1, (value) => libFunctionArgs(force(value))),
  fn('isFunction', 1, (value) => isLibFunction(force(value))),
  fn('mirrorFunctionArgs', 2, (source, run) =>
    annotated(
      run,
      lazy(() => libFunctionArgs(force(source))),
    ),
  ),
  fn('toFunction', 1, (value) =>
    isLibFunction(force(value)) ? force(value) : new PrimOp('const', 1, () => force(value)),
  ),
  // Most significant digit first.
  fn('toBaseDigits', 2, (base, number) => baseDigits(forceInt(base), forceInt(number))),
  // Upper case, without a prefix.
  fn('toHexString', 1, (number) => {
    const value = forceInt(number);
    return value < 0n ? failDigits() : value.toString(16).toUpperCase();
  }),
  fn('assertMsg', 2, (condition, message) => holds(condition, true) || failAssertion(forceString(message))),
  fn('imap', 2, (map, list) => forceList(list).map((item, index) => lazyCall(map, BigInt(index + 1), item))),
]);

/** The native part of `lib.fixedPoints`; overlays and `makeExtensible` are Nix text. */
const fixedPoints: LibTable = new Map<string, Slot>([
  fn('fix', 1, fix),
  // As `fix`, and `__unfix__` holds the function, for `makeExtensible`.
  fn("fix'", 1, (make) => {
    const self: Slot = lazy(() =>
      forceAttrs(callFunction(make, self)).update(AttrSet.of({ __unfix__: make })),
    );
    return force(self);
  }),
  // Ends when a step changes nothing (`==`); one that never settles ends with the budget.
  fn('converge', 2, (step, start) => converge(step, force(start))),
]);

/** The native tables of `lib.trivial` and `lib.fixedPoints`. */
export const trivialTables: Readonly<Record<'trivial' | 'fixedPoints', LibTable>> = {
  trivial: basics,
  fixedPoints,
};
