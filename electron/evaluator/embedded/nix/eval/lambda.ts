/** Code for functions: binding the argument, plain or by a set pattern. */
import { NixError } from '../errors';
import type { Span } from '../source/source-file';
import { Thunk } from '../value/thunk';
import { AttrSet, Lambda, force, type LambdaCode, type Slot } from '../value/value';
import { argumentFrame } from './call';
import { typeError } from './coerce';
import type { AttrFinder } from './attr-finder';
import type { Code, Env, SlotCode } from './env';
import { didYouMean } from './suggest';

/** What all functions have in common. */
export interface LambdaParts {
  readonly body: Code;
  readonly argumentName: string | undefined;
  readonly functionName: string | undefined;
  readonly span: Span;
}

/** One name of a set pattern. */
export interface CompiledFormal {
  readonly name: string;
  readonly span: Span;
  readonly fallback: SlotCode | undefined;
  /** Looks for the name in arguments. */
  readonly finder: AttrFinder;
}

/** Code for `x: body`; the argument is in cell 1. For the others see {@link LambdaCode}. */
export function plainLambdaCode(
  { body, argumentName, functionName, span }: LambdaParts,
  curried: LambdaCode | undefined,
  forces: readonly boolean[],
  ordering: LambdaCode['ordering'],
): LambdaCode {
  return {
    run: (env: Env, argument: Slot) => body([env, argument]),
    curried,
    forces,
    ordering,
    formals: undefined,
    formalPositions: undefined,
    hasEllipsis: false,
    argumentName,
    functionName,
    span,
  };
}

/** Code that makes a function: its code with the environment around. */
export function closureCode(code: LambdaCode): Code {
  return (env) => new Lambda(code, env);
}

/** Code for `{ a, b ? c, ... } @ x: body`; the names are in cells 1, 2, …, then the whole argument when it is named. */
export function patternLambdaCode(
  { body, argumentName, functionName, span }: LambdaParts,
  formals: readonly CompiledFormal[],
  hasEllipsis: boolean,
): LambdaCode {
  const hasName = argumentName !== undefined;
  const name = functionName ?? 'anonymous lambda';
  const cells = formals.length + (hasName ? 2 : 1);
  const names = new Set(formals.map((formal) => formal.name));
  const run = (outer: Env, argument: Slot): ReturnType<Code> => {
    const set = argumentSet(argument, span);
    const env: Env = new Array<Env | Slot | undefined>(cells);
    env[0] = outer;
    if (hasName) env[cells - 1] = argument;
    const used = bindFormals(formals, set, env, name, span);
    if (!hasEllipsis && used < set.size) throw unexpectedArgument(set, names, name, span);
    return body(env);
  };
  return {
    run,
    curried: undefined,
    forces: [],
    ordering: undefined,
    formals: new Map(formals.map((formal) => [formal.name, formal.fallback !== undefined])),
    formalPositions: new Map(formals.map((formal) => [formal.name, formal.span])),
    hasEllipsis,
    argumentName,
    functionName,
    span,
  };
}

function argumentSet(argument: Slot, span: Span): AttrSet {
  let value;
  try {
    value = force(argument);
  } catch (error) {
    if (error instanceof NixError) error.addFrame(argumentFrame, span);
    throw error;
  }
  if (value instanceof AttrSet) return value;
  throw typeError('a set', value).addFrame(argumentFrame, span);
}

/** Puts the attributes that the pattern names into their cells and tells how many there were. */
function bindFormals(
  formals: readonly CompiledFormal[],
  set: AttrSet,
  env: Env,
  name: string,
  span: Span,
): number {
  let used = 0;
  for (let index = 0; index < formals.length; index++) {
    const formal = formals[index] as CompiledFormal;
    const slot = formal.finder.find(set);
    if (slot !== undefined) {
      env[index + 1] = slot;
      used++;
    } else if (formal.fallback === undefined) {
      const text = `function '${name}' called without required argument '${formal.name}'`;
      throw new NixError('missing-argument', text, span);
    }
  }
  if (used < formals.length) fillFallbacks(formals, env);
  return used;
}

/** Defaults may refer to one another, so they are made when every given argument is in place, and lazily. */
function fillFallbacks(formals: readonly CompiledFormal[], env: Env): void {
  formals.forEach((formal, index) => {
    if (env[index + 1] === undefined && formal.fallback !== undefined) env[index + 1] = formal.fallback(env);
  });
}

function unexpectedArgument(set: AttrSet, names: ReadonlySet<string>, name: string, span: Span): NixError {
  const extra = set.names().find((candidate) => !names.has(candidate)) ?? '';
  const text = `function '${name}' called with unexpected argument '${extra}'`;
  return new NixError('unexpected-argument', text, span, didYouMean(extra, names));
}

/** Code whose slot is computed when needed. */
export function delayed(code: Code): SlotCode {
  return (env) => new Thunk(code, env);
}
