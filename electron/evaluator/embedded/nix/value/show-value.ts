/**
 * How values are named and shown inside error messages: `an integer: 1`, `a set: { a = «thunk»; … }`. Nothing is
 * computed for it, and long values are cut, as Nix does.
 */
import { formatFloat } from './float-text';
import { quoteString } from './quote-string';
import { isPlainName } from './names';
import { SymbolicValue } from './symbolic';
import { Thunk } from './thunk';
import { AttrSet, ContextString, Lambda, PathValue, PrimOp, type Slot, type Value } from './value';

/** The type of a value with its article, as error messages say it: `a set`, `an integer`, `a Boolean`. */
export function typeName(value: Value): string {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'boolean':
      return 'a Boolean';
    case 'bigint':
      return 'an integer';
    case 'number':
      return 'a float';
    case 'string':
      return 'a string';
    default:
      return objectTypeName(value);
  }
}

function objectTypeName(value: Exclude<Value, null | boolean | bigint | number | string>): string {
  if (value instanceof AttrSet) return 'a set';
  if (value instanceof Lambda) return 'a function';
  if (value instanceof ContextString) return 'a string with context';
  if (value instanceof PathValue) return 'a path';
  if (value instanceof PrimOp) return primOpTypeName(value);
  return 'a list';
}

function primOpTypeName(value: PrimOp): string {
  if (!value.isBuiltin) return 'a function';
  const kind = value.applied.length > 0 ? 'partially applied built-in function' : 'built-in function';
  return `the ${kind} '${value.functionName}'`;
}

/** The place of a function, as Nix shows it: `/dir/file.nix:3:5`. */
export function showPlace(lambda: Lambda): string {
  const { line, column } = lambda.span.source.lineColumn(lambda.span.start);
  return `${lambda.span.source.path}:${line}:${column}`;
}

/** A function as printed: `«lambda f @ /dir/file.nix:3:5»`, `«primop map»`. */
export function showFunction(value: Lambda | PrimOp): string {
  if (value instanceof Lambda) {
    const name = value.functionName === undefined ? '' : ` ${value.functionName}`;
    return `«lambda${name} @ ${showPlace(value)}»`;
  }
  if (!value.isBuiltin) return `«lambda ${value.functionName}»`;
  return value.applied.length > 0
    ? `«partially applied primop ${value.functionName}»`
    : `«primop ${value.functionName}»`;
}

const maxDepth = 10;
const maxAttributes = 10;
const maxItems = 10;
const maxText = 1024;

/** What is left to show; shared by the whole value, as in Nix. */
interface Room {
  attributes: number;
  items: number;
}

/** A value as shown in an error message. Computes nothing. */
export function showValue(value: Slot): string {
  return show(value, 0, { attributes: maxAttributes, items: maxItems });
}

function show(slot: Slot, depth: number, room: Room): string {
  const value = slot instanceof Thunk ? slot.known : slot;
  // Functions are never suspended here, but are in Nix, where mostly nobody has looked at them yet.
  if (value === undefined || (depth > 0 && slot instanceof Lambda)) return '«thunk»';
  if (value === null) return 'null';
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return formatFloat(value);
  if (typeof value === 'string') return showText(value);
  if (value instanceof ContextString) return showText(value.text);
  if (value instanceof PathValue) return value.path;
  if (value instanceof Lambda || value instanceof PrimOp) return showFunction(value);
  if (value instanceof SymbolicValue) return `«${value.text}»`;
  if (value instanceof AttrSet) return showAttrs(value, depth, room);
  return showList(value, depth, room);
}

function showText(text: string): string {
  if (text.length <= maxText) return quoteString(text);
  const left = text.length - maxText;
  return `${quoteString(text.slice(0, maxText))} «${left} ${left === 1 ? 'byte' : 'bytes'} elided»`;
}

function showAttrs(value: AttrSet, depth: number, room: Room): string {
  if (value.size === 0) return '{ }';
  if (depth >= maxDepth) return '{ ... }';
  let text = '{';
  let shown = 0;
  for (const name of value.names()) {
    if (room.attributes <= 0) return `${text} ${elided(value.size - shown, 'attribute')} }`;
    text += ` ${isPlainName(name) ? name : quoteString(name)} = ${show(value.get(name) ?? null, depth + 1, room)};`;
    // Counted when printed, so that what is inside comes first.
    room.attributes--;
    shown++;
  }
  return `${text} }`;
}

function showList(value: readonly Slot[], depth: number, room: Room): string {
  if (value.length === 0) return '[ ]';
  if (depth >= maxDepth) return '[ ... ]';
  let text = '[';
  let shown = 0;
  for (const item of value) {
    if (room.items <= 0) return `${text} ${elided(value.length - shown, 'item')} ]`;
    text += ` ${show(item, depth + 1, room)}`;
    room.items--;
    shown++;
  }
  return `${text} ]`;
}

function elided(count: number, noun: string): string {
  return `«${count} ${noun}${count === 1 ? '' : 's'} elided»`;
}
