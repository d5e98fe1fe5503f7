/** Programs about how expressions are written and what names mean: operators without brackets, sets, scopes, paths. */
import fc from 'fast-check';
import { expressions, program } from './expressions';
import { attributeNames, floats, integers, strings } from './leaves';
import { oneOf, several, t, words, type Text } from './text';

const { any, set } = expressions;
const operators = words(
  '+',
  '-',
  '*',
  '/',
  '++',
  '//',
  '==',
  '!=',
  '<',
  '>',
  '<=',
  '>=',
  '&&',
  '||',
  '->',
  '|>',
  '<|',
);
const arithmetic = words('+', '-', '*', '/');
const ordering = words('==', '!=', '<', '>', '<=', '>=');
const logic = words('&&', '||', '->');
const numbers: Text = fc.oneof(
  { weight: 4, arbitrary: integers },
  { weight: 1, arbitrary: floats },
  { weight: 2, arbitrary: words('-1', '- 2', '--1', '{ a = 2; }.a', '{ }.a or 3', '(x: x) 1', 'f 1') },
);
const truths = words(
  'true',
  'false',
  '!true',
  '!false',
  '!!true',
  '{ a = true; } ? a',
  '! { } ? a.b',
  '1 == 1',
  '2 < 1',
);
const wholes = words(
  '[ 1 ]',
  '[ ]',
  '{ a = 1; }',
  '{ }',
  '[ 2 3 ]',
  '{ b = { }; }',
  '"s"',
  '"t" + "u"',
  './a',
  'null',
  'x: x',
  '(x: x)',
  'toString 1',
);

function row(operand: Text, operator: Text, max = 3): Text {
  return fc
    .tuple(operand, fc.array(fc.tuple(operator, operand), { minLength: 1, maxLength: max }))
    .map(([first, rest]) => [first, ...rest.map((pair) => pair.join(' '))].join(' '));
}

const sums = row(numbers, arithmetic, 2);
const comparisons = t`${sums} ${ordering} ${sums}`;

/** Operands and operators in a row, as precedence and associativity put them together. */
export const operatorRows: Text = program(
  fc.oneof(
    { weight: 3, arbitrary: row(numbers, arithmetic) },
    { weight: 3, arbitrary: row(fc.oneof(truths, comparisons), logic) },
    {
      weight: 2,
      arbitrary: row(words('[ 1 ]', '[ ]', '[ 2 3 ]', '[ (x: x) ]'), words('++', '++', '++', '=='), 3),
    },
    {
      weight: 2,
      arbitrary: row(
        words('{ a = 1; }', '{ }', '{ b = 2; }', '{ a = { }; }'),
        words('//', '//', '//', '=='),
        3,
      ),
    },
    {
      weight: 1,
      arbitrary: t`${row(numbers, arithmetic, 1)} |> ${words('toString', '(x: x + 1)', 'builtins.typeOf', 'x: x |> f')}`,
    },
    {
      weight: 1,
      arbitrary: t`${words('toString', '(x: x + 1)', 'builtins.typeOf')} <| ${row(numbers, arithmetic, 1)}`,
    },
    { weight: 2, arbitrary: row(fc.oneof(numbers, truths, wholes, strings), operators, 3) },
  ),
);

const path = fc.array(attributeNames, { minLength: 1, maxLength: 3 }).map((names) => names.join('.'));
const simple = words(
  '1',
  '2',
  '{ a = 1; }',
  '{ b = 2; }',
  'rec { a = 1; c = a; }',
  '{ }',
  '"v"',
  '{ a.b = 1; }',
  'x',
  '{ inherit x; }',
);

/** Attribute paths that meet: merged, or refused as defined twice. */
export const mergedSets: Text = t`let x = 5; b = 7; in ${words('{', 'rec {')} ${several(
  fc.oneof(
    { weight: 5, arbitrary: t`${path} = ${simple};` },
    { weight: 1, arbitrary: words('inherit x;', 'inherit ({ a = 9; }) a;', 'inherit;', 'inherit ({ }) a;') },
  ),
  ' ',
  1,
  5,
)} }`;

const names = words('a', 'b', 'c', 'd');
const scope: Text = fc.letrec<{ readonly scope: string }>(
  (tie: fc.LetrecTypedTie<{ readonly scope: string }>) => {
    const inner = tie('scope');
    const value = oneOf(integers, names, names, inner);
    return {
      scope: fc.oneof(
        { depthSize: 'medium', maxDepth: 6, withCrossShrink: true },
        words('a', 'b', 'c', '[ a b ]', 'd', '{ inherit a b; }'),
        t`(let ${names} = ${value}; in ${inner})`,
        t`(let ${names} = ${value}; e = ${value}; in [ e ${inner} ])`,
        t`(with { ${names} = ${value}; }; ${inner})`,
        t`(with { ${names} = ${value}; ${names}' = 1; }; ${inner})`,
        t`rec { ${names} = ${value}; r = ${inner}; }.r`.map((text) => `(${text})`),
        t`((${names}: ${inner}) ${value})`,
        t`(({ ${names} ? ${value}, ... }@e: [ ${inner} e ]) { ${names} = ${value}; })`,
        t`(let inherit ({ a = ${value}; b = 2; }) a b; in ${inner})`,
        t`(let { body = ${inner}; ${words('a', 'b', 'c')} = ${value}; })`,
        t`(rec { __overrides = { ${names} = ${value}; }; a = 0; r = ${inner}; }).r`.map(
          (text) => `(${text})`,
        ),
      ),
    };
  },
).scope;

/** Scopes inside scopes: which binding a name means. */
export const scopes: Text = t`let a = 1; b = 2; c = 3; d = 4; in ${scope}`;

const part = words('a', 'b', '..', '.', 'c.d', '-', '_x', '1', '+', '${"q"}', '${s}', '${"/r"}', '~');

/** Paths as written: dots, interpolation, joining. */
export const pathTexts: Text = program(
  fc.oneof(
    t`${words('.', '..', '', '~', 'a', './.', '/')}/${several(part, '/', 1, 4)}`,
    t`${words('./a', '/a', '/.')} + ${words('"/b"', '"b"', '"/../.."', '"/."', '"//c//"', '""', '/d', './e', '1')}`,
    t`${words('baseNameOf', 'dirOf', 'toString', 'builtins.typeOf', 'builtins.pathExists', 'builtins.toPath', '(x: "${x}")')} ${words(
      '"a/b/"',
      '"/a//b//"',
      '"/"',
      '"//"',
      '""',
      '"a"',
      '/.',
      '/a/b',
      './a',
      '"/a/../b"',
      '"./x"',
      '"a/."',
      '"/a/"',
      '{ outPath = "/o/p"; }',
      './folder/',
      '"."',
      './text.txt',
    )}`,
    t`/a/b ${words('==', '<', '!=')} ${words('/a/b', '"/a/b"', '/a', '/a/c')}`,
  ),
);

const fate = words('1', '(throw "t")', '(abort "a")', '(assert false; 1)', '{ }.x', 'x', '(1 + "a")', 'y');
const holder: Text = fc.oneof(
  t`{ a = ${fate}; b = ${fate}; }`,
  t`{ b = ${fate}; a = ${fate}; }`,
  t`[ ${fate} ${fate} ]`,
  t`(p: ${fate})`,
  t`({ a ? ${fate}, b ? a }: [ b ])`,
);

/** What is computed and what is not, in which order, and what `tryEval` catches. */
export const laziness: Text = t`let x = ${words('1', 'x', 'y', '[ x ]', '{ inherit x; }')}; y = ${words('2', 'x', 'throw "y"')}; h = ${holder}; in ${fc.oneof(
  t`builtins.tryEval (${words('h', 'builtins.seq h 1', 'builtins.deepSeq h 1', 'h.a', 'builtins.head h', 'h { }', 'builtins.length h', 'builtins.attrNames h')})`,
  t`${words('h.b or 5', 'h ? a', 'builtins.isAttrs h', 'builtins.isList h', 'builtins.elemAt h 1', 'h 1', 'h == h', 'builtins.tryEval (h == h)', '{ inherit (h) a; } ? a', 'h { a = 3; }', 'builtins.mapAttrs (n: v: n) h', 'map (v: 1) h', 'builtins.length h')}`,
  t`builtins.tryEval (${words('true || ', 'false || ', 'true && ', 'false && ', 'false -> ', 'true -> ', '1 == ', '[ 1 ] == [ ', '{ } // ')}${words('h', 'x', 'y')}${words('', ' ]')})`,
  t`(builtins.tryEval [ ${fate} ${fate} ]).success`,
  t`builtins.tryEval (${words('builtins.all (v: v == 1)', 'builtins.any (v: v == 1)', 'builtins.elem 1', "builtins.foldl' (a: b: b) 0", 'builtins.filter (v: v == 1)', 'builtins.sort builtins.lessThan', 'builtins.concatStringsSep ","', 'toString', 'builtins.toJSON')} [ ${fate} ${fate} ])`,
)}`;

/** Functions with patterns, and what they are called with. */
export const patterns: Text = program(
  t`(${fc.oneof(
    t`{ ${several(t`${words('a', 'b', 'c')}${words(' ? 1', ' ? 1', ' ? a', ' ? b', ' ? throw "d"', ' ? args', '')}`, ', ', 0, 3)} }${words('', '@args')}`,
    t`{ ${several(t`${words('a', 'b', 'c')}${words('', ' ? 1', ' ? c')}`, ', ', 1, 3)}, ... }${words('', '@args', ' @ d')}`,
    t`${words('args@', 'd @ ')}{ ${several(words('a', 'b ? 2', 'c ? args', '...'), ', ', 0, 2)} }`,
    words(
      '{ ... }',
      '{ ... }@args',
      'x',
      '_',
      'args@{ a, ... }',
      '{ a, }',
      '{ a, ... , }',
      '{ , }',
      '{ a ? 1, a }',
    ),
  )}: ${fc.oneof(words('1', '{ }', '"v"'), words('a', '[ a b ]', 'args', 'b', '{ inherit a; }', 'args.a or 0', 'builtins.attrNames args', 'd', '[ a (a or 1) ]'))}) ${fc.oneof(
    { weight: 3, arbitrary: words('{ a = 1; }', '{ a = 1; b = 2; }', '{ a = 1; b = 2; c = 3; }') },
    {
      weight: 2,
      arbitrary: words(
        '{ }',
        '{ c = 3; }',
        '{ a = throw "v"; }',
        '1',
        '{ a = 1; d = 4; }',
        'rec { a = b; b = 2; }',
      ),
    },
    { weight: 1, arbitrary: set },
  )}`.map((text) =>
    /(args|[^a-z]d)\b/.test(text.slice(text.indexOf(':'))) &&
    !/args|@ d|d @/.test(text.slice(0, text.indexOf(':')))
      ? text.replace(/args(\.a or 0)?|\bd\b/g, '{ a = 5; }')
      : text,
  ),
);

const nested = words(
  '{ a.b.c = 1; }',
  '{ a = { b = 2; c = { a = 3; }; }; b = null; }',
  '{ a = null; c.a.b = "z"; }',
  '{ ${"x y"} = 1; a."x y".b = 2; }',
  'rec { a = b; b.c = 4; b.a = 5; }',
);

/** Selecting, asking and falling back along attribute paths. */
export const selections: Text = program(
  fc.oneof(
    t`${nested}.${path} or ${words('1', 'null', '(throw "o")', '{ }.a or 2')}`,
    t`${nested} ? ${path}`,
    t`${nested}.${words('a.b', 'a', 'b', 'a.b.c', 'c.a', 'a."x y"', '"x y"', '${"a"}.${"b"}', 'b.a', 'c.a.b')}${words('', '', '.b', '.c', '.a or 3', ' or 4 5')}`,
    t`${set}${words('.', ' ? ', '.a.')}${path}${words('', ' or 1', ' or (throw "o")', '.a')}`,
    t`[ ${nested}.a or 1 ${nested}.b or [ ] (${nested} ? a && true) ]`,
  ),
);

/** Functions that are sets, strings that are sets. */
export const pretenders: Text = program(
  t`${words('toString', '(v: "${v}")', '(v: v 1)', '(v: v + "x")', 'builtins.toJSON', 'builtins.isFunction', '(v: v == v)', 'builtins.functionArgs', 'map', 'baseNameOf', 'builtins.stringLength', 'builtins.concatStringsSep ","', 'import', '(v: { } // v)', '(v: builtins.removeAttrs v [ "a" ])', 'builtins.typeOf')} { ${several(
    words(
      '__toString = self: "t";',
      '__toString = self: self.a;',
      '__toString = 1;',
      'outPath = "/o";',
      'outPath = ./text.txt;',
      'outPath = { outPath = "n"; };',
      'outPath = 1;',
      '__functor = self: x: x;',
      '__functor = self: self.a;',
      '__functor = 1;',
      '__functionArgs = { a = true; };',
      'a = "v";',
      'type = "derivation";',
      'type = "x";',
      'name = ${"q"};'.replace('${"q"}', '"q"'),
      '__functor = { __functor = a: b: c: 3; };',
    ),
    ' ',
    1,
    3,
  )} }`,
);

export const anything: Text = program(any);
