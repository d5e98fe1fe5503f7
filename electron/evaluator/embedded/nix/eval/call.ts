/** Calling functions: Nix lambdas, builtins with currying, and sets with `__functor`. */
import { NixError } from '../errors';
import { showValue, typeName } from '../value/show-value';
import type { Span } from '../source/source-file';
import { AttrSet, Lambda, PrimOp, force, lazy, type LambdaCode, type Slot, type Value } from '../value/value';
import { enterCall, leaveCall } from './budget';
import type { Env } from './env';

/** The step of the trace in which a function with a set pattern looks at its argument. */
export const argumentFrame = 'while evaluating the value passed for the lambda argument';

/** Calls a function with one or more arguments. Throws NixError, also when `fn` is no function. */
export function callFunction(fn: Slot, ...args: Slot[]): Value {
  let result = force(fn);
  for (let index = 0; index < args.length;) {
    const taken = nativeArity(result, args.length - index);
    if (taken > 2) {
      result = callPrimOp(result as PrimOp, args.slice(index, index + taken));
      index += taken;
    } else if (index + 1 < args.length) {
      result = callWithTwo(result, args[index] as Slot, args[index + 1] as Slot);
      index += 2;
    } else result = callValue(result, args[index++] as Slot);
  }
  return result;
}

/** How many arguments a native function takes at once, when so many are there; 0 for others. */
export function nativeArity(fn: Value, available: number): number {
  return fn instanceof PrimOp && fn.applied.length === 0 && fn.arity <= available ? fn.arity : 0;
}

/** Calls a function value with one argument. `span` is the place of the call, for traces and errors. */
export function callValue(fn: Value, argument: Slot, span?: Span): Value {
  if (fn instanceof Lambda) return callLambda(fn.code, fn.environment, argument, span);
  if (fn instanceof PrimOp) {
    const { applied, arity } = fn;
    if (arity === 1) return callNative(fn, 1, argument, null, null, span);
    if (arity === 2 && applied.length === 1) {
      return callNative(fn, 2, applied[0] as Slot, argument, null, span);
    }
    const all = [...applied, argument];
    if (all.length >= arity) return callPrimOp(fn, all, span);
    return new PrimOp(fn.functionName, arity, fn.implementation, all, fn.formals, fn.isBuiltin);
  }
  if (fn instanceof AttrSet) {
    const functor = fn.get('__functor');
    if (functor !== undefined) return callFunctor(fn, force(functor), argument, span);
  }
  const text = `attempt to call something which is not a function but ${typeName(fn)}: ${showValue(fn)}`;
  throw new NixError('type', text, span);
}

function callFunctor(set: AttrSet, functor: Value, argument: Slot, span: Span | undefined): Value {
  if (isCallable(functor)) return callWithTwo(functor, set, argument, span);
  const text = `attempt to call something which is not a function but ${typeName(functor)}: ${showValue(functor)}`;
  const frame = "while calling a functor (an attribute set with a '__functor' attribute)";
  throw new NixError('type', text, set.positionOf('__functor')).addFrame(frame, span);
}

/**
 * Calls a function value with two arguments. A function written `a: b: …` gets both at once: the function that it
 * would give for the first is never made.
 */
export function callWithTwo(fn: Value, first: Slot, second: Slot, span?: Span): Value {
  if (fn instanceof Lambda) {
    const { curried } = fn.code;
    if (curried !== undefined) return callLambda(curried, bindOne(fn.environment, first), second, span);
  } else if (fn instanceof PrimOp && fn.arity === 2 && fn.applied.length === 0) {
    return callNative(fn, 2, first, second, null, span);
  }
  return callValue(callValue(fn, first, span), second, span);
}

/** As {@link callWithTwo}, with three arguments. */
export function callWithThree(fn: Value, first: Slot, second: Slot, third: Slot, span?: Span): Value {
  if (fn instanceof Lambda) {
    const inner = fn.code.curried;
    const innermost = inner?.curried;
    if (innermost !== undefined) {
      const environment = bindOne(bindOne(fn.environment, first), second);
      return callLambda(innermost, environment, third, span);
    }
  } else if (fn instanceof PrimOp && fn.arity === 3 && fn.applied.length === 0) {
    return callNative(fn, 3, first, second, third, span);
  }
  return callValue(callWithTwo(fn, first, second, span), third, span);
}

/** The environment that a function of one plain argument gives its body. */
function bindOne(environment: unknown, argument: Slot): Env {
  return [environment as Env, argument];
}

/** Calls code written in Nix. The frames of a failure are only made when there is one. */
function callLambda(code: LambdaCode, environment: unknown, argument: Slot, span: Span | undefined): Value {
  enterCall(span);
  let result: Value;
  try {
    result = code.run(environment as never, argument);
  } catch (error) {
    leaveCall();
    throw tracedCall(error, code, span);
  }
  leaveCall();
  return result;
}

/** Whether a call failed because its argument does not fit the set pattern of the function at `span`. */
function isArgumentError(error: NixError, span: Span | undefined): boolean {
  const { frameList } = error;
  if (frameList === undefined) {
    return error.span === span && (error.kind === 'missing-argument' || error.kind === 'unexpected-argument');
  }
  return frameList.frame.message === argumentFrame && frameList.frame.span === span;
}

function tracedCall(error: unknown, code: LambdaCode, span: Span | undefined): unknown {
  if (!(error instanceof NixError)) return error;
  const name = code.functionName === undefined ? 'anonymous lambda' : `'${code.functionName}'`;
  // Wrong arguments are the caller's fault: there the call is always shown, and not what was called.
  const isArgument = isArgumentError(error, code.span);
  if (!isArgument) error.addFrame(`while calling ${name}`, code.span, true);
  if (span !== undefined) error.addFrame('from call site', span, !isArgument);
  return error;
}

/** Runs a native function that has all its arguments, of which there are one to three; the others are null. */
function callNative(
  fn: PrimOp,
  count: 1 | 2 | 3,
  first: Slot,
  second: Slot,
  third: Slot,
  span: Span | undefined,
): Value {
  enterCall(span);
  let result: Value;
  try {
    const { implementation } = fn;
    if (count === 1) result = implementation(first);
    else if (count === 2) result = implementation(first, second);
    else result = implementation(first, second, third);
  } catch (error) {
    leaveCall();
    throw tracedNative(error, fn, span);
  }
  leaveCall();
  return result;
}

/** Runs a native function that has all its arguments. */
export function callPrimOp(fn: PrimOp, args: readonly Slot[], span?: Span): Value {
  const [first = null, second = null, third = null] = args;
  if (args.length === 1 || args.length === 2 || args.length === 3) {
    return callNative(fn, args.length, first, second, third, span);
  }
  enterCall(span);
  let result: Value;
  try {
    result = fn.implementation(...args);
  } catch (error) {
    leaveCall();
    throw tracedNative(error, fn, span);
  }
  leaveCall();
  return result;
}

function tracedNative(error: unknown, fn: PrimOp, span: Span | undefined): unknown {
  // `addErrorContext` is there to add its own line, and only that.
  const isShown = fn.isBuiltin && fn.functionName !== 'addErrorContext';
  if (error instanceof NixError && isShown)
    error.addFrame(`while calling the '${fn.functionName}' builtin`, span);
  return error;
}

/** A call that happens when its value is needed. */
export function lazyCall(fn: Slot, ...args: Slot[]): Slot {
  return lazy(() => {
    const [first, ...rest] = args;
    const callee = force(fn);
    // Nobody wrote this call; its place is that of the function.
    const result = callValue(callee, first ?? null, callee instanceof Lambda ? callee.span : undefined);
    return rest.length === 0 ? result : callFunction(result, ...rest);
  });
}

/** Whether a value can be called: a function, or a set with `__functor`. */
export function isCallable(value: Value): value is Lambda | PrimOp | AttrSet {
  return isFunction(value) || (value instanceof AttrSet && value.has('__functor'));
}

/** Whether a value is a function proper. */
export function isFunction(value: Value): value is Lambda | PrimOp {
  return value instanceof Lambda || value instanceof PrimOp;
}

/** What `builtins.functionArgs` answers: the names of the set pattern and whether each has a default. */
export function functionArgs(value: Value): AttrSet {
  if (value instanceof Lambda) {
    return value.formals === undefined
      ? AttrSet.empty
      : new AttrSet(value.formals, value.code.formalPositions);
  }
  if (value instanceof PrimOp)
    return value.formals === undefined ? AttrSet.empty : new AttrSet(value.formals);
  throw new NixError('type', "'functionArgs' requires a function");
}

/**
 * Calls a function that takes a set pattern with those of `available` that it asks for, as `nix-instantiate FILE`
 * does with `--arg`; anything else is returned as it is.
 */
export function autoCall(value: Value, available: ReadonlyMap<string, Slot>): Value {
  if (value instanceof AttrSet && value.has('__functor')) {
    return autoCall(callFunction(value.get('__functor') ?? null, value), available);
  }
  if (!(value instanceof Lambda) || value.formals === undefined) return value;
  const chosen = new Map<string, Slot>(value.hasEllipsis ? available : []);
  for (const [name, hasDefault] of value.formals) {
    const slot = available.get(name);
    if (slot !== undefined) chosen.set(name, slot);
    else if (!hasDefault) {
      throw new NixError(
        'missing-argument',
        `cannot evaluate a function that has an argument without a value ('${name}')`,
        value.code.formalPositions?.get(name),
        'Nix attempted to evaluate a function as a top level expression; in this case it must have its arguments supplied either by default values, or passed explicitly with --arg or --argstr.',
      );
    }
  }
  return callValue(value, new AttrSet(chosen));
}
