/**
 * Which settings an expression of a service reads. The value of an attribute in `perInstance` is usually a setting, or
 * made of some; its source says which. Followed are `settings.a.b`, names bound by `let` or `rec` around the attribute,
 * `inherit (settings) a`, and what `extendSettings` returns. What is computed elsewhere is not found.
 */
import { parse } from '../../nix';
import type { Expr, SourceFile, Span } from '../../nix';

/** A path of settings, such as `["repos", "main"]`. */
export type SettingPath = readonly string[];

type Bindings = Extract<Expr, { readonly kind: 'let' }>['bindings'];
type Binding = Bindings['attrs'] extends Map<string, infer Entry> ? Entry : never;

interface Found {
  readonly binding: Binding;
  /** The bindings that hold it. */
  readonly owner: Bindings;
  /** The names around it, outermost first. */
  readonly scopes: readonly Bindings[];
}

const trees = new WeakMap<SourceFile, Expr>();

/** The settings that the attribute written at a place reads, each once, in the order of the source. */
export function settingsReadAt(span: Span): readonly SettingPath[] {
  const found = findBinding(treeOf(span.source), span, undefined, []);
  if (found === undefined) return [];
  const reader = new Reader();
  if (found.binding.kind === 'inherit-from') {
    const from = found.owner.inheritFrom[found.binding.from];
    if (from !== undefined) reader.readFrom(from, [found.binding.name], found.scopes);
  } else reader.read(found.binding.value, found.scopes);
  return [...reader.paths.values()];
}

function treeOf(source: SourceFile): Expr {
  const known = trees.get(source) ?? parse(source);
  trees.set(source, known);
  return known;
}

/** The outermost attribute that begins at the place. */
function findBinding(
  node: unknown,
  span: Span,
  owner: Bindings | undefined,
  scopes: readonly Bindings[],
): Found | undefined {
  if (isBindings(node)) {
    for (const binding of node.attrs.values()) {
      if (binding.span.start === span.start) return { binding, owner: node, scopes };
    }
    owner = node;
  }
  const inner = isScope(node) ? [...scopes, node.bindings] : scopes;
  for (const child of childrenOf(node)) {
    const found = findBinding(child, span, owner, inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isBindings(node: unknown): node is Bindings {
  return typeof node === 'object' && node !== null && 'attrs' in node && node.attrs instanceof Map;
}

function isScope(node: unknown): node is Extract<Expr, { readonly kind: 'let' | 'attrs' }> {
  if (typeof node !== 'object' || node === null || !('kind' in node)) return false;
  return node.kind === 'let' || (node.kind === 'attrs' && 'isRecursive' in node && node.isRecursive === true);
}

/** Everything inside a node of the tree but its places, whatever the node is. */
function childrenOf(node: unknown): readonly unknown[] {
  if (Array.isArray(node)) return node;
  if (node instanceof Map) return [...node.values()];
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null && key !== 'span' && !key.endsWith('Spans')
      ? [value as unknown]
      : [],
  );
}

/** Collects what expressions read; every bound name is followed once. */
class Reader {
  readonly paths = new Map<string, SettingPath>();
  readonly #followed = new Set<Binding>();

  read(node: unknown, scopes: readonly Bindings[]): void {
    if (isExpr(node, 'select')) {
      const path = staticPath(node);
      const prefix = this.#settingsBehind(node.expr, scopes);
      if (prefix !== undefined && path.length > 0) return this.#add([...prefix, ...path]);
    }
    if (isExpr(node, 'var')) return this.#follow(node.name, scopes);
    const inner = isScope(node) ? [...scopes, node.bindings] : scopes;
    for (const child of childrenOf(node)) this.read(child, inner);
  }

  /** What `from.path` reads. */
  readFrom(from: Expr, path: SettingPath, scopes: readonly Bindings[]): void {
    const prefix = this.#settingsBehind(from, scopes);
    if (prefix === undefined) this.read(from, scopes);
    else this.#add([...prefix, ...path]);
  }

  #add(path: SettingPath): void {
    this.paths.set(JSON.stringify(path), path);
  }

  #follow(name: string, scopes: readonly Bindings[]): void {
    const place = bindingOf(name, scopes);
    if (place === undefined || this.#followed.has(place.binding)) return;
    this.#followed.add(place.binding);
    const from =
      place.binding.kind === 'inherit-from' ? place.owner.inheritFrom[place.binding.from] : undefined;
    if (from === undefined) this.read(place.binding.value, place.scopes);
    else this.readFrom(from, [name], place.scopes);
  }

  /** The path within the settings that an expression stands for; undefined: it is something else. */
  #settingsBehind(expr: Expr, scopes: readonly Bindings[], depth = 0): SettingPath | undefined {
    if (depth > maximumAliases) return undefined;
    if (expr.kind === 'select') {
      const prefix = this.#settingsBehind(expr.expr, scopes, depth + 1);
      return prefix === undefined ? undefined : [...prefix, ...staticPath(expr)];
    }
    if (isExtended(expr)) return [];
    if (expr.kind !== 'var') return undefined;
    const place = bindingOf(expr.name, scopes);
    if (place === undefined) return expr.name === 'settings' ? [] : undefined;
    return place.binding.kind === 'plain'
      ? this.#settingsBehind(place.binding.value, place.scopes, depth + 1)
      : undefined;
  }
}

/** Names that stand for names that stand for names: more of that is a circle. */
const maximumAliases = 20;

function bindingOf(name: string, scopes: readonly Bindings[]): Found | undefined {
  for (let index = scopes.length - 1; index >= 0; index--) {
    const owner = scopes[index];
    const binding = owner?.attrs.get(name);
    // `inherit name` takes it from outside.
    if (owner === undefined || binding === undefined || binding.kind === 'inherit') continue;
    return { binding, owner, scopes: scopes.slice(0, index + 1) };
  }
  return undefined;
}

function isExpr<Kind extends Expr['kind']>(
  node: unknown,
  kind: Kind,
): node is Extract<Expr, { readonly kind: Kind }> {
  return typeof node === 'object' && node !== null && 'kind' in node && node.kind === kind && 'span' in node;
}

/** `extendSettings { … }`. */
function isExtended(expr: Expr): boolean {
  if (expr.kind !== 'call') return false;
  return [...childrenOf(expr)].some((part) => isExpr(part, 'var') && part.name === 'extendSettings');
}

/** The names of a selection up to the first that is computed. */
function staticPath(select: Extract<Expr, { readonly kind: 'select' }>): SettingPath {
  const names: string[] = [];
  for (const part of select.path) {
    if (part.kind !== 'static') break;
    names.push(part.name);
  }
  return names;
}
