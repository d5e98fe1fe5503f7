import { PrimOp } from '../nix';
import type { Slot, Value } from '../nix';

/** The functions of one sub-library, by name. */
export type LibTable = ReadonlyMap<string, Slot>;

/** An entry of a table: a function of so many arguments. */
export function fn(
  name: string,
  arity: number,
  implementation: (...args: Slot[]) => Value,
): [string, PrimOp] {
  return [name, new PrimOp(name, arity, implementation)];
}
