# Arithmetic, functions, fixed points, versions, assertions, packages without packages.
{ lib, ... }:
let
  callable = { __functor = self: x: x + 1; };
  annotated = lib.setFunctionArgs (args: args.x) { x = false; };
in
{
  basics = [ (lib.id null) (lib.const 1 2) (lib.pipe 2 [ (x: x + 2) (x: x * 2) ]) (lib.concat [ 1 ] [ 2 ]) (lib.or false true) (lib.and true false) (lib.xor true true) (lib.bitNot 0) ];
  flip = lib.flip (a: b: [ a b ]) 1 2;
  null = [ (lib.defaultTo 5 null) (lib.defaultTo 5 6) (lib.mapNullable (x: x + 1) null) (lib.mapNullable (x: x + 1) 1) ];
  numbers = [ (lib.min 1 2) (lib.max 1 2) (lib.mod 11 10) (lib.mod (-1) 10) (lib.compare 1 2) (lib.compare "b" "a") (lib.compare 1 1) ];
  booleans = [ (lib.boolToString true) (lib.boolToYesNo false) ];
  splitByAndCompare = map (p: lib.splitByAndCompare (lib.hasPrefix "foo") lib.compare lib.compare (lib.elemAt p 0) (lib.elemAt p 1)) [ [ "a" "z" ] [ "fooa" "fooz" ] [ "f" "fooa" ] [ "fooa" "a" ] ];
  digits = [ (lib.toBaseDigits 10 0) (lib.toBaseDigits 2 10) (lib.toBaseDigits 16 250) (lib.toHexString 250) (lib.toHexString 0) (lib.fromHexString "FF") (lib.fromHexString "0x1f") ];
  digits-negative = lib.toBaseDigits 10 (-1);
  functions = [ (lib.isFunction callable) (lib.isFunction annotated) (lib.isFunction { __functor = self: 5; }) (lib.isFunction 1) (lib.functionArgs annotated) (lib.functionArgs ({ a, b ? 1 }: a)) (lib.functionArgs callable) ];
  mirror = lib.functionArgs (lib.mirrorFunctionArgs ({ a, b ? 1 }: a) (x: x));
  toFunction = [ (lib.toFunction 5 1) (lib.toFunction (x: x) 1) ];
  warnings = [ (lib.warn "w" 1) (lib.warnIf false "w" 2) (lib.warnIf true "w" 3) (lib.warnIfNot true "w" 4) (lib.info "i" 5) (lib.showWarnings [ "a" ] 6) ];
  throwIf = lib.throwIf true "thrown" 1;
  throwIfNot = lib.throwIfNot true "thrown" 1;
  checkListOfEnum = lib.checkListOfEnum "colors" [ "red" ] [ "red" ] "ok";
  assertOneOf = lib.assertOneOf "x" 1 [ 1 2 ];
  checkAssertWarn = lib.asserts.checkAssertWarn [ { assertion = true; message = "m"; } ] [ ] 5;
  checkAssertWarn-fails = lib.asserts.checkAssertWarn [ { assertion = false; message = "one"; } { assertion = false; message = "two"; } ] [ ] 5;
  fix = (lib.fix (self: { a = 1; b = self.a + 1; })).b;
  extensions = (lib.makeExtensible (self: { a = 1; b = self.a; })).extend (final: prev: { a = prev.a + 5; }) == null;
  extended = let e = (lib.makeExtensible (self: { a = 1; b = self.a; })).extend (final: prev: { a = prev.a + 5; }); in [ e.a e.b ((e.extend (f: p: { c = f.b; })).c) ];
  compose = lib.fix (lib.extends (lib.composeManyExtensions [ (f: p: { a = p.a + 1; }) (f: p: { a = p.a * 10; }) ]) (self: { a = 1; }));
  toExtension = [ (lib.toExtension { a = 1; } { } { }) (lib.toExtension (p: { b = p.x; }) { } { x = 2; }) (lib.toExtension (f: p: { c = f.y; }) { y = 3; } { }) ];
  converge = lib.converge (x: x / 2) 16;
  versions = [ (lib.versions.major "1.2.3") (lib.versions.minor "1.2.3") (lib.versions.patch "1.2.3") (lib.versions.majorMinor "1.2.3") (lib.versions.pad 4 "1.2") (lib.versions.pad 2 "1.2.3-pre") ];
  release = [ lib.trivial.release (lib.oldestSupportedReleaseIsAtLeast 2305) (lib.oldestSupportedReleaseIsAtLeast 9999) ];
  overridable = let f = lib.makeOverridable ({ a, b ? 2 }: { sum = a + b; }) { a = 1; }; in [ f.sum (f.override { b = 5; }).sum (f.override (old: { a = old.a + 10; })).sum ];
  callPackage = (lib.callPackageWith { x = 1; y = 2; } ({ x, z ? 3 }: { v = x + z; }) { z = 10; }).v;
  scope = let s = lib.makeScope (scope: lib.callPackageWith scope) (self: { one = 1; two = self.one + 1; }); in [ s.two (s.overrideScope (f: p: { one = 10; })).two ];
  getExe = [ (lib.getExe { type = "derivation"; outPath = "/p"; name = "n"; meta.mainProgram = "run"; }) (lib.getExe' { type = "derivation"; outPath = "/p"; bin = "/q"; } "tool") ];
  getExe-nested = (builtins.tryEval (lib.getExe' { type = "derivation"; outPath = "/p"; } "a/b")).success;
  meta = [ (lib.addMetaAttrs { a = 1; } { meta.b = 2; }) (lib.setName "x" { }) (lib.appendToName "s" { name = "n-1"; }).name (lib.lowPrio { }).meta.priority ];
  availableOn = map (p: lib.meta.availableOn { system = "x86_64-linux"; } p) [ { } { meta.platforms = [ "x86_64-linux" ]; } { meta.platforms = [ ]; } { meta.badPlatforms = [ "x86_64-linux" ]; } ];
  debug = [ (lib.traceVal 1) (lib.traceSeq [ 1 ] 2) (lib.traceValSeqN 1 { a = 3; }) (lib.traceIf false "m" 4) ];
  runTests = lib.runTests { testOk = { expr = 1; expected = 1; }; testBad = { expr = 1; expected = 2; }; other = { expr = 1; expected = 2; }; };
  paths = [ (toString (lib.path.append /a "b/c")) (lib.path.hasPrefix /a /a/b) (lib.path.hasPrefix /a /ab) (lib.path.removePrefix /a /a/b) (lib.path.subpath.normalise "a//b/.") (lib.path.subpath.isValid "../a") (lib.path.subpath.isValid "a") (lib.path.subpath.join [ "a" "b" ]) ];
  strings-with-deps = lib.textClosureMap lib.id { a = lib.stringAfter [ "b" ] "after b"; b = lib.noDepEntry "b"; } [ "a" ];
  platform = let p = lib.systems.elaborate "x86_64-linux"; in [ p.system p.config p.isLinux p.is64bit p.isx86_64 p.parsed.kernel.name p.parsed.cpu.bits p.isDarwin ];
  platform-darwin = let p = lib.systems.elaborate "aarch64-darwin"; in [ p.system p.config p.isDarwin p.isAarch64 p.isLinux p.parsed.vendor.name p.uname.system ];
  imap = lib.imap (i: v: i) [ "a" "b" ];
  extend = let l = lib.extend (final: prev: { mine = n: n + 1; twice = n: final.mine (final.mine n); const = prev.id; }); in [ (l.twice 1) (l.const 5) (l.id 6) ];
  extend-twice = let l = (lib.extend (final: prev: { a = final.b; b = 1; })).extend (final: prev: { b = prev.b + 1; }); in [ l.a l.b ];
  extend-reaches-functions = (lib.extend (final: prev: { concatMapStrings = f: l: "replaced"; })).stringAsChars (c: c) "abc";
  extend-reaches-modules = ((lib.extend (final: prev: { mine = "m"; })).evalModules { modules = [ ({ lib, ... }: { options.x = lib.mkOption { type = lib.types.submodule ({ lib, ... }: { options.y = lib.mkOption { default = lib.mine; }; }); default = { }; }; }) ]; }).config.x.y;
}
