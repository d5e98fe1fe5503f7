/**
 * Asking for a value of one type, and turning values into strings. `what` says whose value it is and becomes a trace
 * line ("while evaluating `what`"), as in Nix.
 */
import { NixError } from '../errors';
import type { Span } from '../source/source-file';
import { floatToText } from '../value/float-text';
import { showValue, typeName } from '../value/show-value';
import { SymbolicValue, isSymbolicContext, isSymbolicString, needsSystemNix } from '../value/symbolic';
import { joinText, mendText } from '../value/string-bytes';
import type { Lambda, PrimOp } from '../value/value';
import { AttrSet, ContextString, PathValue, force, type Slot, type Value } from '../value/value';
import { countRound } from './budget';
import { callValue, isFunction } from './call';
import { symbolicElements } from './symbolic';

export { typeName, showValue };

/** The error of a value of the wrong type: `expected a set but found an integer: 1`. */
export function typeError(expected: string, value: Value, what?: string, span?: Span): NixError {
  if (value instanceof SymbolicValue) return needsSystemNix(value.text, expected);
  const error = new NixError(
    'type',
    `expected ${expected} but found ${typeName(value)}: ${showValue(value)}`,
    span,
  );
  return what === undefined ? error : error.addFrame(`while evaluating ${what}`);
}

/** Computes a slot; a failure gets `what` as a trace line. */
export function forceFor(slot: Slot, what: string | undefined): Value {
  if (what === undefined) return force(slot);
  try {
    return force(slot);
  } catch (error) {
    if (error instanceof NixError) error.addFrame(`while evaluating ${what}`);
    throw error;
  }
}

/** The attribute set in a slot. Throws NixError of kind `type`. As in Nix, `what` is told for a wrong type only. */
export function forceAttrs(slot: Slot, what?: string): AttrSet {
  const value = force(slot);
  if (value instanceof AttrSet) return value;
  throw typeError('a set', value, what);
}

/** The list in a slot. Throws NixError of kind `type`. As in Nix, `what` is told for a wrong type only. */
export function forceList(slot: Slot, what?: string): readonly Slot[] {
  const value = force(slot);
  if (isList(value)) return value;
  throw typeError('a list', value, what);
}

/** The integer in a slot. Throws NixError of kind `type`. */
export function forceInt(slot: Slot, what?: string): bigint {
  const value = forceFor(slot, what);
  if (typeof value === 'bigint') return value;
  throw typeError('an integer', value, what);
}

/** The number in a slot as a float, whether written as integer or float. Throws NixError of kind `type`. */
export function forceFloat(slot: Slot, what?: string): number {
  const value = forceFor(slot, what);
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  throw typeError('a float', value, what);
}

/** The boolean in a slot. Throws NixError of kind `type`. */
export function forceBool(slot: Slot, what?: string): boolean {
  const value = forceFor(slot, what);
  if (typeof value === 'boolean') return value;
  throw typeError('a Boolean', value, what);
}

/** The function in a slot: a function proper or a set with `__functor`. Throws NixError of kind `type`. */
export function forceFunction(slot: Slot, what?: string): Lambda | PrimOp | AttrSet {
  const value = forceFor(slot, what);
  if (isFunction(value) || (value instanceof AttrSet && value.has('__functor'))) return value;
  throw typeError('a function', value, what);
}

/** The text of the string in a slot, its context dropped. Throws NixError of kind `type`. */
export function forceString(slot: Slot, what?: string): string {
  const value = forceFor(slot, what);
  if (typeof value === 'string') return value;
  if (value instanceof ContextString) return value.text;
  throw typeError('a string', value, what);
}

/** The string in a slot with its context. Throws NixError of kind `type`. */
export function forceStringValue(slot: Slot, what?: string): string | ContextString {
  const value = forceFor(slot, what);
  if (typeof value === 'string' || value instanceof ContextString) return value;
  if (value instanceof SymbolicValue) return value.string;
  throw typeError('a string', value, what);
}

/** As {@link forceStringValue}, for what decides by the text: all of it must be known. Throws NixError. */
export function forceKnownString(slot: Slot, what?: string): string | ContextString {
  const value = forceFor(slot, what);
  if (value instanceof SymbolicValue) throw typeError('a string', value, what);
  if (isSymbolicString(value))
    throw needsSystemNix(value.text.replace(/[«»]/g, ''), 'the text of this string');
  return forceStringValue(value, what);
}

/**
 * The elements of the list in a slot, for what only puts elements together: of a list that only system Nix knows, one
 * that stands for all; of a list under a condition that only system Nix knows, the elements each with the condition.
 * Throws NixError of kind `type`.
 */
export function forceElements(slot: Slot, what?: string): readonly Slot[] {
  const value = forceFor(slot, what);
  return isList(value) ? value : (symbolicElements(value) ?? forceList(value, what));
}

/** The text of the string in a slot that must not refer to the store, as attribute names and such. */
export function forceStringNoContext(slot: Slot, what?: string): string {
  const value = forceStringValue(slot, what);
  if (typeof value === 'string') return value;
  const first = [...value.context].find((element) => !isSymbolicContext(element));
  if (first === undefined) return value.text;
  const error = new NixError(
    'eval',
    `the string '${value.text}' is not allowed to refer to a store path (such as '${plainContext(first)}')`,
  );
  throw what === undefined ? error : error.addFrame(`while evaluating ${what}`);
}

/** A context element without its output marker. */
function plainContext(element: string): string {
  return element.replace(/^(?:![^!]*!|=)/, '');
}

/** Whether a value is a list. */
export function isList(value: Value): value is readonly Slot[] {
  return Array.isArray(value);
}

/** Whether a value is a string, with or without context. */
export function isString(value: Value): value is string | ContextString {
  return typeof value === 'string' || value instanceof ContextString;
}

/** The text of a string value. */
export function stringText(value: string | ContextString): string {
  return typeof value === 'string' ? value : value.text;
}

/** The context of a string value; empty for most. */
export function stringContext(value: string | ContextString): ReadonlySet<string> {
  return typeof value === 'string' ? noContext : value.context;
}

const noContext: ReadonlySet<string> = new Set();

/** A string value of a text and a context: a plain `string` when the context is empty. */
export function withContext(text: string, context: ReadonlySet<string>): string | ContextString {
  return context.size === 0 ? text : new ContextString(text, context);
}

/** Two strings one after the other, with the context of both. */
export function concatStrings(
  left: string | ContextString,
  right: string | ContextString,
): string | ContextString {
  if (typeof left === 'string' && typeof right === 'string') return joinText(left, right);
  const text = joinText(stringText(left), stringText(right));
  return withContext(text, new Set([...stringContext(left), ...stringContext(right)]));
}

/** How {@link coerceToString} treats what is no string. */
export interface CoerceOptions {
  /** Whether numbers, booleans, null and lists become strings too, as `toString` does. */
  readonly isLoose?: boolean;
  /** What becomes of a path; default its text. String interpolation copies it to the store instead. */
  readonly pathToString?: (path: string) => string | ContextString;
  /** Whose value it is, for the trace of a failure. */
  readonly what?: string;
}

/** The string that a value stands for. Throws NixError of kind `type` when it stands for none. */
export function coerceToString(slot: Slot, options: CoerceOptions = {}): string | ContextString {
  const { what } = options;
  const value = force(slot);
  if (what === undefined) return coerceValue(value, options);
  try {
    return coerceValue(value, options);
  } catch (error) {
    if (error instanceof NixError) error.addFrame(`while evaluating ${what}`);
    throw error;
  }
}

function coerceValue(value: Value, options: CoerceOptions): string | ContextString {
  if (typeof value === 'string' || value instanceof ContextString) return value;
  if (value instanceof PathValue)
    return options.pathToString === undefined ? value.path : options.pathToString(value.path);
  if (value instanceof AttrSet) {
    const method = value.get('__toString');
    if (method !== undefined) return coerceValue(callValue(force(method), value), options);
    const outPath = value.get('outPath');
    if (outPath !== undefined) return coerceValue(force(outPath), options);
  } else if (options.isLoose === true) {
    const text = coerceLoosely(value, options);
    if (text !== undefined) return text;
  }
  throw new NixError('type', `cannot coerce ${typeName(value)} to a string: ${showValue(value)}`);
}

function coerceLoosely(value: Value, options: CoerceOptions): string | ContextString | undefined {
  if (value === true) return '1';
  if (value === false || value === null) return '';
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return floatToText(value);
  return isList(value) ? coerceList(value, options) : undefined;
}

/** Elements with a space between; an empty list inside gives not even the space. */
function coerceList(list: readonly Slot[], options: CoerceOptions): string | ContextString {
  const parts: string[] = [];
  const context = new Set<string>();
  list.forEach((slot, index) => {
    countRound(index);
    const part = coerceElement(slot, options);
    parts.push(stringText(part));
    for (const element of stringContext(part)) context.add(element);
    const isEmptyList = isEmpty(force(slot));
    if (index < list.length - 1 && !isEmptyList) parts.push(' ');
  });
  return withContext(mendText(parts.join('')), context);
}

function coerceElement(slot: Slot, options: CoerceOptions): string | ContextString {
  try {
    return coerceToString(slot, options);
  } catch (error) {
    if (error instanceof NixError) error.addFrame('while evaluating one element of the list');
    throw error;
  }
}

function isEmpty(value: Value): boolean {
  return isList(value) && value.length === 0;
}
