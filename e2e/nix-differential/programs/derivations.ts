/** Programs about the store: derivations of every kind, contexts of strings, files put into the store. */
import fc from 'fast-check';
import { several, t, words, type Text } from './text';

const attribute: Text = fc.oneof(
  t`${words('a', 'b', 'x-y', 'passthru')} = ${words('1', '"s"', 'null', 'true', '[ 1 [ "2" ] ]', './text.txt', '"${./text.txt}"', 'dep', '"${dep}/bin"', '"${dep.dev}"', 'dep.drvPath', '(builtins.unsafeDiscardOutputDependency dep.drvPath)', '{ }', 'x: x', '1.5', '"é\\n\\"\\\\"', '(builtins.toFile "f" "t")', '[ ]', '[ "a" [ ] "b" ]', '(throw "d")')};`,
  words(
    'outputs = [ "out" "dev" ];',
    'outputs = [ "dev" "out" ];',
    'outputs = [ "lib" ];',
    'outputs = [ ];',
    'outputs = [ "out" "out" ];',
    'outputs = [ "drv" ];',
    'outputs = "out doc";',
    'args = [ "-c" ./text.txt 1 ];',
    'args = "x";',
    '__ignoreNulls = true;',
    '__structuredAttrs = true;',
    '__structuredAttrs = 1;',
    'allowedReferences = [ ];',
    '__contentAddressed = true; outputHashAlgo = "sha256"; outputHashMode = "recursive";',
    '__contentAddressed = true;',
    '__contentAddressed = false;',
    '__impure = true;',
    '__impure = true; outputHashMode = "flat";',
    'outputHash = "0mdqa9w1p6cmli6976v4wi0sw9r4p5prkj7lzfd1877wk11c9c73"; outputHashAlgo = "sha256";',
    'outputHash = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";',
    'outputHash = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="; outputHashMode = "recursive";',
    'outputHash = ""; outputHashAlgo = "sha256";',
    'outputHash = ""; outputHashAlgo = "sha1"; outputHashMode = "recursive";',
    'outputHash = "d41d8cd98f00b204e9800998ecf8427e"; outputHashAlgo = "md5";',
    'outputHash = "x";',
    'outputHashMode = "text"; outputHash = ""; outputHashAlgo = "sha256";',
    'outputHashMode = "nar"; outputHash = ""; outputHashAlgo = "sha256";',
    'outputHashMode = "odd"; outputHash = ""; outputHashAlgo = "sha256";',
    'system = "other";',
    'name = "n2";',
    'builder = ./script.sh;',
    'builder = "${dep}/bin/sh";',
  ),
);

const name = words('"d"', '"d-1.0"', '"a.drv"', '""', '"a b"', '".x"', '"é"', '"${dep}"', '1', '"a+b_c?d=e"');

const derivation: Text = t`derivation ({ name = ${fc.oneof({ weight: 6, arbitrary: words('"d"') }, { weight: 1, arbitrary: name })}; system = "s"; builder = "b"; } // { ${several(
  attribute,
  ' } // { ',
  0,
  3,
)} })`;

const text = words(
  'dep.outPath',
  '"${dep} ${dep.dev}"',
  'dep.drvPath',
  '"${./text.txt}"',
  '"plain"',
  '(builtins.toFile "n" "t")',
  '"${dep}${dep.drvPath}"',
  '(builtins.unsafeDiscardOutputDependency dep.drvPath)',
  '(builtins.addErrorContext "e" dep.drvPath)',
);

const uses: Text = fc.oneof(
  t`let d = ${derivation}; in [ d.drvPath (d.outPath or 1) ]`,
  t`(${derivation}).all`,
  t`builtins.attrNames (${derivation})`,
  t`let d = ${derivation}; in map (o: "\${o} \${o.outputName} \${o.drvPath}") d.all`,
  t`builtins.${words('getContext', 'hasContext', 'unsafeDiscardStringContext', 'unsafeDiscardOutputDependency', 'addDrvOutputDependencies', 'stringLength', 'toJSON', 'toXML', 'baseNameOf', 'dirOf', 'toPath')} ${text}`,
  t`builtins.getContext (${words('builtins.substring 0 5', 'builtins.replaceStrings [ "/" ] [ "." ]', 'builtins.concatStringsSep "," [ dep.dev "x" ] + ', 'builtins.toJSON', '"a" + ', 'toString', 'baseNameOf', 'builtins.toXML', 'builtins.head (builtins.split "/" ', 'builtins.unsafeDiscardOutputDependency', '(x: x)', 'builtins.foldl\' (a: b: a + b) "" [ dep ] + ').map((call) => (call.startsWith('builtins.head') ? `${call}"x")` : call))} ${text})`,
  t`builtins.toFile ${name} ${text}`,
  t`{ \${${text}} = 1; }`,
  t`builtins.getAttr ${text} { a = 1; }`,
  t`${text} == builtins.unsafeDiscardStringContext ${text}`,
  t`builtins.match ".*" ${text}`,
  t`builtins.path { path = ./folder; name = ${name}; }`,
  t`builtins.${words('hashString "sha256"', 'fromJSON', 'readFile', 'pathExists', 'parseDrvName', 'compareVersions "a"', 'split "-"')} ${text}`,
  t`builtins.toXML (${derivation})`,
  t`builtins.toJSON [ (${derivation}) ]`,
  t`(${derivation}) == (${derivation})`,
);

export const derivations: Text = t`let dep = derivation { name = "dep"; system = "s"; builder = "b"; outputs = [ "out" "dev" ]; }; in ${uses}`;
