{ lib, ... }:
{
  meta.name = "m";
  inventory.machines = { a = { }; };
  modules.svc = { lib, ... }: let t = lib.types; o = type: extra: lib.mkOption ({ inherit type; } // extra); in { manifest.name = "svc"; roles.r.interface = { meta, ... }: { options = {
    deep.one.two = o t.int { default = 1; description = "deep"; };
    deep.one.three = o (t.nullOr (t.enum [ "a" "b" ])) { default = null; };
    deep.four = o (t.listOf (t.listOf t.int)) { default = [ ]; };
    fromMeta = o t.str { default = meta.name; };
    withText = o t.str { defaultText = lib.literalExpression "foo"; };
    nested = o (t.attrsOf (t.listOf (t.submodule { options.x = o t.int { }; options.y = o (t.nullOr t.str) { default = "z"; }; }))) { default = { }; };
    tagged = o (t.attrTag { one = o t.int { }; two = o (t.submodule { options.z = o t.str { }; }) { description = "Two"; }; }) { default = { one = 1; }; };
    union = o (t.either t.int (t.listOf (t.either t.str t.int))) { default = 1; };
    enums = o (t.either (t.enum [ "a" ]) (t.enum [ "b" "a" ])) { default = "a"; };
    un3 = o (t.oneOf [ t.bool t.str (t.attrsOf t.int) ]) { default = true; };
    nest = o (t.submodule ({ name, ... }: { options.name = o t.str { default = name; }; options.sub = o (t.submodule { freeformType = t.attrsOf t.str; options.port = o t.port { default = 1; }; }) { default = { }; }; })) { default = { }; };
    enable = lib.mkEnableOption "it";
    pkg = o t.path { default = "/x"; };
    hid = o t.int { default = 1; visible = false; };
    int = o t.int { default = 1; internal = true; };
    ro = o t.int { default = 1; readOnly = true; };
    a.b = o (t.enum [ 1 ]) { default = 1; };
    aB = o (t.enum [ 2 ]) { default = 2; };
    lst = o (t.nonEmptyListOf t.nonEmptyStr) { default = [ "x" ]; description = "A list"; };
    coerced = o (t.coercedTo t.int toString t.str) { default = 3; };
    coercedList = o (t.coercedTo t.str lib.singleton (t.listOf t.str)) { default = "x"; };
    any = o t.anything { default = { a = 1; }; description = "Any"; };
    dm = o t.deferredModule { default = { }; };
    untyped = lib.mkOption { default = 1; };
    nullAny = o (t.nullOr t.raw) { default = null; };
    fl = o t.float { default = 1.5; };
    flInt = o t.number { default = 2; };
    dash-ed.inner_x = o (t.attrsOf t.bool) { default = { }; };
    "quo ted" = o t.str { default = "q\n\"x\""; };
    addc = o (t.addCheck t.int (x: x > 0)) { default = 5; };
    required.group = o t.str { };
    optional.group = o t.str { default = ""; };
    lazy = o (t.lazyAttrsOf (t.enum [ true false ])) { default = { }; };
    ua = o (t.listOf (t.either (t.enum [ "auto" ]) t.int)) { default = [ ]; };
    uniqueMsg = o (t.listOf t.anything) { default = [ ]; example = [ 1 ]; };
    passwd = o (t.passwdEntry t.str) { default = "x"; };
    json = o (t.nullOr (t.attrsOf t.anything)) { default = null; };
  }; imports = [ (lib.mkRenamedOptionModule [ "oldPort" ] [ "deep" "one" "two" ]) (lib.mkAliasOptionModule [ "alias" ] [ "deep" "one" "two" ]) ]; }; };
  inventory.instances.svc = { module.input = "self"; roles.r.machines.a.settings = { required.group = "g"; withText = "w"; oldPort = 7; nested.k = [ { x = 1; } ]; }; };
}
