/**
 * Calls of every builtin: with arguments of the kind it wants, with odd ones, with wrong ones. A builtin that no
 * comparison can call is named here with the reason.
 */
import fc from 'fast-check';
import { expressions } from './expressions';
import { integers, paths, plainNames, strings } from './leaves';
import { mostly, oneOf, several, t, words, type Text } from './text';

const { any, list, set, fn, int, number, string, path } = expressions;

const predicate = words(
  '(x: true)',
  '(x: false)',
  '(x: x == 1)',
  '(x: x > 1)',
  '__isInt',
  '(x: __isString x)',
  '(x: 1)',
  'f',
);
const transform = mostly(
  words('(x: x)', '(x: [ x ])', '(x: "k")', '(x: toString x)', '(x: { a = x; })', '(x: throw "t")', 'f'),
  fn,
);
const binary = words(
  '(a: b: a)',
  '(a: b: b)',
  '(a: b: [ a b ])',
  '(a: b: a + b)',
  '(a: b: a // b)',
  '(a: b: a < b)',
  '(a: throw "x")',
  'g',
);
const listOfStrings = t`[ ${several(mostly(strings, any, 12), ' ')} ]`;
const listOfNames = t`[ ${several(mostly(plainNames, any, 12), ' ')} ]`;
const listOfSets = t`[ ${several(mostly(set, any, 12), ' ')} ]`;
const listOfLists = t`[ ${several(mostly(list, any, 12), ' ')} ]`;
const pairs = t`[ ${several(t`{ ${words('name', 'name', 'value')} = ${mostly(plainNames, any)}; ${words('value', 'x')} = ${any}; }`, ' ')} ]`;
const numbers = t`[ ${several(mostly(number, any, 12), ' ')} ]`;
const closure = t`{ startSet = [ ${several(t`{ key = ${oneOf(integers, strings, any)}; }`, ' ', 0, 3)} ]; operator = ${words(
  '(x: [ ])',
  '(x: if x.key < 3 then [ { key = x.key + 1; } ] else [ ])',
  '(x: [ { key = 1; } { key = 2; } ])',
  '(x: [ { } ])',
  'f',
)}; }`;
const algorithm = words('"sha256"', '"sha1"', '"sha512"', '"md5"', '"sha3"', '"SHA256"', '"blake3"');
const hashText = words(
  '"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"',
  '"0mdqa9w1p6cmli6976v4wi0sw9r4p5prkj7lzfd1877wk11c9c73"',
  '"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="',
  '"sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="',
  '"sha256:0mdqa9w1p6cmli6976v4wi0sw9r4p5prkj7lzfd1877wk11c9c73"',
  '"d41d8cd98f00b204e9800998ecf8427e"',
  '"md5-1B2M2Y8AsgTpgAmY7PhCfg=="',
  '"sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709"',
  '"nonsense"',
  '""',
);
const conversion = t`{ hash = ${hashText}; ${words('', 'hashAlgo = "sha256"; ', 'hashAlgo = "md5"; ', 'hashAlgo = null; ')}toHashFormat = ${words(
  '"base16"',
  '"nix32"',
  '"base32"',
  '"base64"',
  '"sri"',
  '"hex"',
)}; }`;
const context = t`{ ${words('"/nix/store/00000000000000000000000000000000-a"', '"/nix/store/00000000000000000000000000000000-a.drv"', '"/x"')} = { ${words(
  'path = true;',
  'path = false;',
  'outputs = [ "out" ];',
  'outputs = [ ];',
  'allOutputs = true;',
  'path = true; outputs = [ "a" "b" ];',
  'path = 1;',
  '',
)} }; }`;
const contextual = oneOf(
  words(
    '(toString ./text.txt)',
    '"${./text.txt}"',
    '(__toFile "n" "t")',
    '(derivation { name = "d"; system = "s"; builder = "b"; })',
    '(derivation { name = "d"; system = "s"; builder = "b"; }).drvPath',
  ),
  string,
);
const pathArguments = t`{ path = ${mostly(paths, any)}; ${words('', 'name = "n"; ', 'name = ""; ', 'name = "a b"; ', 'recursive = false; ', 'filter = p: t: t != "symlink"; ', 'filter = p: t: true; recursive = true; ', 'extra = 1; ')}}`;
const json = fc.oneof(
  strings,
  fc.json({ maxDepth: 2 }).map((text) => JSON.stringify(text).replaceAll('${', '\\${')),
  words(
    '"[1,2"',
    '"1e400"',
    '"-0"',
    '"1.0"',
    '"[1,]"',
    '"{\\"a\\":1,\\"a\\":2}"',
    '"\\"\\\\u00e9\\""',
    '"nul"',
    '" 1 "',
    '"99999999999999999999"',
    '"-9223372036854775808"',
    '"9223372036854775808"',
    '"1E2"',
    '"\\"\\\\ud83d\\\\ude00\\""',
    '"[[[]]]"',
    '""',
  ),
);
const toml = words(
  '"a = 1"',
  '"a = 1.5\\nb = \\"x\\""',
  '"[t]\\nx = [1, 2]\\n[t.u]\\ny = true"',
  '"[[p]]\\na = 1\\n[[p]]\\na = 2"',
  '"a = 1\\na = 2"',
  '"a ="',
  '"x = { y = 1, z = [ ] }"',
  '"a.b.c = 0x1F"',
  '"a = inf"',
  '"a = 1_000"',
  '"a = 1e3"',
  '""',
  '"\\"q k\\" = \'lit\'"',
  '"a = \\"\\"\\"\\nx\\n\\"\\"\\""',
);

/** What each builtin is given, argument by argument. */
export const builtinArguments: Readonly<Record<string, readonly Text[]>> = {
  abort: [string],
  add: [number, number],
  addDrvOutputDependencies: [contextual],
  addErrorContext: [string, any],
  all: [predicate, list],
  any: [predicate, list],
  appendContext: [contextual, context],
  attrNames: [set],
  attrValues: [set],
  baseNameOf: [oneOf(strings, paths, any)],
  bitAnd: [int, int],
  bitOr: [int, int],
  bitXor: [int, int],
  break: [any],
  catAttrs: [plainNames, listOfSets],
  ceil: [number],
  compareVersions: [strings, strings],
  concatLists: [listOfLists],
  concatMap: [transform, list],
  concatStringsSep: [string, listOfStrings],
  convertHash: [conversion],
  deepSeq: [any, any],
  derivation: [
    t`{ name = ${strings}; system = "s"; builder = ${oneOf(strings, paths)}; ${words('', 'a = 1; ', 'outputs = [ "out" "dev" ]; ', 'x = null; y = true; z = [ 1 "b" ]; ', 'args = [ "a" ./text.txt ]; ')}}`,
  ],
  derivationStrict: [
    t`{ name = "n"; system = "s"; builder = "b"; ${words('', 'a = ', 'x = ')}${words('1;', '"s";', '[ "a" 2 ];', './text.txt;', '{ };', 'null;')} }`,
  ],
  dirOf: [oneOf(strings, paths, any)],
  div: [number, number],
  elem: [any, list],
  elemAt: [list, int],
  filter: [predicate, list],
  filterSource: [words('(p: t: true)', '(p: t: t == "directory")', '(p: t: 1)'), paths],
  findFile: [
    words('[ ]', '__nixPath', '[ { path = ./.; prefix = "q"; } ]', '[ { path = ./folder; } ]'),
    words('"here"', '"q/text.txt"', '"inner"', '"none"', '"here/none"'),
  ],
  flakeRefToString: [set],
  floor: [number],
  "foldl'": [binary, any, list],
  fromJSON: [json],
  fromTOML: [toml],
  functionArgs: [mostly(fn, any)],
  genList: [transform, mostly(words('0', '1', '2', '5', '(-1)'), any)],
  genericClosure: [closure],
  getAttr: [plainNames, set],
  getContext: [contextual],
  getEnv: [words('"GREETING"', '"NONE"', '""', 's')],
  groupBy: [transform, list],
  hasAttr: [plainNames, set],
  hasContext: [contextual],
  hashFile: [algorithm, paths],
  hashString: [algorithm, string],
  head: [list],
  import: [path],
  intersectAttrs: [set, set],
  isAttrs: [any],
  isBool: [any],
  isFloat: [any],
  isFunction: [any],
  isInt: [any],
  isList: [any],
  isNull: [any],
  isPath: [any],
  isString: [any],
  length: [list],
  lessThan: [oneOf(number, strings, list, path), oneOf(number, strings, list, path)],
  listToAttrs: [pairs],
  map: [transform, list],
  mapAttrs: [binary, set],
  match: [strings, strings],
  mul: [number, number],
  outputOf: [contextual, strings],
  parseDrvName: [strings],
  parseFlakeRef: [
    words('"github:a/b"', '"path:/x"', '"nixpkgs"', '"git+file:///x?ref=m"', '"."', '"%"', 's'),
  ],
  partition: [predicate, list],
  path: [pathArguments],
  pathExists: [oneOf(paths, strings, any)],
  placeholder: [string],
  readDir: [mostly(paths, any)],
  readFile: [mostly(paths, any)],
  readFileType: [mostly(paths, any)],
  removeAttrs: [set, listOfNames],
  replaceStrings: [listOfStrings, listOfStrings, string],
  scopedImport: [
    words('{ known = 1; }', '{ }', '{ __add = 1; }'),
    words('./scoped.nix', './value.nix', './function.nix'),
  ],
  seq: [any, any],
  sort: [
    oneOf(
      words('__lessThan', '(a: b: a < b)', '(a: b: a.key < b.key)', '(a: b: false)', '(a: b: 1)'),
      binary,
    ),
    oneOf(numbers, listOfStrings, list),
  ],
  split: [strings, strings],
  splitVersion: [strings],
  stringLength: [mostly(string, any)],
  sub: [number, number],
  substring: [int, int, string],
  tail: [list],
  throw: [string],
  toFile: [strings, contextual],
  toJSON: [any],
  toPath: [oneOf(strings, paths)],
  toString: [any],
  toXML: [any],
  trace: [any, any],
  traceVerbose: [any, any],
  tryEval: [any],
  typeOf: [any],
  unsafeDiscardOutputDependency: [contextual],
  unsafeDiscardStringContext: [contextual],
  unsafeGetAttrPos: [plainNames, set],
  warn: [string, any],
  zipAttrsWith: [binary, listOfSets],
};

/** What is not called: its answer is another on every machine, or it needs the network or a filled store. */
export const uncalledBuiltins: readonly string[] = [
  'fetchClosure',
  'fetchGit',
  'fetchMercurial',
  'fetchTarball',
  'fetchTree',
  'fetchurl',
  'getFlake',
  'storePath',
];

const calls: readonly Text[] = Object.entries(builtinArguments).map(([name, args]) => {
  const given = fc
    .tuple(...args.map((argument) => mostly(argument, any, 24)))
    .map((values) => `(builtins.${name} ${values.join(' ')})`);
  // Without arguments it is a function, which is a value too.
  return mostly(given, words(`builtins.${name}`), 60);
});

/** A call of some builtin, each as often as any other. */
export const builtinCalls: Text = fc.oneof(...calls);
