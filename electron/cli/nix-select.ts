/** `-A a.b.0`: walks into a value, calling functions with the arguments of the command line on the way. */
import { AttrSet, NixError, autoCall, didYouMean, force, isList, typeName } from '../evaluator/in-thread';
import type { Slot, Value } from '../evaluator/in-thread';

/** The value at an attribute path. Throws NixError. */
export function selectAttribute(root: Value, path: string, argumentSlots: ReadonlyMap<string, Slot>): Value {
  let value = root;
  for (const part of splitPath(path)) value = step(autoCall(value, argumentSlots), part, path);
  return value;
}

function step(value: Value, part: string, path: string): Value {
  return /^[0-9]+$/.test(part) ? fromList(value, Number(part), path) : fromSet(value, part, path);
}

function fromList(value: Value, index: number, path: string): Value {
  if (!isList(value)) throw new NixError('type', selected(path, 'list', value));
  const item = value[index];
  if (item === undefined)
    throw new NixError('index', `list index ${index} in selection path '${path}' is out of range`);
  return force(item);
}

function fromSet(value: Value, name: string, path: string): Value {
  if (!(value instanceof AttrSet)) throw new NixError('type', selected(path, 'set', value));
  if (name === '') throw new NixError('eval', `empty attribute name in selection path '${path}'`);
  const slot = value.get(name);
  if (slot !== undefined) return force(slot);
  const text = `attribute '${name}' in selection path '${path}' not found`;
  throw new NixError('missing-attribute', text, undefined, didYouMean(name, value.names()));
}

function selected(path: string, wanted: string, value: Value): string {
  return `the expression selected by the selection path '${path}' should be a ${wanted} but is ${typeName(value)}`;
}

/** The names between dots; quotes keep dots inside a name. Throws NixError for a missing closing quote. */
function splitPath(path: string): string[] {
  const parts: string[] = [];
  let part = '';
  let isQuoted = false;
  for (const char of path) {
    if (char === '"') isQuoted = !isQuoted;
    else if (char === '.' && !isQuoted) {
      parts.push(part);
      part = '';
    } else part += char;
  }
  if (isQuoted) throw new NixError('parse', `missing closing quote in selection path '${path}'`);
  return part === '' ? parts : [...parts, part];
}
