/**
 * What the code of a service reads of its arguments, without running it: code runs only for machines that somebody looks
 * at. Found are selections from the arguments themselves, `roles.server.settings` and `exports.instances`; what goes
 * through other names is noticed when it runs.
 */
import { AttrSet, Lambda, force, forceList } from '../../nix';
import type { Expr, Slot, Span } from '../../nix';
import { plainGroups } from '../core/plain-exports';
import type { OldRead } from '../core/service-habits';
import { attempt } from '../guarded';
import { childrenOf, isExpr, treeOf } from './syntax-walk';

/** What modules, functions of arguments like `roles` and `exports`, read in their code. Never fails. */
export function readsOf(modules: readonly Slot[]): ReadonlySet<OldRead> {
  const found = new Set<OldRead>();
  for (const lambda of modules.flatMap((module) => functionsIn(module, 0))) {
    const written = lambdaAt(treeOf(lambda.span.source), lambda.span);
    if (written !== undefined) collect(written.body, namesOf(written), found);
  }
  return found;
}

/** Modules within modules; more is a circle. */
const maximumDepth = 10;

function functionsIn(module: Slot, depth: number): readonly Lambda[] {
  const value = attempt(
    () => force(module),
    () => undefined,
  );
  if (value instanceof Lambda) return [value];
  if (!(value instanceof AttrSet) || depth > maximumDepth) return [];
  const imports = attempt(
    () => forceList(value.get('imports') ?? []),
    () => undefined,
  );
  return (imports ?? []).flatMap((inner) => functionsIn(inner, depth + 1));
}

type LambdaExpr = Extract<Expr, { readonly kind: 'lambda' }>;

function lambdaAt(node: unknown, span: Span): LambdaExpr | undefined {
  if (isExpr(node, 'lambda') && node.span.start === span.start && node.span.end === span.end) return node;
  for (const child of childrenOf(node)) {
    const found = lambdaAt(child, span);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The arguments that the function takes by name. */
function namesOf({ formals }: LambdaExpr): ReadonlySet<string> {
  return new Set((formals?.items ?? []).map(({ name }) => name));
}

function collect(node: unknown, known: ReadonlySet<string>, found: Set<OldRead>): void {
  if (isExpr(node, 'select') && isExpr(node.expr, 'var') && known.has(node.expr.name)) {
    const [first, second] = node.path;
    if (node.expr.name === 'roles' && isNamed(second, ['settings'])) found.add('role-settings');
    if (node.expr.name === 'exports' && isNamed(first, plainGroups)) found.add('plain-exports');
  }
  const inner = withoutNames(known, boundBy(node));
  for (const child of childrenOf(node)) collect(child, inner, found);
}

function isNamed(part: AttrPart | undefined, names: readonly string[]): boolean {
  return part?.kind === 'static' && names.includes(part.name);
}

type AttrPart = Extract<Expr, { readonly kind: 'select' }>['path'][number];

/** The names that mean something else inside a node. */
function boundBy(node: unknown): readonly (string | undefined)[] {
  if (isExpr(node, 'lambda')) return [node.argument, ...namesOf(node)];
  if (!isExpr(node, 'let')) return [];
  return [...node.bindings.attrs.values()].filter(({ kind }) => kind !== 'inherit').map(({ name }) => name);
}

function withoutNames(
  known: ReadonlySet<string>,
  bound: readonly (string | undefined)[],
): ReadonlySet<string> {
  return bound.some((name) => name !== undefined && known.has(name))
    ? new Set([...known].filter((name) => !bound.includes(name)))
    : known;
}
