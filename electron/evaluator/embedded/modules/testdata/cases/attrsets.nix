# Functions about attribute sets: values that are null, sets that are empty, names that need quotes.
{ lib, ... }:
let
  set = { a.b.c = 1; n = null; "x y" = 2; };
  package = { name = "p-1"; type = "derivation"; out = "o"; bin = "b"; dev = "d"; outputs = [ "out" "bin" "dev" ]; };
in
{
  attrByPath-null = lib.attrByPath [ "n" ] "default" set;
  attrByPath-through-null = lib.attrByPath [ "n" "x" ] "default" set;
  attrByPath-empty = lib.attrByPath [ ] "default" set;
  hasAttrByPath = [ (lib.hasAttrByPath [ "a" "b" ] set) (lib.hasAttrByPath [ "n" ] set) (lib.hasAttrByPath [ "a" "n" "c" ] set) ];
  longestValidPathPrefix = [ (lib.attrsets.longestValidPathPrefix [ "a" "b" "z" ] set) (lib.attrsets.longestValidPathPrefix [ "q" ] set) (lib.attrsets.longestValidPathPrefix [ "a" ] set) ];
  setAttrByPath = [ (lib.setAttrByPath [ "p" "q" ] null) (lib.setAttrByPath [ ] 5) ];
  getAttrFromPath-missing = lib.getAttrFromPath [ "a" "z" ] set;
  concatMapAttrs = lib.concatMapAttrs (n: v: { "${n}1" = v; same = n; }) { x = 1; y = 2; };
  updateMany = lib.updateManyAttrsByPath [ { path = [ "a" "b" ]; update = old: old // { d = 2; }; } { path = [ "new" "deep" ]; update = _: 3; } ] set;
  updateMany-missing = lib.updateManyAttrsByPath [ { path = [ "q" ]; update = old: old; } ] set;
  updateMany-inside-number = lib.updateManyAttrsByPath [ { path = [ "x y" "z" ]; update = _: 1; } ] set;
  updateMany-nested = lib.updateManyAttrsByPath [ { path = [ "a" "b" ]; update = old: old.c; } { path = [ "a" ]; update = old: old.b + 1; } ] set;
  attrVals = lib.attrVals [ "n" "x y" ] set;
  attrVals-missing = lib.attrVals [ "q" ] set;
  getAttrs = lib.getAttrs [ "n" ] set;
  getAttrs-missing-is-lazy = lib.attrNames (lib.getAttrs [ "q" ] set);
  filterAttrs = lib.filterAttrs (n: v: v == null) set;
  filterAttrsRecursive = lib.filterAttrsRecursive (n: v: v != null && n != "c") { a = { b = 1; c = 2; d = null; }; e = null; };
  foldlAttrs = lib.foldlAttrs (acc: n: v: acc + n) "" set;
  foldlAttrs-lazy-start = lib.foldlAttrs (acc: n: v: v) (throw "start") { x = 1; };
  foldAttrs = lib.foldAttrs (item: acc: [ item ] ++ acc) [ ] [ { a = 2; } { a = null; b = 7; } ];
  collect = lib.collect (x: x ? outPath) { a = { outPath = "x"; }; b.c = { outPath = "y"; }; d = 1; };
  collect-lists = lib.collect lib.isList { a.b = [ 1 ]; c = [ 2 ]; };
  cartesianProduct = lib.cartesianProduct { a = [ 1 2 ]; b = [ null 3 ]; };
  cartesianProduct-empty = [ (lib.cartesianProduct { }) (lib.cartesianProduct { a = [ ]; b = [ 1 ]; }) ];
  mapCartesianProduct = lib.mapCartesianProduct ({ a, b }: a + b) { a = [ "x" "y" ]; b = [ "1" ]; };
  mapAttrs-prime = lib.mapAttrs' (n: v: lib.nameValuePair "p${n}" v) { a = null; b = 2; };
  mapAttrs-prime-collision = lib.mapAttrs' (n: v: lib.nameValuePair "same" v) { a = 1; b = 2; };
  mapAttrsToList = lib.mapAttrsToList (n: v: n) set;
  attrsToList = lib.attrsToList { a = null; };
  mapAttrsRecursive = lib.mapAttrsRecursive (p: v: lib.concatStringsSep "." p) set;
  mapAttrsRecursiveCond = lib.mapAttrsRecursiveCond (as: !(as ? stop)) (p: v: if lib.isAttrs v then "stopped" else v) { a.b = 1; c = { stop = 1; d = 2; }; };
  mapAttrsToListRecursive = lib.mapAttrsToListRecursive (p: v: { path = p; inherit v; }) { a.b = 1; c = 2; };
  mapAttrsToListRecursiveCond = lib.mapAttrsToListRecursiveCond (p: v: p != [ "a" ]) (p: v: p) { a.b = 1; c.d = 2; };
  genAttrs = lib.genAttrs [ "b" "a" "b" ] (n: "v${n}");
  genAttrs-prime = lib.genAttrs' [ 1 2 ] (n: lib.nameValuePair "n${toString n}" n);
  isDerivation = map lib.isDerivation [ package { type = "derivation"; } { type = 5; } 5 { } ];
  optionalAttrs = [ (lib.optionalAttrs true { a = 1; }) (lib.optionalAttrs false (throw "no")) ];
  zipAttrsWithNames = lib.zipAttrsWithNames [ "a" ] (n: vs: vs) [ { a = "x"; } { a = null; b = "z"; } { } ];
  zipAttrsWith = lib.zipAttrsWith (n: vs: { inherit n vs; }) [ { a = null; } { a = 2; b = 3; } ];
  zipAttrs = lib.zipAttrs [ { a = 1; } { a = 2; } ];
  mergeAttrsList = [ (lib.mergeAttrsList [ ]) (lib.mergeAttrsList [ { a = 1; } { a = null; } { b = 2; } ]) ];
  recursiveUpdate = lib.recursiveUpdate { a = { b = 1; c = null; }; d = { e = 1; }; } { a = { b = null; }; d = 5; };
  recursiveUpdate-left-not-a-set = lib.recursiveUpdate { a = 5; } { a.b = 1; };
  recursiveUpdateUntil = lib.recursiveUpdateUntil (path: l: r: path == [ "foo" ]) { foo.bar = 1; foo.baz = 2; bar = 3; } { foo.bar = 1; foo.quz = 2; baz = 4; };
  matchAttrs = [ (lib.matchAttrs { cpu = { }; } { cpu = { bits = 64; }; }) (lib.matchAttrs { a.b = 1; } { a.b = 1; c = 2; }) (lib.matchAttrs { a.b = 1; } { a = 1; }) (lib.matchAttrs { z = null; } { }) ];
  overrideExisting = lib.overrideExisting { a = 1; b = 2; } { b = null; c = 4; };
  showAttrPath = map lib.showAttrPath [ [ "foo" "10" "bar baz" "if" ] [ ] ];
  outputs = [ (lib.getBin package) (lib.getLib package) (lib.getDev package) (lib.getMan package) (lib.getStatic package) (lib.getInclude package) (lib.getOutput "nope" package) ];
  outputs-specified = (lib.getBin (package // { outputSpecified = true; })).name;
  getFirstOutput = [ (lib.getFirstOutput [ "x" "dev" ] package) (lib.getFirstOutput [ "x" ] package).name ];
  chooseDevOutputs = lib.chooseDevOutputs [ package ];
  recurseIntoAttrs = [ (lib.recurseIntoAttrs { a = 1; }) (lib.dontRecurseIntoAttrs { }) ];
  unionOfDisjoint = lib.attrsets.unionOfDisjoint { a = 1; } { b = 2; };
  unionOfDisjoint-collision = (lib.attrsets.unionOfDisjoint { a = 1; b = 1; } { a = 2; b = 3; }).a;
  unionOfDisjoint-rest = (lib.attrsets.unionOfDisjoint { a = 1; c = 5; } { a = 2; }).c;
  toDerivation-names = lib.sort (a: b: a < b) (lib.attrNames (lib.toDerivation "/nix/store/nvl9ic0pj1fpyln3zaqrf4cclbqdfn1j-foo"));
}
