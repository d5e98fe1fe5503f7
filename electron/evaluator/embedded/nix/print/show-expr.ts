/** A tree as text, as `nix-instantiate --parse` prints it: fully parenthesised, sugar resolved, names sorted. */
import { formatFloat } from '../value/float-text';
import { isKeyword } from '../value/names';
import { expandPathLiteral, type PathPlace } from '../value/paths';
import { quoteString } from '../value/quote-string';
import type { AttrName, BinaryExpr, Bindings, Expr, Formals, LambdaExpr } from '../syntax/ast';

/** The text of an expression that stands at a place, from which its path literals are made absolute. */
export function showExpr(expr: Expr, place: PathPlace): string {
  return new Shower(place).show(expr);
}

class Shower {
  constructor(private readonly place: PathPlace) {}

  private resolve(text: string): string {
    return expandPathLiteral(text, this.place);
  }

  show(expr: Expr): string {
    switch (expr.kind) {
      case 'int':
        return String(expr.value);
      case 'float':
        return formatFloat(expr.value);
      case 'string':
        return quoteString(expr.value);
      case 'template':
        return `(${this.all(expr.parts, ' + ')})`;
      case 'path':
        return expr.rest.length === 0
          ? this.resolve(expr.text)
          : `(${this.resolve(expr.text)} + ${this.all(expr.rest, ' + ')})`;
      case 'search-path':
        return `(__findFile __nixPath ${quoteString(expr.name)})`;
      case 'var':
        return expr.name;
      case 'cur-pos':
        return '__curPos';
      case 'list':
        return `[ ${expr.items.map((item) => `(${this.show(item)}) `).join('')}]`;
      case 'attrs':
        return `${expr.isRecursive ? 'rec ' : ''}{ ${this.bindings(expr.bindings)}}`;
      case 'let':
        return `(let ${this.bindings(expr.bindings)}in ${this.show(expr.body)})`;
      case 'select': {
        const fallback = expr.fallback === undefined ? '' : ` or (${this.show(expr.fallback)})`;
        return `(${this.show(expr.expr)}).${this.path(expr.path)}${fallback}`;
      }
      case 'has-attr':
        return `((${this.show(expr.expr)}) ? ${this.path(expr.path)})`;
      case 'call':
        return `(${this.show(expr.fn)} ${this.all(expr.args, ' ')})`;
      case 'lambda':
        return this.lambda(expr);
      case 'with':
        return `(with ${this.show(expr.scope)}; ${this.show(expr.body)})`;
      case 'assert':
        return `assert ${this.show(expr.condition)}; ${this.show(expr.body)}`;
      case 'if':
        return `(if ${this.show(expr.condition)} then ${this.show(expr.whenTrue)} else ${this.show(expr.whenFalse)})`;
      case 'unary':
        return expr.operator === '!'
          ? `(! ${this.show(expr.operand)})`
          : `(__sub 0 ${this.show(expr.operand)})`;
      case 'binary':
        return this.binary(expr);
    }
  }

  private all(exprs: readonly Expr[], separator: string): string {
    return exprs.map((expr) => this.show(expr)).join(separator);
  }

  private binary(expr: BinaryExpr): string {
    const left = this.show(expr.left);
    const right = this.show(expr.right);
    switch (expr.operator) {
      case '-':
        return `(__sub ${left} ${right})`;
      case '*':
        return `(__mul ${left} ${right})`;
      case '/':
        return `(__div ${left} ${right})`;
      case '<':
        return `(__lessThan ${left} ${right})`;
      case '>':
        return `(__lessThan ${right} ${left})`;
      case '<=':
        return `(! (__lessThan ${right} ${left}))`;
      case '>=':
        return `(! (__lessThan ${left} ${right}))`;
      case '|>':
        return `(${right} ${left})`;
      case '<|':
        return `(${left} ${right})`;
      default:
        return `(${left} ${expr.operator} ${right})`;
    }
  }

  private lambda(expr: LambdaExpr): string {
    const body = this.show(expr.body);
    if (expr.formals === undefined) return `(${expr.argument ?? ''}: ${body})`;
    const name = expr.argument === undefined ? '' : ` @ ${expr.argument}`;
    return `(${this.formals(expr.formals)}${name}: ${body})`;
  }

  private formals(formals: Formals): string {
    const sorted = [...formals.items].sort((a, b) => (a.name < b.name ? -1 : 1));
    const items = sorted.map(({ name, fallback }) =>
      fallback === undefined ? name : `${name} ? ${this.show(fallback)}`,
    );
    if (formals.hasEllipsis) items.push('...');
    return `{ ${items.join(', ')} }`;
  }

  private bindings(bindings: Bindings): string {
    const sorted = [...bindings.attrs.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    const inherited = sorted
      .filter((binding) => binding.kind === 'inherit')
      .map((binding) => showName(binding.name));
    let text = inherited.length === 0 ? '' : `inherit ${inherited.join(' ')}; `;
    bindings.inheritFrom.forEach((from, index) => {
      const names = sorted
        .filter((binding) => binding.from === index)
        .map((binding) => showName(binding.name));
      if (names.length > 0) text += `inherit (${this.show(from)}) ${names.join(' ')}; `;
    });
    for (const binding of sorted) {
      if (binding.kind === 'plain') text += `${showName(binding.name)} = ${this.show(binding.value)}; `;
    }
    for (const binding of bindings.dynamic)
      text += `"\${${this.show(binding.name)}}" = ${this.show(binding.value)}; `;
    return text;
  }

  private path(path: readonly AttrName[]): string {
    return path
      .map((part) => (part.kind === 'static' ? showName(part.name) : `"\${${this.show(part.expr)}}"`))
      .join('.');
  }
}

function showName(name: string): string {
  return /^[a-zA-Z_][a-zA-Z0-9_'-]*$/.test(name) && !isKeyword(name) ? name : quoteString(name);
}
