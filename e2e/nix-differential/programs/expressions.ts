/**
 * Expressions of the Nix language by the kind of value they are meant to have. Now and then one of another kind takes
 * its place. Variables are those that `program` binds: i j x s l m f g p.
 */
import fc from 'fast-check';
import { attributeNames, booleans, floats, integers, paths, plainNames, strings } from './leaves';
import { mostly, oneOf, several, t, words, type Text } from './text';

interface Kinds {
  readonly int: string;
  readonly float: string;
  readonly number: string;
  readonly bool: string;
  readonly string: string;
  readonly path: string;
  readonly list: string;
  readonly set: string;
  readonly fn: string;
  readonly any: string;
}

/** Expressions of each kind. */
export type Expressions = fc.LetrecValue<Kinds>;

const orders = words('==', '!=', '<', '>', '<=', '>=');

/** All kinds of expressions; `calls` gives more expressions for each kind, made of these. */
export const expressions: Expressions = fc.letrec<Kinds>((tie: fc.LetrecTypedTie<Kinds>) => {
  const any = tie('any');
  const typed = (kind: keyof Kinds): Text => mostly(tie(kind), any, 60);
  const int = typed('int');
  const number = typed('number');
  const bool = typed('bool');
  const string = typed('string');
  const path = typed('path');
  const list = typed('list');
  const set = typed('set');
  const fn = typed('fn');
  /** Forms that any kind of value can come from. */
  const flow = (same: Text): readonly Text[] => [
    t`(if ${bool} then ${same} else ${same})`,
    t`(let ${words('i', 'x', 's', 'y')} = ${any}; y = ${same}; in ${words('y', 'y', 'x')})`,
    t`(${words('x', 'y')}: ${same}) ${any}`.map(parens),
    t`({ ${several(formals(any), ', ', 0, 3)}${mostly(words(', ...'), words(''), 4)} }${words('', '@m', ' @ s')}: ${same}) ${set}`.map(
      (text) => parens(text.replace('{ , ...', '{ ...')),
    ),
    t`(with { a = ${same}; }; ${mostly(words('a'), words('b', 'c'))})`,
    t`(with ${set}; ${same})`,
    t`(assert ${mostly(words('true'), bool, 4)}; ${same})`,
    t`({ }.${attributeNames} or ${same})`,
    t`{ ${attributeNames} = ${same}; }.${attributeNames}`.map(parens),
    t`(__seq ${any} ${same})`,
    t`(__head [ ${same} ${any} ])`,
    t`(__elemAt [ ${any} ${same} ] ${mostly(words('1'), int)})`,
  ];
  return {
    int: oneOf(
      integers,
      words('i', 'j'),
      t`(${int} ${words('+', '-', '*', '/')} ${int})`,
      t`(- ${int})`,
      t`(__${words('bitAnd', 'bitOr', 'bitXor', 'add', 'sub', 'mul', 'div')} ${int} ${int})`,
      t`(__${words('ceil', 'floor')} ${number})`,
      t`(__length ${list})`,
      t`(__stringLength ${string})`,
      t`(__foldl' (a: b: ${words('a + b', 'a * 2 + b', 'b', 'a', 'b - a')}) ${int} [ ${several(mostly(int, any, 20), ' ')} ])`,
      ...flow(int),
    ),
    float: oneOf(
      floats,
      words('x'),
      t`(${number} ${words('+', '-', '*', '/')} ${tie('float')})`,
      t`(- ${tie('float')})`,
    ),
    number: mostly(tie('int'), tie('float'), 2),
    bool: oneOf(
      booleans,
      t`(${any} ${words('==', '!=')} ${any})`,
      t`(${number} ${orders} ${number})`,
      t`(${string} ${orders} ${string})`,
      t`(${list} ${orders} ${list})`,
      t`(${set} ${words('==', '!=')} ${set})`,
      t`(${bool} ${words('&&', '||', '->')} ${bool})`,
      t`(! ${bool})`,
      t`(${any} ? ${attributeNames})`,
      t`(${set} ? ${attributeNames}.${attributeNames})`,
      t`(__${words('isInt', 'isString', 'isList', 'isAttrs', 'isFunction', 'isPath', 'isNull', 'isBool', 'isFloat')} ${any})`,
      t`(__elem ${any} ${list})`,
      t`(__${words('all', 'any')} ${mostly(words('(x: true)', '(x: x == 1)', '(x: __isInt x)'), fn)} ${list})`,
      t`(__tryEval ${any}).success`.map(parens),
      ...flow(bool),
    ),
    string: oneOf(
      strings,
      words('s'),
      t`(${string} + ${string})`,
      t`(${string} + ${path})`,
      t`"${words('', 'a', ' ')}\${${string}}${words('', '-', '\\n')}\${${string}}"`,
      t`''\n  \${${string}}\n    b\n''`,
      t`(toString ${mostly(oneOf(int, string, bool, path), any, 3)})`,
      t`(__substring ${int} ${int} ${string})`,
      t`(__concatStringsSep ${string} [ ${several(mostly(string, any, 20), ' ')} ])`,
      t`(__toJSON ${any})`,
      t`(__toXML ${any})`,
      t`(__typeOf ${any})`,
      t`(baseNameOf ${mostly(oneOf(string, path), any)})`,
      ...flow(string),
    ),
    path: oneOf(
      paths,
      words('p'),
      t`(${path} + ${string})`,
      t`(${path} + ${words('"/x"', '"x"', '"/../y"', '/a', '""')})`,
      t`(dirOf ${path})`,
      t`./\${${string}}/a`,
    ),
    list: oneOf(
      words('[ ]', '[ 1 2 3 ]', '[ "a" "b" ]', '[ [ 1 ] [ ] ]', '[ { a = 1; } { b = 2; } ]', 'l'),
      t`[ ${several(any, ' ', 0, 3)} ]`,
      t`[ ${several(tie('int'), ' ', 0, 4)} ]`,
      t`[ ${several(tie('string'), ' ', 0, 4)} ]`,
      t`(${list} ++ ${list})`,
      t`(map ${mostly(words('(x: x)', '(x: [ x ])', '(x: { a = x; })', '(x: y: x)', 'f'), fn, 2)} ${list})`,
      t`(__filter ${mostly(words('(x: true)', '(x: x == 1)', '(x: __isString x)', '(x: false)'), fn)} ${list})`,
      t`(__attrNames ${set})`,
      t`(__attrValues ${set})`,
      t`(__sort ${words('(a: b: a < b)', '__lessThan', '(a: b: b < a)', '(a: b: true)', '(a: b: false)')} [ ${several(mostly(integers, any, 20), ' ')} ])`,
      t`(__genList ${mostly(words('(x: x)', '(x: x * x)', 'toString'), fn)} ${mostly(words('0', '1', '3'), words('(-1)'))})`,
      t`(__concatMap ${mostly(words('(x: [ x x ])', '(x: [ ])'), words('(x: x)', 'f'))} ${list})`,
      t`(__tail [ ${any} ${any} ])`,
      ...flow(list),
    ),
    set: oneOf(
      words('{ }', '{ a = 1; }', '{ a = 1; b = "x"; }', 'm', '{ a.b = 2; }', 'rec { a = b; b = 1; }'),
      t`{ ${several(binding(any, set), ' ', 0, 3)} }`,
      t`rec { ${several(binding(any, set), ' ', 0, 2)} }`,
      t`(${set} // ${set})`,
      t`(removeAttrs ${set} [ ${several(plainNames, ' ')} ])`,
      t`(__intersectAttrs ${set} ${set})`,
      t`(__mapAttrs (n: v: ${words('v', 'n', 'n + "x"', '[ n v ]')}) ${set})`,
      t`(__listToAttrs [ ${several(t`{ name = ${plainNames}; value = ${any}; }`, ' ')} ])`,
      t`(__tryEval ${any})`,
      t`(__functionArgs ${fn})`,
      t`(let { body = ${set}; a = ${any}; })`,
      ...flow(set),
    ),
    fn: oneOf(
      words(
        '(x: x)',
        'f',
        'g',
        '(x: y: x)',
        '(x: true)',
        '(x: x + 1)',
        'toString',
        '__length',
        '({ a ? 1, ... }: a)',
      ),
      t`(x: ${any})`,
      t`({ ${several(formals(any), ', ', 0, 3)} }: ${any})`,
      t`{ __functor = self: x: ${any}; }`,
      t`(${words('__add', '__elem', '__lessThan', '__getAttr')} ${any})`,
    ),
    any: oneOf(
      tie('int'),
      tie('string'),
      tie('list'),
      tie('set'),
      tie('bool'),
      tie('float'),
      tie('path'),
      tie('fn'),
      words('null', 'i', 's', 'l', 'm', 'x', 'j', 'p', 'f'),
      mostly(words('null', 'true'), words('(throw "no")', '(abort "end")', '__nosuch', 'builtins.nosuch'), 4),
      t`(${mostly(words('(x: x)', '(x: [ x ])', '(x: { a = x; })', '(x: y: x)', '({ ... }@x: x)'), fn, 2)} ${any})`,
      t`(${mostly(t`{ a = ${any}; b = 1; }`, set, 2)}.${mostly(words('a'), attributeNames, 3)})`,
      t`(${set}.${attributeNames}.${attributeNames} or ${any})`,
      t`(import ${mostly(words('./value.nix', './folder', './function.nix', '<here/value.nix>'), path, 3)})`,
      t`(__trace ${any} ${any})`,
      t`(__deepSeq ${any} ${any})`,
    ),
  };
});

function parens(text: string): string {
  return `(${text})`;
}

function formals(any: Text): Text {
  return mostly(t`${words('a', 'b', 'c', 'd')} ? ${any}`, words('a', 'b', 'c'), 3);
}

function binding(any: Text, set: Text): Text {
  return fc.oneof(
    { weight: 12, arbitrary: t`${attributeNames} = ${any};` },
    { weight: 2, arbitrary: t`${attributeNames}.${attributeNames} = ${any};` },
    { weight: 1, arbitrary: t`inherit ${words('i', 's', 'l', 'm')};` },
    {
      weight: 1,
      arbitrary: t`inherit (${mostly(words('{ a = 1; b = 2; }'), set)}) ${words('a', 'b', 'a b')};`,
    },
    { weight: 1, arbitrary: t`\${${words('"k"', 'null', 's', '"a"', '"k" + "2"', 'toString i')}} = ${any};` },
    { weight: 1, arbitrary: t`__toString = self: ${mostly(words('"t"', 'self.a or "u"'), any)};` },
    { weight: 1, arbitrary: t`outPath = ${any};` },
  );
}

const bindings: readonly (readonly [string, Text])[] = [
  ['i', expressions.int],
  ['j', integers],
  ['x', floats],
  ['s', expressions.string],
  ['l', expressions.list],
  ['m', expressions.set],
  ['f', expressions.fn],
  ['g', words('(a: b: a)', '({ a, b ? a }: [ a b ])', '(x: x)', '(args@{ ... }: args)')],
  ['p', paths],
];

/** A whole program around an expression: binds the variables that it, or what it uses, speaks of. */
export function program(body: Text): Text {
  return fc.tuple(body, ...bindings.map(([, value]) => value)).map(([text, ...values]) => {
    const used = new Map<string, string>();
    const use = (part: string): void => {
      bindings.forEach(([name], index) => {
        const value = values[index] ?? '';
        if (used.has(name) || !new RegExp(`(?<![\\w'])${name}(?![\\w'])`).test(part)) return;
        used.set(name, value);
        use(value);
      });
    };
    use(text);
    if (used.size === 0) return text;
    return `let ${[...used].map(([name, value]) => `${name} = ${value};`).join(' ')} in ${text}`;
  });
}
