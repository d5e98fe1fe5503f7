/** Collects the bindings of a set: folds `a.b = 1; a.c = 2;` into nested sets and refuses duplicates, as Nix does. */
import { NixError } from '../errors';
import type { Span } from '../source/source-file';
import type { AttrName, Binding, Bindings, Expr } from './ast';

/** Bindings of a set without any. */
export function emptyBindings(): Bindings {
  return { attrs: new Map(), dynamic: [], inheritFrom: [] };
}

/** Adds `path = value`. Throws NixError when the attribute is there already. */
export function addBinding(bindings: Bindings, path: readonly AttrName[], value: Expr, span: Span): void {
  let target = bindings;
  const lastIndex = path.length - 1;
  for (let index = 0; index < lastIndex; index++) target = nestedBindings(target, path, index, span);
  const last = path[lastIndex] as AttrName;
  if (last.kind === 'dynamic') target.dynamic.push({ name: last.expr, value, span });
  else insert(target, path, { kind: 'plain', name: last.name, value, from: -1, span });
}

/** Adds an inherited attribute. Throws NixError when it is there already. */
export function addInherited(bindings: Bindings, binding: Binding): void {
  const existing = bindings.attrs.get(binding.name);
  if (existing !== undefined) throw duplicateError(showName(binding.name), binding.span, existing.span);
  bindings.attrs.set(binding.name, binding);
}

/** The bindings of the set that a part of a path leads into, made when missing. */
function nestedBindings(target: Bindings, path: readonly AttrName[], index: number, span: Span): Bindings {
  const part = path[index] as AttrName;
  const nested = (): Expr & { kind: 'attrs' } => ({
    kind: 'attrs',
    isRecursive: false,
    bindings: emptyBindings(),
    span,
  });
  if (part.kind === 'dynamic') {
    const value = nested();
    target.dynamic.push({ name: part.expr, value, span });
    return value.bindings;
  }
  const existing = target.attrs.get(part.name);
  if (existing === undefined) {
    const value = nested();
    target.attrs.set(part.name, { kind: 'plain', name: part.name, value, from: -1, span });
    return value.bindings;
  }
  if (existing.value.kind !== 'attrs')
    throw duplicateError(showPath(path.slice(0, index + 1)), span, existing.span);
  return existing.value.bindings;
}

/** Inserts one binding; two sets written for the same name become one. */
function insert(target: Bindings, path: readonly AttrName[], binding: Binding): void {
  const existing = target.attrs.get(binding.name);
  if (existing === undefined) {
    target.attrs.set(binding.name, binding);
    nameFunctions(binding.value, binding.name);
    return;
  }
  if (existing.value.kind !== 'attrs' || binding.value.kind !== 'attrs') {
    throw duplicateError(showPath(path), binding.span, existing.span);
  }
  mergeInto(existing.value.bindings, binding.value.bindings, path);
}

/** A function, and each function that it directly returns, is called by the name it is bound to. */
function nameFunctions(value: Expr, name: string): void {
  for (let expr = value; expr.kind === 'lambda'; expr = expr.body) expr.functionName ??= name;
}

function mergeInto(target: Bindings, added: Bindings, path: readonly AttrName[]): void {
  const shift = target.inheritFrom.length;
  target.inheritFrom.push(...added.inheritFrom);
  for (const binding of added.attrs.values()) {
    const moved = binding.kind === 'inherit-from' ? { ...binding, from: binding.from + shift } : binding;
    insert(target, [...path, { kind: 'static', name: binding.name, span: binding.span }], moved);
  }
  target.dynamic.push(...added.dynamic);
}

function showPath(path: readonly AttrName[]): string {
  return path.map((part) => (part.kind === 'static' ? showName(part.name) : '"${...}"')).join('.');
}

const keywords = /^(?:if|then|else|assert|with|let|in|rec|inherit)$/;

function showName(name: string): string {
  if (/^[a-zA-Z_][a-zA-Z0-9_'-]*$/.test(name) && !keywords.test(name)) return name;
  const escaped = name.replace(/["\\]|\$(?=\{)/g, '\\$&').replaceAll('\n', '\\n');
  return `"${escaped.replaceAll('\r', '\\r').replaceAll('\t', '\\t')}"`;
}

function duplicateError(name: string, span: Span, existing: Span): NixError {
  const { line, column } = existing.source.lineColumn(existing.start);
  const place = `${existing.source.path}:${line}:${column}`;
  return new NixError('duplicate-attribute', `attribute '${name}' already defined at ${place}`, span);
}
