/**
 * A tree to JavaScript closures, once per expression of the source. A closure takes the environment and computes the
 * value; whatever can be decided beforehand is: where variables are, which operator, which attribute names. Slots
 * (elements, attributes, arguments) are only suspended when computing them could cost or fail: constants, variables
 * and functions go in as they are.
 */
import { NixError } from '../errors';
import type { Span } from '../source/source-file';
import type {
  AssertExpr,
  AttrName,
  AttrsExpr,
  BinaryExpr,
  Bindings,
  CallExpr,
  Expr,
  LambdaExpr,
  PathExpr,
  TemplateExpr,
} from '../syntax/ast';
import { showExpr } from '../print/show-expr';
import type { ValueScope } from './scope';
import { mendText } from '../value/string-bytes';
import { expandPathLiteral, normalizePath, type PathPlace } from '../value/paths';
import type { ContextString } from '../value/value';
import { Thunk } from '../value/thunk';
import { AttrSet, PathValue, type LambdaCode, type Slot, type Value } from '../value/value';
import { AttrFinder } from './attr-finder';
import { callCode, type CompiledArgument } from './call-code';
import { coerceToString, stringContext, stringText, typeError, withContext } from './coerce';
import type { Code, Env, SlotCode } from './env';
import { explainInequality } from './explain-inequality';
import { forcedArguments, orderingOf } from './forcing';
import { closureCode, delayed, patternLambdaCode, plainLambdaCode } from './lambda';
import { binaryCode, plusCode, toBool } from './operator-code';
import { appendToPath } from './operators';
import { peekCode, type PeekContext } from './peek';
import { SymbolicValue, symbolicIf, symbolicNot } from './symbolic';
import { hasAttrCode, selectCode, selectOrCode, type PathPart } from './select';
import {
  fillScope,
  plainSetCode,
  recursiveSetCode,
  selectInherited,
  type CompiledBinding,
  type CompiledBindings,
} from './sets';
import { didYouMean } from './suggest';
import { variableCode, variableSlot } from './variables';

/** What compiling needs to know about the place of the text. */
export interface CompileContext {
  readonly place: PathPlace;
  /** Puts a path into the store, as interpolating it does, and gives its store path. */
  readonly copyToStore: (path: string) => string | ContextString;
}

/** Compiles an expression. Throws NixError of kind `undefined-variable` for a name that nothing binds. */
export function compile(expr: Expr, scope: ValueScope, context: CompileContext): Code {
  return new Compiler(context).code(expr, scope);
}

class Compiler {
  constructor(private readonly context: CompileContext) {}

  /** Code for the value of an expression. */
  code(expr: Expr, scope: ValueScope): Code {
    const constant = this.constant(expr);
    if (constant !== undefined) return () => constant;
    switch (expr.kind) {
      case 'var':
        return this.variable(expr.name, expr.span, scope);
      case 'template':
        return this.template(expr, scope);
      case 'path':
        return this.path(expr, scope);
      case 'search-path':
        return this.searchPath(expr.name, expr.span, scope);
      case 'list':
        return this.list(expr.items, scope);
      case 'attrs':
        return this.attrs(expr, scope);
      case 'let':
        return this.let(expr.bindings, expr.body, scope);
      case 'select':
        return this.select(expr, scope);
      case 'has-attr':
        return hasAttrCode(this.code(expr.expr, scope), this.attrPath(expr.path, scope));
      case 'call':
        return this.call(expr, scope);
      case 'lambda':
        return this.lambda(expr, scope);
      case 'with':
        return this.with(expr, scope);
      case 'assert':
        return this.assert(expr, scope);
      case 'if':
        return this.if(expr, scope);
      case 'unary':
        return this.unary(expr.operator, expr.operand, expr.span, scope);
      case 'binary':
        return this.binary(expr, scope);
      default:
        throw new NixError('eval', `unexpected expression '${expr.kind}'`, expr.span);
    }
  }

  /** Code for the slot of an expression. */
  slot(expr: Expr, scope: ValueScope): SlotCode {
    const constant = this.constant(expr);
    if (constant !== undefined) return () => constant;
    if (expr.kind === 'lambda') return this.lambda(expr, scope);
    if (expr.kind === 'var') {
      const binding = scope.lookup(expr.name);
      if (binding.kind === 'unbound') throw undefinedVariable(expr.name, expr.span, scope);
      return variableSlot(expr.name, binding, expr.span);
    }
    return delayed(this.code(expr, scope));
  }

  readonly #peeking: PeekContext = {
    constant: (expr) => this.constant(expr),
    isShadowed: (operator, scope) => this.isShadowed(operator, scope),
  };

  /** The value of an expression that is always the same; undefined for others. */
  private constant(expr: Expr): Value | undefined {
    switch (expr.kind) {
      case 'int':
      case 'float':
      case 'string':
        return expr.value;
      case 'path':
        return expr.rest.length === 0 ? new PathValue(this.pathStart(expr.text)) : undefined;
      case 'list':
        return expr.items.length === 0 ? emptyList : undefined;
      case 'attrs': {
        const { attrs, dynamic } = expr.bindings;
        return attrs.size === 0 && dynamic.length === 0 ? AttrSet.empty : undefined;
      }
      case 'cur-pos':
        return positionValue(expr.span);
      default:
        return undefined;
    }
  }

  private variable(name: string, span: Span, scope: ValueScope): Code {
    const binding = scope.lookup(name);
    if (binding.kind === 'unbound') throw undefinedVariable(name, span, scope);
    return variableCode(name, binding, span);
  }

  // Strings and paths

  private template(expr: TemplateExpr, scope: ValueScope): Code {
    const parts = expr.parts.map((part) => this.code(part, scope));
    const spans = expr.partSpans;
    const pathToString = this.context.copyToStore;
    return (env) => {
      let text = '';
      let contextSet: Set<string> | undefined;
      for (let index = 0; index < parts.length; index++) {
        let value = (parts[index] as Code)(env);
        if (typeof value !== 'string') {
          value = coercePart(value, spans[index] as Span, pathToString);
          const added = stringContext(value);
          if (added.size > 0) contextSet = new Set([...(contextSet ?? []), ...added]);
          text += stringText(value);
        } else text += value;
      }
      text = mendText(text);
      return contextSet === undefined ? text : withContext(text, contextSet);
    };
  }

  private path(expr: PathExpr, scope: ValueScope): Code {
    const parts = expr.rest.map((part) => this.code(part, scope));
    const start = this.pathStart(expr.text);
    return (env) => {
      let text: string | ContextString = '';
      parts.forEach((part, index) => {
        const span = expr.rest[index]?.span ?? expr.span;
        const value = coercePart(part(env), span, undefined);
        appendToPath('/', value, span);
        text = stringText(text) + stringText(value);
      });
      return new PathValue(normalizePath(start + stringText(text)));
    };
  }

  /** The literal start of a path, made absolute, a slash at its end kept. */
  private pathStart(text: string): string {
    return expandPathLiteral(text, this.context.place);
  }

  /** `<name>` is `__findFile __nixPath "name"`, with whatever those two mean here. */
  private searchPath(name: string, span: Span, scope: ValueScope): Code {
    const fn: Expr = { kind: 'var', name: '__findFile', span };
    const args: Expr[] = [
      { kind: 'var', name: '__nixPath', span },
      { kind: 'string', value: name, span },
    ];
    return this.call({ kind: 'call', fn, args, span }, scope);
  }

  // Lists, sets, scopes

  private list(items: readonly Expr[], scope: ValueScope): Code {
    const slots = items.map((item) => this.slot(item, scope));
    return (env) => {
      const list = new Array<Slot>(slots.length);
      for (let index = 0; index < slots.length; index++) list[index] = (slots[index] as SlotCode)(env);
      return list;
    };
  }

  private attrs(expr: AttrsExpr, scope: ValueScope): Code {
    if (!expr.isRecursive) return plainSetCode(this.bindings(expr.bindings, scope, scope));
    const inner = scope.withVariables([...expr.bindings.attrs.keys()]);
    return recursiveSetCode(this.bindings(expr.bindings, inner, scope));
  }

  private let(bindings: Bindings, body: Expr, scope: ValueScope): Code {
    const inner = scope.withVariables([...bindings.attrs.keys()]);
    const fill = fillScope(this.bindings(bindings, inner, scope));
    const bodyCode = this.code(body, inner);
    return (env) => bodyCode(fill(env));
  }

  private bindings(bindings: Bindings, inner: ValueScope, outer: ValueScope): CompiledBindings {
    const statics = [...bindings.attrs.values()].map((binding): CompiledBinding => {
      const { name, span } = binding;
      switch (binding.kind) {
        case 'plain':
          return { name, span, source: { kind: 'inner', slot: this.slot(binding.value, inner) } };
        case 'inherit':
          return { name, span, source: { kind: 'outer', slot: this.slot(binding.value, outer) } };
        case 'inherit-from':
          return {
            name,
            span,
            source: { kind: 'from', index: binding.from, select: selectInherited(name, span) },
          };
      }
    });
    const dynamics = bindings.dynamic.map((binding) => ({
      name: this.code(binding.name, inner),
      value: this.slot(binding.value, inner),
      span: binding.span,
    }));
    return { statics, dynamics, from: bindings.inheritFrom.map((expr) => this.slot(expr, inner)) };
  }

  private with(expr: Extract<Expr, { kind: 'with' }>, scope: ValueScope): Code {
    const setSlot = this.slot(expr.scope, scope);
    const bodyCode = this.code(expr.body, scope.withSet(expr.span));
    return (env) => bodyCode([env, setSlot(env)]);
  }

  private attrPath(path: readonly AttrName[], scope: ValueScope): PathPart[] {
    return path.map((part) =>
      part.kind === 'static'
        ? { name: part.name, finder: new AttrFinder(part.name), code: undefined, span: part.span }
        : { name: undefined, finder: undefined, code: this.code(part.expr, scope), span: part.span },
    );
  }

  private select(expr: Extract<Expr, { kind: 'select' }>, scope: ValueScope): Code {
    const builtin = knownBuiltin(expr, scope);
    if (builtin !== undefined) return () => builtin;
    const target = this.code(expr.expr, scope);
    const path = this.attrPath(expr.path, scope);
    if (expr.fallback === undefined) return selectCode(target, path, expr.span);
    return selectOrCode(target, path, this.code(expr.fallback, scope));
  }

  // Functions

  private lambda(expr: LambdaExpr, scope: ValueScope): Code {
    return closureCode(this.lambdaCode(expr, scope));
  }

  private lambdaCode(expr: LambdaExpr, scope: ValueScope): LambdaCode {
    const { argument, formals, functionName, span } = expr;
    if (formals === undefined) {
      const inner = scope.withVariables([argument ?? '']);
      const curried = expr.body.kind === 'lambda' ? this.lambdaCode(expr.body, inner) : undefined;
      const body = curried === undefined ? this.code(expr.body, inner) : closureCode(curried);
      const isPlain = (operator: string): boolean => !this.isShadowed(operator, inner);
      const forces = forcedArguments(expr, isPlain);
      const parts = { body, argumentName: argument, functionName, span };
      return plainLambdaCode(parts, curried, forces, orderingOf(expr, isPlain));
    }
    const names = formals.items.map((formal) => formal.name);
    const inner = scope.withVariables(argument === undefined ? names : [...names, argument]);
    const compiled = formals.items.map((formal) => ({
      name: formal.name,
      span: formal.span,
      fallback: formal.fallback === undefined ? undefined : this.slot(formal.fallback, inner),
      finder: new AttrFinder(formal.name),
    }));
    const parts = { body: this.code(expr.body, inner), argumentName: argument, functionName, span };
    return patternLambdaCode(parts, compiled, formals.hasEllipsis);
  }

  private call(expr: CallExpr, scope: ValueScope): Code {
    const fn = this.code(expr.fn, scope);
    const args = expr.args.map((arg): CompiledArgument => {
      const isSlot = arg.kind === 'var' || this.constant(arg) !== undefined;
      const peek = isSlot ? undefined : peekCode(arg, scope, this.#peeking);
      return { slot: this.slot(arg, scope), peek };
    });
    return callCode(fn, args, expr.span);
  }

  // Control

  private assert(expr: AssertExpr, scope: ValueScope): Code {
    const condition = this.code(expr.condition, scope);
    const body = this.code(expr.body, scope);
    const { span } = expr;
    const operands = this.equalityOperands(expr.condition, scope);
    return (env) => {
      const holds = condition(env);
      // What cannot be decided here is system Nix's to refuse.
      if (holds instanceof SymbolicValue) return body(env);
      if (!toBool(holds, 'in the condition of the assert statement', span)) {
        throw assertionError(expr, operands, env, this.context.place);
      }
      return body(env);
    };
  }

  /** The two sides of `a == b`, so that a failed assertion can say how they differ. */
  private equalityOperands(condition: Expr, scope: ValueScope): readonly [Code, Code] | undefined {
    if (condition.kind !== 'binary' || condition.operator !== '==') return undefined;
    return [this.code(condition.left, scope), this.code(condition.right, scope)];
  }

  private if(expr: Extract<Expr, { kind: 'if' }>, scope: ValueScope): Code {
    const condition = this.code(expr.condition, scope);
    const whenTrue = this.code(expr.whenTrue, scope);
    const whenFalse = this.code(expr.whenFalse, scope);
    const { span } = expr;
    return (env) => {
      const value = condition(env);
      if (value === true) return whenTrue(env);
      if (value === false) return whenFalse(env);
      if (value instanceof SymbolicValue) {
        return symbolicIf(
          value,
          () => whenTrue(env),
          () => whenFalse(env),
        );
      }
      throw typeError('a Boolean', value, undefined, span).addFrame(
        'while evaluating a branch condition',
        span,
      );
    };
  }

  // Operators

  private unary(operator: '!' | '-', operand: Expr, span: Span, scope: ValueScope): Code {
    if (operator === '!') {
      const code = this.code(operand, scope);
      return (env) => {
        const value = code(env);
        if (typeof value === 'boolean') return !value;
        if (value instanceof SymbolicValue) return symbolicNot(value);
        throw typeError('a Boolean', value).addFrame('in the argument of the not operator');
      };
    }
    const zero: Expr = { kind: 'int', value: 0n, span };
    return this.binary(
      { kind: 'binary', operator: '-', left: zero, right: operand, operatorSpan: span, span },
      scope,
    );
  }

  private binary(expr: BinaryExpr, scope: ValueScope): Code {
    const { operator, left, right, operatorSpan: span } = expr;
    switch (operator) {
      case '|>':
        return this.call({ kind: 'call', fn: right, args: [left], span }, scope);
      case '<|':
        return this.call({ kind: 'call', fn: left, args: [right], span }, scope);
      case '-':
      case '*':
      case '/':
      case '<':
      case '>':
      case '<=':
      case '>=': {
        const shadowed = this.shadowedOperator(expr, scope);
        if (shadowed !== undefined) return shadowed;
        break;
      }
      default:
    }
    const leftCode = this.code(left, scope);
    const rightCode = this.code(right, scope);
    return operator === '+'
      ? plusCode(leftCode, rightCode, expr.span, right.span, this.context.copyToStore)
      : binaryCode(expr, leftCode, rightCode, span);
  }

  private isShadowed(operator: string, scope: ValueScope): boolean {
    const name = desugared[operator];
    return name !== undefined && scope.lookup(name).kind === 'local';
  }

  /** In Nix, `a - b` is `__sub a b`, also where something else is called `__sub`. */
  private shadowedOperator(expr: BinaryExpr, scope: ValueScope): Code | undefined {
    const name = desugared[expr.operator];
    if (name === undefined || !this.isShadowed(expr.operator, scope)) return undefined;
    const { operator, span } = expr;
    const isSwapped = operator === '>' || operator === '<=';
    const args = isSwapped ? [expr.right, expr.left] : [expr.left, expr.right];
    const call: Expr = { kind: 'call', fn: { kind: 'var', name, span }, args, span };
    if (operator !== '<=' && operator !== '>=') return this.code(call, scope);
    return this.code({ kind: 'unary', operator: '!', operand: call, span }, scope);
  }
}

const desugared: Readonly<Partial<Record<string, string>>> = {
  '-': '__sub',
  '*': '__mul',
  '/': '__div',
  '<': '__lessThan',
  '>': '__lessThan',
  '<=': '__lessThan',
  '>=': '__lessThan',
};

const emptyList: readonly Slot[] = [];

/** What `__curPos` and `unsafeGetAttrPos` give: `{ column, file, line }`, or null in a text that is no file. */
export function positionValue(span: Span): Value {
  if (!span.source.isFile) return null;
  const { line, column } = span.source.lineColumn(span.start);
  return AttrSet.of({ column: BigInt(column), file: span.source.path, line: BigInt(line) });
}

/** What `builtins.name` is where `builtins` is nothing else. */
function knownBuiltin(expr: Extract<Expr, { kind: 'select' }>, scope: ValueScope): Value | undefined {
  const [part] = expr.path;
  if (expr.expr.kind !== 'var' || expr.path.length !== 1 || part?.kind !== 'static') return undefined;
  const binding = scope.lookup(expr.expr.name);
  if (binding.kind !== 'global' || !(binding.slot instanceof AttrSet)) return undefined;
  const slot = binding.slot.get(part.name);
  return slot instanceof Thunk ? slot.known : slot;
}

function undefinedVariable(name: string, span: Span, scope: ValueScope): NixError {
  // For shorter names, every other short name would be near.
  const hint = name.length < 3 ? undefined : didYouMean(name, scope.visibleNames());
  return new NixError('undefined-variable', `undefined variable '${name}'`, span, hint);
}

function coercePart(
  value: Value,
  span: Span,
  pathToString: ((path: string) => string | ContextString) | undefined,
): string | ContextString {
  try {
    return coerceToString(value, { pathToString });
  } catch (error) {
    // A file that is not there is told without saying what for.
    if (error instanceof NixError && error.kind !== 'io')
      error.addFrame('while evaluating a path segment', span);
    throw error;
  }
}

function assertionError(
  expr: AssertExpr,
  operands: readonly [Code, Code] | undefined,
  env: Env,
  place: PathPlace,
): NixError {
  const condition = showExpr(expr.condition, place);
  if (operands === undefined) return new NixError('assertion', `assertion '${condition}' failed`, expr.span);
  const frame = `while evaluating the condition of the assertion '${condition}'`;
  return explainInequality(operands[0](env), operands[1](env)).addFrame(frame, expr.span);
}
