# Options: declaring and documenting them, and looking at them from modules.
{ lib, ... }:
let
  inherit (lib) mkOption types;
  pkgs = { hello = { type = "derivation"; name = "hello-1"; }; python.pkgs.x = { type = "derivation"; name = "x-2"; }; };
  eval = modules: lib.evalModules { inherit modules; };
  docs = options: map (o: removeAttrs o [ "declarations" ]) (lib.filter (o: lib.head o.loc != "_module") (lib.optionAttrSetToDocList (eval [ { inherit options; } ]).options));
  package = args: removeAttrs (lib.mkPackageOption pkgs "hello" args) [ "type" ];
  declared = a: b: (eval [ { _file = "a.nix"; options.x = mkOption a; } { _file = "b.nix"; options.x = mkOption b; } ]).options.x;
in
{
  mkEnableOption = removeAttrs (lib.mkEnableOption "the thing") [ "type" ];
  mkPackageOption = removeAttrs (package { }) [ "default" ];
  mkPackageOption-default = (package { }).default.name;
  mkPackageOption-path = (lib.mkPackageOption pkgs [ "python" "pkgs" "x" ] { }).default.name;
  mkPackageOption-text = (lib.mkPackageOption pkgs [ "python" "pkgs" "x" ] { pkgsText = "myPkgs"; extraDescription = "More."; }).description;
  mkPackageOption-nullable = let o = lib.mkPackageOption pkgs "hello" { nullable = true; default = null; example = "hello_2"; }; in [ o.default o.type.description o.example.text ];
  mkPackageOption-example-path = (package { example = [ "a" "b c" ]; }).example.text;
  mkPackageOption-no-default = (package { default = null; }) ? default;
  mkPackageOption-missing = (lib.mkPackageOption pkgs "nothing" { }).default.name;
  mkSinkUndeclaredOptions = (eval [ { options.s = lib.mkSinkUndeclaredOptions { }; config.s.anything.goes = 1; } ]).options.s.isDefined;
  mkSinkUndeclaredOptions-read = (eval [ { options.s = lib.mkSinkUndeclaredOptions { }; config.s = 1; } ]).config.s;
  unknown-field = lib.mkOption { typ = types.int; };
  literals = [ (lib.literalExpression "pkgs.x") (lib.literalMD "*x*") (lib.options.literalCode "python" "print()") ];
  literal-of-number = lib.literalExpression 5;
  literalMD-of-number = lib.literalMD 5;
  renderOptionValue = [ (lib.options.renderOptionValue { a = [ 1 "x" ]; }) (lib.options.renderOptionValue (lib.literalExpression "y")) ];
  scrubOptionValue = lib.scrubOptionValue { a = pkgs.hello; b = [ pkgs.hello ]; _args = 1; c = "text"; };
  show = [ (lib.showOption [ "a" "b.c" "*" "<name>" "1x" ]) (lib.showFiles [ "a" "b" ]) ];
  showDefs = lib.options.showDefs [ { file = "a"; value = 1; } { file = "b"; value = { c = [ 1 2 3 4 5 ]; }; } { file = "c"; value = throw "x"; } { file = "d"; value = "one\ntwo"; } ];
  showOptionWithDefLocs = lib.showOptionWithDefLocs { loc = [ "a" "b" ]; files = [ "x" "y" ]; };
  getters = [ (lib.getValues [ { value = 1; } ]) (lib.getFiles [ { file = "f"; } ]) lib.options.unknownModule ];
  merges = [ (lib.mergeOneOption [ "o" ] [ { file = "f"; value = 1; } ]) (lib.mergeEqualOption [ "o" ] [ { file = "f"; value = 1; } { file = "g"; value = 1; } ]) (lib.mergeDefaultOption [ "o" ] [ { file = "f"; value = [ 1 ]; } { file = "g"; value = [ 2 ]; } ]) (lib.mergeUniqueOption { message = "m"; } [ "o" ] [ { file = "f"; value = 3; } ]) (lib.mergeUniqueOption { message = "m"; merge = loc: defs: lib.length defs; } [ "o" ] [ { file = "f"; value = 3; } ]) ];
  mergeOneOption-two = lib.mergeOneOption [ "o" ] [ { file = "f"; value = 1; } { file = "g"; value = 2; } ];
  docs-plain = docs { a = mkOption { type = types.int; default = 1; description = "d"; example = 2; }; b.c = mkOption { }; };
  docs-default-text = docs { a = mkOption { defaultText = lib.literalMD "text"; default = throw "no"; relatedPackages = [ "x" ]; readOnly = true; internal = true; }; };
  docs-visibility = map (o: [ o.name o.visible ]) (docs { a = mkOption { visible = false; type = types.submodule { options.x = mkOption { }; }; }; b = mkOption { visible = "shallow"; type = types.submodule { options.x = mkOption { }; }; }; c = mkOption { visible = "transparent"; type = types.submodule { options.x = mkOption { }; }; }; });
  docs-nested = map (o: o.name) (docs { a = mkOption { type = types.attrsOf (types.submodule { options.x = mkOption { type = types.listOf (types.submodule { options.y = mkOption { }; }); }; }); }; t = mkOption { type = types.attrTag { one = mkOption { type = types.int; }; }; }; n = mkOption { type = types.nullOr (types.submodule { freeformType = types.attrsOf types.int; options.z = mkOption { }; }); }; });
  docs-empty-value = docs { a = mkOption { type = types.listOf types.int; }; };
  declared-twice = [ (declared { } { type = types.int; }).type.description (declared { description = "d"; } { default = 1; }).description (declared { type = types.int; } { }).declarations ];
  declared-twice-default = (declared { default = 1; } { default = 2; }).value;
  declared-twice-description = (declared { description = "a"; } { description = "b"; }).value;
  declared-twice-submodule = (declared { type = types.submodule { options.a = mkOption { default = 1; }; }; } { type = types.submodule { options.b = mkOption { default = 2; }; }; default = { }; }).value;
  attrTag-merged = (declared { type = types.attrTag { a = mkOption { type = types.int; }; both = mkOption { type = types.enum [ 1 ]; }; }; } { type = types.attrTag { b = mkOption { type = types.int; }; both = mkOption { type = types.enum [ 2 ]; }; }; }).type.description;
  attrTag-declarations = map (d: d) (types.attrTag { a = mkOption { type = types.int; } // { declarations = [ "x" ]; declarationPositions = [ ]; }; }).nestedTypes.a.declarations;
  declaration-positions = map (p: [ p.line p.column ]) (eval [ { _file = "f"; options = builtins.listToAttrs [ { name = "x"; value = mkOption { }; } ]; } ]).options.x.declarationPositions;
  option-as-string = "${(eval [ { options.a.b = mkOption { }; } ]).options.a.b}";
  option-fields = lib.attrNames (eval [ { options.a = mkOption { type = types.int; default = 1; }; } ]).options.a;
  option-of-submodule-type = (eval [ { options.a = mkOption { type = types.submodule { }; default = { }; }; } ]).options.a.options;
  subOptions = lib.attrNames ((types.listOf (types.submodule { options.a = mkOption { }; freeformType = types.attrsOf types.int; })).getSubOptions [ "p" ]);
  subOptions-loc = ((types.functionTo (types.submodule { options.a = mkOption { }; })).getSubOptions [ "p" ]).a.loc;
  substSubModules = (eval [ { options.a = mkOption { type = (types.nullOr (types.listOf (types.submodule { }))).substSubModules [ { options.q = mkOption { default = 7; }; } ]; default = [ { } ]; }; } ]).config.a;
  sub-modules = map (t: lib.length t.getSubModules) [ (types.attrsOf (types.submodule [ { } { } ])) (types.coercedTo types.int (x: { }) (types.submodule { })) (types.unique { message = ""; } (types.submodule { })) (types.functionTo (types.submodule { })) (types.attrListOf (types.submodule { })) (types.nonEmptyListOf (types.submodule { })) ];
  apply-lazy = (eval [ { options.a = mkOption { type = types.int; apply = x: "not looked at"; }; } ]).config.a;
  apply-reads-undefined = (eval [ { options.a = mkOption { type = types.int; apply = x: x; }; } ]).config.a;
  readOnly-default-only = (eval [ { options.a = mkOption { readOnly = true; default = 1; }; } ]).config.a;
  readOnly-type-still-known = (eval [ { options.a = mkOption { readOnly = true; default = 1; type = types.int; }; config.a = 2; } ]).options.a.type.description;
  merged-option-module = (eval [ (lib.mkMergedOptionModule [ [ "a" ] [ "b" ] ] [ "c" ] (config: config.a + config.b)) { options.c = mkOption { type = types.int; }; options.warnings = mkOption { type = types.listOf types.str; }; } { a = 1; b = 2; } ]).config.c;
  renamed-with-release = (eval [ (lib.mkRenamedOptionModuleWith { from = [ "a" ]; to = [ "b" ]; sinceRelease = 9999; }) { options.b = mkOption { type = types.int; }; options.warnings = mkOption { type = types.listOf types.str; default = [ ]; }; } { a = 1; } ]).config;
  alias-definitions = (eval [ ({ options, ... }: { options.a = mkOption { type = types.listOf types.int; }; options.b = mkOption { type = types.listOf types.int; }; config.a = [ 1 ]; config.b = lib.mkAliasDefinitions options.a; }) ]).config.b;
  alias-and-wrap = (eval [ ({ options, ... }: { options.a = mkOption { type = types.int; }; options.b = mkOption { type = types.listOf types.int; }; config.a = lib.mkForce 1; config.b = lib.modules.mkAliasAndWrapDefsWithPriority (x: lib.mkMerge [ ]) options.a; }) { b = [ 2 ]; } ]).config.b;
}
