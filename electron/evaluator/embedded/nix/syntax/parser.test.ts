import { describe, expect, test } from 'vitest';
import { NixError } from '../errors';
import { SourceFile, type Span } from '../source/source-file';
import type { Expr } from './ast';
import { parse } from './parser';
import { showExpr } from '../print/show-expr';

const place = { baseDir: '/dir', homeDir: '/home' };

function tree(text: string): Expr {
  return parse(new SourceFile('«string»', text));
}

function shown(text: string): string {
  return showExpr(tree(text), place);
}

function textOf(span: Span): string {
  return span.source.text.slice(span.start, span.end);
}

/** The error of a text that does not parse, with the source it points at. */
function problem(text: string): { message: string; at: string } {
  try {
    tree(text);
  } catch (error) {
    if (error instanceof NixError && error.span !== undefined)
      return { message: error.message, at: textOf(error.span) };
    throw error;
  }
  throw new Error(`parsed: ${text}`);
}

describe('spans', () => {
  test('of expressions cover their source exactly', () => {
    const expr = tree('  let a = f x.y [ 1 ]; in "s${a}" + ./p');
    expect(textOf(expr.span)).toBe('let a = f x.y [ 1 ]; in "s${a}" + ./p');
    if (expr.kind !== 'let') throw new Error(expr.kind);
    const call = expr.bindings.attrs.get('a')?.value;
    if (call?.kind !== 'call') throw new Error('no call');
    expect([call.span, call.fn.span, ...call.args.map((arg) => arg.span)].map(textOf)).toEqual([
      'f x.y [ 1 ]',
      'f',
      'x.y',
      '[ 1 ]',
    ]);
    if (expr.body.kind !== 'binary') throw new Error(expr.body.kind);
    expect([expr.body.left.span, expr.body.operatorSpan, expr.body.right.span].map(textOf)).toEqual([
      '"s${a}"',
      '+',
      './p',
    ]);
  });

  test('of attributes are their paths', () => {
    const expr = tree('{ a.b = 1; inherit c; inherit (d) e; "f g" = 2; ${h} = 3; }');
    if (expr.kind !== 'attrs') throw new Error(expr.kind);
    const { attrs, dynamic } = expr.bindings;
    expect([...attrs.values()].map(({ span }) => textOf(span))).toEqual(['a.b', 'c', 'e', '"f g"']);
    expect(dynamic.map(({ span }) => textOf(span))).toEqual(['${h}']);
  });

  test('of interpolations include the braces', () => {
    const expr = tree('"a${ x }"');
    if (expr.kind !== 'template') throw new Error(expr.kind);
    expect(expr.partSpans.map(textOf)).toEqual(['a', '${ x }']);
  });
});

describe('precedence', () => {
  test.each([
    ['!a ? b', '(! ((a) ? b))'],
    ['-a ? b', '(((__sub 0 a)) ? b)'],
    ['!a == b', '((! a) == b)'],
    ['!a + b', '(! (a + b))'],
    ['a -> b -> c', '(a -> (b -> c))'],
    ['a // b // c', '(a // (b // c))'],
    ['a ++ b ++ c', '(a ++ (b ++ c))'],
    ['a - b - c', '(__sub (__sub a b) c)'],
    ['f a.b or c d', '(f (a).b or (c) d)'],
    ['a || b && c', '(a || (b && c))'],
    ['a: b: c', '(a: (b: c))'],
    ['a |> f |> g', '(g (f a))'],
    ['g <| f <| a', '(g (f a))'],
    ['a |> f 1', '((f 1) a)'],
    ['a ? b ? c', '((((a) ? b)) ? c)'],
    ['a == ! b ? c', '(a == (! ((b) ? c)))'],
    ['a * ! b + c', '(__mul a (! (b + c)))'],
    ['a.b or c.d or e', '(a).b or ((c).d or (e))'],
  ])('%s', (text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  test.each(['a == b == c', 'a < b < c', 'a |> b <| c'])('%s is refused', (text) => {
    expect(problem(text).message).toMatch(/^syntax error, unexpected/);
  });
});

describe('sets', () => {
  test('fold paths', () => {
    expect(shown('{ a.b = 1; a = { c = 2; }; a.d.e = 3; }')).toBe(
      '{ a = { b = 1; c = 2; d = { e = 3; }; }; }',
    );
  });

  test.each([
    ['{ a = 1; a = 2; }', "attribute 'a' already defined at «string»:1:3", 'a'],
    ['{ a.b = 1; a.b = 2; }', "attribute 'a.b' already defined at «string»:1:3", 'a.b'],
    ['{ a = 1; a.b = 2; }', "attribute 'a' already defined at «string»:1:3", 'a.b'],
    ['{ inherit a; a = 1; }', "attribute 'a' already defined at «string»:1:11", 'a'],
    ['{ "if" = 1; "if" = 2; }', `attribute '"if"' already defined at «string»:1:3`, '"if"'],
    ['{ inherit a a; }', "attribute 'a' already defined at «string»:1:11", 'a'],
  ])('%s', (text, message, at) => {
    expect(problem(text)).toEqual({ message, at });
  });

  test('know the pattern of a function from a set', () => {
    expect(
      ['{ }', '{ }: 1', '{ } @ a: 1', '{ a }: 1', '{ a, }: 1', '{ a ? 1 }: 1', '{ ... }: 1'].map(
        (t) => tree(t).kind,
      ),
    ).toEqual(['attrs', 'lambda', 'lambda', 'lambda', 'lambda', 'lambda', 'lambda']);
  });
});

describe('functions', () => {
  test('are named after what they are bound to', () => {
    const expr = tree('{ f = x: y: 1; }');
    if (expr.kind !== 'attrs') throw new Error(expr.kind);
    const outer = expr.bindings.attrs.get('f')?.value;
    if (outer?.kind !== 'lambda' || outer.body.kind !== 'lambda') throw new Error('no functions');
    expect([outer.functionName, outer.body.functionName]).toEqual(['f', 'f']);
  });
});

describe('errors', () => {
  test.each([
    ['{ a = 1 }', "syntax error, unexpected '}', expecting ';'", '}'],
    ['(1', "syntax error, unexpected end of file, expecting ')'", ''],
    ['if a then b', 'syntax error, unexpected end of file, expecting ELSE', ''],
    ['[ a + b ]', "syntax error, unexpected '+'", '+'],
    ['{ a, a }: 1', "duplicate formal function argument 'a'", 'a'],
    ['let ${a} = 1; in 1', 'dynamic attributes not allowed in let', 'let ${a} = 1; in 1'],
    ['/a//b', 'syntax error, unexpected PATH_END, expecting DOLLAR_CURLY', '/a/'],
    ['[ /a//b ]', 'syntax error, unexpected PATH_END, expecting DOLLAR_CURLY', '/b'],
    ['/a//b//c', 'syntax error, unexpected STR, expecting DOLLAR_CURLY', '/c'],
    ['(./a', "syntax error, unexpected end of file, expecting ')'", './a'],
    ['{ a, a }: )', "syntax error, unexpected ')'", ')'],
    ['{ inherit a a 1; }', 'syntax error, unexpected INT_LIT', '1'],
    ['{ 1 }', 'syntax error, unexpected INT_LIT, expecting INHERIT', '1'],
    ['rec { 1 }', "syntax error, unexpected INT_LIT, expecting INHERIT or '}'", '1'],
    ['let 1', 'syntax error, unexpected INT_LIT, expecting IN_KW or INHERIT', '1'],
    ['{ inherit 1; }', 'syntax error, unexpected INT_LIT', '1'],
    ['{ a }', "syntax error, unexpected end of file, expecting ':' or '@'", ''],
    ['{ a, 1 }', "syntax error, unexpected INT_LIT, expecting ID or ELLIPSIS or '}'", '1'],
    [') 99999999999999999999', "syntax error, unexpected ')'", ')'],
  ])('%s', (text, message, at) => {
    expect(problem(text)).toEqual({ message, at });
  });
});
