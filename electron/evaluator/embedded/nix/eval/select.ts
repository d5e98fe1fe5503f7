/** Selecting attributes: `set.a.b`, `set.a or fallback`, `set ? a.b`. */
import { NixError } from '../errors';
import type { Span } from '../source/source-file';
import { Thunk } from '../value/thunk';
import { AttrSet, force, type Slot, type Value } from '../value/value';
import { forceStringNoContext, typeError } from './coerce';
import { SymbolicValue, isOpen, symbolicHas } from './symbolic';
import { AttrFinder } from './attr-finder';
import type { Code, Env } from './env';
import { didYouMean } from './suggest';

/** One part of a compiled attribute path. */
export interface PathPart {
  /** The name when it is known before evaluation. */
  readonly name: string | undefined;
  /** Looks for that name. */
  readonly finder: AttrFinder | undefined;
  readonly code: Code | undefined;
  readonly span: Span;
}

function nameOf(part: PathPart, env: Env): string {
  if (part.name !== undefined) return part.name;
  return forceStringNoContext((part.code as Code)(env), 'an attribute name');
}

/** The error of an attribute that is not there. */
export function missingAttribute(set: AttrSet, name: string, span: Span | undefined): NixError {
  return new NixError(
    'missing-attribute',
    `attribute '${name}' missing`,
    span,
    didYouMean(name, set.names()),
  );
}

/** Code for `expr.path`. */
export function selectCode(expr: Code, path: readonly PathPart[], span: Span): Code {
  const only = path[0];
  if (path.length === 1 && only?.name !== undefined) return selectOneCode(expr, only.name, span);
  return (env) => selectPath(expr(env), path, env, span);
}

/** The commonest form, without a loop. */
function selectOneCode(expr: Code, name: string, span: Span): Code {
  const finder = new AttrFinder(name);
  return (env) => {
    const value = expr(env);
    if (!(value instanceof AttrSet)) throw notASet(value, span);
    const slot = finder.find(value);
    if (slot === undefined) throw missingAttribute(value, name, span);
    if (!(slot instanceof Thunk)) return slot;
    const known = slot.known;
    if (known !== undefined) return known;
    try {
      return slot.force();
    } catch (error) {
      throw traced(error, name, value.positionOf(name));
    }
  };
}

function selectPath(start: Value, path: readonly PathPart[], env: Env, span: Span): Value {
  let value = start;
  let holder: AttrSet | undefined;
  let lastName = '';
  try {
    for (const part of path) {
      const name = nameOf(part, env);
      if (!(value instanceof AttrSet)) throw notASet(value, span);
      const slot: Slot | undefined = part.finder === undefined ? value.get(name) : part.finder.find(value);
      if (slot === undefined) throw missingAttribute(value, name, span);
      holder = value;
      lastName = name;
      value = force(slot);
    }
    return value;
  } catch (error) {
    const lastSpan = holder?.positionOf(lastName);
    throw lastSpan === undefined ? error : traced(error, showPath(path, env), lastSpan);
  }
}

/** The error of selecting an attribute of something that is no set. */
export function notASet(value: Value, span: Span): NixError {
  return typeError('a set', value).addFrame('while selecting an attribute', span);
}

function traced(error: unknown, path: string, span: Span | undefined): unknown {
  if (error instanceof NixError) error.addFrame(`while evaluating the attribute '${path}'`, span);
  return error;
}

/** The path as in messages; a name that cannot be computed is left open. */
function showPath(path: readonly PathPart[], env: Env): string {
  return path.map((part) => part.name ?? nameOrBlank(part, env)).join('.');
}

function nameOrBlank(part: PathPart, env: Env): string {
  try {
    return nameOf(part, env);
  } catch (error) {
    if (error instanceof NixError) return '${...}';
    throw error;
  }
}

/** Code for `expr.path or fallback`: the fallback when any part of the path is not there. */
export function selectOrCode(expr: Code, path: readonly PathPart[], fallback: Code): Code {
  const finder = path.length === 1 ? path[0]?.finder : undefined;
  if (finder !== undefined) {
    return (env) => {
      const value = expr(env);
      const slot = value instanceof AttrSet ? finder.find(value) : undefined;
      return slot === undefined ? fallback(env) : presentOr(force(slot), fallback, env);
    };
  }
  return (env) => {
    const slot = findSlot(expr(env), path, env);
    return slot === undefined ? fallback(env) : presentOr(force(slot), fallback, env);
  };
}

function presentOr(value: Value, fallback: Code, env: Env): Value {
  return value instanceof SymbolicValue && value.mayBeAbsent ? fallback(env) : value;
}

/** Code for `expr ? path`. */
export function hasAttrCode(expr: Code, path: readonly PathPart[]): Code {
  const finder = path.length === 1 ? path[0]?.finder : undefined;
  if (finder !== undefined) {
    return (env) => {
      const value = expr(env);
      if (!(value instanceof AttrSet)) return false;
      return finder.find(value) !== undefined && isThere(value, finder.name);
    };
  }
  return (env) => hasPath(expr(env), path, env);
}

function hasPath(start: Value, path: readonly PathPart[], env: Env): Value {
  const last = path[path.length - 1] as PathPart;
  const holder = findSlot(start, path.slice(0, -1), env);
  const set = holder === undefined ? undefined : force(holder);
  if (!(set instanceof AttrSet)) return false;
  const name = nameOf(last, env);
  return set.get(name) !== undefined && isThere(set, name);
}

/** Whether an attribute that a set has an answer for is really there, which of an open set only system Nix may know. */
function isThere(set: AttrSet, name: string): Value {
  return !isOpen(set) || set.has(name) ? true : symbolicHas(set, name);
}

/** The slot at the end of a path; undefined when a part is missing or what holds it is no set. */
function findSlot(start: Value, path: readonly PathPart[], env: Env): Slot | undefined {
  let slot: Slot = start;
  for (const part of path) {
    const name = nameOf(part, env);
    const value = force(slot);
    if (!(value instanceof AttrSet)) return undefined;
    const next = part.finder === undefined ? value.get(name) : part.finder.find(value);
    if (next === undefined) return undefined;
    slot = next;
  }
  return slot;
}
