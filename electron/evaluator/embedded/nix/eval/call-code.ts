/** Code for calls: with one, two, three or more arguments. */
import type { Span } from '../source/source-file';
import { Lambda, placeOf, type PrimOp, type Slot, type Value } from '../value/value';
import { callPrimOp, callValue, callWithThree, callWithTwo, nativeArity } from './call';
import type { Code, Env, SlotCode } from './env';
import type { Peek } from './peek';

/** An argument as compiled. */
export interface CompiledArgument {
  readonly slot: SlotCode;
  /** Looks whether its value is at hand, where that is possible; for functions that are sure to ask for it. */
  readonly peek: Peek | undefined;
}

/** Code for `fn arg…`. */
export function callCode(fn: Code, args: readonly CompiledArgument[], span: Span): Code {
  const count = args.length;
  const [one, two, three] = args.map((arg, index) => argumentCode(arg, index, count));
  if (one === undefined) return fn;
  if (two === undefined) {
    return (env) => {
      const value = fn(env);
      return callValue(value, one(env, value), span);
    };
  }
  if (three === undefined) {
    return (env) => {
      const value = fn(env);
      return callWithTwo(value, one(env, value), two(env, value), span);
    };
  }
  if (count === 3) {
    return (env) => {
      const value = fn(env);
      return callWithThree(value, one(env, value), two(env, value), three(env, value), span);
    };
  }
  const slots = args.map((arg) => arg.slot);
  return (env) => callMany(fn(env), slots, env, span);
}

/** Makes the slot of an argument for a function. */
type ArgumentCode = (env: Env, fn: Value) => Slot;

function argumentCode({ slot, peek }: CompiledArgument, index: number, count: number): ArgumentCode {
  if (peek === undefined) return slot;
  return (env, fn) => {
    if (fn instanceof Lambda) {
      const { forces } = fn.code;
      if (forces.length === count && forces[index] === true) {
        const known = peek(env);
        if (known !== undefined) return placeOf(known);
      }
    }
    return slot(env);
  };
}

function callMany(start: Value, args: readonly SlotCode[], env: Env, span: Span): Value {
  let fn = start;
  for (let index = 0; index < args.length;) {
    const taken = nativeArity(fn, args.length - index);
    if (taken > 2) {
      const values = args.slice(index, index + taken).map((code) => code(env));
      fn = callPrimOp(fn as PrimOp, values, span);
      index += taken;
    } else if (index + 1 < args.length) {
      fn = callWithTwo(fn, (args[index] as SlotCode)(env), (args[index + 1] as SlotCode)(env), span);
      index += 2;
    } else fn = callValue(fn, (args[index++] as SlotCode)(env), span);
  }
  return fn;
}
