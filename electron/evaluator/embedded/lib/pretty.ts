/** How `lib.generators.toPretty` shows a value; error messages show definitions with it. */
import { AttrSet, NixError, PathValue, callFunction, force, isList, isString, toJsonText } from '../nix';
import type { Slot } from '../nix';
import { escapeNixIdentifier } from './identifiers';
import { isLibFunction, libFunctionArgs, textOf } from './value-tests';

/** The arguments of `lib.generators.toPretty`: `indent` is the text that lines after the first start with. */
export interface PrettyOptions {
  readonly allowPrettyValues: boolean;
  readonly multiline: boolean;
  readonly indent: string;
  /** Values deeper than this are shown as `"<unevaluated>"`; undefined for no limit. */
  readonly depthLimit?: number | undefined;
}

const unevaluated = '"<unevaluated>"';
/** Attributes that the depth limit does not step into. */
const specialAttributes = new Set(['__functor', '__functionArgs', '__toString', '__pretty']);

/**
 * `lib.generators.toPretty`: the value as Nix-like text. Forces all of it down to the depth limit; throws NixError where
 * that fails. Derivations are shown by name, functions by their arguments, so that neither is entered.
 */
export function toPretty(options: PrettyOptions, slot: Slot): string {
  return show(options, options.indent, slot, 0);
}

function show(options: PrettyOptions, indent: string, slot: Slot, depth: number): string {
  const limit = options.depthLimit;
  if (limit !== undefined && depth > limit) return unevaluated;
  const value = force(slot);
  const isContainer = value instanceof AttrSet || isList(value);
  if (limit !== undefined && !isContainer && depth + 1 > limit) return unevaluated;
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return toJsonText(value);
  if (isString(value)) return showString(options, indent, textOf(value) ?? '');
  if (value === null || typeof value === 'boolean') return String(value);
  if (value instanceof PathValue) return value.path;
  const intro = options.multiline ? `\n${indent}  ` : ' ';
  const outro = options.multiline ? `\n${indent}` : ' ';
  if (isList(value)) {
    if (value.length === 0) return '[ ]';
    const items = value.map((item) => show(options, `${indent}  `, item, depth + 1));
    return `[${intro}${items.join(intro)}${outro}]`;
  }
  if (isLibFunction(value)) return showFunction(value);
  if (value instanceof AttrSet) return showSet(options, indent, value, depth, intro, outro);
  throw new NixError('abort', 'a value of unknown kind cannot be shown');
}

function showString(options: PrettyOptions, indent: string, text: string): string {
  const lines = text.split('\n');
  if (!options.multiline || lines.length === 1) {
    return `"${lines.map((line) => line.replace(/\\|"|\$\{/g, (match) => `\\${match}`)).join('\\n')}"`;
  }
  const escaped = lines.map((line) => line.replace(/\$\{|''/g, (match) => (match === '${' ? "''${" : "'''")));
  const intro = `\n${indent}  `;
  const last = escaped.pop() ?? '';
  return `''${intro}${escaped.join(intro)}${last === '' ? `\n${indent}` : intro + last}''`;
}

function showFunction(value: Slot): string {
  const names = libFunctionArgs(force(value));
  if (names.size === 0) return '<function>';
  const shown = names.names().map((name) => (force(names.get(name) ?? false) === true ? `${name}?` : name));
  return `<function, args: {${shown.join(', ')}}>`;
}

function showSet(
  options: PrettyOptions,
  indent: string,
  set: AttrSet,
  depth: number,
  intro: string,
  outro: string,
): string {
  const pretty = set.get('__pretty');
  const prettyValue = set.get('val');
  if (options.allowPrettyValues && pretty !== undefined && prettyValue !== undefined) {
    return textOf(callFunction(pretty, prettyValue)) ?? '';
  }
  if (set.size === 0) return '{ }';
  const type = set.get('type');
  if (type !== undefined && showsAs(options, depth + 1) && textOf(type) === 'derivation') {
    const name = set.get('name');
    return `<derivation ${name === undefined ? '???' : (textOf(name) ?? '???')}>`;
  }
  const shown = set.names().map((name) => {
    const inner = specialAttributes.has(name) ? { ...options, depthLimit: undefined } : options;
    return `${escapeNixIdentifier(name)} = ${show(inner, `${indent}  `, set.get(name) ?? null, depth + 1)};`;
  });
  return `{${intro}${shown.join(intro)}${outro}}`;
}

function showsAs(options: PrettyOptions, depth: number): boolean {
  return options.depthLimit === undefined || depth + 1 <= options.depthLimit;
}
