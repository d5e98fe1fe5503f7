/**
 * Which settings an expression of a service reads. The value of an attribute in `perInstance` is usually a setting, or
 * made of some; its source says which. Followed are `settings.a.b`, names bound by `let` or `rec` around the attribute,
 * `inherit (settings) a`, what `extendSettings` returns, and arguments of functions that are handed to another together
 * with settings, as in `mapAttrs (name: peer: …) settings.peers`. What is computed elsewhere is not found.
 */
import type { Expr, Span } from '../../nix';
import { childrenOf, isExpr, staticPath, treeOf } from './syntax-walk';

/** A path of settings, such as `["repos", "main"]`. */
export type SettingPath = readonly string[];

type Bindings = Extract<Expr, { readonly kind: 'let' }>['bindings'];
type Binding = Bindings['attrs'] extends Map<string, infer Entry> ? Entry : never;

/** The arguments of a function, and what it was handed to another function with. */
interface Arguments {
  readonly names: ReadonlySet<string>;
  readonly fedBy: readonly Expr[];
}

/** Names of one kind; the outermost first where there are several. */
type Scope = Bindings | Arguments;

interface Found {
  readonly binding: Binding;
  /** The bindings that hold it. */
  readonly owner: Bindings;
  readonly scopes: readonly Scope[];
}

/** What a name stands for: something bound, or an argument. */
type Meaning =
  | ({ readonly kind: 'bound' } & Found)
  | { readonly kind: 'argument'; readonly from: Arguments; readonly scopes: readonly Scope[] };

/** The settings that the attribute written at a place reads, each once, in the order of the source. */
export function settingsReadAt(span: Span): readonly SettingPath[] {
  const found = findBinding(treeOf(span.source), span, undefined, [], []);
  if (found === undefined) return [];
  const reader = new Reader();
  if (found.binding.kind === 'inherit-from') {
    const from = found.owner.inheritFrom[found.binding.from];
    if (from !== undefined) reader.readFrom(from, [found.binding.name], found.scopes);
  } else reader.read(found.binding.value, found.scopes);
  return [...reader.paths.values()];
}

/** The outermost attribute that begins at the place. */
function findBinding(
  node: unknown,
  span: Span,
  owner: Bindings | undefined,
  scopes: readonly Scope[],
  /** What a function in this place is handed over with. */
  fedBy: readonly Expr[],
): Found | undefined {
  if (isBindings(node)) {
    for (const binding of node.attrs.values()) {
      if (binding.span.start === span.start) return { binding, owner: node, scopes };
    }
    owner = node;
  }
  const inner = withScope(node, scopes, fedBy);
  for (const child of isExpr(node, 'call') ? [node.fn, ...node.args] : childrenOf(node)) {
    const found = findBinding(child, span, owner, inner, feedOf(node, child, fedBy));
    if (found !== undefined) return found;
  }
  return undefined;
}

function withScope(node: unknown, scopes: readonly Scope[], fedBy: readonly Expr[]): readonly Scope[] {
  if (isScope(node)) return [...scopes, node.bindings];
  if (!isExpr(node, 'lambda')) return scopes;
  const names = [node.argument, ...(node.formals?.items ?? []).map(({ name }) => name)];
  return [...scopes, { names: new Set(names.filter((name) => name !== undefined)), fedBy }];
}

/** The other arguments of a call, for an argument that is a function; a function in a function shares them. */
function feedOf(node: unknown, child: unknown, fedBy: readonly Expr[]): readonly Expr[] {
  if (isExpr(node, 'call')) return isExpr(child, 'lambda') ? node.args.filter((arg) => arg !== child) : [];
  return isExpr(node, 'lambda') && isExpr(child, 'lambda') ? fedBy : [];
}

function isBindings(node: unknown): node is Bindings {
  return typeof node === 'object' && node !== null && 'attrs' in node && node.attrs instanceof Map;
}

function isScope(node: unknown): node is Extract<Expr, { readonly kind: 'let' | 'attrs' }> {
  if (typeof node !== 'object' || node === null || !('kind' in node)) return false;
  return node.kind === 'let' || (node.kind === 'attrs' && 'isRecursive' in node && node.isRecursive === true);
}

/** Collects what expressions read; every bound name is followed once. */
class Reader {
  readonly paths = new Map<string, SettingPath>();
  readonly #followed = new Set<Binding | Arguments>();

  read(node: unknown, scopes: readonly Scope[]): void {
    if (isExpr(node, 'select')) {
      const path = staticPath(node);
      const prefix = this.#settingsBehind(node.expr, scopes);
      if (prefix !== undefined && path.length > 0) return this.#add([...prefix, ...path]);
    }
    if (isExpr(node, 'var')) return this.#follow(node.name, scopes);
    const inner = withScope(node, scopes, []);
    for (const child of childrenOf(node)) this.read(child, inner);
  }

  /** What `from.path` reads. */
  readFrom(from: Expr, path: SettingPath, scopes: readonly Scope[]): void {
    const prefix = this.#settingsBehind(from, scopes);
    if (prefix === undefined) this.read(from, scopes);
    else this.#add([...prefix, ...path]);
  }

  #add(path: SettingPath): void {
    this.paths.set(JSON.stringify(path), path);
  }

  #follow(name: string, scopes: readonly Scope[]): void {
    const place = meaningOf(name, scopes);
    if (place === undefined) return;
    const key = place.kind === 'bound' ? place.binding : place.from;
    if (this.#followed.has(key)) return;
    this.#followed.add(key);
    if (place.kind === 'argument') {
      for (const expr of place.from.fedBy) this.read(expr, place.scopes);
      return;
    }
    const from =
      place.binding.kind === 'inherit-from' ? place.owner.inheritFrom[place.binding.from] : undefined;
    if (from === undefined) this.read(place.binding.value, place.scopes);
    else this.readFrom(from, [name], place.scopes);
  }

  /** The path within the settings that an expression stands for; undefined: it is something else. */
  #settingsBehind(expr: Expr, scopes: readonly Scope[], depth = 0): SettingPath | undefined {
    if (depth > maximumAliases) return undefined;
    if (expr.kind === 'select') {
      const prefix = this.#settingsBehind(expr.expr, scopes, depth + 1);
      return prefix === undefined ? undefined : [...prefix, ...staticPath(expr)];
    }
    if (isExtended(expr)) return [];
    if (expr.kind !== 'var') return undefined;
    const place = meaningOf(expr.name, scopes);
    if (place?.kind !== 'bound') return expr.name === 'settings' ? [] : undefined;
    return place.binding.kind === 'plain'
      ? this.#settingsBehind(place.binding.value, place.scopes, depth + 1)
      : undefined;
  }
}

/** Names that stand for names that stand for names: more of that is a circle. */
const maximumAliases = 20;

function meaningOf(name: string, scopes: readonly Scope[]): Meaning | undefined {
  for (let index = scopes.length - 1; index >= 0; index--) {
    const scope = scopes[index];
    if (scope === undefined) continue;
    if ('names' in scope) {
      if (scope.names.has(name)) return { kind: 'argument', from: scope, scopes: scopes.slice(0, index) };
      continue;
    }
    const binding = scope.attrs.get(name);
    // `inherit name` takes it from outside.
    if (binding === undefined || binding.kind === 'inherit') continue;
    return { kind: 'bound', binding, owner: scope, scopes: scopes.slice(0, index + 1) };
  }
  return undefined;
}

/** `extendSettings { … }`. */
function isExtended(expr: Expr): boolean {
  if (expr.kind !== 'call') return false;
  return [...childrenOf(expr)].some((part) => isExpr(part, 'var') && part.name === 'extendSettings');
}
