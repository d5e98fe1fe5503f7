/**
 * Looking before suspending. `f (n - 1)` and `[ set.name ]` suspend an expression, and mostly one whose value is at hand:
 * its variables are known already and what is left is one operation on integers or one look into a set. A peek computes
 * such an expression at once, and gives up where that would mean computing anything else, calling anything or failing.
 * That is not visible to the program, and saves making the thunk, keeping its environment, and forcing it.
 */
import type { Expr } from '../syntax/ast';
import { Thunk } from '../value/thunk';
import { AttrSet, type Slot, type Value } from '../value/value';
import { AttrFinder } from './attr-finder';
import { outerEnv, type Env } from './env';
import { isIntRange } from './operators';
import type { ValueScope } from './scope';

/** Gives the value of an expression when it is at hand, else undefined. Never throws. */
export type Peek = (env: Env) => Value | undefined;

/** What looking needs of the compiler. */
export interface PeekContext {
  /** The value of an expression that is always the same; undefined for others. */
  readonly constant: (expr: Expr) => Value | undefined;
  /** Whether an operator means something else here; see `__sub`. */
  readonly isShadowed: (operator: string, scope: ValueScope) => boolean;
}

/** More operations than this are not worth doing again when the last of them turns out not to be at hand. */
const maxOperations = 4;

/** How to look at an expression; undefined for kinds of expressions that are never at hand. */
export function peekCode(expr: Expr, scope: ValueScope, context: PeekContext): Peek | undefined {
  return countOperations(expr) > maxOperations ? undefined : peekAt(expr, scope, context);
}

function countOperations(expr: Expr): number {
  if (expr.kind === 'binary') return 1 + countOperations(expr.left) + countOperations(expr.right);
  if (expr.kind === 'select') return expr.path.length + countOperations(expr.expr);
  if (expr.kind === 'unary') return 1 + countOperations(expr.operand);
  return 0;
}

function peekAt(expr: Expr, scope: ValueScope, context: PeekContext): Peek | undefined {
  const constant = context.constant(expr);
  if (constant !== undefined) return () => constant;
  switch (expr.kind) {
    case 'var':
      return peekVariable(expr.name, scope);
    case 'select':
      return peekSelect(expr, scope, context);
    case 'unary':
      return expr.operator === '!' ? peekNot(expr.operand, scope, context) : undefined;
    case 'binary':
      return peekBinary(expr, scope, context);
    default:
      return undefined;
  }
}

function knownValue(slot: Slot | undefined): Value | undefined {
  return slot instanceof Thunk ? slot.known : slot;
}

function peekVariable(name: string, scope: ValueScope): Peek | undefined {
  const binding = scope.lookup(name);
  if (binding.kind === 'global') {
    const { slot } = binding;
    return () => knownValue(slot);
  }
  if (binding.kind !== 'local') return undefined;
  const { level, cell } = binding;
  if (level === 0) return (env) => knownValue(env[cell] as Slot | undefined);
  if (level === 1) return (env) => knownValue((env[0] as Env)[cell] as Slot | undefined);
  return (env) => knownValue(outerEnv(env, level)[cell] as Slot | undefined);
}

function peekSelect(
  expr: Extract<Expr, { kind: 'select' }>,
  scope: ValueScope,
  context: PeekContext,
): Peek | undefined {
  const target = peekAt(expr.expr, scope, context);
  if (target === undefined || expr.fallback !== undefined) return undefined;
  const finders: AttrFinder[] = [];
  for (const part of expr.path) {
    if (part.kind !== 'static') return undefined;
    finders.push(new AttrFinder(part.name));
  }
  return (env) => {
    let value = target(env);
    for (let index = 0; index < finders.length; index++) {
      // Sets without shape may be ones that make up their attributes.
      if (!(value instanceof AttrSet) || value.shape === undefined) return undefined;
      value = knownValue((finders[index] as AttrFinder).find(value));
    }
    return value;
  };
}

function peekNot(operand: Expr, scope: ValueScope, context: PeekContext): Peek | undefined {
  const inner = peekAt(operand, scope, context);
  if (inner === undefined) return undefined;
  return (env) => {
    const value = inner(env);
    return typeof value === 'boolean' ? !value : undefined;
  };
}

function peekBinary(
  expr: Extract<Expr, { kind: 'binary' }>,
  scope: ValueScope,
  context: PeekContext,
): Peek | undefined {
  const { operator } = expr;
  const compute = operations[operator];
  if (compute === undefined || context.isShadowed(operator, scope)) return undefined;
  const left = peekAt(expr.left, scope, context);
  const right = left === undefined ? undefined : peekAt(expr.right, scope, context);
  if (left === undefined || right === undefined) return undefined;
  return (env) => {
    const first = left(env);
    if (typeof first !== 'bigint') return undefined;
    const second = right(env);
    return typeof second === 'bigint' ? compute(first, second) : undefined;
  };
}

type IntOperation = (left: bigint, right: bigint) => Value | undefined;

/** The operators on integers; undefined for a result that is none: overflow is for the thunk to report. */
const operations: Readonly<Partial<Record<string, IntOperation>>> = {
  '+': (left, right) => inRange(left + right),
  '-': (left, right) => inRange(left - right),
  '*': (left, right) => inRange(left * right),
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
  '==': (left, right) => left === right,
  '!=': (left, right) => left !== right,
};

function inRange(value: bigint): bigint | undefined {
  return isIntRange(value) ? value : undefined;
}
