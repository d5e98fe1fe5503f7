/** Calling functions: Nix lambdas, builtins with currying, and sets with `__functor`. */
import { NixError } from '../errors';
import { showValue, typeName } from '../value/show-value';
import type { Span } from '../source/source-file';
import { AttrSet, Lambda, PrimOp, force, lazy, type Slot, type Value } from '../value/value';
import { enterCall, leaveCall } from './budget';

/** The step of the trace in which a function with a set pattern looks at its argument. */
export const argumentFrame = 'while evaluating the value passed for the lambda argument';

/** Calls a function with one or more arguments. Throws NixError, also when `fn` is no function. */
export function callFunction(fn: Slot, ...args: Slot[]): Value {
  let result = force(fn);
  for (let index = 0; index < args.length;) {
    if (
      result instanceof PrimOp &&
      result.applied.length === 0 &&
      result.arity <= args.length - index &&
      result.arity > 1
    ) {
      const taken = args.slice(index, index + result.arity);
      index += result.arity;
      result = callPrimOp(result, taken);
    } else result = callValue(result, args[index++] as Slot);
  }
  return result;
}

/** Calls a function value with one argument. `span` is the place of the call, for traces and errors. */
export function callValue(fn: Value, argument: Slot, span?: Span): Value {
  if (fn instanceof Lambda) return callLambda(fn, argument, span);
  if (fn instanceof PrimOp) {
    if (fn.arity === 1) return callPrimOp(fn, [argument], span);
    const applied = [...fn.applied, argument];
    if (applied.length >= fn.arity) return callPrimOp(fn, applied, span);
    return new PrimOp(fn.functionName, fn.arity, fn.implementation, applied, fn.formals, fn.isBuiltin);
  }
  if (fn instanceof AttrSet) {
    const functor = fn.get('__functor');
    if (functor !== undefined) return callValue(callValue(force(functor), fn, span), argument, span);
  }
  const text = `attempt to call something which is not a function but ${typeName(fn)}: ${showValue(fn)}`;
  throw new NixError('type', text, span);
}

function callLambda(fn: Lambda, argument: Slot, span: Span | undefined): Value {
  enterCall(span);
  let result: Value;
  try {
    result = fn.apply(argument);
  } catch (error) {
    leaveCall();
    if (error instanceof NixError) {
      const name = fn.functionName === undefined ? 'anonymous lambda' : `'${fn.functionName}'`;
      // Wrong arguments are the caller's fault: there the call is always shown, and not what was called.
      const isArgument = isArgumentError(error, fn.span);
      if (!isArgument) error.addFrame(`while calling ${name}`, fn.span, true);
      if (span !== undefined) error.addFrame('from call site', span, !isArgument);
    }
    throw error;
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

/** Spreading an array into a call is slow; most native functions take one, two or three arguments. */
function runPrimOp({ implementation }: PrimOp, args: readonly Slot[]): Value {
  switch (args.length) {
    case 1:
      return implementation(args[0] as Slot);
    case 2:
      return implementation(args[0] as Slot, args[1] as Slot);
    case 3:
      return implementation(args[0] as Slot, args[1] as Slot, args[2] as Slot);
    default:
      return implementation(...args);
  }
}

/** Runs a native function that has all its arguments. */
export function callPrimOp(fn: PrimOp, args: readonly Slot[], span?: Span): Value {
  enterCall(span);
  let result: Value;
  try {
    result = runPrimOp(fn, args);
  } catch (error) {
    leaveCall();
    // `addErrorContext` is there to add its own line, and only that.
    const isShown = fn.isBuiltin && fn.functionName !== 'addErrorContext';
    if (error instanceof NixError && isShown)
      error.addFrame(`while calling the '${fn.functionName}' builtin`, span);
    throw error;
  }
  leaveCall();
  return result;
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
