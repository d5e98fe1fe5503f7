/** Code for variables. */
import { NixError } from '../errors';
import type { WithSet } from '../resolve/scope';
import type { ValueBinding } from './scope';
import type { Span } from '../source/source-file';
import { Thunk } from '../value/thunk';
import { AttrSet, force, type Slot } from '../value/value';
import { typeError } from './coerce';
import { isOpen } from './symbolic';
import { outerEnv, type Code, type Env, type SlotCode } from './env';

/** Code that gives the value of a variable. */
export function variableCode(
  name: string,
  binding: Exclude<ValueBinding, { kind: 'unbound' }>,
  span: Span,
): Code {
  if (binding.kind === 'global') {
    const { slot } = binding;
    return () => force(slot);
  }
  if (binding.kind === 'with') return withVariableCode(name, binding.sets, span);
  const { level, cell } = binding;
  if (level === 0) {
    return (env) => {
      const slot = env[cell] as Slot;
      return slot instanceof Thunk ? slot.forceAt(span) : slot;
    };
  }
  if (level === 1) {
    return (env) => {
      const slot = (env[0] as Env)[cell] as Slot;
      return slot instanceof Thunk ? slot.forceAt(span) : slot;
    };
  }
  if (level === 2) {
    return (env) => {
      const slot = ((env[0] as Env)[0] as Env)[cell] as Slot;
      return slot instanceof Thunk ? slot.forceAt(span) : slot;
    };
  }
  return (env) => {
    const slot = outerEnv(env, level)[cell] as Slot;
    return slot instanceof Thunk ? slot.forceAt(span) : slot;
  };
}

/** Code that gives the slot of a variable: the very slot it is bound to, where that is there already. */
export function variableSlot(
  name: string,
  binding: Exclude<ValueBinding, { kind: 'unbound' }>,
  span: Span,
): SlotCode {
  if (binding.kind === 'global') {
    const { slot } = binding;
    return () => slot;
  }
  const code = variableCode(name, binding, span);
  if (binding.kind === 'with') return (env) => new Thunk(code, env);
  const { level, cell } = binding;
  // A cell of a recursive scope may be empty while the scope is being set up.
  if (level === 0) return (env) => (env[cell] as Slot | undefined) ?? emptyOrNull(env, cell, code, env);
  return (env) => {
    const outer = outerEnv(env, level);
    return (outer[cell] as Slot | undefined) ?? emptyOrNull(outer, cell, code, env);
  };
}

function emptyOrNull(owner: Env, cell: number, code: Code, env: Env): Slot {
  return owner[cell] === null ? null : new Thunk(code, env);
}

function withScope(slot: Slot, { span }: WithSet): AttrSet {
  const frame = 'while evaluating the first subexpression of a with expression';
  const value = force(slot);
  if (value instanceof AttrSet) return value;
  throw typeError('a set', value).addFrame(frame, span);
}

function withVariableCode(name: string, sets: readonly WithSet[], span: Span): Code {
  return (env) => {
    let symbolic: Slot | undefined;
    for (const set of sets) {
      const scope = withScope(outerEnv(env, set.level)[1] as Slot, set);
      const slot = scope.get(name);
      if (slot === undefined) continue;
      // An open set has an answer for every name; that of a set further out counts if it surely has the name.
      if (!isOpen(scope) || scope.has(name)) return force(slot);
      symbolic ??= slot;
    }
    if (symbolic !== undefined) return force(symbolic);
    throw new NixError('undefined-variable', `undefined variable '${name}'`, span);
  };
}
