/** Equality and order of values: `==`, `<`, and what `sort` and `elem` build on. */
import { NixError } from '../errors';
import { typeName } from '../value/show-value';
import {
  AttrSet,
  ContextString,
  Lambda,
  PathValue,
  PrimOp,
  compareBytes,
  force,
  type Slot,
  type Value,
} from '../value/value';
import { Thunk } from '../value/thunk';
import { SymbolicValue, needsSystemNix } from '../value/symbolic';
import { symbolicEquality } from './symbolic';
import { checkDataDepth, countSteps } from './budget';
import { symbolOrder } from './symbol-order';

/** Nix's `==`. Computes as much of both values as it needs. Functions are never equal, unless inside equal places. */
export function equalValues(a: Slot, b: Slot): boolean {
  return equalAt(a, b, 0);
}

function equalAt(a: Slot, b: Slot, depth: number): boolean {
  const left = force(a);
  const right = force(b);
  if (typeof left === 'object' || typeof right === 'object') {
    if (left instanceof SymbolicValue || right instanceof SymbolicValue) return equalSymbols(left, right);
    if (left === null || right === null) return left === right;
    if (typeof left === 'object') return equalObjects(left, right, depth);
  }
  if (left === right) return true;
  if (typeof left === 'bigint') return typeof right === 'number' && Number(left) === right;
  if (typeof left === 'number') return typeof right === 'bigint' && left === Number(right);
  return typeof left === 'string' && right instanceof ContextString && left === right.text;
}

/** The same expression has the same value; of different ones only system Nix knows. */
function equalSymbols(left: Value, right: Value): boolean {
  if (symbolicEquality(left, right) === true) return true;
  const symbol = left instanceof SymbolicValue ? left : right;
  throw needsSystemNix(symbol instanceof SymbolicValue ? symbol.text : '', 'whether it equals another value');
}

function equalObjects(
  left: Exclude<Value, null | boolean | bigint | number | string>,
  right: Value,
  depth: number,
): boolean {
  if (left instanceof AttrSet) return right instanceof AttrSet && equalSets(left, right, depth + 1);
  if (left instanceof ContextString) {
    return right instanceof ContextString ? left.text === right.text : left.text === right;
  }
  if (left instanceof PathValue) return right instanceof PathValue && left.path === right.path;
  if (left instanceof Lambda || left instanceof PrimOp) return false;
  return isList(right) && equalLists(left, right, depth + 1);
}

function isList(value: Value): value is readonly Slot[] {
  return Array.isArray(value);
}

function equalLists(left: readonly Slot[], right: readonly Slot[], depth: number): boolean {
  checkDataDepth(depth);
  if (left.length !== right.length) return false;
  countSteps(left.length);
  return left.every((slot, index) => equalPlaces(slot, right[index] as Slot, depth));
}

/**
 * Equality of elements, attributes and arguments: one and the same place is equal to itself, whatever is inside and
 * even when it is a function. It is computed all the same.
 */
export function equalPlaces(a: Slot, b: Slot, depth = 0): boolean {
  if (a !== b || !isShareable(a)) return equalAt(a, b, depth);
  force(a);
  return true;
}

function isShareable(slot: Slot): boolean {
  return slot instanceof Thunk || (typeof slot === 'object' && slot !== null);
}

function equalSets(left: AttrSet, right: AttrSet, depth: number): boolean {
  checkDataDepth(depth);
  if (isDerivation(left) && isDerivation(right)) {
    const leftPath = left.get('outPath');
    const rightPath = right.get('outPath');
    if (leftPath !== undefined && rightPath !== undefined) return equalAt(leftPath, rightPath, depth);
  }
  if (left.size !== right.size) return false;
  countSteps(left.size);
  const names = left.names();
  if (!names.every((name) => right.has(name))) return false;
  return equalMembers(left, right, names, depth);
}

/** Where something is left to compute, which member is looked at first decides whether that fails. */
function equalMembers(left: AttrSet, right: AttrSet, names: readonly string[], depth: number): boolean {
  const isEqual = (name: string): boolean =>
    equalPlaces(left.get(name) as Slot, right.get(name) as Slot, depth);
  const isWaiting = (name: string): boolean => isSuspended(left.get(name)) || isSuspended(right.get(name));
  const ordered = names.length > 1 && names.some(isWaiting) ? symbolOrder(left) : names;
  return ordered.every(isEqual);
}

function isSuspended(slot: Slot | undefined): boolean {
  return slot instanceof Thunk && !slot.isDone;
}

/** Whether a set is a derivation: `type = "derivation"`. */
export function isDerivation(value: AttrSet): boolean {
  const type = value.get('type');
  if (type === undefined) return false;
  const text = force(type);
  return text === 'derivation' || (text instanceof ContextString && text.text === 'derivation');
}

/** Nix's order: negative, zero or positive. Throws NixError when the two cannot be compared. */
export function compareValues(a: Slot, b: Slot): number {
  const left = force(a);
  const right = force(b);
  if (isNumber(left) && isNumber(right)) return compareNumbers(left, right);
  if (isText(left) && isText(right)) return compareBytes(textOf(left), textOf(right));
  if (left instanceof PathValue && right instanceof PathValue) return compareBytes(left.path, right.path);
  if (isList(left) && isList(right)) return compareLists(left, right);
  for (const side of [left, right]) {
    if (side instanceof SymbolicValue)
      throw needsSystemNix(side.text, 'whether it is less than another value');
  }
  const note = typeName(left) === typeName(right) ? '; values of that type are incomparable' : '';
  throw new NixError('type', `cannot compare ${typeName(left)} with ${typeName(right)}${note}`);
}

/** NaN is smaller than nothing: `compareNumbers` gives 1 both ways, and only `< 0` is ever asked. */
function compareNumbers(left: bigint | number, right: bigint | number): number {
  const x = typeof left === typeof right ? left : Number(left);
  const y = typeof left === typeof right ? right : Number(right);
  return x < y ? -1 : x === y ? 0 : 1;
}

function compareLists(left: readonly Slot[], right: readonly Slot[]): number {
  for (let index = 0; ; index++) {
    if (index === right.length) return left.length - right.length;
    if (index === left.length) return -1;
    const x = left[index] as Slot;
    const y = right[index] as Slot;
    if (!equalPlaces(x, y)) {
      try {
        return compareValues(x, y);
      } catch (error) {
        if (error instanceof NixError) error.addFrame('while comparing two list elements');
        throw error;
      }
    }
  }
}

function isNumber(value: Value): value is bigint | number {
  return typeof value === 'bigint' || typeof value === 'number';
}

function isText(value: Value): value is string | ContextString {
  return typeof value === 'string' || value instanceof ContextString;
}

function textOf(value: string | ContextString): string {
  return typeof value === 'string' ? value : value.text;
}
