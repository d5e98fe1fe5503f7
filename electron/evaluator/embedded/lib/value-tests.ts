/** Questions about values that many functions of `lib` and the module system ask. */
import {
  AttrSet,
  ContextString,
  PathValue,
  SymbolicValue,
  callFunction,
  force,
  forceAttrs,
  functionArgs,
  isFunction,
  isList,
  isString,
} from '../nix';
import type { Slot, Value } from '../nix';

/** The slot, or another one when there is none. Not `??`: null is a value of Nix. */
export function orElse(slot: Slot | undefined, fallback: Slot): Slot {
  return slot === undefined ? fallback : slot;
}

/** The text of a string without its context; undefined for anything else. */
export function textOf(slot: Slot): string | undefined {
  const value = force(slot);
  if (typeof value === 'string') return value;
  return value instanceof ContextString ? value.text : undefined;
}

/** What `lib.isFunction` says: sets whose `__functor` gives a function are functions too. */
export function isLibFunction(value: Value): boolean {
  if (isFunction(value)) return true;
  const functor = value instanceof AttrSet ? value.get('__functor') : undefined;
  return functor !== undefined && isFunction(callFunction(functor, value));
}

/** What `lib.functionArgs` says: of a set with `__functor`, its `__functionArgs` or those of what it gives. */
export function libFunctionArgs(value: Value): AttrSet {
  const functor = value instanceof AttrSet ? value.get('__functor') : undefined;
  if (!(value instanceof AttrSet) || functor === undefined) return functionArgs(value);
  const declared = value.get('__functionArgs');
  return declared === undefined ? functionArgs(callFunction(functor, value)) : forceAttrs(declared);
}

/** `lib.isDerivation`: a set with `type = "derivation"`; also what only system Nix knows, which may be one. */
export function isDerivation(value: Value): boolean {
  if (!(value instanceof AttrSet)) return false;
  if (value instanceof SymbolicValue) return true;
  const type = value.get('type');
  return type !== undefined && textOf(type) === 'derivation';
}

/** `lib.strings.isStringLike`: a string, a path, or a set that turns into a string (`outPath`, `__toString`). */
export function isStringLike(value: Value): boolean {
  if (isString(value) || value instanceof PathValue) return true;
  return value instanceof AttrSet && (value.has('outPath') || value.has('__toString'));
}

/** What `builtins.typeOf` answers; a set with `__functor` is a set here. */
export function kindName(value: Value): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'bigint') return 'int';
  if (typeof value === 'number') return 'float';
  if (isString(value)) return 'string';
  if (value instanceof PathValue) return 'path';
  if (isList(value)) return 'list';
  return value instanceof AttrSet ? 'set' : 'lambda';
}
