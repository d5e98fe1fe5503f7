/** Values as `nix-instantiate --eval` prints them. */
import { forceDeep } from '../eval/force-deep';
import { isList } from '../eval/coerce';
import { countSteps } from '../eval/budget';
import { formatFloat } from '../value/float-text';
import { isKeyword } from '../value/names';
import { quoteString } from '../value/quote-string';
import { SymbolicValue } from '../value/symbolic';
import { Thunk } from '../value/thunk';
import { isUnevaluated } from './unevaluated';
import { AttrSet, ContextString, Lambda, PathValue, PrimOp, type Slot } from '../value/value';

/** How much is computed for printing. */
export interface PrintOptions {
  /** Computes everything first; otherwise what is not there yet prints as `<CODE>`. */
  readonly isStrict: boolean;
}

/** The text of a value. Throws NixError when computing it fails. */
export function printValue(slot: Slot, options: PrintOptions): string {
  if (options.isStrict) forceDeep(slot);
  const parts: string[] = [];
  const root = slot instanceof Thunk ? slot.force() : slot;
  print(root, parts, new Set(), options, true);
  return parts.join('');
}

function print(slot: Slot, parts: string[], seen: Set<object>, options: PrintOptions, isRoot: boolean): void {
  const value = slot instanceof Thunk ? slot.known : slot;
  countSteps(1);
  if (value === undefined || (!options.isStrict && !isRoot && isUnevaluated(slot))) parts.push('<CODE>');
  else if (value === null) parts.push('null');
  else if (typeof value === 'boolean' || typeof value === 'bigint') parts.push(String(value));
  else if (typeof value === 'number') parts.push(formatFloat(value));
  else if (typeof value === 'string') parts.push(quoteString(value));
  else if (value instanceof ContextString) parts.push(quoteString(value.text));
  else if (value instanceof PathValue) parts.push(value.path);
  else if (value instanceof Lambda) parts.push('<LAMBDA>');
  else if (value instanceof PrimOp) parts.push(showPrimOp(value));
  else if (value instanceof SymbolicValue) parts.push(`«${value.text}»`);
  else if (value instanceof AttrSet) printSet(value, parts, seen, options);
  else if (isList(value)) printList(value, identityOf(slot, value), parts, seen, options);
}

function showPrimOp(value: PrimOp): string {
  if (!value.isBuiltin) return '<LAMBDA>';
  return value.applied.length > 0 ? '<PRIMOP-APP>' : '<PRIMOP>';
}

function printSet(value: AttrSet, parts: string[], seen: Set<object>, options: PrintOptions): void {
  if (value.size > 0 && !addNew(seen, value)) {
    parts.push('«repeated»');
    return;
  }
  parts.push('{ ');
  for (const name of value.names()) {
    parts.push(isPlain(name) ? name : quoteString(name), ' = ');
    print(value.get(name) as Slot, parts, seen, options, false);
    parts.push('; ');
  }
  parts.push('}');
}

/** Nix keeps a list of one or two elements inside the place that holds it, and knows it again by that place only. */
function identityOf(slot: Slot, list: readonly Slot[]): object {
  return slot instanceof Thunk && list.length <= 2 ? slot : list;
}

function printList(
  value: readonly Slot[],
  identity: object,
  parts: string[],
  seen: Set<object>,
  options: PrintOptions,
): void {
  if (value.length > 0 && !addNew(seen, identity)) {
    parts.push('«repeated»');
    return;
  }
  parts.push('[ ');
  for (const item of value) {
    print(item, parts, seen, options, false);
    parts.push(' ');
  }
  parts.push(']');
}

function addNew(seen: Set<object>, value: object): boolean {
  const { size } = seen;
  return seen.add(value).size > size;
}

function isPlain(name: string): boolean {
  return /^[a-zA-Z_][a-zA-Z0-9_'-]*$/.test(name) && !isKeyword(name);
}
