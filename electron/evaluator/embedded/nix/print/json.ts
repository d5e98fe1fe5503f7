/** Values as JSON: `builtins.toJSON` and `--json`. */
import { NixError } from '../errors';
import { callValue } from '../eval/call';
import { coerceToString, isList, stringText, stringContext, typeName } from '../eval/coerce';
import { checkDataDepth, countSteps } from '../eval/budget';
import { isUnevaluated } from './unevaluated';
import { needsSystemNix, symbolsIn } from '../value/symbolic';
import {
  AttrSet,
  ContextString,
  Lambda,
  PathValue,
  compareBytes,
  force,
  type Slot,
  type Value,
} from '../value/value';

/** JSON data with 64-bit integers as `bigint`. Objects are Maps in Nix order of their keys. */
export type NixJson =
  null | boolean | bigint | number | string | readonly NixJson[] | ReadonlyMap<string, NixJson>;

/** How {@link toJsonValue} treats what JSON does not have. */
export interface JsonOptions {
  /** What becomes of a path; default its text. */
  readonly pathToString?: (path: string) => string | ContextString;
  /** Receives the context of every string on the way. */
  readonly context?: Set<string>;
  /** Computes nothing but the value itself: members that are not there yet cannot be converted. */
  readonly isLazy?: boolean;
  /** Whether a value that only system Nix knows is an error, instead of the text that stands for it. */
  readonly isKnownOnly?: boolean;
}

/** The value in a slot, computed all the way down, as JSON data. Throws NixError (functions cannot be converted). */
export function toJsonValue(slot: Slot, options: JsonOptions = {}): NixJson {
  return jsonAt(slot, options, 0);
}

function jsonAt(slot: Slot, options: JsonOptions, depth: number): NixJson {
  checkDataDepth(depth);
  if (options.isLazy === true && depth > 0 && isUnevaluated(slot))
    throw new NixError('type', 'cannot convert a thunk to JSON');
  const value = force(slot);
  if (value === null || typeof value === 'boolean' || typeof value === 'bigint' || typeof value === 'string')
    return value;
  if (typeof value === 'number') return value;
  if (options.isKnownOnly === true) refuseSymbols(value);
  if (value instanceof ContextString) return keepContext(value, options);
  if (value instanceof PathValue) {
    return keepContext(
      options.pathToString === undefined ? value.path : options.pathToString(value.path),
      options,
    );
  }
  if (value instanceof AttrSet) return setToJson(value, options, depth);
  if (isList(value)) {
    countSteps(value.length);
    return value.map((item, index) =>
      framed(() => jsonAt(item, options, depth + 1), `while evaluating list element at index ${index}`),
    );
  }
  throw new NixError(
    'type',
    `cannot convert ${typeName(value)} to JSON`,
    value instanceof Lambda ? value.span : undefined,
  );
}

function refuseSymbols(value: Value): void {
  const [symbol] = symbolsIn(value);
  if (symbol !== undefined) throw needsSystemNix(symbol, 'its value');
}

function setToJson(value: AttrSet, options: JsonOptions, depth: number): NixJson {
  const method = value.get('__toString');
  if (method !== undefined) {
    return keepContext(coerceToString(callValue(force(method), value), options), options);
  }
  const outPath = value.get('outPath');
  if (outPath !== undefined) return jsonAt(outPath, options, depth + 1);
  countSteps(value.size);
  const members = new Map<string, NixJson>();
  for (const name of value.names()) {
    const member = value.get(name) as Slot;
    members.set(
      name,
      framed(() => jsonAt(member, options, depth + 1), `while evaluating attribute '${name}'`, value, name),
    );
  }
  return members;
}

function keepContext(value: string | ContextString, options: JsonOptions): string {
  if (options.context !== undefined) for (const element of stringContext(value)) options.context.add(element);
  return stringText(value);
}

function framed<T>(compute: () => T, message: string, set?: AttrSet, name?: string): T {
  try {
    return compute();
  } catch (error) {
    if (error instanceof NixError)
      error.addFrame(message, name === undefined ? undefined : set?.positionOf(name));
    throw error;
  }
}

/** JSON text of a value, as `builtins.toJSON` writes it: no spaces, keys in Nix order. */
export function toJsonText(slot: Slot, options: JsonOptions = {}): string {
  return jsonText(toJsonValue(slot, options));
}

/** JSON text of JSON data. */
export function jsonText(value: NixJson): string {
  const parts: string[] = [];
  writeJson(value, parts);
  return parts.join('');
}

function writeJson(value: NixJson, parts: string[]): void {
  if (value === null || typeof value === 'boolean' || typeof value === 'bigint') parts.push(String(value));
  else if (typeof value === 'number') parts.push(jsonFloat(value));
  else if (typeof value === 'string') parts.push(jsonString(value));
  else if (value instanceof Map) writeObject(value as ReadonlyMap<string, NixJson>, parts);
  else writeArray(value as readonly NixJson[], parts);
}

function writeArray(value: readonly NixJson[], parts: string[]): void {
  parts.push('[');
  value.forEach((item, index) => {
    if (index > 0) parts.push(',');
    writeJson(item, parts);
  });
  parts.push(']');
}

function writeObject(value: ReadonlyMap<string, NixJson>, parts: string[]): void {
  parts.push('{');
  const names = [...value.keys()].sort(compareBytes);
  names.forEach((name, index) => {
    if (index > 0) parts.push(',');
    parts.push(jsonString(name), ':');
    writeJson(value.get(name) ?? null, parts);
  });
  parts.push('}');
}

/** The shortest text that reads back as the same float, with a point or exponent so that it stays a float. */
export function jsonFloat(value: number): string {
  if (!Number.isFinite(value)) return 'null';
  if (Object.is(value, -0)) return '-0.0';
  const [digits = '', power] = value.toExponential().split('e');
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 15) {
    return `${digits}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  }
  const text = plainDecimal(value);
  return text.includes('.') ? text : `${text}.0`;
}

/** Decimal notation without exponent; JavaScript itself turns to exponents below 1e-6, which 1e-4 never reaches. */
function plainDecimal(value: number): string {
  return String(value);
}

function jsonString(text: string): string {
  // JSON.stringify escapes lone surrogates, DEL not; both as Nix's library does.
  return JSON.stringify(text);
}
