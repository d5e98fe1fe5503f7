import { NixError, PrimOp, forceAttrs } from '../nix';
import type { AttrSet, Slot, Value } from '../nix';

/** The functions of one sub-library of nixpkgs' `lib`, by their names there. */
export type LibTable = ReadonlyMap<string, Slot>;

/**
 * An entry of a table: a curried function of so many arguments, which it gets unforced. What it must look at it forces
 * itself, in the order of nixpkgs' definition, so that errors and laziness are the same. Throws NixError.
 */
export function fn(
  name: string,
  arity: number,
  implementation: (...args: Slot[]) => Value,
): [string, PrimOp] {
  return [name, new PrimOp(name, arity, implementation)];
}

/**
 * As {@link fn}, for a function whose first argument is a set of named arguments: the names it takes, and whether each
 * may be left out. Throws NixError `missing-argument` and `unexpected-argument`, as a Nix function `{ a, b ? 1 }:` does;
 * `lib.functionArgs` sees the names.
 */
export function namedFn(
  name: string,
  formals: Readonly<Record<string, boolean>>,
  arity: number,
  implementation: (named: AttrSet, ...rest: Slot[]) => Value,
): [string, PrimOp] {
  const run = (first: Slot, ...rest: Slot[]): Value => {
    const named = forceAttrs(first);
    const called = `function '${name}' called`;
    const missing = Object.keys(formals).find((key) => formals[key] === false && !named.has(key));
    if (missing !== undefined)
      throw new NixError('missing-argument', `${called} without required argument '${missing}'`);
    const unknown = named.names().find((key) => !Object.hasOwn(formals, key));
    if (unknown !== undefined)
      throw new NixError('unexpected-argument', `${called} with unexpected argument '${unknown}'`);
    return implementation(named, ...rest);
  };
  return [name, new PrimOp(name, arity, run, [], new Map(Object.entries(formals)))];
}
