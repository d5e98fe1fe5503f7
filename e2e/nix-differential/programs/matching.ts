/** Programs about text: regular expressions, replacing, versions, quotes and indentation, numbers as written. */
import fc from 'fast-check';
import { several, t, words, type Text } from './text';

const atoms = words(
  'a',
  'b',
  'c',
  '.',
  '[ab]',
  '[^a]',
  '[[:alpha:]]',
  '[[:digit:]]',
  '[[:space:]]',
  '[a-c]',
  '[]a]',
  '\\.',
  '\\\\',
  'é',
  '-',
  '1',
  ' ',
  '^',
  '$',
  '[a-]',
  '[[.a.]]',
  '[[=a=]]',
  '\\$',
  '\\w',
  '\\n',
  '/',
  ',',
);
const counts = words('', '', '', '*', '+', '?', '{2}', '{1,2}', '{0,}', '{,2}', '**', '{');
const regex: Text = fc.letrec<{ readonly whole: string; readonly piece: string }>(
  (tie: fc.LetrecTypedTie<{ readonly whole: string; readonly piece: string }>) => ({
    whole: fc.oneof(
      { depthSize: 'small', maxDepth: 4, withCrossShrink: true },
      several(tie('piece'), '', 0, 4),
      t`${several(tie('piece'), '', 0, 2)}|${several(tie('piece'), '', 0, 2)}`,
    ),
    piece: fc.oneof(
      { depthSize: 'small', maxDepth: 4, withCrossShrink: true },
      t`${atoms}${counts}`,
      t`(${tie('whole')})${counts}`,
    ),
  }),
).whole;
const subject = several(
  words('a', 'b', 'c', 'ab', '1', ' ', 'é', '.', '-', '\n', '\\', 'x', '/', '$', ',', '^'),
  '',
  0,
  6,
);

/** A text as a Nix string literal. */
export function quoted(text: Text): Text {
  return text.map(
    (value) =>
      `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('$', '\\$').replaceAll('\n', '\\n')}"`,
  );
}

export const regularExpressions: Text = t`builtins.${words('match', 'split')} ${quoted(regex)} ${quoted(subject)}`;

const needles = fc.array(words('', 'a', 'b', 'ab', 'aa', 'é', ' ', 'abc', '\n'), { maxLength: 4 });

export const replacements: Text = fc
  .tuple(needles, subject, words('"<"', '"$"', '""', '(throw "r")', '1'))
  .chain(([from, text, to]) =>
    quoted(fc.constant(text)).map(
      (literal) =>
        `builtins.replaceStrings [ ${from.map((needle) => JSON.stringify(needle)).join(' ')} ] [ ${from
          .map((_, index) => (index === 1 ? to : `"<${index}>"`))
          .join(' ')} ] ${literal}`,
    ),
  );

const versionText = several(
  words(
    '1',
    '2',
    '10',
    '0',
    '007',
    '.',
    '-',
    'pre',
    'a',
    'rc1',
    'z',
    '_',
    '+',
    'é',
    '20240101',
    '99999999999',
  ),
  '',
  0,
  6,
);

export const versions: Text = fc.oneof(
  t`builtins.compareVersions ${quoted(versionText)} ${quoted(versionText)}`,
  t`builtins.splitVersion ${quoted(versionText)}`,
  t`builtins.parseDrvName ${quoted(several(words('a', 'foo', '-', '1', '.', '2', 'b-', '-x', '_', 'é'), '', 0, 6))}`,
);

const quotePieces = several(
  words(
    'a',
    ' ',
    '  ',
    '\n',
    '\n    ',
    '\n  ',
    '\t',
    '${"x"}',
    '${"\\n"}',
    "''$",
    "'''",
    "''\\n",
    "''\\",
    '$',
    '$$',
    '"',
    '\\',
    "'",
    '\\n',
    '\r\n',
    '\r',
    'é',
    '$${x}',
    "''${",
    '\\${y}',
  ),
  '',
  0,
  8,
);

export const quoting: Text = fc.oneof(
  t`''${quotePieces}''`,
  t`"${quotePieces}"`,
  t`''${quotePieces}'' + "${quotePieces}"`,
);

const digits = several(words('0', '1', '9', '5', '00', '12'), '', 1, 4);
const writtenNumbers: Text = fc.oneof(
  t`${digits}.${digits}`,
  t`${digits}.${digits}e${words('', '-', '+')}${words('1', '5', '15', '17', '20', '300')}`,
  t`.${digits}`,
  fc.double({ noNaN: true, noDefaultInfinity: true, min: 0 }).map((value) => {
    const text = String(value);
    return text.includes('e') && !text.includes('.')
      ? text.replace('e', '.0e')
      : text.includes('.')
        ? text
        : `${text}.0`;
  }),
  fc.bigInt({ min: 0n, max: 2n ** 64n }).map(String),
);

export const numbers: Text = fc.oneof(
  t`${writtenNumbers}`,
  t`[ (toString ${writtenNumbers}) (builtins.toJSON ${writtenNumbers}) ${writtenNumbers} ]`,
  t`${writtenNumbers} ${words('+', '-', '*', '/', '<', '==', '<=')} ${writtenNumbers}`,
  t`builtins.${words('ceil', 'floor')} (${words('', '-')}${writtenNumbers})`,
  t`builtins.fromJSON "${words('', '-')}${writtenNumbers}"`,
  t`builtins.toXML (-${writtenNumbers})`,
  t`builtins.fromTOML "x = ${writtenNumbers}"`,
);

/** JSON texts, right and nearly right. */
export const jsonTexts: Text = t`builtins.fromJSON ${quoted(
  fc.oneof(
    fc.json({ maxDepth: 3, stringUnit: 'grapheme' }),
    several(
      words(
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '"a"',
        '1',
        'true',
        'null',
        '-',
        '1.5',
        ' ',
        '"\\u00e9"',
        '"\\n"',
        '1e5',
        '"',
        '\\',
        "'",
      ),
      '',
      1,
      7,
    ),
  ),
)}`;

const tomlValue = words(
  '1',
  '-2',
  '+3',
  '1.5',
  '1e2',
  'true',
  '"s"',
  "'l'",
  '[1, 2]',
  '[1, "a"]',
  '{ a = 1 }',
  '0xff',
  '0o17',
  '0b11',
  'inf',
  'nan',
  '1_0',
  '"\\u00e9"',
  '"""m"""',
  '1979-05-27T07:32:00Z',
  '07:32:00',
  '[[1], []]',
  '01',
  '"',
  '{}',
  '-0',
  '-0.0',
);
const tomlKey = words('a', 'b', 'a.b', '"c d"', "'e'", '1', 'a-b', '"a"', 'é');

export const tomlTexts: Text = t`builtins.fromTOML ${quoted(
  several(
    fc.oneof(
      t`${tomlKey} = ${tomlValue}`,
      t`[${tomlKey}]`,
      t`[[${tomlKey}]]`,
      words('# comment', '', ' ', '=', 'a', '[a'),
      t`${tomlKey}=${tomlValue} # c`,
    ),
    '\n',
    0,
    5,
  ),
)}`;
