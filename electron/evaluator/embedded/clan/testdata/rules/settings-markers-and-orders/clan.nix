{ lib, ... }:
{
  meta.name = "m";
  inventory.machines = { a.tags = [ "t" "z" ]; b.tags = [ "t" ]; };
  modules.svc = { lib, ... }: { manifest.name = "svc"; roles.r = { interface = { lib, config, ... }: { options = {
    l = lib.mkOption { type = lib.types.listOf lib.types.str; default = [ "default" ]; };
    f = lib.mkOption { type = lib.types.number; default = 0.5; };
    big = lib.mkOption { type = lib.types.int; default = 1; };
    n = lib.mkOption { type = lib.types.nullOr lib.types.int; default = 5; };
    s = lib.mkOption { type = lib.types.submodule { freeformType = lib.types.attrsOf lib.types.anything; options.d = lib.mkOption { default = "d"; }; }; default = { }; };
    free = lib.mkOption { type = lib.types.anything; default = { }; };
    count = lib.mkOption { type = lib.types.int; readOnly = true; default = builtins.length config.l; defaultText = "count"; };
  }; config.l = lib.mkOrder 800 [ "iface" ]; }; perInstance = { settings, roles, ... }: { nixosModule.got = { inherit settings; role = roles.r.settings.l; others = builtins.mapAttrs (_: m: m.settings.count) roles.r.machines; }; }; }; };
  inventory.instances.k = { module = { name = "svc"; input = "self"; }; roles.r = {
    settings = lib.mkMerge [ { l = lib.mkAfter [ "after" ]; n = lib.mkForce null; } ];
    tags.t.settings = lib.mkIf true { l = [ "t" ]; }; tags.z.settings = { l = [ "z" ]; f = 2.0; }; tags.all = { };
    machines.a.settings = { l = lib.mkIf false [ "no" ]; s.deep.y = lib.mkDefault 3; free = lib.mkMerge [ { a = 1; } { b = [ 2 ]; } ]; };
  }; };
}
