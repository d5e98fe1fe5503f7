import type { Slot, Value } from '../value/value';

/**
 * The variables of one scope at run time: cell 0 is the environment around it, then one slot a variable. Cells of a
 * recursive scope are empty until it is set up.
 */
export type Env = (Slot | Env | undefined)[];

/** Compiled Nix: computes the value of an expression in an environment. Throws NixError. */
export type Code = (env: Env) => Value;

/** Compiled Nix: makes the slot for an expression, computing nothing that could fail. */
export type SlotCode = (env: Env) => Slot;

/** The environment some steps outwards. */
export function outerEnv(env: Env, level: number): Env {
  let outer = env;
  for (let step = level; step > 0; step--) outer = outer[0] as Env;
  return outer;
}
